// Measures issuing invoices from pending charges against a COPY of exactly the rows that the run wrote, into tables of the same make.

import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { createCompany } from '#company/index.ts';
import { runBilling, startBillRun } from '#invoicing/index.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { findRun } from '#platform/run-store.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { seedPendingCharges } from './seed.ts';

const TABLES = ['invoicing.document', 'invoicing.document_line', 'invoicing.document_tax', 'ledger.entry', 'ledger.transfer', 'ledger.balance_month', 'ledger.open_item',
  'platform.audit_subject', 'charges.charge'] as const;

const seconds = (from: number): number => (performance.now() - from) / 1000;

export type BillFigures = { invoices: number; rows: number; oursSeconds: number; floorSeconds: number; ratio: number; perInvoiceMicros: number; peakMiB: number };

/** One fresh database per size, fsync on. */
export async function benchBilling(invoices: number): Promise<BillFigures> {
  const platform = await openTestPlatform('2026-02-01T08:00:00.000Z', { durable: true });
  try {
    const ctx = await testContext(platform);
    await command(platform.database, ctx, { name: 'bench.company', permission: 'org.manage', key: 'company', input: {} }, (tx) => createCompany(tx, ctx, {
      name: 'Bench', entity: { code: 'B', name: 'Bench', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['1'], country: 'NL' } } }));
    await seedPendingCharges(platform.database.ownerPool, ctx.orgId, { customers: invoices, invoices, linesPerInvoice: 5 });
    await platform.database.ownerPool.query('checkpoint');
    const started = performance.now();
    const { runId } = await command(platform.database, ctx, { name: 'bench.start', permission: 'invoice.issue', key: 'start', input: {} },
      (tx) => startBillRun(tx, ctx, { entityId: 1, through: '2026-01-31', issuedOn: '2026-02-01', customerId: null }));
    const run = await inReadOnly(platform.database, ctx, (tx) => findRun(tx, runId));
    if (run === null) throw new Error('the run vanished');
    await runBilling({ platform, ctx, run, isCancelled: async () => false });
    const oursSeconds = seconds(started);
    const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
    const floor = await measureFloor(platform, ctx.orgId);
    return { invoices, rows: floor.rows, oursSeconds, floorSeconds: floor.seconds, ratio: floor.seconds / oursSeconds, perInvoiceMicros: (oursSeconds / invoices) * 1e6, peakMiB };
  } finally {
    await platform.close();
  }
}

/** The same rows by COPY on one connection into tables like the product's, with their indexes, checks and foreign keys. */
async function measureFloor(platform: TestPlatform, orgId: string): Promise<{ rows: number; seconds: number }> {
  const client = await platform.database.ownerPool.connect();
  try {
    await client.query('create schema floor');
    const loads: { table: string; columns: string; chunks: Buffer[] }[] = [];
    let rows = 0;
    for (const table of TABLES) {
      const name = table.replace('.', '_');
      await client.query(`create table floor.${name} (like ${table} including all)`);
      await addForeignKeys(client, table, `floor.${name}`);
      const found = await client.query<{ list: string }>(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as list from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`, [table]);
      const columns = found.rows[0]?.list ?? '';
      const chunks: Buffer[] = [];
      const only = table === 'charges.charge' ? ` and status = 'billed'` : '';
      await pipeline(client.query(copyStreams.to(`copy (select ${columns} from ${table} where org_id = '${orgId}'${only}) to stdout`)), async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) chunks.push(chunk);
      });
      loads.push({ table: `floor.${name}`, columns, chunks });
      rows += Number((await client.query<{ n: string }>(`select count(*) as n from ${table} where org_id = '${orgId}'${only}`)).rows[0]?.n ?? 0);
    }
    await client.query('checkpoint');
    const started = performance.now();
    await client.query('begin');
    for (const { table, columns, chunks } of loads) {
      await pipeline(async function* () { yield* chunks; }, client.query(copyStreams.from(`copy ${table} (${columns}) from stdin`)));
    }
    await client.query('commit');
    return { rows, seconds: seconds(started) };
  } finally {
    client.release();
  }
}

async function addForeignKeys(client: pg.PoolClient, table: string, floor: string): Promise<void> {
  const keys = await client.query<{ definition: string }>(`select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype = 'f'`, [table]);
  for (const { definition } of keys.rows) await client.query(`alter table ${floor} add ${definition}`);
}

if (import.meta.main) {
  for (const size of (process.argv[2] ?? '1000,10000').split(',')) console.log(JSON.stringify(await benchBilling(Number(size))));
}
