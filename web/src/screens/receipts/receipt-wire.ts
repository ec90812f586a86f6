// Receipts as the API sends them: rows of the list, one receipt, and what it may be applied to.
import type { WireMoney } from '../../api/types.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type ReceiptStatus = 'unidentified' | 'unapplied' | 'partly' | 'applied' | 'reversed';

export const receiptStatuses: Readonly<Record<ReceiptStatus, StatusLook>> = {
  unidentified: { label: 'Unidentified', tone: 'warn' },
  unapplied: { label: 'Unapplied', tone: 'warn' },
  partly: { label: 'Part applied', tone: 'info' },
  applied: { label: 'Applied', tone: 'ok' },
  reversed: { label: 'Reversed', tone: 'neutral' },
};

export type ReceiptMethod = 'bank' | 'cheque' | 'cash' | 'card' | 'other';

export const methodLabels: Readonly<Record<ReceiptMethod, string>> = { bank: 'Bank transfer', cheque: 'Cheque', cash: 'Cash', card: 'Card', other: 'Other' };

export type ReceiptRow = {
  readonly receipt_id: string;
  readonly entity_id: number;
  readonly number: string;
  readonly status: ReceiptStatus;
  readonly received_on: string;
  readonly method: ReceiptMethod;
  readonly amount: WireMoney;
  /** What is applied to nothing yet. */
  readonly left: WireMoney;
  readonly customer_id: string | null;
  readonly customer_number: string | null;
  readonly customer_name: string | null;
  readonly payer_name: string | null;
  readonly text: string;
  readonly reference: string | null;
  /** What the matcher made of it: suggested, unmatched, or left on account on purpose. */
  readonly match_id: string | null;
  readonly match_status: 'suggested' | 'unmatched' | 'on_account' | null;
  readonly match_confidence: string | null;
  /** A suggestion that counts on what other payments took meanwhile. */
  readonly match_outdated: boolean;
  readonly age_days: number;
};

/** What a person sees first: a suggestion that waits, else where the money stands. */
export function statusOf({ status, match_status: matchStatus, match_outdated: isOutdated }: ReceiptRow): StatusLook {
  if (status === 'applied' || status === 'reversed') return receiptStatuses[status];
  if (matchStatus === 'suggested' && !isOutdated) return { label: 'Suggested', tone: 'info' };
  if (matchStatus === 'on_account') return { label: 'On account', tone: 'neutral' };
  return receiptStatuses[status];
}

/** Sums per currency and status; of what is left, how much is older than 30 and 90 days. */
export type ReceiptTotals = {
  readonly currency: string;
  readonly status: ReceiptStatus;
  readonly receipts: number;
  readonly amount: WireMoney;
  readonly left: WireMoney;
  readonly over30: WireMoney;
  readonly over90: WireMoney;
};

/** How many receipts a view holds, per currency. */
export type ReceiptCount = { readonly view: string; readonly currency: string; readonly receipts: number; readonly left: WireMoney };

/** What speaks for a reading (weight above zero) or how much doubt it takes off (below). */
export type MatchReason = { readonly code: string; readonly text: string; readonly weight: number };

export type Suggestion = {
  /** Null where it was only worked out just now and not kept: then there is nothing to accept or reject. */
  readonly match_id: string | null;
  readonly status: string;
  readonly rule: string;
  readonly confidence: string;
  readonly customer_id: string | null;
  readonly lines: readonly SuggestedLine[];
  /** Credit notes that are taken along. */
  readonly credits: readonly { readonly document_id: string; readonly number: string; readonly used: WireMoney }[];
  readonly reasons: readonly MatchReason[];
};

/** What one document is proposed to take, in its own currency. */
export type SuggestedLine = {
  readonly document_id: string;
  readonly number: string;
  readonly cash: WireMoney;
  readonly credit: WireMoney;
  readonly discount: WireMoney;
  readonly fee: WireMoney;
  readonly tolerance: WireMoney;
};

export type Candidate = {
  readonly document_id: string;
  readonly number: string;
  readonly kind: 'invoice' | 'debit_note' | 'credit_note';
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly issued_on: string;
  readonly due_on: string;
  /** Negative for a credit note. */
  readonly open: WireMoney;
  readonly total: WireMoney;
  /** What the terms let off for paying by a day. */
  readonly discount: { readonly amount: WireMoney; readonly until: string } | null;
};

export type Application = {
  readonly application_id: string;
  readonly document_id: string;
  readonly number: string;
  readonly customer_name: string;
  readonly applied_on: string;
  readonly applied: WireMoney;
  readonly cash: WireMoney;
  readonly discount: WireMoney;
  readonly fee: WireMoney;
  readonly tolerance: WireMoney;
  readonly decided_by: 'rule' | 'person';
  readonly recorded_by: string;
  /** The day on which it was taken back; such a row is history. */
  readonly unapplied_on: string | null;
};

export type ReceiptEvent = {
  readonly on: string;
  readonly at: string;
  readonly by: string;
  readonly event: string;
  /** Null for what moved no money, such as a note. */
  readonly amount: WireMoney | null;
  readonly number: string | null;
  readonly customer_name: string | null;
  readonly reason: string | null;
};

/** Where some of what is left stands: on a customer's account, or with nobody. */
export type MoneyStands = { readonly customer_id: string | null; readonly customer_name: string | null; readonly left: WireMoney };

export type ReceiptRecord = ReceiptRow & {
  readonly payer_account: string | null;
  readonly original: WireMoney | null;
  readonly bank_line_id: string | null;
  readonly stands: readonly MoneyStands[];
  readonly applications: readonly Application[];
  readonly proposal: Suggestion | null;
  readonly history: readonly ReceiptEvent[];
};

/** `reading` is what the matcher makes of the receipt now, `others` what else it could be. */
export type CandidatesAnswer = { readonly items: readonly Candidate[]; readonly reading: Suggestion; readonly others: readonly Suggestion[] };

/** Everything that matching one receipt needs. */
export type Candidates = {
  readonly receipt: ReceiptRecord;
  readonly suggestion: Suggestion | null;
  readonly items: readonly Candidate[];
  /** Numbers that the suggestion of the last run counted on and that are settled since: it is no longer shown. */
  readonly gone: readonly string[];
};
