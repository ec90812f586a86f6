// Four days of a web shop: every invoice with a customer is issued, every cancellation becomes a credit note, the rest is refused with its reason.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cellsOf, filesLike, holds, openCounterfoil, say } from '../counterfoil.ts';

const folder = process.argv[2];
if (folder === undefined) {
  say('usage: examples/uci-retail/run FOLDER');
  process.exit(1);
}

const counterfoil = openCounterfoil('uci-retail');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'uci-retail-'));
// The days as they are, one behind the other: customers, products and invoices are all taken from the same rows, each by its mapping.
const [header = '', ...days] = filesLike(folder, /\.csv$/).flatMap((file) => fs.readFileSync(file, 'utf8').trimEnd().split(/\r?\n/));
const rows = days.filter((line) => line !== header);
const shop = path.join(work, 'shop.csv');
fs.writeFileSync(shop, `${[header, ...rows].join('\n')}\n`);
const profile = (kind: string): string => path.join(import.meta.dirname, `${kind}.profile.json`);

// The source gives prices without tax and no registration, so no tax is charged.
await counterfoil.run('init', '--company', 'Web shop', '--currency', 'GBP', '--country', 'GB');
let rejected = 0;
for (const kind of ['customers', 'products', 'invoices'] as const) {
  const issues = path.join(work, `${kind}-refused.csv`);
  const { result } = await counterfoil.run('import', kind, shop, '--mapping', profile(kind), '--issues', issues);
  const counts = result as { rows: number; created: number; rejected: number };
  say(`${kind}: ${counts.rows} rows, ${counts.created} made, ${counts.rejected} rows refused`);
  if (kind === 'invoices') rejected = counts.rejected;
  if (fs.existsSync(issues)) tellReasons(issues);
}
// The documents are history: what the gate would ask about them was answered when they were made.
const issued = await counterfoil.run('invoice', 'issue', '--all', '--release-reason', 'Brought over from the shop as issued there');
const totals = await counterfoil.run('invoices', 'totals');
const check = await counterfoil.run('check', '--replay');
fs.rmSync(work, { recursive: true, force: true });
const of = (kind: string): { documents: number; total: string } => (totals['kinds'] as Record<string, { documents: number; total: string }>)[kind] ?? { documents: 0, total: '0.00' };
if (Number(issued['refused']) > 0) say(`${String(issued['refused'])} drafts were not issued`);
console.log(JSON.stringify({
  rows: rows.length, rejected, invoices: of('invoice').documents, credit_notes: of('credit_note').documents, invoiced: of('invoice').total, credited: of('credit_note').total, check: holds(check),
}));

/** Why rows were refused, each reason with how often. */
function tellReasons(file: string): void {
  const [header = '', ...lines] = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line !== '');
  const names = cellsOf(header);
  const at = names.includes('import reason') ? names.indexOf('import reason') : names.indexOf('reason');
  const counts = Map.groupBy(lines, (line) => (cellsOf(line)[at] ?? '').replace(/row \d+ of \S+/, 'another row of it'));
  for (const [reason, rows] of counts) say(`  ${rows.length} rows: ${reason}`);
}
