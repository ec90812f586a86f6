// Routes of exchange rates, and of the base amounts that postings lack.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, instant, listOf, localDate, money, pageQuery, reason } from '#platform/http/schemas.ts';
import { missingBases } from '#ledger/base-store.ts';
import { listRates, type RateKey } from '#ledger/rate-store.ts';
import { quotations, rateWarnings, warningOf } from './exchange-rate.ts';
import { giveMissingBases, recordRate } from './record-rates.ts';

const tag = 'Ledger';
const rate = z.string().max(40).meta({ description: 'What one unit of the currency is worth in the base currency, as exact decimal text', examples: ['0.9217'] });
const warning = z.enum(rateWarnings).nullable().meta({ description: 'Against the last rate before: far_off (five times or more), upside_down (quoted the other way round)' });
const rateFields = { currency, base_currency: currency, rated_on: localDate, rate: z.string() };

export const rateRoutes: readonly Route[] = [
  route({
    operation: 'listExchangeRates', method: 'GET', path: '/v1/exchange-rates', tag, summary: 'Exchange rates by currency, newest first; corrected ones stay', permission: 'ledger.read',
    query: z.strictObject({ currency: currency.optional(), from: localDate.optional(), to: localDate.optional(), ...pageQuery }),
    answer: listOf(z.object({ ...rateFields, revision: z.int(), source: z.string(), recorded_at: instant, is_current: z.boolean(), rate_before: z.string().nullable(), warning })),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const after = decodeCursor(query.cursor, 4) as RateKey | null;
      const rows = await listRates(tx, { currency: query.currency ?? null, from: query.from ?? null, to: query.to ?? null, after, limit: query.limit + 1 });
      return pageOf(rows.map((row) => ({ ...row, warning: warningOf(row.rate, row.rateBefore) })), query.limit, (row) => [row.currency, row.baseCurrency, row.ratedOn, row.revision]);
    }),
  }),
  route({
    operation: 'recordExchangeRate', method: 'POST', path: '/v1/exchange-rates', tag, summary: 'Record the rate of a day; another rate of the same day corrects it for later postings', permission: 'rate.write', status: 201,
    body: z.strictObject({
      currency: currency.meta({ examples: ['USD'] }), base_currency: currency.optional(), rated_on: localDate, rate, quoted: z.enum(quotations).default('base_per_unit'), source: z.string().trim().min(1).max(100).default('by hand'),
      confirmed: z.boolean().default(false).meta({ description: 'Take a rate that looks wrong beside the one before' }),
    }),
    answer: z.object({ ...rateFields, corrects: z.string().nullable(), warning }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'exchange_rate.record', permission: 'rate.write', key, dryRun, input: body }, recordRate),
  }),
  route({
    operation: 'listMissingBaseAmounts', method: 'GET', path: '/v1/missing-base-amounts', tag, summary: 'Postings in foreign currency without an amount in base currency, by currency and day', permission: 'ledger.read',
    query: z.strictObject({ entity_id: z.coerce.number().int().min(1).max(100_000).optional() }),
    answer: listOf(z.object({ entity_id: z.int(), currency, base_currency: currency, rated_on: localDate, transfers: z.int(), amount: money, rate: z.string().nullable() })),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => ({ items: await missingBases(tx, { entityId: query.entityId ?? null }), nextCursor: null })),
  }),
  route({
    operation: 'giveBaseAmounts', method: 'POST', path: '/v1/missing-base-amounts/give', tag, permission: 'rate.write',
    summary: 'Give each posting that lacks one its base amount, at the rate of its day, where that is known by now; postings stay as they are',
    body: z.strictObject({ reason }), answer: z.object({ given: z.int(), still_missing: z.int() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'base_amount.give', permission: 'rate.write', key, dryRun, input: body }, giveMissingBases),
  }),
];
