// What can be imported, as a value: the fields of a row and how a batch of checked rows is written.

import type { Context } from '../context.ts';
import type { Tx } from '../database/transaction.ts';
import type { Permission } from '../permissions.ts';
import type { RunIssue } from '../run-store.ts';

export type ImportField = {
  /** The field's name in files and the API, snake_case. */
  readonly key: string;
  readonly title: string;
  readonly type: 'text' | 'integer' | 'decimal' | 'amount' | 'date' | 'currency' | 'country' | 'flag' | 'choice';
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly lengthMax?: number;
  /** Taken when the cell is empty or the column is not mapped. */
  readonly fallback?: string;
  /** Other headers that mean this field, for the proposed mapping. */
  readonly aliases?: readonly string[];
  readonly example: string;
  readonly description: string;
};

/** A row whose cells passed the checks of their fields: canonical text (dates YYYY-MM-DD, decimals with a dot, flags true/false) or null. */
export type CheckedRow = {
  /** Line of the source file as the person sees it, 1 = the header. */
  readonly rowNumber: number;
  readonly values: Readonly<Record<string, string | null>>;
};

export type ImportBatch = {
  readonly rows: readonly CheckedRow[];
  readonly entityId: number;
  readonly runId: string;
  readonly fileId: string;
  /** Milliseconds of the run's start plus the number of the batch, for derivedId(runMs, key): the same batch makes the same ids again, in the order of the file. */
  readonly runMs: number;
};

export type ImportOutcome = {
  readonly created: number;
  /** Rows that were there already with the same content: a repeated file changes nothing. */
  readonly unchanged: number;
  readonly updated: number;
  /** Rows left out: unknown references, contradictions with what is recorded. */
  readonly issues: readonly RunIssue[];
};

export type ImportKind = {
  /** orders, deliveries, customers, ... */
  readonly kind: string;
  readonly title: string;
  readonly permission: Permission;
  readonly fields: readonly ImportField[];
  /** Rows with the same value here belong to one record (the lines of an order) and come in one batch. */
  readonly groupBy?: string;
  /** Values that may stand in only one row of a file (an external id); a repetition is an issue of the later row. */
  readonly uniqueBy?: readonly string[];
  /** Tables that the batches look up and write; their statistics are kept fresh, because references are slow to check without. */
  readonly tables?: readonly string[];
  /** Writes a batch with a few set-based statements; answers what became of each row. */
  write(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome>;
};
