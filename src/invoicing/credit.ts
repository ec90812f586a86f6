// What a credit note may take back: per line no more than is left, tax at the original rate, never more than is left of it. Pure.

import { compareDecimal, formatDecimal, parseDecimal, subtractDecimal } from '#kernel/decimal.ts';
import { formatAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { lineAmount, percentOf } from '#kernel/rounding.ts';
import type { CreditableLine, CreditedGroup } from './document-store.ts';

/** The reason of credit notes that the program issues for returns. */
export const GOODS_RETURNED = 'Goods returned';

/** A line to credit: a quantity, an amount, or neither for all that is left. */
export type CreditRequest = { readonly lineNo: number; readonly quantity?: string | undefined; readonly amountMinor?: bigint | undefined };

export type CreditLine = { readonly line: CreditableLine; readonly quantity: string; readonly unitPrice: string; readonly discountPercent: string; readonly amountMinor: bigint };

/** Refuses credit.line_unknown, credit.exceeds_line and credit.nothing_left. */
export function decideCredit(lines: readonly CreditableLine[], requests: readonly CreditRequest[] | null, currency: string): CreditLine[] {
  const wanted = requests ?? lines.filter((line) => line.amountMinor !== line.creditedMinor).map((line): CreditRequest => ({ lineNo: line.lineNo }));
  if (wanted.length === 0) refuse('credit.nothing_left', 'every line was credited before');
  return wanted.map((request) => {
    const line = lines.find((candidate) => candidate.lineNo === request.lineNo);
    if (line === undefined) refuse('credit.line_unknown', `the document has no line ${request.lineNo}`, { field: 'lines.line_no', value: request.lineNo });
    return creditLine(line, request, currency);
  });
}

function creditLine(line: CreditableLine, request: CreditRequest, currency: string): CreditLine {
  const leftMinor = line.amountMinor - line.creditedMinor;
  const leftQuantity = formatDecimal(subtractDecimal(parseDecimal(line.quantity), parseDecimal(line.creditedQuantity)));
  const bare = { line, unitPrice: line.unitPrice, discountPercent: line.discountPercent };
  if (request.amountMinor !== undefined) {
    requireWithin(line, request.amountMinor, leftMinor, currency);
    // An amount without a quantity is a price correction: one unit at that price.
    return { line, quantity: '1', unitPrice: formatAmount(request.amountMinor, currency), discountPercent: '0', amountMinor: request.amountMinor };
  }
  if (request.quantity === undefined || compareDecimal(parseDecimal(request.quantity), parseDecimal(leftQuantity)) === 0) {
    if (leftMinor === 0n) refuse('credit.nothing_left', `line ${line.lineNo} was credited before`, { field: 'lines.line_no', value: line.lineNo });
    const whole = line.creditedMinor === 0n;
    return whole ? { ...bare, quantity: line.quantity, amountMinor: leftMinor } : { line, quantity: '1', unitPrice: formatAmount(leftMinor, currency), discountPercent: '0', amountMinor: leftMinor };
  }
  const amountMinor = lineAmount({ quantity: parseDecimal(request.quantity), unitPrice: parseDecimal(line.unitPrice), discountPercent: parseDecimal(line.discountPercent), currency, mode: 'half-up' });
  requireWithin(line, amountMinor, leftMinor, currency);
  return { ...bare, quantity: request.quantity, amountMinor };
}

function requireWithin(line: CreditableLine, amountMinor: bigint, leftMinor: bigint, currency: string): void {
  const beyond = leftMinor >= 0n ? amountMinor <= 0n || amountMinor > leftMinor : amountMinor >= 0n || amountMinor < leftMinor;
  if (beyond) refuse('credit.exceeds_line', `line ${line.lineNo} has ${formatAmount(leftMinor, currency)} left to credit, ${formatAmount(amountMinor, currency)} is asked`, { field: 'lines.amount', value: formatAmount(amountMinor, currency) });
}

/** Tax on a credited base: at the original rate, but all that is left when the group is credited whole, and never more. */
export function creditTax(group: Pick<CreditedGroup, 'rate' | 'baseMinor' | 'taxMinor' | 'creditedBaseMinor' | 'creditedTaxMinor'>, creditBaseMinor: bigint): bigint {
  const leftTax = group.taxMinor - group.creditedTaxMinor;
  if (group.creditedBaseMinor + creditBaseMinor === group.baseMinor) return leftTax;
  const tax = percentOf(creditBaseMinor, parseDecimal(group.rate), 'half-up');
  return magnitude(tax) > magnitude(leftTax) ? leftTax : tax;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
