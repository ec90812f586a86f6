// Billing tells which charges became invoice lines; each must have been pending until now.

import { refuse } from '#kernel/refusal.ts';
import type { Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { billCharges, countOf } from './store.ts';

/** Refuses charge.not_pending when another run or person moved one of them meanwhile. */
export async function markChargesBilled(tx: Tx, chargeIds: Statement): Promise<void> {
  const expected = await countOf(tx, chargeIds);
  if (expected === 0) return;
  const billed = await billCharges(tx, chargeIds);
  if (billed !== expected) refuse('charge.not_pending', `${expected - billed} of ${expected} charges are no longer pending`);
}
