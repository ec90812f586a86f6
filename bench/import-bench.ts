// Measures the import of order lines against its floor: tokenizing the same file and a bare COPY of the parsed rows into the same table.
// node bench/import-bench.ts [--rows 100000] [--rounds 3] [--only-ours] prints one JSON line; --only-ours leaves the floor out, which holds
// the whole file in memory: with it and --max-old-space-size=256 before the script, a million rows show that the import does not.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { from as copyFrom } from 'pg-copy-streams';
import { derivedId, newId } from '#kernel/id.ts';
import { createCompany } from '#company/index.ts';
import { ordersImport } from '#evidence/index.ts';
import { command } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { importRuns } from '#platform/imports/import-run.ts';
import { startImport } from '#platform/imports/start-import.ts';
import { permissions, type Permission } from '#platform/permissions.ts';
import { openPlatform, type Platform } from '#platform/platform.ts';
import { findRun } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';

const LINES_PER_ORDER = 5;
const CUSTOMERS = 1000;
const PRODUCTS = 1000;
const options = parseArgs({ options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' }, 'only-ours': { type: 'boolean', default: false } } }).values;

type Sample = { readonly seconds: number; readonly cpuSeconds: number };

async function main(): Promise<void> {
  const rows = Number(options.rows);
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-bench-'));
  fs.chmodSync(directory, 0o755);
  const platform = await openPlatform(readConfig({ DATA_DIR: directory, LOG_LEVEL: 'error' }));
  const floor: Sample[] = [];
  const ours: Sample[] = [];
  const peak = watchMemory();
  try {
    const ctx = await prepare(platform);
    // A B B A, so that a machine that slows down or warms up does so for both.
    for (let round = 0; round < Number(options.rounds); round += 1) {
      const turns = [() => runFloor(platform, ctx, rows, `F${round}`), () => runImport(platform, ctx, rows, `O${round}`, peak)];
      for (const turn of options['only-ours'] ? [1] : round % 2 === 0 ? [0, 1] : [1, 0]) {
        const sample = await turns[turn]?.();
        if (sample !== undefined) (turn === 0 ? floor : ours).push(sample);
      }
    }
  } finally {
    peak.stop();
    await platform.close();
    fs.rmSync(directory, { recursive: true, force: true });
  }
  const floorSeconds = median(floor.map((sample) => sample.seconds));
  const oursSeconds = median(ours.map((sample) => sample.seconds));
  process.stdout.write(`${JSON.stringify({
    bench: 'import', rows, rounds: ours.length, floor_s: round3(floorSeconds), ours_s: round3(oursSeconds), ratio: floor.length === 0 ? null : round3(floorSeconds / oursSeconds),
    pairs: floor.map((sample, index) => round3(sample.seconds / (ours[index]?.seconds ?? 1))), rows_per_s: Math.round(rows / oursSeconds),
    node_cpu_ms_per_1000_rows: round3(median(ours.map((sample) => sample.cpuSeconds)) * 1_000_000 / rows), heap_peak_mb: Math.round(peak.heapBytes() / 1048576), rss_peak_mb: Math.round(peak.rssBytes() / 1048576),
  })}\n`);
}

async function prepare(platform: Platform): Promise<Context> {
  const all = new Set(Object.keys(permissions) as Permission[]);
  const ctx: Context = { orgId: newId(1), actor: { kind: 'operator', id: 'bench', name: 'bench' }, role: 'admin', permissions: all, now: platform.clock.now() };
  await command(platform.database, ctx, { name: 'company.create', permission: 'org.manage', key: 'company', input: {} }, (tx) => createCompany(tx, ctx, {
    name: 'Bench', entity: { code: 'B', name: 'Bench', baseCurrency: 'EUR', timeZone: 'Europe/Berlin', country: 'DE', address: { lines: ['Weg 1'], country: 'DE' } },
  }));
  const { ownerPool } = platform.database;
  await ownerPool.query(`insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, recorded_at) values ($1, 'GOODS', 'Goods', '4000', 'standard', now())`, [ctx.orgId]);
  await ownerPool.query(`insert into catalog.product (org_id, product_id, sku, name, charge_code, tax_class, recorded_at)
    select $1, platform.derived_id(1, 'product ' || i), 'SKU-' || i, 'Product ' || i, 'GOODS', 'standard', now() from generate_series(1, $2::int) i`, [ctx.orgId, PRODUCTS]);
  await ownerPool.query(`insert into customers.customer (org_id, customer_id, number, current_version, name_key, currency, country, terms_code, on_hold, created_at)
    select $1, platform.derived_id(1, 'customer ' || i), 'C-' || i, 1, 'c' || i, 'EUR', 'DE', 'N30', false, now() from generate_series(1, $2::int) i`, [ctx.orgId, CUSTOMERS]);
  await ownerPool.query('analyze catalog.product, customers.customer');
  return ctx;
}

const header = 'order_number,customer_number,ordered_on,currency,customer_po,line_no,product,description,quantity,unit_price,discount_percent';

function fileOf(rows: number, tag: string): Buffer {
  const pieces: Buffer[] = [];
  let lines = [header];
  for (let row = 0; row < rows; row += 1) {
    if (lines.length === 10_000) {
      pieces.push(Buffer.from(`${lines.join('\n')}\n`));
      lines = [];
    }
    const order = Math.floor(row / LINES_PER_ORDER);
    const day = String((order % 28) + 1).padStart(2, '0');
    lines.push(`${tag}-${order},C-${(order % CUSTOMERS) + 1},2026-01-${day},EUR,PO-${order},${(row % LINES_PER_ORDER) + 1},SKU-${(row * 7 % PRODUCTS) + 1},"Item ${row}, boxed",${(row % 9) + 1},${(row % 97) + 1}.50,${row % 4 === 0 ? 5 : 0}`);
  }
  return Buffer.concat([...pieces, Buffer.from(`${lines.join('\n')}\n`)]);
}

/** The orders are there already: the floor writes the lines only. */
async function runFloor(platform: Platform, ctx: Context, rows: number, tag: string): Promise<Sample> {
  const { ownerPool } = platform.database;
  const orders = Math.ceil(rows / LINES_PER_ORDER);
  await ownerPool.query(`insert into evidence.sales_order (org_id, order_id, entity_id, number, customer_id, ordered_on, currency, recorded_at)
    select $1, platform.derived_id(2, $2 || '-' || i), 1, $2 || '-' || i, platform.derived_id(1, 'customer ' || (i % ${CUSTOMERS} + 1)), '2026-01-01', 'EUR', now() from generate_series(0, $3::int - 1) i`, [ctx.orgId, tag, orders]);
  await ownerPool.query('analyze evidence.sales_order');
  await ownerPool.query('checkpoint');
  const place = path.join(platform.config.dataDirectory, `${tag}.csv`);
  fs.writeFileSync(place, fileOf(rows, tag));
  const orderIds = new Map(Array.from({ length: orders }, (_unused, index) => [`${tag}-${index}`, derivedId(2, `${tag}-${index}`)]));
  const productIds = new Map(Array.from({ length: PRODUCTS }, (_unused, index) => [`SKU-${index + 1}`, derivedId(1, `product ${index + 1}`)]));
  const client = await ownerPool.connect();
  const started = performance.now();
  const cpu = process.cpuUsage();
  await client.query('begin');
  const stream = client.query(copyFrom('copy evidence.order_line (org_id, order_id, line_no, product_id, description, quantity, unit_price, discount_percent, source_row) from stdin'));
  const finished = once(stream, 'finish');
  let piece = '';
  let row = 1;
  for (const cells of Papa.parse<string[]>(fs.readFileSync(place, 'utf8'), { skipEmptyLines: true }).data.slice(1)) {
    row += 1;
    piece += `${ctx.orgId}\t${orderIds.get(cells[0] ?? '') ?? ''}\t${cells[5]}\t${productIds.get(cells[6] ?? '') ?? ''}\t${cells[7]}\t${cells[8]}\t${cells[9]}\t${cells[10]}\t${row}\n`;
    if (piece.length < 65_536) continue;
    if (!stream.write(piece)) await once(stream, 'drain');
    piece = '';
  }
  stream.end(piece);
  await finished;
  await client.query('commit');
  const sample = sampleSince(started, cpu);
  client.release();
  return sample;
}

async function runImport(platform: Platform, ctx: Context, rows: number, tag: string, peak: Memory): Promise<Sample> {
  const now = { ...ctx, now: platform.clock.now() };
  const file = await command(platform.database, now, { name: 'file.keep', permission: 'import.run', key: `file ${tag}`, input: { tag } },
    (tx, inner) => platform.files.keep(tx, inner, { name: `${tag}.csv`, mediaType: 'text/csv', bytes: fileOf(rows, tag) }).then(({ fileId }) => ({ fileId })));
  await platform.database.ownerPool.query('checkpoint');
  peak.start();
  const started = performance.now();
  const cpu = process.cpuUsage();
  const input = { kind: 'orders', fileId: file.fileId, entityId: 1, skipBadRows: true };
  const { runId } = await command(platform.database, now, { name: 'import.start', permission: 'import.run', key: `start ${tag}`, input }, startImport(platform, [ordersImport]));
  await executeRun(platform, importRuns([ordersImport]), ctx.orgId, runId);
  const sample = sampleSince(started, cpu);
  peak.stop();
  const run = await inReadOnly(platform.database, ctx, (tx) => findRun(tx, runId));
  if ((run?.result as { created?: number } | null)?.created !== rows) throw new Error(`the import did not create ${rows} rows: ${JSON.stringify(run)}`);
  return sample;
}

type Memory = { start(): void; stop(): void; heapBytes(): number; rssBytes(): number };

function watchMemory(): Memory {
  let heap = 0;
  let rss = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      timer = setInterval(() => {
        const usage = process.memoryUsage();
        heap = Math.max(heap, usage.heapUsed);
        rss = Math.max(rss, usage.rss);
      }, 20);
    },
    stop: () => clearInterval(timer),
    heapBytes: () => heap,
    rssBytes: () => rss,
  };
}

function sampleSince(started: number, cpu: NodeJS.CpuUsage): Sample {
  const used = process.cpuUsage(cpu);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (used.user + used.system) / 1_000_000 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}

await main();
