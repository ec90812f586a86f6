// What the receipt screens ask the server to do: one place that knows the addresses and bodies.
import type { ActionRequest } from '../../api/use-action.ts';
import { isCreditNote, sumOfLine, textOf, digitsOf, type Draft } from './match-draft.ts';
import type { Candidate } from './receipt-wire.ts';

/** Everything that shows money moved by an application. */
export const refreshedByCash: readonly string[] = ['/v1/receipts', '/v1/bank-lines', '/v1/customers', '/v1/reports', '/v1/work', '/v1/invoices', '/v1/match-rates'];

export type ApplyInput = { readonly receiptId: string; readonly appliedOn: string; readonly items: readonly Candidate[]; readonly draft: Draft; readonly reason: string };

/** Credit notes settle the ticked documents in their order; money pays what is left of each. */
export function applyRequest({ receiptId, appliedOn, items, draft, reason }: ApplyInput): ActionRequest {
  const ticked = items.flatMap((item) => {
    const line = draft.get(item.document_id);
    return line ? [{ item, line, sum: sumOfLine(item, line) }] : [];
  });
  const credits = ticked.filter(({ item }) => isCreditNote(item));
  let creditLeft = credits.reduce((total, { sum }) => total + sum.pays, 0n);
  const lines = ticked.filter(({ item }) => !isCreditNote(item)).map(({ item, line, sum }) => {
    const credit = creditLeft < sum.pays ? creditLeft : sum.pays;
    creditLeft -= credit;
    const part = (kind: string) => moneyIn(item, line.rest === kind ? sum.deducted : 0n);
    return { document_id: item.document_id, cash: moneyIn(item, sum.pays - credit), credit: moneyIn(item, credit), discount: part('discount'), fee: part('fee'), tolerance: part('tolerance') };
  });
  return {
    method: 'POST',
    path: `/v1/receipts/${receiptId}/applications`,
    body: { applied_on: appliedOn, reason, lines, credits: credits.map(({ item, sum }) => ({ document_id: item.document_id, used: moneyIn(item, sum.pays) })) },
  };
}

function moneyIn(item: Candidate, minor: bigint): { readonly amount: string; readonly currency: string } {
  return { amount: textOf(minor, digitsOf(item.open.amount)), currency: item.open.currency };
}

export type AcceptInput = { readonly matchId: string; readonly appliedOn: string };

export function acceptRequest({ matchId, appliedOn }: AcceptInput): ActionRequest {
  return { method: 'POST', path: `/v1/matches/${matchId}/accept`, body: { applied_on: appliedOn } };
}

export function rejectRequest({ matchId, reason }: { readonly matchId: string; readonly reason: string }): ActionRequest {
  return { method: 'POST', path: `/v1/matches/${matchId}/reject`, body: { reason } };
}

export type UnapplyInput = { readonly applicationId: string; readonly reason: string; readonly wrongMatch: boolean; readonly day: string };

export function unapplyRequest({ applicationId, reason, wrongMatch, day }: UnapplyInput): ActionRequest {
  return { method: 'POST', path: '/v1/applications/unapply', body: { application_ids: [applicationId], reason, wrong_match: wrongMatch, unapplied_on: day } };
}

export type PayerInput = { readonly receiptId: string; readonly customerId: string; readonly reason: string; readonly day: string };

export function identifyRequest({ receiptId, customerId, reason, day }: PayerInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/identify`, body: { customer_id: customerId, reason, on: day } };
}

export type KeepInput = { readonly receiptId: string; readonly reason: string };

export function keepOnAccountRequest({ receiptId, reason }: KeepInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/keep-on-account`, body: { reason } };
}

export type DecideLineInput = {
  readonly bankLineId: string;
  readonly decision: 'not_a_receipt' | 'receipt';
  readonly kind?: string;
  readonly accountCode?: string;
  readonly reason: string;
  readonly day: string;
};

export function decideLineRequest({ bankLineId, decision, kind, accountCode, reason, day }: DecideLineInput): ActionRequest {
  return {
    method: 'POST',
    path: `/v1/bank-lines/${bankLineId}/decisions`,
    body: { decision, kind, account_code: accountCode, reason, decided_on: day },
  };
}

export function applyRunRequest({ through }: { readonly through: string }): ActionRequest {
  return { method: 'POST', path: '/v1/cash-runs', body: { through } };
}
