// Reads the list of issued documents for which the customers are made to pay.
import { isLocalDate } from '#kernel/local-date.ts';
import { parseAmount } from '#kernel/money.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import { percentOf } from '#kernel/rounding.ts';

/** What one payment is expected to settle: a document, or one of its instalments. */
export type Claim = {
  readonly number: string;
  readonly part: number;
  readonly customer: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly amountMinor: bigint;
  readonly discountMinor: bigint;
  readonly discountUntil: string;
};

export type Issued = { readonly claims: readonly Claim[]; readonly credits: readonly Claim[] };

/** Each entry: number, kind (invoice or credit_note), customer_number, issued_on, due_on, total, and where it has them discount_percent, discount_until and instalments [{due_on, amount}]. */
export function readInvoices(text: string): Issued {
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) throw new Error('The file of invoices holds no list.');
  const documents = entries.map((entry, index) => documentOf(new Map(Object.entries(Object(entry))), index));
  const sorted = documents.sort((a, b) => a.number.localeCompare(b.number, 'en'));
  return { claims: sorted.filter((one) => !one.isCredit).flatMap((one) => one.claims), credits: sorted.filter((one) => one.isCredit).flatMap((one) => one.claims) };
}

function documentOf(entry: ReadonlyMap<string, unknown>, index: number): { number: string; isCredit: boolean; claims: Claim[] } {
  const number = textOf(entry, 'number', index);
  const total = parseAmount(textOf(entry, 'total', index), 'EUR');
  const percent = entry.get('discount_percent');
  const claim: Claim = {
    number,
    part: 1,
    customer: textOf(entry, 'customer_number', index),
    issuedOn: dateOf(entry, 'issued_on', index),
    dueOn: dateOf(entry, 'due_on', index),
    amountMinor: total < 0n ? -total : total,
    discountMinor: typeof percent === 'string' && percent !== '' ? percentOf(total, parseDecimal(percent), 'half-up') : 0n,
    discountUntil: typeof percent === 'string' && percent !== '' ? dateOf(entry, 'discount_until', index) : '',
  };
  const parts = entry.get('instalments');
  const claims = Array.isArray(parts) && parts.length > 1
    ? parts.map((part, partIndex): Claim => {
        const fields = new Map<string, unknown>(Object.entries(Object(part)));
        return { ...claim, part: partIndex + 1, dueOn: dateOf(fields, 'due_on', index), amountMinor: parseAmount(textOf(fields, 'amount', index), 'EUR') };
      })
    : [claim];
  return { number, isCredit: entry.get('kind') === 'credit_note' || total < 0n, claims };
}

function textOf(entry: ReadonlyMap<string, unknown>, field: string, index: number): string {
  const value = entry.get(field);
  if (typeof value !== 'string' || value === '') throw new Error(`Entry ${index + 1} of the invoices lacks ${field}.`);
  return value;
}

function dateOf(entry: ReadonlyMap<string, unknown>, field: string, index: number): string {
  const value = textOf(entry, field, index);
  if (!isLocalDate(value)) throw new Error(`${field} of entry ${index + 1} of the invoices is ${value}, which is no date.`);
  return value;
}
