// A voided invoice frees its charges: they are reversed, and copied as pending when they are to be billed anew.

import type { Context } from '#platform/context.ts';
import type { Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { copyAsPending, unbillCharges } from './store.ts';

export async function reverseCharges(tx: Tx, ctx: Context, reversal: { charges: Statement; rebill: boolean }): Promise<{ reversed: number }> {
  const reversed = await unbillCharges(tx, reversal.charges);
  if (reversal.rebill) await copyAsPending(tx, reversal.charges, ctx.now);
  return { reversed };
}
