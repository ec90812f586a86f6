// The only way into the journal: entries are staged, then written with their balances and open items in a few statements.

import { Refusal, refuse } from '#kernel/refusal.ts';
import type { Instant } from '#platform/clock.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { assertEntry, reversalOf, type Entry } from './posting.ts';
import { withDigits } from './base-amount.ts';
import { foreignDays, insertStaged, openStage, readEntry, writeStaged } from './post-store.ts';

export { openStage } from './post-store.ts';

/** Posts entries. Refuses period.closed, entry.already_reversed, entry.day_out_of_range, entry.amount_too_large, item.overapplied (an item would turn negative) and item.before_raised (on an earlier day). */
export async function post(tx: Tx, now: Instant, entries: readonly Entry[]): Promise<void> {
  entries.forEach(assertEntry);
  await openStage(tx);
  await insertStaged(tx, entries);
  await postStaged(tx, now);
}

/**
 * Posts what the transaction has put into the temporary table staged_transfer (see openStage), for batches that never leave the
 * database. The stage is empty again afterwards.
 */
export async function postStaged(tx: Tx, now: Instant): Promise<void> {
  const factors = await foreignDays(tx);
  try {
    await writeStaged(tx, now, factors.map(withDigits));
  } catch (error) {
    throw explained(error);
  }
}

/** Reverses an entry as a new one on its own date. */
export async function reverseEntry(
  tx: Tx, now: Instant, entryId: string, reversal: { entryId: string; postedOn: string; event: string; reason: string },
): Promise<Entry> {
  const entry = await readEntry(tx, entryId);
  if (entry === null) refuse('request.not_found', `there is no entry ${entryId}`);
  const reversed = reversalOf(entry, reversal);
  await post(tx, now, [reversed]);
  return reversed;
}

// What the database's own guards of days and amounts say, and what a sum beyond bigint or a base amount at an absurd rate does.
const BEYOND_YEARS = 'CF002';
const BEYOND_BOUNDS = 'CF003';
const OUT_OF_RANGE = '22003';

function explained(error: unknown): unknown {
  const { constraint, code, hint } = error as { constraint?: string; code?: string; hint?: string };
  if (constraint === 'item_lowered_after_raised') return new Refusal('item.before_raised', 'on that day the item did not hold yet what would be taken from it');
  if (code === BEYOND_YEARS) return new Refusal('entry.day_out_of_range', `nothing is posted on ${hint ?? 'such a day'}`, { field: 'date', value: hint });
  if (code === BEYOND_BOUNDS || code === OUT_OF_RANGE) return new Refusal('entry.amount_too_large', 'an amount is larger than the books hold');
  if (constraint === 'item_never_negative') return new Refusal('item.overapplied', 'more would be applied than the item holds open');
  if (code === '23505' && constraint === 'entry_org_id_reverses_entry_id_key') return new Refusal('entry.already_reversed', 'the entry was reversed before');
  return error;
}
