// The day of which a report tells.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { businessDay } from '#customers/index.ts';

/** The day that is asked for, else today in the zone of the legal entity. One that there is not is refused even where a day is named. */
export async function dayOf(tx: Tx, ctx: Context, entityId: number | undefined, asked: LocalDate | undefined): Promise<LocalDate> {
  const today = await businessDay(tx, ctx, entityId);
  return asked ?? today;
}
