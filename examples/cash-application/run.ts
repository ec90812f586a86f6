// Cash application from files: documents are issued and money arrives day by day, each day's receipts are applied, and the decisions are written down.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { assembly } from '../../src/server/assembly.ts';
import { runChecks } from '../../src/server/run-checks.ts';
import { readDecisions } from './decisions.ts';
import { applyDay, issueDay, openBooks, openDesk, receiveDay } from './desk.ts';
import { readFolder } from './read-folder.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { decisions: { type: 'string' }, data: { type: 'string' } } });
const [folder] = positionals;
if (folder === undefined || values.decisions === undefined) {
  process.stderr.write('usage: examples/cash-application/run FOLDER --decisions FILE [--data DIRECTORY]\n');
  process.exit(1);
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const dataDirectory = values.data ?? fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-cash-'));
fs.mkdirSync(dataDirectory, { recursive: true });
fs.chmodSync(dataDirectory, 0o755);
const input = readFolder(folder);
say(`${input.customers.length} customers, ${input.documents.length} documents, ${input.lines.length} bank lines; books in ${dataDirectory}`);

const desk = await openDesk(dataDirectory);
try {
  const customers = await openBooks(desk, input);
  const issued = Map.groupBy(input.documents, (row) => row.issuedOn);
  const received = Map.groupBy(input.lines, (row) => row.on);
  const days = [...new Set([...issued.keys(), ...received.keys()])].sort();
  let last = 0;
  for (const [index, day] of days.entries()) {
    const documents = issued.get(day);
    const lines = received.get(day);
    if (documents !== undefined) await issueDay(desk, day, documents, customers);
    if (lines !== undefined) {
      await receiveDay(desk, day, lines);
      await applyDay(desk, day);
    }
    if (index - last >= 50 || index === days.length - 1) say(`${day}: day ${index + 1} of ${days.length}`);
    if (index - last >= 50) last = index;
  }
  const decisions = await desk.read(readDecisions);
  fs.writeFileSync(values.decisions, `${JSON.stringify(Object.fromEntries(decisions), null, 1)}\n`);
  const results = await runChecks(desk.platform, desk.ctx, assembly.checks);
  for (const result of results.filter((one) => !one.holds)) say(`${result.name}: ${result.breaches.join('; ')}`);
  const count = (status: string): number => [...decisions.values()].filter((decision) => decision.status === status).length;
  console.log(JSON.stringify({ lines: decisions.size, applied: count('applied'), suggested: count('suggested'), unmatched: count('unmatched'), not_a_receipt: count('not_a_receipt'), check: results.every((result) => result.holds) }));
} finally {
  await desk.platform.close();
}
if (values.data === undefined) fs.rmSync(dataDirectory, { recursive: true, force: true });
