// A named check of an invariant, recomputed from raw rows; each folder lists its own, the check command runs them all.

import type { Tx } from './database/transaction.ts';

export type CheckFinding = {
  /** How many rows, documents or accounts were looked at. */
  readonly examined: number;
  /** One sentence per breach, with the number or key that lets a person find it. At most a hundred are listed. */
  readonly breaches: readonly string[];
};

export type Check = {
  /** Stable name, such as ledger.balances. */
  readonly name: string;
  readonly title: string;
  run(tx: Tx): Promise<CheckFinding>;
};

export const BREACHES_MAX = 100;
