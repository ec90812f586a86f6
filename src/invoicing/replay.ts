// Replay: every issued cent computed again from evidence, price and rate, and compared with what stands in the documents and the books.

import { compareDecimal, negateDecimal, parseDecimal } from '#kernel/decimal.ts';
import { formatAmount } from '#kernel/money.ts';
import { lineAmount } from '#kernel/rounding.ts';
import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { creditTax } from './credit.ts';
import { replayPage, type ReplayDocument, type ReplayLine } from './replay-store.ts';
import { computeTotals, plainRate } from './totals.ts';

const PAGE = 500;

export const replayCheck: Check = {
  name: 'replay.documents',
  title: 'Every issued document, computed again from its evidence, prices and rates, comes to the same cent',
  run: replayAll,
};

async function replayAll(tx: Tx): Promise<CheckFinding> {
  const breaches: string[] = [];
  let examined = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await replayPage(tx, after, PAGE);
    for (const document of page) breaches.push(...replayDocument(document));
    examined += page.length;
    const last = page.at(-1);
    if (last === undefined) return { examined, breaches: breaches.slice(0, BREACHES_MAX) };
    after = last.documentId;
  }
}

/** What does not come out as it stands; an empty list means that every cent is proved. */
export function replayDocument(document: ReplayDocument): string[] {
  const label = document.number;
  const told = (what: string, stands: bigint, computed: bigint): string[] => (stands === computed ? []
    : [`${label}: ${what} stands at ${formatAmount(stands, document.currency)}, computed ${formatAmount(computed, document.currency)}`]);
  const lines = document.lines.flatMap((line) => replayLine(document, line));
  const totals = computeTotals(document.lines, document.taxRounding);
  const taxes = document.taxes.flatMap((tax) => {
    const computed = totals.groups.find((group) => group.jurisdiction === tax.jurisdiction && group.category === tax.category.trim() && group.rate === plainRate(tax.rate) && group.reason === tax.reason);
    if (computed === undefined) return [`${label}: the tax group ${tax.jurisdiction} ${tax.category} ${tax.rate} has no lines`];
    const expected = tax.original === null ? computed.taxMinor : creditTax(tax.original, tax.baseMinor);
    return [...told(`tax base ${tax.jurisdiction} ${plainRate(tax.rate)}`, tax.baseMinor, computed.baseMinor), ...told(`tax ${tax.jurisdiction} ${plainRate(tax.rate)}`, tax.taxMinor, expected)];
  });
  const taxMinor = document.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0n);
  const missing = totals.groups.length === document.taxes.length ? [] : [`${label}: ${totals.groups.length} tax groups were computed and ${document.taxes.length} stand`];
  const sign = document.kind === 'credit_note' ? -1n : 1n;
  return [...lines, ...missing, ...taxes, ...told('net', document.netMinor, totals.netMinor), ...told('tax', document.taxMinor, taxMinor), ...told('total', document.totalMinor, document.netMinor + document.taxMinor),
    ...told('receivable posted', document.postedMinor, sign * document.totalMinor)];
}

function replayLine(document: ReplayDocument, line: ReplayLine): string[] {
  const label = `${document.number} line ${line.lineNo}`;
  const computed = lineAmount({ quantity: parseDecimal(line.quantity), unitPrice: parseDecimal(line.unitPrice), discountPercent: parseDecimal(line.discountPercent), currency: document.currency, mode: 'half-up' });
  const breaches: string[] = [];
  if (computed !== line.amountMinor) breaches.push(`${label}: ${line.quantity} x ${line.unitPrice} comes to ${formatAmount(computed, document.currency)}, ${formatAmount(line.amountMinor, document.currency)} stands`);
  const { charge } = line;
  if (charge === null || document.kind === 'credit_note') return breaches;
  if (charge.amountMinor !== line.amountMinor) breaches.push(`${label}: the charge is ${formatAmount(charge.amountMinor, document.currency)}`);
  const quantity = charge.kind === 'return' && charge.evidenceQuantity !== null ? negateDecimal(parseDecimal(charge.evidenceQuantity)) : parseDecimal(charge.evidenceQuantity ?? line.quantity);
  if (compareDecimal(quantity, parseDecimal(line.quantity)) !== 0) breaches.push(`${label}: the evidence says ${charge.evidenceQuantity ?? ''}, billed are ${line.quantity}`);
  const price = charge.priceSource === 'order' ? charge.orderPrice : charge.priceSource === 'price_book' ? charge.bookPrice : null;
  if (price !== null && compareDecimal(parseDecimal(price), parseDecimal(line.unitPrice)) !== 0) breaches.push(`${label}: the ${charge.priceSource === 'order' ? 'order' : 'price book'} says ${price}, billed are ${line.unitPrice}`);
  if (charge.priceSource === 'price_book' && charge.bookPrice === null) breaches.push(`${label}: the price it was made from is not recorded`);
  if (charge.deliveryNamed && charge.evidenceQuantity === null) breaches.push(`${label}: its delivery line is not recorded`);
  return breaches;
}
