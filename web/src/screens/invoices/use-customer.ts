// The customer of a draft, as far as a draft needs it: terms, currency, addresses, holds.
import type { WireMoney, WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import type { BillTo } from './invoice-wire.ts';

export type DraftCustomer = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly status: string;
  readonly hold_reason?: string | null;
  readonly terms: string;
  readonly terms_code: string;
  readonly currency: string;
  readonly receivable: WireMoney;
  readonly overdue: WireMoney;
  readonly credit_limit?: WireMoney | null;
  readonly order_required?: boolean;
  readonly bill_to?: BillTo;
  readonly ship_tos?: readonly { readonly code: string; readonly name: string }[];
};

export function useCustomer(id: string | undefined): DraftCustomer | undefined {
  return useRecord<DraftCustomer>(id && `/v1/customers/${id}`).data;
}

export type TermsChoice = { readonly terms_code: string; readonly name: string; readonly text: string };

export function useTerms(): readonly TermsChoice[] {
  return useRecord<WirePage<TermsChoice>>('/v1/terms').data?.items ?? [];
}
