// The books over HTTP: the transfers of an account, newest first, and one entry with its transfers.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, instant, listOf, localDate, money, pageQuery } from '#platform/http/schemas.ts';
import { findAccount, type Account } from '#ledger/account-store.ts';
import { findEntry, pageOfTransfers, transfersOfEntry, type TransferKey } from './ledger-queries.ts';
import { dayOf } from './report-day.ts';

const transferAnswer = z.object({
  entry_id: id, line: z.int(), posted_on: localDate, recorded_at: instant, event: z.string(), source_id: id, reverses_entry_id: id.nullable(), debit_account_id: z.int(), debit_code: z.string(), debit_name: z.string(),
  credit_account_id: z.int(), credit_code: z.string(), credit_name: z.string(), amount: money, currency, customer_id: id.nullable(), customer_name: z.string().nullable(),
  document_id: id.nullable(), document_kind: z.string().nullable(), number: z.string().nullable(), payer: z.string().nullable().meta({ description: 'Of a bank line: who it names, else its text' }),
}).meta({ id: 'Transfer' });

const entryAnswer = z.object({
  entry_id: id, posted_on: localDate, recorded_at: instant, event: z.string(), source_id: id, reverses_entry_id: id.nullable(), reversed_by_entry_id: id.nullable(), reason: z.string().nullable(), transfers: z.array(transferAnswer),
}).meta({ id: 'LedgerEntry' });

const accountAnswer = z.object({
  account_id: z.int(), entity_id: z.int(), code: z.string(), name: z.string(), type: z.string(), control: z.string().nullable(), purpose: z.string().nullable(), by_customer: z.boolean(), itemised: z.boolean(),
}).meta({ id: 'LedgerAccount' });

const accountParams = z.strictObject({ account_id: z.coerce.number().int().min(1).max(1_000_000) });

async function requireAccount(tx: Tx, accountId: number): Promise<Account> {
  return (await findAccount(tx, accountId)) ?? refuse('request.not_found', `there is no account ${accountId}`, { field: 'account_id', value: accountId });
}

export const bookRoutes: readonly Route[] = [
  route({
    operation: 'getAccount', method: 'GET', path: '/v1/ledger/accounts/{account_id}', tag: 'Ledger', summary: 'An account, with the legal entity whose books it is in', permission: 'ledger.read', params: accountParams, answer: accountAnswer,
    handle: ({ platform, ctx, params }) => inReadOnly(platform.database, ctx, (tx) => requireAccount(tx, params.accountId)),
  }),
  route({
    operation: 'listTransfers', method: 'GET', path: '/v1/ledger/accounts/{account_id}/transfers', tag: 'Ledger', summary: 'The transfers of an account up to a day, newest first', permission: 'ledger.read',
    params: accountParams, query: z.strictObject({ as_of: localDate.optional(), ...pageQuery }), answer: listOf(transferAnswer),
    handle: ({ platform, ctx, params, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const { entityId } = await requireAccount(tx, params.accountId);
      const asOf = await dayOf(tx, ctx, entityId, query.asOf);
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
