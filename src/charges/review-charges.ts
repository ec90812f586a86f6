// Looking again at charges that are not billed yet: when an order, a price, a tax fact or a customer changed, they are priced or let go anew.

import { compareDecimal, parseDecimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { customerOnHold, type CheckCode, type GateFailure } from './gate.ts';
import { linesOfCharges } from './line-store.ts';
import type { Priced } from './price-delivery.ts';
import { priceLines } from './price-lines.ts';
import { chargesToReview, withdrawHolds, type OpenedHold, type ReviewedCharge } from './review-store.ts';
import { insertCharges, insertHolds, setStatus } from './store.ts';

/** What a later order, price, certificate or release of the customer mends. All else stays held until a person decides. */
const mendable: readonly CheckCode[] = ['not_ordered', 'order_required', 'price_missing', 'price_differs', 'tax_undecidable', 'customer_on_hold', 'amount_too_large'];

/** What may come to hold a charge that passed the gate before. */
const comingLater: readonly CheckCode[] = ['tax_undecidable', 'customer_on_hold'];

export type ReviewRange = { readonly entityId: number; readonly through: LocalDate; readonly after: string; readonly limit: number; readonly runId: string | null };

export type ReviewOutcome = { readonly pricedAnew: number; readonly released: number; readonly held: number; /** The last one looked at, where there are more. */ readonly next: string | null };

/** One batch, by id. The lock of pricing is held. */
export async function reviewCharges(tx: Tx, ctx: Context, range: ReviewRange): Promise<ReviewOutcome> {
  const charges = await chargesToReview(tx, range.entityId, { ...range, mendable });
  const last = charges.at(-1);
  if (last === undefined) return { pricedAnew: 0, released: 0, held: 0, next: null };
  const lines = await linesOfCharges(tx, charges.map((charge) => charge.chargeId));
  const known = charges.filter((charge) => lines.has(charge.chargeId));
  const priced = await priceLines(tx, range.entityId, known.flatMap((charge) => lines.get(charge.chargeId) ?? []), known.map((charge) => charge.chargeId));
  const again = new Map(known.map((charge, index) => [charge.chargeId, priced[index]]));

  const decided = charges.map((charge) => ({ charge, ...decideReview(charge, again.get(charge.chargeId) ?? null) }));
  const anew = decided.filter((one) => one.anew !== null);
  const kept = decided.filter((one) => one.anew === null);
  const released = kept.filter((one) => one.charge.status === 'held' && one.stillOpen === 0);
  const held = kept.filter((one) => one.charge.status === 'pending' && one.stillOpen > 0);

  const idsOf = (list: readonly { charge: ReviewedCharge }[]): string[] => list.map((one) => one.charge.chargeId);
  await withdrawHolds(tx, anew.map((one) => ({ chargeId: one.charge.chargeId, checks: null })), { reason: 'priced anew', now: ctx.now });
  let superseded = 0;
  for (const status of ['pending', 'held'] as const) superseded += await setStatus(tx, idsOf(anew.filter((one) => one.charge.status === status)), status, 'superseded');
  invariant(superseded === anew.length, `${anew.length} charges were to be priced anew and ${superseded} gave way`);
  const made = anew.flatMap(({ anew: one }) => (one === null ? [] : [one]));
  await insertCharges(tx, made.map((one) => one.charge), range.runId, ctx.now);
  await withdrawHolds(tx, kept.filter((one) => one.close.length > 0).map((one) => ({ chargeId: one.charge.chargeId, checks: one.close })), { reason: 'what held it is no longer so', now: ctx.now });
  await setStatus(tx, idsOf(released), 'held', 'pending');
  await setStatus(tx, idsOf(held), 'pending', 'held');
  const opened: OpenedHold[] = [...kept.flatMap((one) => one.open.map((failure) => ({ ...failure, chargeId: one.charge.chargeId }))), ...made.flatMap((one) => one.failures.map((failure) => ({ ...failure, chargeId: one.charge.chargeId })))];
  await insertHolds(tx, opened, ctx.now);

  auditReview(tx, 'superseded', anew, made);
  auditReview(tx, 'pending', released);
  auditReview(tx, 'held', held);
  return { pricedAnew: anew.length, released: released.length, held: held.length, next: charges.length < range.limit ? null : last.chargeId };
}

function auditReview(tx: Tx, status: string, list: readonly { charge: ReviewedCharge }[], made: readonly Priced[] = []): void {
  list.forEach(({ charge }, index) => tx.audit({
    subjectKind: 'charge', subjectId: charge.chargeId, reason: status === 'superseded' ? 'priced anew' : status === 'pending' ? 'what held it is no longer so' : 'its customer or its tax changed',
    before: { status: charge.status, checks: charge.openChecks }, after: { status, ...(made[index] === undefined ? {} : { priced: made[index].charge.chargeId, amountMinor: made[index].charge.amountMinor }) },
  }));
}

export type Review = { /** Null where price, order and tax are as they were. */ readonly anew: Priced | null; readonly close: readonly CheckCode[]; readonly open: readonly GateFailure[]; readonly stillOpen: number };

/** again: the same line priced with what is known now; null for a charge that no delivery makes. What a person let through stays let through. */
function decideReview(charge: ReviewedCharge, again: Priced | null): Review {
  const failures = again === null ? customerOnHold(charge) : again.failures;
  const isLinked = again !== null && charge.orderId === null && again.charge.orderId !== null;
  const looksAt = charge.status === 'pending' ? comingLater : mendable;
  const wanted = failures.filter((failure) => (isLinked || looksAt.includes(failure.check)) && !charge.releasedChecks.includes(failure.check));
  const staying = charge.openChecks.filter((check) => !looksAt.includes(check));
  if (again !== null && !isSamePrice(charge, again)) {
    const all = isLinked ? wanted : [...wanted, ...failures.filter((failure) => staying.includes(failure.check))];
    return { anew: { charge: { ...again.charge, status: all.length === 0 ? 'pending' : 'held' }, failures: all }, close: [], open: [], stillOpen: all.length };
  }
  const close = charge.openChecks.filter((check) => looksAt.includes(check) && !wanted.some((failure) => failure.check === check));
  const open = wanted.filter((failure) => !charge.openChecks.includes(failure.check));
  return { anew: null, close, open, stillOpen: charge.openChecks.length - close.length + open.length };
}

function isSamePrice(before: ReviewedCharge, { charge }: Priced): boolean {
  const isEqual = (a: string, b: string): boolean => compareDecimal(parseDecimal(a), parseDecimal(b)) === 0;
  return before.orderId === charge.orderId && before.orderLineNo === charge.orderLineNo && before.currency === charge.currency && before.amountMinor === charge.amountMinor
    && isEqual(before.quantity, charge.quantity) && isEqual(before.unitPrice, charge.unitPrice) && isEqual(before.discountPercent, charge.discountPercent)
    && before.taxJurisdiction === charge.taxJurisdiction && before.taxCategory === charge.taxCategory && isEqual(before.taxRate, charge.taxRate) && before.taxReason === charge.taxReason
    && before.chargeCode === charge.chargeCode && before.revenueAccountId === charge.revenueAccountId;
}
