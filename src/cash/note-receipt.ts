// What a person writes about a receipt for the next one who looks at it: an event of its own in the audit trail, never changed.

import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findReceipt } from '#payments/index.ts';

/** Refuses request.not_found. */
export async function noteReceipt(tx: Tx, _ctx: Context, input: { receiptId: string; text: string }): Promise<{ receiptId: string }> {
  if ((await findReceipt(tx, input.receiptId)) === null) refuse('request.not_found', `there is no receipt ${input.receiptId}`);
  tx.audit({ subjectKind: 'receipt', subjectId: input.receiptId, reason: input.text });
  return { receiptId: input.receiptId };
}
