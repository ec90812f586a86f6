// Goods that came back: each return is credited on the invoice lines that billed it, one credit note per invoice.

import { compareDecimal, formatDecimal, parseDecimal, subtractDecimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CreditRequest } from './credit.ts';
import { creditDocument } from './credit-document.ts';
import { billedLinesOf, returnsToCredit, type BilledLine, type ReturnToCredit } from './credit-returns-store.ts';

export type ReturnsBatch = { readonly entityId: number; readonly through: LocalDate; readonly issuedOn: LocalDate; readonly runId: string | null };

export async function creditReturns(tx: Tx, ctx: Context, batch: ReturnsBatch): Promise<{ creditNotes: number }> {
  const returns = await returnsToCredit(tx, batch.entityId, batch.through);
  const plan = planCredits(returns, await billedLinesOf(tx, returns.map((one) => one.chargeId)));
  for (const [documentId, credit] of plan) {
    await creditDocument(tx, ctx, { documentId, issuedOn: batch.issuedOn, reasonCode: 'return', reason: 'Goods returned', runId: batch.runId, lines: credit.lines, chargeOfLine: credit.charges });
  }
  return { creditNotes: plan.size };
}

type PlannedCredit = { lines: (CreditRequest & { quantity: string })[]; charges: Map<number, string> };

/** Each return is taken from the lines of its order line in the order in which they were billed; what finds no line stays pending. */
export function planCredits(returns: readonly ReturnToCredit[], billed: readonly BilledLine[]): Map<string, PlannedCredit> {
  const left = new Map(billed.map((line) => [line, parseDecimal(line.creditableQuantity)]));
  const plan = new Map<string, PlannedCredit>();
  for (const returned of returns) {
    const wanted = parseDecimal(returned.quantity);
    const line = billed.find((candidate) => candidate.orderId === returned.orderId && candidate.orderLineNo === returned.orderLineNo
      && compareDecimal(left.get(candidate) ?? parseDecimal('0'), wanted) >= 0 && !(plan.get(candidate.documentId)?.charges.has(candidate.lineNo) ?? false));
    if (line === undefined) continue;
    left.set(line, subtractDecimal(left.get(line) ?? parseDecimal('0'), wanted));
    const credit = plan.get(line.documentId) ?? { lines: [], charges: new Map<number, string>() };
    credit.lines.push({ lineNo: line.lineNo, quantity: formatDecimal(wanted) });
    credit.charges.set(line.lineNo, returned.chargeId);
    plan.set(line.documentId, credit);
  }
  return plan;
}
