// Northwind: customers, products, orders and deliveries in, everything shipped is billed, every cent is computed again.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openCounterfoil, say } from '../counterfoil.ts';
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
  const result = await counterfoil.run('import', kind, prepared.files[kind], '--mapping', profile(kind));
  say(`${kind}: ${JSON.stringify(result)}`);
}
const billed = await counterfoil.run('bill', '--through', prepared.lastShipped);
say(`bill: ${JSON.stringify(billed)}`);
const check = await counterfoil.run('check', '--replay');
const totals = await counterfoil.run('invoices', 'totals');
fs.rmSync(work, { recursive: true, force: true });
console.log(JSON.stringify({ orders: prepared.orders, shipped: prepared.shipped, ...totals, check: check['ok'] }));
