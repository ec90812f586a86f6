// Northwind: customers, products, orders and deliveries in, everything shipped is billed, every cent is computed again.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { holds, openCounterfoil, say, totalOf, type SalesRow } from '../counterfoil.ts';
import { prepare } from './prepare.ts';

const folder = process.argv[2];
if (folder === undefined) {
  say('usage: examples/northwind/run FOLDER');
  process.exit(1);
}

const counterfoil = openCounterfoil('northwind');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'northwind-'));
const prepared = prepare(folder, work);
const profile = (kind: string): string => path.join(import.meta.dirname, `${kind}.profile.json`);

// A trading company without a tax registration: no tax is charged, as in the source.
await counterfoil.run('init', '--company', 'Northwind Traders', '--currency', 'USD', '--country', 'US');
for (const kind of ['customers', 'products', 'orders', 'deliveries'] as const) {
  const { result } = await counterfoil.run('import', kind, prepared.files[kind], '--mapping', profile(kind));
  const { rows, created, rejected } = result as { rows: number; created: number; rejected: number };
  say(`${kind}: ${rows} rows, ${created} created, ${rejected} rejected`);
}
const billed = (await counterfoil.run('bill', '--through', prepared.lastShipped, '--issued-on', prepared.lastShipped))['result'] as { documents: number; lines: number; held: number };
say(`billed ${billed.documents} invoices with ${billed.lines} lines, ${billed.held} held`);
const sales = (await counterfoil.run('report', 'tax', '--from', prepared.lastShipped, '--to', prepared.lastShipped))['items'] as SalesRow[];
const check = await counterfoil.run('check', '--replay');
fs.rmSync(work, { recursive: true, force: true });
console.log(JSON.stringify({
  orders: prepared.orders, shipped: prepared.shipped, invoices: billed.documents, lines: billed.lines, invoiced: totalOf(sales), held: billed.held, check: holds(check),
}));
