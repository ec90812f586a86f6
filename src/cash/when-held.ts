// On which day money is taken: never before it came back to where it is taken from, so that no item turns over on a day between.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Entry } from '#ledger/posting.ts';
import { raisedDays, type ItemKey } from '#ledger/queries.ts';
import { dateOf, type Frame, type Plan } from './plan-application.ts';

/** The plans with the days on which all that they take is there: an invoice whose payment was taken back in March is not paid again in February. */
export async function whenHeld(tx: Tx, frame: Frame, plans: readonly Plan[]): Promise<readonly Plan[]> {
  const entries = [...plans.flatMap((plan) => plan.identifying), ...plans.flatMap((plan) => plan.applying)];
  if (entries.length === 0) return plans;
  const keys = new Map(entries.flatMap((entry) => takenBy(entry, frame)).map((item) => [keyOf(item), item]));
  const raised = new Map((await raisedDays(tx, [...keys.values()])).map((item) => [keyOf(item), item.raisedOn]));
  const days = new Map(entries.map((entry) => {
    const day = dayOf(entry, frame, raised);
    for (const item of givenBy(entry, frame)) if (day > (raised.get(keyOf(item)) ?? '')) raised.set(keyOf(item), day);
    return [entry.entryId, day] as const;
  }));
  const on = (entryId: string, day: LocalDate): LocalDate => days.get(entryId) ?? day;
  return plans.map((plan) => ({
    identifications: plan.identifications.map((row) => ({ ...row, identifiedOn: on(row.entryId, row.identifiedOn) })), applications: plan.applications.map((row) => ({ ...row, appliedOn: on(row.entryId, row.appliedOn) })),
    identifying: plan.identifying.map((entry) => ({ ...entry, postedOn: on(entry.entryId, entry.postedOn) })), applying: plan.applying.map((entry) => ({ ...entry, postedOn: on(entry.entryId, entry.postedOn) })),
  }));
}

/** In a closed month the fallback counts, where the money is there by then; where it is not, the posting is refused. */
function dayOf(entry: Entry, frame: Frame, raised: ReadonlyMap<string, LocalDate>): LocalDate {
  const held = takenBy(entry, frame).reduce((latest, item) => { const day = raised.get(keyOf(item)) ?? ''; return day > latest ? day : latest; }, entry.postedOn);
  if (held === entry.postedOn) return held;
  const day = dateOf(frame, held);
  return day < held ? held : day;
}

/** Money and credit notes are debited where they stand, documents that are paid are credited. */
function takenBy({ transfers }: Entry, { accounts }: Frame): ItemKey[] {
  return transfers.flatMap(({ debitItem, debitAccountId, creditItem, creditAccountId }) => [
    ...(debitItem === null || debitItem === undefined ? [] : [{ itemId: debitItem.itemId, accountId: debitAccountId }]),
    ...(creditItem === null || creditItem === undefined || creditAccountId !== accounts.receivable ? [] : [{ itemId: creditItem.itemId, accountId: creditAccountId }]),
  ]);
}

function givenBy({ transfers }: Entry, { accounts }: Frame): ItemKey[] {
  return transfers.flatMap(({ creditItem, creditAccountId }) => (creditItem === null || creditItem === undefined || creditAccountId === accounts.receivable ? [] : [{ itemId: creditItem.itemId, accountId: creditAccountId }]));
}

function keyOf({ accountId, itemId }: ItemKey): string {
  return `${accountId} ${itemId}`;
}
