// Accounts, transfers and entries of the ledger, and the results of its checks, as the API sends them.
import type { WireMoney } from '../../api/types.ts';
import { sentence } from '../../format/sentence.ts';

export type LedgerAccount = {
  readonly account_id: number;
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly control: string | null;
};

export type Transfer = {
  readonly entry_id: string;
  readonly line: number;
  readonly posted_on: string;
  readonly recorded_at: string;
  readonly event: string;
  readonly source_id: string;
  readonly debit_account_id: number;
  readonly debit_code: string;
  readonly debit_name: string;
  readonly credit_account_id: number;
  readonly credit_code: string;
  readonly credit_name: string;
  readonly amount: WireMoney;
  readonly currency: string;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly document_id: string | null;
  readonly document_kind: 'invoice' | 'credit_note' | 'debit_note' | 'receipt' | null;
  readonly number: string | null;
  /** Of a bank line: who it names, else its text. */
  readonly payer: string | null;
  readonly reverses_entry_id: string | null;
};

export type LedgerEntry = {
  readonly entry_id: string;
  readonly posted_on: string;
  readonly recorded_at: string;
  readonly event: string;
  readonly source_id: string;
  readonly reverses_entry_id: string | null;
  readonly reversed_by_entry_id: string | null;
  readonly reason: string | null;
  readonly transfers: readonly Transfer[];
};

export type CheckResult = {
  readonly name: string;
  readonly title: string;
  readonly holds: boolean;
  readonly examined: number;
  readonly breaches: readonly string[];
  readonly milliseconds: number;
};

export type CheckAnswer = { readonly holds: boolean; readonly checked_at: string; readonly checks: readonly CheckResult[] };

export function documentPage({ document_id: id, document_kind: kind }: Pick<Transfer, 'document_id' | 'document_kind'>): string | undefined {
  if (!id || !kind) return undefined;
  return kind === 'receipt' ? `/receipts/${id}` : `/invoices/${id}`;
}

/** 'invoice.issued' reads as 'Invoice issued'. */
export function eventLabel(event: string): string {
  return sentence(event.replaceAll(/[._]/g, ' '));
}
