// npm run bench: each job against its floor, in one run on one machine. Prints ratios and fails nothing.
// BENCH=full adds the large sizes (100,000 invoices, a million open items, 10,000 bank lines on 100,000 of them, 5,000 documents).

import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { benchAging } from './aging-bench.ts';
import { benchBilling } from './bill-bench.ts';
import { BUDGET_MS, benchLists, tellList } from './lists-bench.ts';
import { benchMatching } from './match-bench.ts';
import { benchPdf, tellPdf } from './pdf-bench.ts';

const full = process.env['BENCH'] === 'full';
const run = promisify(execFile);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}`);
for (const size of full ? [1000, 10_000, 100_000] : [1000, 10_000]) {
  const f = await benchBilling(size);
  say(`issue ${f.invoices} invoices of 5 lines: ${f.rows} rows, floor (COPY of them) ${f.floorSeconds.toFixed(2)} s, ours ${f.oursSeconds.toFixed(2)} s, ratio ${f.ratio.toFixed(2)} of the floor, ${f.perInvoiceMicros.toFixed(0)} µs each, peak ${f.peakMiB} MiB`);
}
for (const size of full ? [10_000, 1_000_000] : [10_000, 100_000]) {
  const f = await benchAging(size);
  say(`aging over ${f.items} open items: floor (plain aggregate) ${f.floorMs.toFixed(0)} ms, ours ${f.oursMs.toFixed(0)} ms, ${f.ratio.toFixed(1)} times the floor; as of a past date ${f.asOfPastMs.toFixed(0)} ms, totals ${f.totalsMs.toFixed(0)} ms, one customer ${f.customerMs.toFixed(0)} ms`);
}
for (const [items, lines] of full ? [[10_000, 10_000], [100_000, 10_000]] as const : [[1000, 500], [10_000, 1000]] as const) {
  const f = await benchMatching(items, lines);
  const cpu = f.applyCpuMsPerLine === null ? '' : `, CPU ${f.applyCpuMsPerLine.toFixed(2)} ms each, ${f.cpuRatio?.toFixed(1)} times the floor's`;
  say(`apply ${f.lines} bank lines to ${f.items} open items: floor (one indexed look-up a line) ${f.floorMsPerLine.toFixed(3)} ms each, ours ${f.applyMsPerLine.toFixed(2)} ms each, ${f.linesPerSecond.toFixed(0)} a second, ${f.ratio.toFixed(1)} times the floor${cpu}; brought in from the statement ${f.importMsPerLine.toFixed(2)} ms each; ${f.applied} applied, ${f.suggested} proposed, ${f.unmatched} unmatched, peak ${f.peakMiB} MiB`);
}
const imported = await run(process.execPath, [path.join(import.meta.dirname, 'import-bench.ts'), '--rows', '100000', '--rounds', full ? '5' : '1']);
say(`import of 100,000 order lines: ${imported.stdout.trim()}`);
say(tellPdf(await benchPdf(full ? 5000 : 300)));
const size = full ? { documents: 1_200_000, customers: 100_000 } : { documents: 12_000, customers: 1000 };
const lists = await benchLists(size);
const over = lists.filter((list) => list.p50 > BUDGET_MS);
say(`lists and pages of ${size.customers} customers and ${size.documents} documents: ${lists.length - over.length} of ${lists.length} within ${BUDGET_MS} ms`);
for (const list of over.sort((a, b) => b.p50 - a.p50)) say(tellList(list));
