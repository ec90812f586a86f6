// Refunds as the API sends them, and what is asked of it about them.
import type { WireMoney } from '../../api/types.ts';
import type { ActionRequest } from '../../api/use-action.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type RefundStatus = 'requested' | 'paid' | 'rejected' | 'taken_back';

export type Refund = {
  readonly refund_id: string;
  readonly receipt_id: string;
  readonly receipt_number: string;
  readonly customer_name: string;
  readonly amount: WireMoney;
  readonly paid_to: string | null;
  readonly reason: string;
  readonly status: RefundStatus;
  readonly requested_at: string;
  readonly requested_by: string;
  /** You asked for it: another person approves it. */
  readonly own_request: boolean;
  readonly paid_on: string | null;
  readonly decided_by: string | null;
};

export type RefundOutcome = { readonly refund_id: string; readonly status: RefundStatus; readonly amount: WireMoney };

export const refundLooks: Readonly<Record<RefundStatus, StatusLook>> = {
  requested: { label: 'Waits for a second person', tone: 'warn' },
  paid: { label: 'Paid', tone: 'ok' },
  rejected: { label: 'Rejected', tone: 'neutral' },
  taken_back: { label: 'Taken back', tone: 'neutral' },
};

export const refundPath = '/v1/refunds';

export type RefundInput = { readonly receiptId: string; readonly amount: WireMoney; readonly paidTo: string | undefined; readonly reason: string; readonly day: string };

export function refundRequest({ receiptId, amount, paidTo, reason, day }: RefundInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/refunds`, body: { amount, paid_to: paidTo, reason, on: day } };
}

export function approveRefundRequest({ refundId, day }: { readonly refundId: string; readonly day: string }): ActionRequest {
  return { method: 'POST', path: `${refundPath}/${refundId}/approve`, body: { on: day } };
}

type RefundReasonInput = { readonly refundId: string; readonly reason: string; readonly day: string };

export function rejectRefundRequest({ refundId, reason }: RefundReasonInput): ActionRequest {
  return { method: 'POST', path: `${refundPath}/${refundId}/reject`, body: { reason } };
}

export function takeRefundBackRequest({ refundId, reason, day }: RefundReasonInput): ActionRequest {
  return { method: 'POST', path: `${refundPath}/${refundId}/take-back`, body: { reason, on: day } };
}
