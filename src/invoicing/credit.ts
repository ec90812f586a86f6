// What a credit note may take back: per line no more than is left, tax at the original rate, never more than is left of it. Pure.

import { compareDecimal, formatDecimal, parseDecimal, powerOfTen, subtractDecimal, type Decimal } from '#kernel/decimal.ts';
import { formatAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { divideRounded, lineAmount } from '#kernel/rounding.ts';
import type { CreditableLine, CreditedGroup } from './document-store.ts';

/** The reason of credit notes that the program issues for returns. */
export const GOODS_RETURNED = 'Goods returned';

/** A line to credit: a quantity, an amount, or neither for all that is left. */
export type CreditRequest = { readonly lineNo: number; readonly quantity?: string | undefined; readonly amountMinor?: bigint | undefined };

export type CreditLine = {
  readonly line: CreditableLine;
  /** How much of the line's quantity it takes back; nothing for a corrected price. */
  readonly creditsQuantity: string;
  /** As the credit note says it: the line's own words where they come to the amount, else one unit of it. */
  readonly quantity: string; readonly unitPrice: string; readonly discountPercent: string; readonly amountMinor: bigint;
};

/** Refuses request.malformed (a line named twice), credit.line_unknown, credit.exceeds_line and credit.nothing_left. */
export function decideCredit(lines: readonly CreditableLine[], requests: readonly CreditRequest[] | null, currency: string): CreditLine[] {
  const wanted = requests ?? lines.filter((line) => line.amountMinor !== line.creditedMinor).map((line): CreditRequest => ({ lineNo: line.lineNo }));
  if (wanted.length === 0) refuse('credit.nothing_left', 'every line was credited before');
  // What is left of a line is asked once: two requests would each find it whole.
  if (new Set(wanted.map((request) => request.lineNo)).size < wanted.length) refuse('request.malformed', 'each line is named once', { field: 'lines.line_no' });
  return wanted.map((request) => {
    const line = lines.find((candidate) => candidate.lineNo === request.lineNo);
    if (line === undefined) refuse('credit.line_unknown', `the document has no line ${request.lineNo}`, { field: 'lines.line_no', value: request.lineNo });
    return creditLine(line, request, currency);
  });
}

function creditLine(line: CreditableLine, request: CreditRequest, currency: string): CreditLine {
  const leftMinor = line.amountMinor - line.creditedMinor;
  const left = subtractDecimal(parseDecimal(line.quantity), parseDecimal(line.creditedQuantity));
  if (request.amountMinor !== undefined) {
    requireWithin(line, request.amountMinor, leftMinor, currency);
    // An amount without a quantity is a price correction: one unit at that price.
    return { line, creditsQuantity: '0', quantity: '1', unitPrice: formatAmount(request.amountMinor, currency), discountPercent: '0', amountMinor: request.amountMinor };
  }
  if (request.quantity === undefined) {
    if (leftMinor === 0n) refuse('credit.nothing_left', `line ${line.lineNo} was credited before`, { field: 'lines.line_no', value: line.lineNo });
    return told(line, left, leftMinor, currency);
  }
  const quantity = parseDecimal(request.quantity);
  if (quantity.unscaled <= 0n || compareDecimal(quantity, left) > 0) {
    refuse('credit.exceeds_line', `line ${line.lineNo} has ${formatDecimal(left)} left to credit, ${request.quantity} is asked`, { field: 'lines.quantity', value: request.quantity });
  }
  return told(line, quantity, shareOf(leftMinor, quantity, left), currency);
}

/** Of what is left, the part that a quantity has in the quantity left: whatever was rounded or corrected before, all parts together make the line. */
function shareOf(leftMinor: bigint, quantity: Decimal, left: Decimal): bigint {
  const scale = Math.max(quantity.scale, left.scale);
  return divideRounded(leftMinor * unscaledAt(quantity, scale), unscaledAt(left, scale), 'half-up');
}

function unscaledAt({ unscaled, scale }: Decimal, wanted: number): bigint {
  return unscaled * powerOfTen(wanted - scale);
}

function told(line: CreditableLine, quantity: Decimal, amountMinor: bigint, currency: string): CreditLine {
  const asBilled = lineAmount({ quantity, unitPrice: parseDecimal(line.unitPrice), discountPercent: parseDecimal(line.discountPercent), currency, mode: 'half-up' });
  const creditsQuantity = formatDecimal(quantity);
  return asBilled === amountMinor ? { line, creditsQuantity, quantity: creditsQuantity, unitPrice: line.unitPrice, discountPercent: line.discountPercent, amountMinor }
    : { line, creditsQuantity, quantity: '1', unitPrice: formatAmount(amountMinor, currency), discountPercent: '0', amountMinor };
}

function requireWithin(line: CreditableLine, amountMinor: bigint, leftMinor: bigint, currency: string): void {
  const beyond = leftMinor >= 0n ? amountMinor <= 0n || amountMinor > leftMinor : amountMinor >= 0n || amountMinor < leftMinor;
  if (beyond) refuse('credit.exceeds_line', `line ${line.lineNo} has ${formatAmount(leftMinor, currency)} left to credit, ${formatAmount(amountMinor, currency)} is asked`, { field: 'lines.amount', value: formatAmount(amountMinor, currency) });
}

/**
 * Tax of a credited base: of the group's own tax the part that all credited bases have in its base, less what credits took before. So parts
 * make the whole to the cent, whichever way the document rounded, and no part is further than a cent from its rate.
 */
export function creditTax(group: Pick<CreditedGroup, 'baseMinor' | 'taxMinor' | 'creditedBaseMinor' | 'creditedTaxMinor'>, creditBaseMinor: bigint): bigint {
  if (group.baseMinor === 0n) return 0n;
  return divideRounded(group.taxMinor * (group.creditedBaseMinor + creditBaseMinor), group.baseMinor, 'half-up') - group.creditedTaxMinor;
}
