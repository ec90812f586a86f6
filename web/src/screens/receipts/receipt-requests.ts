// What the receipt screens ask the server to do: one place that knows the addresses and bodies.
import type { WireMoney } from '../../api/types.ts';
import type { ActionRequest } from '../../api/use-action.ts';

/** Everything that shows money moved by an application. */
export const refreshedByCash: readonly string[] = ['/v1/receipt', '/v1/bank-lines', '/v1/customers', '/v1/reports', '/v1/work', '/v1/invoices', '/v1/match-rates', '/v1/open-documents', '/v1/refunds'];

export type AcceptInput = { readonly matchId: string; readonly appliedOn: string };

export function acceptRequest({ matchId, appliedOn }: AcceptInput): ActionRequest {
  return { method: 'POST', path: `/v1/matches/${matchId}/accept`, body: { applied_on: appliedOn } };
}

export function rejectRequest({ matchId, reason }: { readonly matchId: string; readonly reason: string }): ActionRequest {
  return { method: 'POST', path: `/v1/matches/${matchId}/reject`, body: { reason } };
}

type UnapplyInput = { readonly applicationIds: readonly string[]; readonly reason: string; readonly wrongMatch: boolean; readonly day: string };

export function unapplyRequest({ applicationIds, reason, wrongMatch, day }: UnapplyInput): ActionRequest {
  return { method: 'POST', path: '/v1/applications/unapply', body: { application_ids: applicationIds, reason, wrong_match: wrongMatch, unapplied_on: day } };
}

/** Something about one receipt with a reason, which counts from a day. */
export type ReasonedInput = { readonly receiptId: string; readonly reason: string; readonly day: string };
type PayerInput = ReasonedInput & { readonly customerId: string };

export function identifyRequest({ receiptId, customerId, reason, day }: PayerInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/identify`, body: { customer_id: customerId, reason, on: day } };
}

export function unidentifyRequest({ receiptId, reason, day }: ReasonedInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/unidentify`, body: { reason, on: day } };
}

/** Says who paid as well: what is left goes there from wherever it stood. */
export function keepOnAccountRequest({ receiptId, customerId, reason, day }: PayerInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/on-account`, body: { customer_id: customerId, reason, on: day } };
}

export function releaseRequest({ receiptId, reason }: Pick<ReasonedInput, 'receiptId' | 'reason'>): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/release`, body: { reason } };
}

type SplitInput = ReasonedInput & { readonly parts: readonly { readonly customerId: string; readonly amount: WireMoney }[] };

export function splitRequest({ receiptId, parts, reason, day }: SplitInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/split`, body: { parts: parts.map((part) => ({ customer_id: part.customerId, amount: part.amount })), reason, on: day } };
}

export function reverseRequest({ receiptId, reason, day }: ReasonedInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/reverse`, body: { reversed_on: day, reason } };
}

export function noteRequest({ receiptId, text }: { readonly receiptId: string; readonly text: string }): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/notes`, body: { text } };
}

export type RecordInput = {
  readonly method: string;
  readonly receivedOn: string;
  readonly amount: WireMoney;
  readonly customerId: string | undefined;
  readonly payerName: string | undefined;
  readonly reference: string | undefined;
  readonly text: string | undefined;
};

export function recordRequest({ method, receivedOn, amount, customerId, payerName, reference, text }: RecordInput): ActionRequest {
  return { method: 'POST', path: '/v1/receipts', body: { method, received_on: receivedOn, amount, customer_id: customerId, payer_name: payerName, reference, text } };
}

export type DecideLineInput = {
  readonly bankLineId: string;
  readonly decision: 'not_a_receipt' | 'receipt' | 'return' | 'duplicate';
  readonly kind?: string;
  readonly accountCode?: string;
  /** Of a return: what the bank took back. */
  readonly receiptId?: string;
  readonly reason: string;
  readonly day: string;
};

export function decideLineRequest({ bankLineId, decision, kind, accountCode, receiptId, reason, day }: DecideLineInput): ActionRequest {
  return {
    method: 'POST',
    path: `/v1/bank-lines/${bankLineId}/decisions`,
    body: { decision, kind, account_code: accountCode, receipt_id: receiptId, reason, decided_on: day },
  };
}

export function applyRunRequest({ through }: { readonly through: string }): ActionRequest {
  return { method: 'POST', path: '/v1/cash-runs', body: { through } };
}
