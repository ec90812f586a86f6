// A small trading company for tests: customers C-1.., products P-1.., and files imported the way people do.

import { createCompany } from '#company/index.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import { importRuns } from '#platform/imports/import-run.ts';
import { readMapping, type MappingInput } from '#platform/imports/mapping.ts';
import { startImport } from '#platform/imports/start-import.ts';
import { findRun, listRunIssues, type Run, type RunIssue } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { deliveriesImport } from '../import-deliveries.ts';
import { ordersImport } from '../import-orders.ts';

export type Trade = { readonly platform: TestPlatform; readonly ctx: Context };

export const tradeKinds = [ordersImport, deliveriesImport];
export const tradeRuns = importRuns(tradeKinds);

export async function openTrade(size: { customers?: number; products?: number } = {}): Promise<Trade> {
  const platform = await openTestPlatform();
  const ctx = await testContext(platform);
  const company = { name: 'Trade', entity: { code: 'T', name: 'Trade', baseCurrency: 'EUR', timeZone: 'Europe/Berlin', country: 'DE', address: { lines: ['Weg 1'], country: 'DE' } } };
  await command(platform.database, ctx, { name: 'company.create', permission: 'org.manage', key: 'company', input: company }, createCompany);
  const { ownerPool } = platform.database;
  await ownerPool.query(`insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, recorded_at) values ($1, 'GOODS', 'Goods', '4000', 'standard', now())`, [ctx.orgId]);
  await ownerPool.query(`insert into catalog.product (org_id, product_id, sku, external_id, name, charge_code, tax_class, recorded_at)
    select $1, platform.derived_id(1, 'product ' || i), 'P-' || i, 'X' || i, 'Product ' || i, 'GOODS', 'standard', now() from generate_series(1, $2::int) i`, [ctx.orgId, size.products ?? 5]);
  await ownerPool.query(`insert into customers.customer (org_id, customer_id, number, current_version, name_key, currency, country, terms_code, on_hold, created_at)
    select $1, platform.derived_id(1, 'customer ' || i), 'C-' || i, 1, 'c' || i, case i when 3 then 'JPY' else 'EUR' end, 'DE', 'N30', false, now() from generate_series(1, $2::int) i`, [ctx.orgId, size.customers ?? 3]);
  await ownerPool.query(`insert into customers.customer_version (org_id, customer_id, version, valid_from, recorded_at, recorded_by, name, currency, terms_code, country, bill_to)
    select org_id, customer_id, 1, '2020-01-01', now(), 'test', 'Customer ' || number, currency, terms_code, country, '{"lines":["1"],"country":"DE"}' from customers.customer where org_id = $1`, [ctx.orgId]);
  await ownerPool.query(`insert into customers.ship_to (org_id, customer_id, code, version, valid_from, name, address, country, recorded_at)
    select org_id, customer_id, 'DOCK', 1, '2020-01-01', 'Dock', '{"lines":["1"],"country":"DE"}', 'DE', now() from customers.customer where org_id = $1 and number = 'C-1'`, [ctx.orgId]);
  return { platform, ctx };
}

let keys = 0;

/** Keeps the text as a file and starts its import; the run waits to be executed. */
export async function queueImport({ platform, ctx }: { platform: Platform; ctx: Context }, kind: 'orders' | 'deliveries', text: string, mapping?: MappingInput): Promise<string> {
  keys += 1;
  const key = `${kind} ${keys}`;
  const { fileId } = await command(platform.database, ctx, { name: 'file.keep', permission: 'import.run', key: `file ${key}`, input: { key } },
    async (tx, inner) => ({ fileId: (await platform.files.keep(tx, inner, { name: `${kind}.csv`, mediaType: 'text/csv', bytes: Buffer.from(text) })).fileId }));
  const input = { kind, fileId, entityId: 1, mapping: mapping === undefined ? undefined : readMapping(mapping), skipBadRows: true };
  return (await command(platform.database, ctx, { name: 'import.start', permission: 'import.run', key, input }, startImport(platform, tradeKinds))).runId;
}

export type Imported = { readonly run: Run; readonly counts: { rows: number; created: number; unchanged: number; rejected: number }; readonly issues: readonly RunIssue[] };

export async function importText(trade: { platform: Platform; ctx: Context }, kind: 'orders' | 'deliveries', text: string, mapping?: MappingInput): Promise<Imported> {
  const runId = await queueImport(trade, kind, text, mapping);
  await executeRun(trade.platform, tradeRuns, trade.ctx.orgId, runId);
  return importedOf(trade, runId);
}

export async function importedOf({ platform, ctx }: { platform: Platform; ctx: Context }, runId: string): Promise<Imported> {
  return inReadOnly(platform.database, ctx, async (tx) => {
    const run = await findRun(tx, runId);
    if (run === null) throw new Error('the run is gone');
    const { rows, created, unchanged, rejected } = run.result as Imported['counts'];
    return { run, counts: { rows, created, unchanged, rejected }, issues: await listRunIssues(tx, runId, 0, 1000) };
  });
}

/** Everything recorded, without keys and instants, to compare two ways of getting there. */
export async function evidenceOf({ platform, ctx }: { platform: Platform; ctx: Context }): Promise<string> {
  const result = await platform.database.ownerPool.query<{ digest: string }>(`
    select md5(string_agg(t::text, E'\\n' order by t::text)) || ' ' || count(*) as digest from (
      select o.number, o.customer_id::text, o.ordered_on::text, o.source_row, l.line_no, l.product_id::text, l.quantity::text, l.unit_price::text, l.source_row as line_row
      from evidence.sales_order o left join evidence.order_line l using (org_id, order_id) where o.org_id = $1) t`, [ctx.orgId]);
  return result.rows[0]?.digest ?? '';
}

export const orderHeader = 'order_number,customer_number,ordered_on,line_no,product,quantity,unit_price,discount_percent';

/** So many orders of two lines each. */
export function orderFile(orders: number, tag = 'O'): string {
  const lines = Array.from({ length: orders }, (_unused, index) =>
    [1, 2].map((line) => `${tag}-${index},C-${(index % 3) + 1},2026-01-${String((index % 28) + 1).padStart(2, '0')},${line},P-${((index + line) % 5) + 1},${line},${index % 50}.25,0`).join('\n'));
  return `${orderHeader}\n${lines.join('\n')}\n`;
}
