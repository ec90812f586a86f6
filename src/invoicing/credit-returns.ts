// Goods that came back: each return is credited on the invoice lines that billed it, one credit note per invoice.

import { compareDecimal, formatDecimal, isZeroDecimal, parseDecimal, subtractDecimal, type Decimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { GOODS_RETURNED, type CreditRequest } from './credit.ts';
import { creditDocument } from './credit-document.ts';
import { billedLinesOf, linesToBeBilled, returnsThatWait, returnsToCredit, type BilledLine, type ReturnRange, type ReturnToCredit } from './credit-returns-store.ts';

export type ReturnsBatch = { readonly entityId: number; readonly through: LocalDate; /** Null for everybody. */ readonly customerId: string | null; readonly issuedOn: LocalDate; readonly runId: string | null };

export async function creditReturns(tx: Tx, ctx: Context, batch: ReturnsBatch): Promise<{ creditNotes: number }> {
  const returns = await returnsToCredit(tx, batch);
  const plan = planCredits(returns, await billedLinesOf(tx, returns.map((one) => one.chargeId), batch.issuedOn));
  for (const { documentId, lines, charges } of plan) {
    await creditDocument(tx, ctx, { documentId, issuedOn: batch.issuedOn, reasonCode: 'return', reason: GOODS_RETURNED, runId: batch.runId, lines, chargeOfLine: charges });
  }
  return { creditNotes: plan.length };
}

export type ReturnsPreview = { readonly creditNotes: number; readonly creditTotals: readonly { readonly currency: string; readonly amountMinor: bigint }[] };

/** The credit notes that a run would make as things stand, on what is billed and on what it would bill itself; before tax. */
export async function previewReturns(tx: Tx, range: ReturnRange, issuedOn: LocalDate): Promise<ReturnsPreview> {
  const returns = await returnsThatWait(tx, range);
  if (returns.length === 0) return { creditNotes: 0, creditTotals: [] };
  const chargeIds = returns.map((one) => one.chargeId);
  const plan = planCredits(returns, [...(await billedLinesOf(tx, chargeIds, issuedOn)), ...(await linesToBeBilled(tx, chargeIds, range.through))]);
  const credited = new Set(plan.flatMap(({ charges }) => [...charges.values()]));
  const byCurrency = Map.groupBy(returns.filter((one) => credited.has(one.chargeId)), (one) => one.currency);
  const creditTotals = [...byCurrency].map(([currency, own]) => ({ currency, amountMinor: own.reduce((sum, one) => sum + one.creditMinor, 0n) }));
  return { creditNotes: plan.length, creditTotals: creditTotals.sort((a, b) => (a.currency < b.currency ? -1 : 1)) };
}

export type PlannedCredit = { readonly documentId: string; readonly lines: (CreditRequest & { quantity: string })[]; readonly charges: Map<number, string> };

type Part = { readonly line: BilledLine; readonly quantity: Decimal };

/**
 * Each return is taken from the lines of its order line in the order in which they were billed, from several where one has too little
 * left; what finds too little in all stays pending. A credit note takes a line once, so a second return of it makes a note of its own.
 */
export function planCredits(returns: readonly ReturnToCredit[], billed: readonly BilledLine[]): PlannedCredit[] {
  const left = new Map(billed.map((line) => [line, parseDecimal(line.creditableQuantity)]));
  const plan: PlannedCredit[] = [];
  for (const returned of returns) {
    const parts = partsOf(returned, billed, left);
    for (const [index, { line, quantity }] of (parts ?? []).entries()) {
      left.set(line, subtractDecimal(left.get(line) ?? zero, quantity));
      const note = plan.find((one) => one.documentId === line.documentId && !one.lines.some((taken) => taken.lineNo === line.lineNo)) ?? { documentId: line.documentId, lines: [], charges: new Map<number, string>() };
      if (note.lines.length === 0) plan.push(note);
      note.lines.push({ lineNo: line.lineNo, quantity: formatDecimal(quantity) });
      // A charge stands on one line only: the first part carries it, the others follow from it.
      if (index === 0) note.charges.set(line.lineNo, returned.chargeId);
    }
  }
  return plan;
}

const zero = parseDecimal('0');

/** Null where the lines together have less left than came back. One line that has enough is taken before several. */
function partsOf(returned: ReturnToCredit, billed: readonly BilledLine[], left: ReadonlyMap<BilledLine, Decimal>): Part[] | null {
  const wanted = parseDecimal(returned.quantity);
  const own = billed.filter((line) => line.orderId === returned.orderId && line.orderLineNo === returned.orderLineNo && compareDecimal(left.get(line) ?? zero, zero) > 0);
  const whole = own.find((line) => compareDecimal(left.get(line) ?? zero, wanted) >= 0);
  if (whole !== undefined) return [{ line: whole, quantity: wanted }];
  const parts: Part[] = [];
  let missing = wanted;
  for (const line of own) {
    const available = left.get(line) ?? zero;
    const quantity = compareDecimal(available, missing) < 0 ? available : missing;
    parts.push({ line, quantity });
    missing = subtractDecimal(missing, quantity);
    if (isZeroDecimal(missing)) return parts;
  }
  return null;
}
