// A desk of paper: the matcher run over stories in memory, day by day, without a database.

import { openMinorOf, type Claim, type MatchPolicy } from '../matching/claim.ts';
import { decide, type Decision } from '../matching/decide.ts';
import { openNumberIndex } from '../matching/number-index.ts';
import { openPayerIndex } from '../matching/payer-index.ts';
import type { Desk } from '../matching/facts.ts';
import type { Stories, StoryInvoice, StoryLine } from './payment-stories.ts';

export const storyPolicy: MatchPolicy = { automaticAt: 0.95, unearnedDiscountPercent: 3, discountGraceDays: 3, bankFeeMinor: { USD: 1500n, EUR: 1500n, GBP: 1500n }, shortPayMinor: {}, asksOnUnsaidPart: false };

export type Verdict = { readonly line: StoryLine; readonly decision: Decision; readonly verdict: 'right' | 'wrong' | 'person' };

export function judgeStories(stories: Stories, policy: MatchPolicy = storyPolicy): Verdict[] {
  const payers = openPayerIndex(stories.customers.map((one) => ({ customerId: one.id, number: one.id, name: one.name, tradeName: one.tradeName, parentCustomerId: null })));
  for (const one of stories.customers) if (one.accountKnown) payers.addAccount(one.account, { customerId: one.id, source: 'given' });
  const numbers = openNumberIndex();
  const byCustomer = new Map<string, Claim[]>();
  const desk: Desk = { numbers, payers, policy, claimsOf: (customerId) => byCustomer.get(customerId) ?? [], toleranceOf: () => null, claimsOfAmount: () => [] };
  const waiting = stories.documents.map(claimOf).sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1));
  let at = 0;
  return stories.lines.map((line) => {
    for (; at < waiting.length && (waiting[at]?.issuedOn ?? '') <= line.on; at += 1) {
      const claim = waiting[at];
      if (claim === undefined) continue;
      numbers.add(claim);
      byCustomer.set(claim.customerId, [...(byCustomer.get(claim.customerId) ?? []), claim]);
    }
    const decision = decide({ receiptId: line.id, receivedOn: line.on, amountMinor: line.minor, currency: line.currency, payerName: line.payerName, payerAccount: line.payerAccount, text: line.text, original: line.original, customerId: null, touched: false }, desk);
    if (decision.outcome !== 'applied') return { line, decision, verdict: 'person' };
    const isRight = sameApplications(line, decision);
    takeMoney(decision);
    return { line, decision, verdict: isRight ? 'right' : 'wrong' };
  });
}

function claimOf(document: StoryInvoice): Claim {
  const { number, kind, customer, currency, issuedOn, dueOn, minor } = document;
  return { documentId: number, number, kind, customerId: customer, currency, issuedOn, dueOn, totalMinor: minor, discount: null, items: [{ itemId: number, dueOn, openMinor: minor }] };
}

export function appliedBy({ reading }: Decision): Map<string, bigint> {
  const applied = new Map<string, bigint>();
  for (const { claim, cashMinor, creditMinor, discountMinor, feeMinor, toleranceMinor } of reading.lines) applied.set(claim.number, cashMinor + creditMinor + discountMinor + feeMinor + toleranceMinor);
  for (const { claim, usedMinor } of reading.credits) applied.set(claim.number, -usedMinor);
  return applied;
}

function sameApplications({ truth }: StoryLine, decision: Decision): boolean {
  const applied = appliedBy(decision);
  return applied.size === truth.applications.length && truth.applications.every(({ document, minor }) => applied.get(document) === minor) && decision.reading.restMinor === truth.unapplied;
}

function takeMoney(decision: Decision): void {
  const applied = appliedBy(decision);
  for (const { claim } of [...decision.reading.lines, ...decision.reading.credits]) {
    const item = claim.items[0];
    if (item !== undefined) item.openMinor -= applied.get(claim.number) ?? 0n;
  }
}
export { openMinorOf };
