// The gate: what must hold of a line before it may be billed. Each failed check holds it, with reason, owner and money at risk.

import { compareDecimal, decimalFromInteger, parseDecimal, subtractDecimal, multiplyDecimal, addDecimal, formatDecimal, isZeroDecimal, type Decimal } from '#kernel/decimal.ts';
import { formatAmount } from '#kernel/money.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Role } from '#platform/context.ts';

export type CheckCode =
  | 'not_ordered' | 'over_ordered' | 'price_missing' | 'price_differs' | 'order_expired' | 'order_exhausted' | 'order_closed' | 'order_required'
  | 'tax_undecidable' | 'customer_on_hold' | 'possible_duplicate' | 'unusual_amount' | 'return_exceeds'
  | 'amount_too_large'
  /** No check failed: a person holds the charge. */
  | 'by_hand';

/** What no person can let through: there would be no right amount, or no right tax, on the invoice. The cause is mended, and the charge priced anew. */
export const unreleasable: ReadonlySet<string> = new Set<CheckCode>(['price_missing', 'tax_undecidable', 'amount_too_large']);

/** Ten trillion units with two decimals: beyond any line of the trade, and two thousand such lines still fit a document. */
export const LARGEST_LINE_MINOR = 10n ** 15n;

export type GateFailure = { readonly check: CheckCode; readonly reason: string; readonly ownerRole: Role; readonly riskMinor: bigint };

/** Tolerances of an organisation (setting "gate") as decimal text; amounts are in the currency of the line. */
export type GateSettings = {
  readonly overQuantityPercent: string;
  /** What is delivered beyond the order may be worth this much in all, whatever the percentage says. */
  readonly overAmount: string;
  readonly priceDifferencePercent: string;
  /** What a line's price may add to or take from it, whatever the percentage says. */
  readonly priceDifferenceAmount: string;
  readonly historyFactor: string;
  readonly historyMinLines: string;
};

export const gateDefaults: GateSettings = { overQuantityPercent: '0', overAmount: '0', priceDifferencePercent: '0', priceDifferenceAmount: '0', historyFactor: '25', historyMinLines: '20' };

export type GateFacts = {
  readonly kind: 'delivery' | 'return' | 'manual';
  readonly on: LocalDate;
  readonly quantity: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly unitPrice: string | null;
  /** Who says the price, and what it is held against. */
  readonly priceFrom: 'order' | 'price_book' | 'person';
  readonly agreedPrice: string | null;
  readonly agreedFrom: 'order' | 'price_book';
  readonly order: {
    readonly number: string; readonly expiresOn: LocalDate | null; readonly closedOn: LocalDate | null; readonly notToExceedMinor: bigint | null;
    /** Charged on the whole order before this line. */
    readonly chargedMinor: bigint;
    readonly orderedQuantity: string;
    /** Charged on this order line before, returns taken off. */
    readonly chargedQuantity: string;
  } | null;
  readonly orderReference: string | null;
  /** Whether the order that is named is recorded, though the line belongs to none of its lines. */
  readonly orderRecorded: boolean;
  readonly orderRequired: boolean;
  readonly holdReason: string | null;
  readonly taxProblem: string | null;
  /** What was delivered or billed before just like this line, in words. */
  readonly duplicateOf: string | null;
  readonly history: { readonly lines: bigint; readonly largestMinor: bigint } | null;
};

/** Every check on its own, in the order in which a clerk would ask; an empty list lets the line through. */
export function decideGate(facts: GateFacts, settings: GateSettings): GateFailure[] {
  return [checkAmount(facts), checkOrder(facts), checkQuantity(facts, settings), checkPrice(facts, settings), checkOrderLife(facts), checkOrderValue(facts),
    checkTax(facts), checkCustomer(facts), checkDuplicate(facts), checkHistory(facts, settings)].flatMap((failure) => failure ?? []);
}

type Checked = GateFailure | null;

function fail(facts: Pick<GateFacts, 'amountMinor'>, check: CheckCode, ownerRole: Role, reason: string): GateFailure {
  const risk = facts.amountMinor < 0n ? -facts.amountMinor : facts.amountMinor;
  return { check, reason, ownerRole, riskMinor: risk > LARGEST_LINE_MINOR ? LARGEST_LINE_MINOR : risk };
}

function checkAmount(facts: GateFacts): Checked {
  return isLineAmount(facts.amountMinor) ? null
    : fail(facts, 'amount_too_large', 'senior', `${facts.quantity} at ${facts.unitPrice ?? '0'} each come to more than ${formatAmount(LARGEST_LINE_MINOR, facts.currency)} ${facts.currency}`);
}

/** Within what a line may come to. */
export function isLineAmount(amountMinor: bigint): boolean {
  return amountMinor <= LARGEST_LINE_MINOR && amountMinor >= -LARGEST_LINE_MINOR;
}

function checkOrder(facts: GateFacts): Checked {
  if (facts.order !== null) return null;
  if (facts.orderReference !== null) return fail(facts, 'not_ordered', 'specialist', `${subjectOf(facts)} names the order ${facts.orderReference}, ${facts.orderRecorded ? 'but none of its lines fits' : 'which is not recorded'}`);
  return facts.orderRequired || facts.kind !== 'manual' ? fail(facts, facts.orderRequired ? 'order_required' : 'not_ordered', 'specialist', `${subjectOf(facts)} names no order`) : null;
}

function subjectOf({ kind }: GateFacts): string {
  return kind === 'manual' ? 'the line' : kind === 'return' ? 'the return' : 'the delivery';
}

function checkQuantity(facts: GateFacts, settings: GateSettings): Checked {
  if (facts.order === null) return null;
  const before = parseDecimal(facts.order.chargedQuantity);
  const quantity = parseDecimal(facts.quantity);
  if (facts.kind === 'return') {
    return compareDecimal(quantity, before) <= 0 ? null
      : fail(facts, 'return_exceeds', 'specialist', `${facts.quantity} came back, but only ${facts.order.chargedQuantity} of this order line were charged`);
  }
  const allowed = withPercent(parseDecimal(facts.order.orderedQuantity), settings.overQuantityPercent);
  const after = addDecimal(before, quantity);
  const worth = multiplyDecimal(subtractDecimal(after, parseDecimal(facts.order.orderedQuantity)), parseDecimal(facts.unitPrice ?? '0'));
  const isSmall = facts.unitPrice !== null && isWithin(worth, settings.overAmount);
  return compareDecimal(after, allowed) <= 0 || isSmall ? null
    : fail(facts, 'over_ordered', 'specialist', `with ${facts.kind === 'manual' ? 'this line' : 'this delivery'} ${formatDecimal(after)} are charged of ${facts.order.orderedQuantity} ordered`);
}

/** What comes back is credited at the price and tax of the line that billed it, whatever is agreed today. */
function checkPrice(facts: GateFacts, settings: GateSettings): Checked {
  if (facts.kind === 'return') return null;
  if (facts.unitPrice === null) return fail(facts, 'price_missing', 'senior', 'neither the order nor a price book has a price for this product and date');
  if (facts.agreedPrice === null) return null;
  const agreed = parseDecimal(facts.agreedPrice);
  const difference = absolute(subtractDecimal(parseDecimal(facts.unitPrice), agreed));
  const allowed = subtractDecimal(withPercent(agreed, settings.priceDifferencePercent), agreed);
  // Of an order line the difference counts over all its deliveries, so that many small ones are no way around the tolerance.
  const quantity = addDecimal(parseDecimal(facts.quantity), parseDecimal(facts.order?.chargedQuantity ?? '0'));
  const isSmall = isWithin(multiplyDecimal(difference, quantity), settings.priceDifferenceAmount);
  return compareDecimal(difference, allowed) <= 0 || isSmall ? null
    : fail(facts, 'price_differs', 'senior', `${facts.priceFrom === 'order' ? 'the order' : 'the line'} says ${facts.unitPrice} each, the ${facts.agreedFrom === 'order' ? 'order' : 'price book'} ${facts.agreedPrice}`);
}

function checkOrderLife(facts: GateFacts): Checked {
  const order = facts.order;
  if (order === null || facts.kind === 'return') return null;
  if (order.closedOn !== null && facts.on > order.closedOn) return fail(facts, 'order_closed', 'specialist', `the order ${order.number} was closed on ${order.closedOn}`);
  return order.expiresOn !== null && facts.on > order.expiresOn
    ? fail(facts, 'order_expired', 'specialist', `the order ${order.number} expired on ${order.expiresOn}, the delivery is of ${facts.on}`) : null;
}

function checkOrderValue(facts: GateFacts): Checked {
  const order = facts.order;
  if (order === null || order.notToExceedMinor === null || facts.kind === 'return') return null;
  const after = order.chargedMinor + facts.amountMinor;
  return after <= order.notToExceedMinor ? null : fail(facts, 'order_exhausted', 'specialist',
    `the order ${order.number} is limited to ${formatAmount(order.notToExceedMinor, facts.currency)} ${facts.currency}; with this line it reaches ${formatAmount(after, facts.currency)}`);
}

function checkTax(facts: GateFacts): Checked {
  return facts.taxProblem === null || facts.kind === 'return' ? null : fail(facts, 'tax_undecidable', 'senior', facts.taxProblem);
}

function checkCustomer(facts: GateFacts): Checked {
  return customerOnHold(facts)[0] ?? null;
}

/** The one check that also holds what no delivery makes, such as a hand-made line that is to be billed anew. */
export function customerOnHold(facts: Pick<GateFacts, 'holdReason' | 'amountMinor'>): GateFailure[] {
  return facts.holdReason === null ? [] : [fail(facts, 'customer_on_hold', 'manager', `the customer is on hold: ${facts.holdReason}`)];
}

function checkDuplicate(facts: GateFacts): Checked {
  return facts.duplicateOf === null ? null : fail(facts, 'possible_duplicate', 'specialist', facts.duplicateOf);
}

function checkHistory(facts: GateFacts, settings: GateSettings): Checked {
  const history = facts.history;
  if (history === null || history.lines < BigInt(settings.historyMinLines) || facts.kind === 'return') return null;
  const limit = multiplyDecimal(decimalFromInteger(history.largestMinor), parseDecimal(settings.historyFactor));
  return compareDecimal(decimalFromInteger(facts.amountMinor), limit) <= 0 ? null : fail(facts, 'unusual_amount', 'senior',
    `more than ${settings.historyFactor} times the largest of ${history.lines} earlier lines of this customer (${formatAmount(history.largestMinor, facts.currency)} ${facts.currency})`);
}

function withPercent(base: Decimal, percent: string): Decimal {
  const share = parseDecimal(percent);
  return isZeroDecimal(share) ? base : addDecimal(base, multiplyDecimal(base, multiplyDecimal(share, parseDecimal('0.01'))));
}

/** A tolerance of zero allows nothing. */
function isWithin(worth: Decimal, tolerance: string): boolean {
  const limit = parseDecimal(tolerance);
  return !isZeroDecimal(limit) && compareDecimal(absolute(worth), limit) <= 0;
}

function absolute(value: Decimal): Decimal {
  return value.unscaled < 0n ? { ...value, unscaled: -value.unscaled } : value;
}
