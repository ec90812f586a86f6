// What the receipt screens ask the server to do: one place that knows the addresses and bodies.
import type { ActionRequest } from '../../api/use-action.ts';
import { isCreditNote, sumOfLine, textOf, digitsOf, type Draft } from './match-draft.ts';
import type { Candidate } from './receipt-wire.ts';

/** Everything that shows money moved by an application. */
export const refreshedByCash: readonly string[] = ['/v1/receipts', '/v1/bank-lines', '/v1/customers', '/v1/reports', '/v1/work', '/v1/invoices', '/v1/match-rates'];

export type ApplyInput = { readonly receiptId: string; readonly appliedOn: string; readonly items: readonly Candidate[]; readonly draft: Draft; readonly matchId: string | undefined };

export function applyRequest({ receiptId, appliedOn, items, draft, matchId }: ApplyInput): ActionRequest {
  const lines = items.flatMap((item) => {
    const line = draft.get(item.item_id);
    if (!line) return [];
    const sum = sumOfLine(item, line);
    const digits = digitsOf(item.open.amount);
    const money = (minor: bigint) => ({ amount: textOf(minor, digits), currency: item.currency });
    const zero = money(0n);
    const part = (kind: string) => (line.rest === kind ? money(sum.deducted) : zero);
    return [{
      item_id: item.item_id,
      document_id: item.document_id,
      cash: isCreditNote(item) ? zero : money(sum.pays),
      credit: isCreditNote(item) ? money(sum.pays) : zero,
      discount: part('discount'),
      fee: part('fee'),
      tolerance: part('tolerance'),
    }];
  });
  return { method: 'POST', path: `/v1/receipts/${receiptId}/applications`, body: { applied_on: appliedOn, match_id: matchId, lines } };
}

export type UnapplyInput = { readonly applicationId: string; readonly reason: string; readonly wrongMatch: boolean; readonly day: string };

export function unapplyRequest({ applicationId, reason, wrongMatch, day }: UnapplyInput): ActionRequest {
  return { method: 'POST', path: `/v1/applications/${applicationId}/unapply`, body: { reason, wrong_match: wrongMatch, unapplied_on: day } };
}

export type OnAccountInput = { readonly receiptId: string; readonly customerId: string; readonly reason: string; readonly day: string };

export function onAccountRequest({ receiptId, customerId, reason, day }: OnAccountInput): ActionRequest {
  return { method: 'POST', path: `/v1/receipts/${receiptId}/on-account`, body: { customer_id: customerId, reason, on: day } };
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

export function applyRunRequest(): ActionRequest {
  return { method: 'POST', path: '/v1/apply-runs', body: {} };
}
