// Bank accounts, statements and their lines as the API sends them.
import type { WireMoney } from '../../api/types.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type BankAccount = {
  readonly bank_account_id: string;
  readonly name: string;
  readonly account: string;
  readonly currency: string;
  readonly ledger_code: string;
  readonly lines: WireMoney;
  readonly last_closing: WireMoney | null;
  readonly last_closing_on: string | null;
  readonly to_clarify: number;
  /** Opening balance and lines, and the last closing balance less that. */
  readonly books: WireMoney;
  readonly apart: WireMoney | null;
  readonly opening: WireMoney | null;
  readonly opened_on: string | null;
  readonly stated_opening: WireMoney | null;
  readonly stated_opening_on: string | null;
};

export type BankStatement = {
  readonly statement_id: string;
  readonly bank_account_id: string;
  readonly account_name: string;
  readonly account: string;
  readonly currency: string;
  readonly format: string;
  readonly statement_reference: string;
  readonly opening: WireMoney | null;
  readonly opening_on: string | null;
  readonly closing: WireMoney | null;
  readonly closing_on: string | null;
  readonly balance: 'ties' | 'differs' | 'unknown';
  readonly difference: WireMoney;
  readonly gap: WireMoney | null;
  readonly line_count: number;
  readonly new_lines: number;
  readonly warnings: readonly string[];
  readonly file_id: string | null;
  readonly recorded_at: string;
};

export type BankLineStatus = 'receipt' | 'not_a_receipt' | 'return' | 'returned' | 'to_clarify' | 'duplicate';

export type BankLine = {
  readonly bank_line_id: string;
  readonly statement_id: string;
  readonly entity_id: number;
  readonly account_name: string;
  readonly line_no: number;
  readonly booked_on: string;
  readonly value_on: string | null;
  readonly amount: WireMoney;
  readonly original: WireMoney | null;
  readonly payer_name: string | null;
  readonly payer_account: string | null;
  readonly text: string;
  readonly reference: string | null;
  readonly status: BankLineStatus;
  readonly kind: string | null;
  /** Of a return: what the bank took on top of the payment. */
  readonly fee: WireMoney | null;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
  readonly account_code: string | null;
  readonly receipt_id: string | null;
  readonly receipt_number: string | null;
  readonly receipts: number;
};

export type BankLineTotals = { readonly currency: string; readonly lines: number; readonly amount: WireMoney };

export const lineStatuses: Readonly<Record<BankLineStatus, StatusLook>> = {
  receipt: { label: 'Receipt', tone: 'ok' },
  not_a_receipt: { label: 'Not a receipt', tone: 'neutral' },
  return: { label: 'Takes one back', tone: 'warn' },
  returned: { label: 'Came back', tone: 'warn' },
  to_clarify: { label: 'To clarify', tone: 'bad' },
  duplicate: { label: 'Duplicate', tone: 'neutral' },
};

export const balanceLooks: Readonly<Record<BankStatement['balance'], StatusLook>> = {
  ties: { label: 'Ties', tone: 'ok' },
  differs: { label: 'Differs', tone: 'bad' },
  unknown: { label: 'No balances', tone: 'neutral' },
};

const kinds: Readonly<Record<string, string>> = {
  bank_charge: 'Bank charge', interest: 'Interest', own_transfer: 'Own transfer', tax_refund: 'Tax refund', card_settlement: 'Card settlement',
  deposit: 'Deposit', return: 'Return', receipt: 'Receipt', duplicate: 'Likely duplicate', other: 'Other',
};

export function kindLabel(kind: string | null): string | undefined {
  return kind === null ? undefined : kinds[kind] ?? kind;
}
