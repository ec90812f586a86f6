// Why less came than the named documents hold open: discount, a bank's charge, a tolerated difference, a credit note taken, or a part.

import { currencyDigits } from '#kernel/currency.ts';
import { parseDecimal, powerOfTen, type Decimal } from '#kernel/decimal.ts';
import { addDays } from '#kernel/local-date.ts';
import { percentOf } from '#kernel/rounding.ts';
import { formatAmount } from '#kernel/money.ts';
import { openMinorOf, type Claim, type MatchPolicy, type Receipt, type Tolerance } from './claim.ts';
import { doubted, supported, type Deduction, type Reason, type Rule } from './reading.ts';
import type { PaymentText } from './payment-text.ts';

export type Explanation = { readonly rule: Rule; readonly deduction?: Deduction; readonly credit?: Claim; readonly reasons: readonly Reason[] };

export type Shortfall = {
  readonly claims: readonly Claim[];
  /** Open amounts less what came. */
  readonly shortMinor: bigint;
  readonly currency: string;
  readonly receipt: Receipt;
  readonly text: PaymentText;
  readonly policy: MatchPolicy;
  readonly tolerance: Tolerance | null;
  /** Credit notes of the same customers that the text does not name. */
  readonly openCredits: readonly Claim[];
};

/** The first explanation that accounts for the shortfall to the smallest unit; null when none does. */
export function explainShortfall(short: Shortfall): Explanation | null {
  const { hints } = short.text;
  // Who says that something is wrong with the goods, or pays a part, does not mean the difference to be forgiven.
  if (hints.has('dispute')) return null;
  const credit = creditTaken(short);
  if (saysPart(short)) return credit;
  // 'Saldo', 'solde', 'balance' of a document that nothing was paid of is all of it; a round sum short may be what was paid before and not applied yet.
  if (hints.has('settling')) return discountInTerms(short) ?? namedCharge(short) ?? credit ?? discountByPolicy(short);
  return discountInTerms(short) ?? namedCharge(short) ?? credit ?? discountByPolicy(short) ?? smallDifference(short) ?? usualCharge(short);
}

/** A part, a deposit, or the rest of what was paid in part before. */
function saysPart({ text: { hints }, claims }: Shortfall): boolean {
  return hints.has('part') || hints.has('rest') || hints.has('on_account') || (hints.has('settling') && claims.some((claim) => openMinorOf(claim) !== claim.totalMinor));
}

function discountInTerms({ claims, shortMinor, receipt, policy, currency }: Shortfall): Explanation | null {
  const latest = addDays(receipt.receivedOn, -policy.discountGraceDays);
  const entitled = claims.filter((claim) => claim.discount !== null && claim.discount.until >= latest && openMinorOf(claim) === claim.totalMinor);
  const taken = new Map(entitled.map((claim) => [claim, claim.discount?.discountMinor ?? 0n]));
  const sum = [...taken.values()].reduce((total, minor) => total + minor, 0n);
  if (sum === 0n || sum !== shortMinor) return null;
  return { rule: 'named_discount', deduction: { kind: 'discount', byClaim: taken }, reasons: [doubted('discount_in_terms', `the difference of ${formatAmount(shortMinor, currency)} is the discount that the terms give until ${entitled[0]?.discount?.until}`)] };
}

const usualDiscounts = ['1', '1.5', '2', '2.5', '3', '4', '5'].map((text) => ({ percent: parseDecimal(text), value: Number(text), text }));

function discountByPolicy({ claims, shortMinor, policy, currency }: Shortfall): Explanation | null {
  const invoices = claims.filter((claim) => openMinorOf(claim) > 0n);
  for (const { percent, value, text } of usualDiscounts) {
    if (value > policy.unearnedDiscountPercent) break;
    const byClaim = takenAtPercent(invoices, percent, shortMinor);
    if (byClaim === null) continue;
    return { rule: 'named_discount', deduction: { kind: 'discount', byClaim }, reasons: [doubted('discount_by_policy', `the difference of ${formatAmount(shortMinor, currency)} is exactly ${text} %, a discount that the house lets pass`)] };
  }
  return null;
}

/** Customers round the discount of each invoice, or of the whole payment: both are usual. */
function takenAtPercent(invoices: readonly Claim[], percent: Decimal, shortMinor: bigint): Map<Claim, bigint> | null {
  const each = new Map(invoices.map((claim) => [claim, percentOf(openMinorOf(claim), percent, 'half-up')]));
  const sum = [...each.values()].reduce((total, minor) => total + minor, 0n);
  const whole = percentOf(invoices.reduce((total, claim) => total + openMinorOf(claim), 0n), percent, 'half-up');
  if (shortMinor !== sum && shortMinor !== whole) return null;
  const [first] = invoices;
  if (first !== undefined) each.set(first, (each.get(first) ?? 0n) + shortMinor - sum);
  return each;
}

function namedCharge(short: Shortfall): Explanation | null {
  const { shortMinor, text, currency, policy, tolerance } = short;
  if (text.chargeMinor !== shortMinor) return null;
  const allowed = largest(policy.bankFeeMinor[currency], tolerance?.currency === currency ? tolerance.bankFeeMinor : undefined);
  const reasons = [doubted('charge_named', `the text names a charge of ${formatAmount(shortMinor, currency)}, which is the difference`)];
  return shortMinor > allowed ? null : { rule: 'named_bank_charge', deduction: ontoLargest(short, 'fee'), reasons };
}

// Banks on the way take round sums: 5.00, 7.50, 10.00, 12.50, 15.00 and so on. Up to a fifth of the invoice that is a charge; beyond, only
// where what was paid is no round sum, for who pays a part pays a round one.
function usualCharge(short: Shortfall): Explanation | null {
  const { shortMinor, currency, claims } = short;
  const open = claims.reduce((sum, claim) => sum + openMinorOf(claim), 0n);
  const isLarge = shortMinor * 5n > open;
  if (!couldBeCharge(short) || (isLarge && (isRound(open - shortMinor, currency) || shortMinor * 2n >= open - 1n))) return null;
  return { rule: 'named_bank_charge', deduction: ontoLargest(short, 'fee'), reasons: [doubted('charge_usual', `the difference of ${formatAmount(shortMinor, currency)} is a usual bank charge within the tolerance`)] };
}

/** A multiple of two and a half units. */
function isRound(minor: bigint, currency: string): boolean {
  return (minor * 2n) % (5n * powerOfTen(currencyDigits(currency) || 2)) === 0n;
}

function couldBeCharge(short: Shortfall): boolean {
  const { shortMinor, currency } = short;
  return isWithinCharges(short) && shortMinor >= 5n * powerOfTen(currencyDigits(currency) || 2) && isRound(shortMinor, currency);
}

function isWithinCharges({ shortMinor, currency, policy, tolerance }: Shortfall): boolean {
  return shortMinor <= largest(policy.bankFeeMinor[currency], tolerance?.currency === currency ? tolerance.bankFeeMinor : undefined);
}

function smallDifference(short: Shortfall): Explanation | null {
  const { shortMinor, currency, policy, tolerance } = short;
  const allowed = largest(policy.shortPayMinor[currency], tolerance?.currency === currency ? tolerance.shortPayMinor : undefined);
  if (shortMinor > allowed) return null;
  return { rule: 'named_small_difference', deduction: ontoLargest(short, 'tolerance'), reasons: [doubted('small_difference', `the difference of ${formatAmount(shortMinor, currency)} is within the tolerance`)] };
}

function creditTaken({ openCredits, shortMinor }: Shortfall): Explanation | null {
  const fitting = openCredits.filter((credit) => -openMinorOf(credit) === shortMinor);
  const [credit] = fitting;
  if (credit === undefined || fitting.length > 1) return null;
  return { rule: 'named_credit_taken', credit, reasons: [doubted('credit_unnamed', `the difference is the open credit note ${credit.number}`)] };
}

function ontoLargest({ claims, shortMinor }: Shortfall, kind: 'fee' | 'tolerance'): Deduction {
  const biggest = claims.reduce((best, claim) => (openMinorOf(claim) > openMinorOf(best) ? claim : best));
  return { kind, byClaim: new Map([[biggest, shortMinor]]) };
}

function largest(a: bigint | undefined, b: bigint | undefined): bigint {
  return (a ?? 0n) > (b ?? 0n) ? (a ?? 0n) : (b ?? 0n);
}

/** What a part payment, or a payment in dispute, leaves open. */
export function partReasons(short: Shortfall): readonly Reason[] {
  const { text, shortMinor, currency } = short;
  const left = `${formatAmount(shortMinor, currency)} stays open`;
  if (text.hints.has('dispute')) return [doubted('part_said', `the payer objects to something: ${left}`)];
  if (saysPart(short)) return [doubted('part_said', `the text says that it is a part: ${left}`)];
  // As little as a bank may take: whether it is to be written off or asked for is not for a rule to say.
  if (isWithinCharges(short)) return [doubted('part_or_charge', `${formatAmount(shortMinor, currency)} is missing: a bank charge or a part payment`)];
  const asks = short.policy.asksOnUnsaidPart ? [doubted('part_asks', 'the house looks at every part payment that says nothing')] : [];
  return [doubted('part_unsaid', `the payer named this document and paid less without a word: ${left}`), supported('part.no_write_off', 'nothing is written off', 0.1), ...asks];
}
