// Invoices, credit notes and debit notes as the API sends them: lean rows for the list, one document with all that belongs to it.
import type { WireMoney } from '../../api/types.ts';
import { subtractAmounts } from '../../format/money.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type DocumentKind = 'invoice' | 'credit_note' | 'debit_note';
export type DocumentState = 'draft' | 'held' | 'issued' | 'voided' | 'open' | 'overdue' | 'paid';

export type DocumentRow = {
  readonly document_id: string;
  readonly kind: DocumentKind;
  readonly state: DocumentState;
  readonly source: string;
  readonly number: string | null;
  /** What the file called it, of an uploaded one. */
  readonly reference: string | null;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly issued_on: string | null;
  readonly due_on: string | null;
  readonly order_reference: string | null;
  readonly customer_po: string | null;
  readonly currency: string;
  readonly net: WireMoney;
  readonly tax: WireMoney;
  readonly total: WireMoney;
  /** Negative for what a credit note still leaves to the customer; null before the issue. */
  readonly open: WireMoney | null;
  readonly days_overdue: number | null;
};

/** As it counts in a sum of documents: what a credit note gives back lowers it. */
export function countedAmount({ kind }: Pick<DocumentRow, 'kind'>, money: WireMoney): WireMoney {
  return kind === 'credit_note' ? { ...money, amount: subtractAmounts('0', money.amount) } : money;
}

export type DocumentTotals = { readonly currency: string; readonly documents: number; readonly total: WireMoney; readonly open: WireMoney };

export type TaxGroup = {
  readonly group_no: number;
  readonly jurisdiction: string;
  readonly category: string;
  readonly rate: string;
  readonly reason: string | null;
  readonly base: WireMoney;
  readonly tax: WireMoney;
};

export type Schedule = {
  readonly due_on: string;
  readonly discount: { readonly percent: string; readonly until: string; readonly discount: WireMoney } | null;
  readonly instalments: readonly { readonly no: number; readonly due_on: string; readonly amount: WireMoney }[];
};

export type DocumentLine = {
  readonly line_no: number;
  readonly charge_id: string | null;
  readonly credits_line_no: number | null;
  readonly product_id: string | null;
  readonly sku: string | null;
  readonly charge_code: string;
  readonly description: string;
  readonly service_on: string | null;
  readonly quantity: string;
  readonly unit: string;
  readonly unit_price: string;
  readonly proposed_unit_price: string | null;
  readonly discount_percent: string;
  readonly amount: WireMoney;
  readonly tax_jurisdiction: string;
  readonly tax_category: string;
  readonly tax_rate: string;
  readonly tax_reason: string | null;
  readonly order_reference: string | null;
  readonly order_line_no: number | null;
  readonly delivery_reference: string | null;
  /** Already taken back by credit notes. */
  readonly credited: WireMoney | null;
};

export type DocumentRecord = DocumentRow & {
  readonly entity_id: number;
  readonly ship_to_code: string | null;
  readonly service_from: string | null;
  readonly service_to: string | null;
  readonly terms_code: string;
  readonly terms_text: string;
  readonly order_id: string | null;
  readonly references_document_id: string | null;
  readonly references_number: string | null;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly run_id: string | null;
  readonly customer: { readonly name: string; readonly invoice_email?: string | null; readonly bill_to?: BillTo };
  readonly seller: { readonly name: string };
  /** Counts how often a draft was saved. */
  readonly version: number;
  readonly recorded_at: string;
  readonly recorded_by: string;
  readonly issued_at: string | null;
  readonly lines: readonly DocumentLine[];
  readonly taxes: readonly TaxGroup[];
  readonly schedule: Schedule | null;
  readonly open_items: readonly { readonly item_id: string; readonly due_on: string; readonly amount: WireMoney; readonly open: WireMoney }[];
  readonly void: { readonly voided_on: string; readonly reason: string; readonly recorded_by: string; readonly recorded_at: string } | null;
  readonly related: readonly RelatedDocument[];
  readonly applications: readonly Application[];
  readonly postings: readonly Posting[];
  readonly dispatches: readonly Dispatch[];
  readonly files: readonly { readonly kind: string; readonly file_id: string; readonly name: string; readonly size_bytes: string }[];
  readonly history: readonly HistoryStep[];
};

export type RelatedDocument = {
  readonly document_id: string;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly issued_on: string | null;
  readonly total: WireMoney;
  readonly reason: string | null;
};

/** One transfer of an entry that the document itself made: its issue, and its reversal when it was voided. */
export type Posting = {
  readonly entry_id: string;
  readonly line: number;
  readonly posted_on: string;
  readonly event: string;
  readonly debit_code: string;
  readonly credit_code: string;
  readonly amount: WireMoney;
  readonly reverses_entry_id: string | null;
};

export type BillTo = {
  readonly lines: readonly string[];
  readonly postal_code?: string | null;
  readonly city?: string | null;
  readonly country: string;
};

/** What was posted against the document after its issue: payments, credits, discounts. */
export type Application = {
  readonly event: string;
  readonly posted_on: string;
  readonly source_id: string;
  readonly source_number: string | null;
  readonly amount: WireMoney;
  readonly entry_id: string;
  readonly account: string;
};

export type Dispatch = {
  readonly dispatch_id: string;
  readonly channel: string;
  readonly recipient: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly queued_at: string;
  readonly queued_by: string;
  readonly sent_at: string | null;
};

export type HistoryStep = {
  readonly sequence: string;
  readonly recorded_at: string;
  readonly actor_name: string;
  readonly command: string;
  readonly reason: string | null;
};

export const documentStates: Readonly<Record<DocumentState, StatusLook>> = {
  draft: { label: 'Draft', tone: 'neutral' },
  held: { label: 'Held', tone: 'warn' },
  issued: { label: 'Issued', tone: 'info' },
  open: { label: 'Open', tone: 'info' },
  overdue: { label: 'Overdue', tone: 'bad' },
  paid: { label: 'Paid', tone: 'ok' },
  voided: { label: 'Voided', tone: 'neutral' },
};

const kindWords: Readonly<Record<DocumentKind, string>> = { invoice: 'Invoice', credit_note: 'Credit note', debit_note: 'Debit note' };

export function kindWord(kind: DocumentKind): string {
  return kindWords[kind];
}

/** A credit note is settled, not paid. */
export function stateLook(document: { readonly kind: DocumentKind; readonly state: DocumentState }): StatusLook {
  if (document.kind === 'credit_note' && document.state === 'paid') return { label: 'Used', tone: 'ok' };
  return documentStates[document.state];
}

export function isDraft(document: { readonly state: DocumentState }): boolean {
  return document.state === 'draft' || document.state === 'held';
}

/** A draft has no number yet: it goes by its reference, else by its order. */
export function documentName(document: { readonly kind: DocumentKind; readonly number: string | null; readonly reference?: string | null; readonly order_reference?: string | null }): string {
  if (document.number !== null) return document.number;
  const known = document.reference ?? document.order_reference;
  return known ? `Draft ${known}` : `Draft ${kindWord(document.kind).toLowerCase()}`;
}
