// The books over HTTP: the transfers of an account, newest first, and one entry with its transfers.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, instant, listOf, localDate, money, pageQuery } from '#platform/http/schemas.ts';
import { businessDay } from '#customers/index.ts';
import { entityOfAccount, findEntry, pageOfTransfers, transfersOfEntry, type TransferKey } from './ledger-queries.ts';

const transferAnswer = z.object({
  entry_id: id, line: z.int(), posted_on: localDate, recorded_at: instant, event: z.string(), source_id: id, reverses_entry_id: id.nullable(), debit_account_id: z.int(), debit_code: z.string(), debit_name: z.string(),
  credit_account_id: z.int(), credit_code: z.string(), credit_name: z.string(), amount: money, currency, customer_id: id.nullable(), customer_name: z.string().nullable(),
  document_id: id.nullable(), document_kind: z.string().nullable(), number: z.string().nullable(),
}).meta({ id: 'Transfer' });

const entryAnswer = z.object({
  entry_id: id, posted_on: localDate, recorded_at: instant, event: z.string(), source_id: id, reverses_entry_id: id.nullable(), reversed_by_entry_id: id.nullable(), reason: z.string().nullable(), transfers: z.array(transferAnswer),
}).meta({ id: 'LedgerEntry' });

export const bookRoutes: readonly Route[] = [
  route({
    operation: 'listTransfers', method: 'GET', path: '/v1/ledger/accounts/{account_id}/transfers', tag: 'Ledger', summary: 'The transfers of an account up to a day, newest first', permission: 'ledger.read',
    params: z.strictObject({ account_id: z.coerce.number().int().min(1).max(1_000_000) }), query: z.strictObject({ as_of: localDate.optional(), ...pageQuery }), answer: listOf(transferAnswer),
    handle: ({ platform, ctx, params, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const entityId = (await entityOfAccount(tx, params.accountId)) ?? refuse('request.not_found', `there is no account ${params.accountId}`, { field: 'account_id', value: params.accountId });
      const asOf = query.asOf ?? (await businessDay(tx, ctx, entityId));
      const rows = await pageOfTransfers(tx, params.accountId, { asOf, after: decodeCursor(query.cursor, 3) as TransferKey | null, limit: query.limit + 1 });
      return pageOf(rows, query.limit, (row) => [row.postedOn, row.entryId, row.line]);
    }),
  }),
  route({
    operation: 'getEntry', method: 'GET', path: '/v1/ledger/entries/{entry_id}', tag: 'Ledger', summary: 'An entry with its transfers, and what took it back', permission: 'ledger.read',
    params: z.strictObject({ entry_id: id }), answer: entryAnswer,
    handle: ({ platform, ctx, params }) => inReadOnly(platform.database, ctx, async (tx) => {
      const entry = (await findEntry(tx, params.entryId)) ?? refuse('request.not_found', `there is no entry ${params.entryId}`);
      return { ...entry, transfers: await transfersOfEntry(tx, params.entryId) };
    }),
  }),
];
