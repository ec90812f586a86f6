// The accounts, closed months and ids that every act of cash application needs, and the one way in which a plan is written.

import { derivedId, newId } from '#kernel/id.ts';
import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { accountsByPurpose } from '#ledger/account-store.ts';
import type { Purpose } from '#ledger/chart.ts';
import { post } from '#ledger/post.ts';
import { insertDiscountTaxes } from './discount-tax-store.ts';
import { taxDiscounts } from './discount-tax.ts';
import type { Frame, Plan } from './plan-application.ts';
import type { CashAccounts } from './postings.ts';
import { whenHeld } from './when-held.ts';
import { closedMonths, insertApplications, insertIdentifications } from './store.ts';

export async function cashAccounts(tx: Tx, entityId: number): Promise<CashAccounts> {
  const byPurpose = await accountsByPurpose(tx, entityId);
  if (byPurpose.size === 0) refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  const of = (purpose: Purpose): number => {
    const accountId = byPurpose.get(purpose);
    invariant(accountId !== undefined, `the entity ${entityId} has no account for ${purpose}`);
    return accountId;
  };
  return {
    receivable: of('receivable'), unapplied: of('unapplied_cash'), unidentified: of('unidentified_cash'), discountAllowed: of('discount_allowed'), bankCharges: of('bank_charges'),
    smallDifferences: of('small_differences'), currencyExchange: of('currency_exchange'),
  };
}

/** fallbackOn: the date on which things count whose own date lies in a closed month. */
export async function openFrame(tx: Tx, ctx: Context, work: { entityId: number; fallbackOn: LocalDate; batchKey?: string | undefined }): Promise<Frame> {
  const ms = millisecondsOf(ctx.now);
  const { batchKey } = work;
  return {
    accounts: await cashAccounts(tx, work.entityId), closedMonths: await closedMonths(tx, work.entityId), fallbackOn: work.fallbackOn,
    newId: batchKey === undefined ? () => newId(ms) : (what) => derivedId(ms, `${batchKey} ${what}`),
  };
}

/** Writes plans: who paid before what was paid, so that the books read in order. Posts last: from then on the organisation's other postings wait. */
export async function writePlans(tx: Tx, ctx: Context, frame: Frame, planned: readonly Plan[]): Promise<void> {
  const plans = await whenHeld(tx, frame, planned);
  const { entries: applying, taxes } = await taxDiscounts(tx, plans);
  const entries = [...plans.flatMap((plan) => plan.identifying), ...applying];
  await insertIdentifications(tx, plans.flatMap((plan) => plan.identifications), ctx.now, ctx.actor.name);
  await insertApplications(tx, plans.flatMap((plan) => plan.applications), ctx.now, ctx.actor.name);
  await insertDiscountTaxes(tx, taxes);
  if (entries.length > 0) await post(tx, ctx.now, entries);
}
