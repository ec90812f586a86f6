// Scores the decisions of the example against the key of the made-up data: per kind and in all. The example itself never opens the key.

import fs from 'node:fs';
import path from 'node:path';
import { readFolder } from './read-folder.ts';
import type { LineDecision } from './decisions.ts';

type Truth = { readonly kind: string; readonly applications: readonly { readonly invoice: string; readonly applied: string }[]; readonly unapplied?: string; readonly not_a_customer_payment?: boolean };
type Tally = { lines: number; right: number; wrong: number; toPerson: number; namedToPerson: number; money: bigint; moneyRight: bigint; moneyWrong: bigint };

const [folder, file] = process.argv.slice(2);
if (folder === undefined || file === undefined) {
  process.stderr.write('usage: node examples/cash-application/score.ts FOLDER DECISIONS\n');
  process.exit(1);
}
const { lines, documents } = readFolder(folder);
const truths = JSON.parse(fs.readFileSync(path.join(folder, 'truth.json'), 'utf8')) as Record<string, Truth>;
const decisions = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, LineDecision>;
const numbers = documents.map((document) => document.number);

const byKind = new Map<string, Tally>();
for (const line of lines) {
  const truth = truths[line.id];
  if (truth === undefined) continue;
  const decision = decisions[line.id] ?? { status: 'unmatched', applications: [], unapplied: '0', reasons: [] };
  const tally = byKind.get(truth.kind) ?? { lines: 0, right: 0, wrong: 0, toPerson: 0, namedToPerson: 0, money: 0n, moneyRight: 0n, moneyWrong: 0n };
  byKind.set(truth.kind, tally);
  const hundredths = cents(line.amount.replace('-', ''));
  const isRight = truth.not_a_customer_payment === true ? decision.status === 'not_a_receipt' : decision.status === 'applied' && sameMoney(decision, truth);
  const isAutomatic = decision.status === 'applied' || decision.status === 'not_a_receipt';
  tally.lines += 1;
  tally.money += hundredths;
  if (isRight) [tally.right, tally.moneyRight] = [tally.right + 1, tally.moneyRight + hundredths];
  else if (isAutomatic) [tally.wrong, tally.moneyWrong] = [tally.wrong + 1, tally.moneyWrong + hundredths];
  else {
    tally.toPerson += 1;
    if (numbers.some((number) => line.text.includes(number))) tally.namedToPerson += 1;
  }
}

const share = (part: number | bigint, whole: number | bigint): string => `${((Number(part) / Math.max(1, Number(whole))) * 100).toLocaleString('en', { maximumFractionDigits: 2 })} %`;
const row = (name: string, tally: Tally): string => [name.padEnd(16), ...[tally.lines, tally.right, tally.wrong, tally.toPerson, tally.namedToPerson].map((value) => String(value).padStart(7)), share(tally.moneyRight, tally.money).padStart(10)].join('');
console.log(`${'kind'.padEnd(16)}${['lines', 'right', 'wrong', 'person', 'named'].map((title) => title.padStart(7)).join('')}${'money'.padStart(10)}`);
const all: Tally = { lines: 0, right: 0, wrong: 0, toPerson: 0, namedToPerson: 0, money: 0n, moneyRight: 0n, moneyWrong: 0n };
for (const [kind, tally] of [...byKind].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(row(kind, tally));
  for (const key of ['lines', 'right', 'wrong', 'toPerson', 'namedToPerson'] as const) all[key] += tally[key];
  for (const key of ['money', 'moneyRight', 'moneyWrong'] as const) all[key] += tally[key];
}
console.log(row('all', all));
console.log(`lines right ${share(all.right, all.lines)}, money right ${share(all.moneyRight, all.money)}, false automatic: lines ${share(all.wrong, all.lines)}, money ${share(all.moneyWrong, all.money)}; sent to a person although the invoice is named: ${all.namedToPerson}`);

function sameMoney(decision: LineDecision, truth: Truth): boolean {
  const ours = decision.applications.map((one) => `${one.document} ${cents(one.applied)}`).sort().join();
  const theirs = truth.applications.map((one) => `${one.invoice} ${cents(one.applied)}`).sort().join();
  return ours === theirs && cents(decision.unapplied) === cents(truth.unapplied ?? '0');
}

/** Amounts of the data have two decimals in every currency. */
function cents(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const minor = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
  return text.startsWith('-') ? -minor : minor;
}
