// Terms of payment: from a rule, a date and a total to the due date, the early-payment discount and the instalments.
// The instalments always add up to the total, and there is always at least one.

import { allocate } from '#kernel/allocate.ts';
import { rollDate, rolls, type Roll } from '#kernel/business-days.ts';
import { currencyDigits, type Currency } from '#kernel/currency.ts';
import { addDecimal, compareDecimal, decimalFromInteger, tryParseDecimal, type Decimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import { addDays, addMonths, endOfMonth, type LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { percentOf } from '#kernel/rounding.ts';

/** The days a rule counts start on the date of issue, or on the last day of the month that is `months` after it. */
type TermsBase = { readonly kind: 'net'; readonly days: number } | { readonly kind: 'end_of_month'; readonly days: number; readonly months: number };

export type TermsRule = TermsBase & {
  /** Deducted from the gross total when paid by the end of the discount days, which count from the date of issue. */
  readonly discount?: { readonly percent: string; readonly days: number } | undefined;
  /** Percents add up to 100; days ascend, count from where the rule's days count, and end with the rule's days. */
  readonly instalments?: readonly { readonly percent: string; readonly days: number }[] | undefined;
  /** What happens to a day that is no business day; without it, nothing. */
  readonly roll?: Roll | undefined;
};

export type Instalment = { readonly no: number; readonly dueOn: LocalDate; readonly amountMinor: bigint };
export type Discount = { readonly percent: string; readonly until: LocalDate; readonly discountMinor: bigint };
export type Schedule = { readonly dueOn: LocalDate; readonly discount: Discount | null; readonly instalments: readonly Instalment[] };

export const daysMax = 3650;
export const monthsMax = 24;
export const instalmentsMax = 60;

const noHolidays: ReadonlySet<LocalDate> = new Set();
const hundred = decimalFromInteger(100n);

/** dueOn is the day of the last instalment. A negative total (a credit) splits the same way with its sign. */
export function computeSchedule(
  rule: TermsRule, issuedOn: LocalDate, totalMinor: bigint, currency: Currency, holidays: ReadonlySet<LocalDate> = noHolidays,
): Schedule {
  currencyDigits(currency);
  const roll = rule.roll ?? 'none';
  const start = rule.kind === 'net' ? issuedOn : endOfMonth(addMonths(startOfIssueMonth(issuedOn), rule.months));
  const dayAfter = (from: LocalDate, days: number): LocalDate => rollDate(addDays(from, days), roll, holidays);
  const planned = rule.instalments ?? [{ percent: '100', days: rule.days }];
  const parts = allocate(totalMinor, weightsOf(planned.map((part) => percentValue(part.percent))));
  const all = planned.map((part, index) => ({ dueOn: dayAfter(start, part.days), amountMinor: parts[index] ?? 0n }));
  // A part of nothing is owed by nobody; a total of nothing still has its one due date.
  const owed = all.filter((part) => part.amountMinor !== 0n);
  const kept = owed.length > 0 ? owed : all.slice(-1);
  const last = kept.at(-1);
  invariant(last !== undefined, 'a schedule has at least one instalment');
  return { dueOn: last.dueOn, discount: discountOf(rule, totalMinor, dayAfter, issuedOn), instalments: kept.map((part, index) => ({ no: index + 1, ...part })) };
}

// Months are counted from the first day, so that 31 January plus one month is February and not cut twice.
function startOfIssueMonth(issuedOn: LocalDate): LocalDate {
  return `${issuedOn.slice(0, 8)}01`;
}

function discountOf(rule: TermsRule, totalMinor: bigint, dayAfter: (from: LocalDate, days: number) => LocalDate, issuedOn: LocalDate): Discount | null {
  if (rule.discount === undefined || totalMinor <= 0n) return null;
  const { percent, days } = rule.discount;
  return { percent, until: dayAfter(issuedOn, days), discountMinor: percentOf(totalMinor, percentValue(percent), 'half-up') };
}

function percentValue(text: string): Decimal {
  const value = tryParseDecimal(text);
  invariant(value !== null, `the percentage ${text} of a terms rule is a number`);
  return value;
}

/** Percents of different scale as whole weights of one scale. */
function weightsOf(percents: readonly Decimal[]): bigint[] {
  const scale = Math.max(...percents.map((percent) => percent.scale));
  return percents.map((percent) => percent.unscaled * 10n ** BigInt(scale - percent.scale));
}

/** Refuses terms.invalid where a rule contradicts itself or leaves the bounds; answers the rule. */
export function checkTermsRule(rule: TermsRule): TermsRule {
  requireWhole('days', rule.days, daysMax);
  if (rule.kind === 'end_of_month') requireWhole('months', rule.months, monthsMax);
  if (rule.roll !== undefined && !rolls.includes(rule.roll)) refuse('terms.invalid', 'the roll is not one of those known', { field: 'rule.roll', value: rule.roll });
  if (rule.discount !== undefined) {
    requireWhole('discount.days', rule.discount.days, daysMax);
    requirePercent('discount.percent', rule.discount.percent);
    if (rule.kind === 'net' && rule.discount.days > (rule.instalments?.[0]?.days ?? rule.days)) refuse('terms.invalid', 'the discount ends after the amount is due', { field: 'rule.discount.days', value: rule.discount.days });
  }
  if (rule.instalments !== undefined) checkInstalments(rule.instalments, rule.days);
  return rule;
}

function checkInstalments(instalments: readonly { readonly percent: string; readonly days: number }[], ruleDays: number): void {
  if (instalments.length === 0 || instalments.length > instalmentsMax) refuse('terms.invalid', `there are 1 to ${instalmentsMax} instalments`, { field: 'rule.instalments', value: instalments.length });
  let sum: Decimal = decimalFromInteger(0n);
  let earlier = -1;
  for (const [index, part] of instalments.entries()) {
    requireWhole(`instalments.${index}.days`, part.days, daysMax);
    sum = addDecimal(sum, requirePercent(`instalments.${index}.percent`, part.percent));
    if (part.days <= earlier) refuse('terms.invalid', 'each instalment is due after the one before it', { field: `rule.instalments.${index}.days`, value: part.days });
    earlier = part.days;
  }
  if (compareDecimal(sum, hundred) !== 0) refuse('terms.invalid', 'the percents of the instalments add up to 100', { field: 'rule.instalments' });
  if (earlier !== ruleDays) refuse('terms.invalid', 'the days of the rule are those of its last instalment', { field: 'rule.days', value: ruleDays });
}

function requireWhole(field: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 0 || value > max) refuse('terms.invalid', `a whole number from 0 to ${max} is needed`, { field: `rule.${field}`, value });
}

function requirePercent(field: string, text: string): Decimal {
  const value = tryParseDecimal(text);
  if (value === null || value.scale > 6 || value.unscaled <= 0n || compareDecimal(value, hundred) > 0) {
    refuse('terms.invalid', 'a percentage above 0 and up to 100 with at most six decimals is needed', { field: `rule.${field}`, value: text });
  }
  return value;
}
