// Schemas that every resource of the API shares: money, dates, ids, lists. Objects are strict: unknown fields are refused.

import { z } from 'zod';
import { isCurrency } from '#kernel/currency.ts';
import { isLocalDate } from '#kernel/local-date.ts';

export const currency = z.string().refine(isCurrency, 'a three-letter ISO 4217 code is needed').meta({ description: 'ISO 4217 currency code', examples: ['EUR'] });
export const localDate = z.string().refine(isLocalDate, 'a date as YYYY-MM-DD is needed').meta({ description: 'Local date, YYYY-MM-DD', format: 'date' });
export const instant = z.string().refine(isInstant, 'an instant such as 2026-03-02T09:00:00Z is needed').meta({ description: 'Instant in UTC, RFC 3339', format: 'date-time' });
export const id = z.uuid().meta({ description: 'UUID' });
export const decimalText = z.string().regex(/^-?\d{1,20}(\.\d{1,10})?$/, 'a plain decimal such as 12.3456 is needed').meta({ description: 'Exact decimal as text' });
export const amountText = z.string().regex(/^-?\d{1,18}(\.\d{1,4})?$/, 'an amount such as 1234.50 is needed').meta({ description: 'Amount as decimal text' });
export const money = z.strictObject({ amount: amountText, currency }).meta({ id: 'Money', description: 'An amount in a currency' });
export const reason = z.string().trim().min(3, 'a reason of at least three letters is needed').max(500);
export const shortText = z.string().trim().min(1).max(200);
export const longText = z.string().trim().max(4000);

export const address = z.strictObject({
  lines: z.array(z.string().max(200)).min(1).max(6), postal_code: z.string().max(20).nullish(), city: z.string().max(100).nullish(),
  region: z.string().max(100).nullish(), country: z.string().length(2),
}).meta({ id: 'Address' });

/** Query of every list: a page by cursor. */
export const pageQuery = { cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) };
/** Query of every report and balance: as of a date, as known at an instant. */
export const asOfQuery = { as_of: localDate.optional(), known_at: instant.optional() };

/** A page of items: next_cursor is null on the last one; total counts the whole filter. */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodObject {
  return z.object({
    items: z.array(item), next_cursor: z.string().nullable(), total: z.int().optional().meta({ description: 'Rows of the whole filter; left out where more than ten thousand would have to be read to count them' }),
    totals: sumsOf(z.looseObject({})),
  });
}

/** What a list comes to: sums over the whole filter, a row per currency. */
export function sumsOf<Sum extends z.ZodType>(sum: Sum): z.ZodType {
  return z.array(sum).optional().meta({ description: 'Sums over the whole filter, whatever the page; left out where more than ten thousand rows would have to be read to add them up' });
}

// The database's calendar has no year 0.
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text) && Date.parse(text) >= FIRST_INSTANT;
}
