// Aging and the open items behind it as the API sends them.
import type { WireMoney } from '../../api/types.ts';

export type AgingFigures = {
  readonly currency: string;
  readonly current: WireMoney;
  readonly bucket1: WireMoney;
  readonly bucket2: WireMoney;
  readonly bucket3: WireMoney;
  readonly bucket4: WireMoney;
  readonly credits: WireMoney;
  readonly unapplied: WireMoney;
  readonly balance: WireMoney;
};

export type AgingRow = AgingFigures & { readonly customer_id: string; readonly number: string; readonly name: string; readonly oldest_days: number };

export type AgingTotals = AgingFigures & { readonly customers: number; readonly unidentified: WireMoney };

export type AgedItem = {
  readonly item_id: string;
  readonly document_id: string;
  readonly document_kind: 'invoice' | 'debit_note' | 'credit_note' | 'receipt';
  readonly number: string | null;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly currency: string;
  readonly opened_on: string;
  readonly due_on: string;
  readonly age_days: number;
  readonly total: WireMoney;
  readonly open: WireMoney;
};

export type Buckets = readonly [number, number, number];

export const usualBuckets: Buckets = [30, 60, 90];

/** What part of a row is looked into: a bucket (0 is not due yet), credits, unapplied cash, or all of it. */
export type Part = '0' | '1' | '2' | '3' | '4' | 'credits' | 'unapplied' | 'unidentified' | 'all';

export type Drill = { readonly customerId: string | undefined; readonly name: string | undefined; readonly currency: string; readonly part: Part };

export function bucketLabels([first, second, third]: Buckets): readonly string[] {
  return ['Not due', `1–${first}`, `${first + 1}–${second}`, `${second + 1}–${third}`, `Over ${third}`];
}

export function partLabel(part: Part, buckets: Buckets): string {
  const words: Partial<Record<Part, string>> = { credits: 'Credits', unapplied: 'Unapplied cash', unidentified: 'Unknown payers', all: 'All open items' };
  return words[part] ?? bucketLabels(buckets)[Number(part)] ?? part;
}

export function bucketsOf(text: string | undefined): Buckets {
  const days = (text ?? '').split(',').map(Number);
  const [first, second, third] = days;
  if (days.length !== 3 || first === undefined || second === undefined || third === undefined) return usualBuckets;
  const isRising = Number.isInteger(first) && Number.isInteger(second) && Number.isInteger(third) && first > 0 && first < second && second < third && third <= 9999;
  return isRising ? [first, second, third] : usualBuckets;
}

/** Whether an item belongs to a part that the server has no filter for. */
export function belongsTo(item: AgedItem, part: Part): boolean {
  if (part === 'credits') return item.document_kind === 'credit_note';
  if (part === 'unapplied') return item.document_kind === 'receipt' && item.customer_id !== null;
  if (part === 'unidentified') return item.customer_id === null;
  return true;
}
