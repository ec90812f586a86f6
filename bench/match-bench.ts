// Measures cash application: a bank statement brought in, and its lines applied to many open items, against one indexed look-up per line.

import type pg from 'pg';
import { seedTermsDefaults } from '#customers/index.ts';
import { startApplyRun } from '#cash/index.ts';
import { cashRuns } from '#cash/jobs.ts';
import { createCompany } from '#company/index.ts';
import { noDetail, proveStatement, type BankLine } from '#formats/bank-statement.ts';
import { dedupeKeys, importStatement, openBankAccount, postableLines } from '#payments/index.ts';
import { command } from '#platform/command.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { findRun } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { openTestPlatform, testContext } from '#platform/testing/test-platform.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import { seedCustomers } from './seed.ts';
import { seedOpenDocuments } from './seed-open-documents.ts';

export type MatchFigures = {
  items: number; lines: number; floorMsPerLine: number; importMsPerLine: number; applyMsPerLine: number; linesPerSecond: number; ratio: number; applyCpuMsPerLine: number | null; cpuRatio: number | null; applied: number; suggested: number; unmatched: number; peakMiB: number;
};

const ACCOUNT = 'NL91ABNA0417164300';
const TODAY = '2026-06-30';
const ITEMS_PER_CUSTOMER = 50;
const STATEMENT_LINES = 1000;

const numberOf = (g: number): string => `INV-2026-${String(g).padStart(6, '0')}`;
const openMinorOf = (g: number): bigint => BigInt(1000 + ((g * 7919) % 99_991));

export async function benchMatching(items: number, lines: number): Promise<MatchFigures> {
  const platform = await openTestPlatform(`${TODAY}T08:00:00.000Z`, { durable: true });
  try {
    const ctx = await testContext(platform);
    const { database } = platform;
    const customers = Math.max(1, Math.round(items / ITEMS_PER_CUSTOMER));
    let keys = 0;
    const write = <Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> => command(database, ctx, { name: 'bench', permission: 'org.manage', key: `bench ${(keys += 1)}`, input: { keys } }, (tx) => verb(tx));
    await write((tx) => createCompany(tx, ctx, { name: 'Bench', entity: { code: 'B', name: 'Bench', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['1'], country: 'NL' } } }));
    await write(async (tx) => {
      await seedTermsDefaults(tx, ctx);
      return openBankAccount(tx, ctx, { entityId: 1, name: 'Bank', account: ACCOUNT, currency: 'EUR' });
    });
    await seedCustomers(database.ownerPool, ctx.orgId, customers);
    await seedOpenDocuments(database.ownerPool, ctx.orgId, { items, customers });

    const from = performance.now();
    for (let first = 0; first < lines; first += STATEMENT_LINES) {
      const statement = statementOf(first, Math.min(lines, first + STATEMENT_LINES), items, customers);
      const postable = postableLines(statement).lines;
      await write((tx) => importStatement(tx, ctx, { statement, lines: postable, keys: dedupeKeys(postable), bankAccountId: null, fileId: null, runId: null }));
    }
    const importMs = performance.now() - from;
    await database.ownerPool.query('analyze payments.receipt; analyze ledger.open_item; checkpoint');

    const floor = await measured(() => lookUps(database.ownerPool, ctx.orgId, lines, items));
    const { runId } = await write((tx) => startApplyRun(tx, ctx, { entityId: 1, through: TODAY }));
    const apply = await measured(() => executeRun(platform, cashRuns, ctx.orgId, runId));
    const run = await inReadOnly(database, ctx, (tx) => findRun(tx, runId));
    const counts = run?.result as Record<string, number>;
    return {
      items, lines, floorMsPerLine: floor.ms / lines, importMsPerLine: importMs / lines, applyMsPerLine: apply.ms / lines, linesPerSecond: (lines * 1000) / apply.ms, ratio: apply.ms / floor.ms,
      applyCpuMsPerLine: apply.cpuMs === null ? null : apply.cpuMs / lines, cpuRatio: apply.cpuMs === null || floor.cpuMs === null ? null : apply.cpuMs / floor.cpuMs,
      applied: counts['applied'] ?? 0, suggested: counts['suggested'] ?? 0, unmatched: counts['unmatched'] ?? 0, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    await platform.close();
  }
}

async function measured(work: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number | null }> {
  const [from, cpuFrom] = [performance.now(), cpuSeconds()];
  await work();
  const cpuTo = cpuSeconds();
  return { ms: performance.now() - from, cpuMs: cpuFrom === null || cpuTo === null ? null : (cpuTo - cpuFrom) * 1000 };
}

/** The floor: each line finds one document by its number, a statement each on one connection. */
async function lookUps(owner: pg.Pool, orgId: string, lines: number, items: number): Promise<void> {
  const client = await owner.connect();
  try {
    const find = (index: number): Promise<unknown> => client.query({ name: 'look-up', text: 'select document_id, customer_id, total_minor from invoicing.document where org_id = $1 and number_key = $2', values: [orgId, `1NV2026${String(documentOf(index, items)).padStart(6, '0')}`] });
    for (let index = 0; index < lines; index += 1) await find(index);
  } finally {
    client.release();
  }
}

/** Each line is about a document of its own, spread over all of them. */
function documentOf(index: number, items: number): number {
  return 1 + ((index * 2 * 104_729) % items);
}

/** As payers write: of twenty, nine name the number, two by its digits, two with a slip, two list two, three name nothing, one pays a part, one is unknown. */
function statementOf(first: number, end: number, items: number, customers: number): ReturnType<typeof proveStatement> {
  const lines = Array.from({ length: end - first }, (_, index): BankLine => {
    const at = first + index;
    const g = documentOf(at, items);
    const next = g + customers <= items ? g + customers : g - customers;
    const number = numberOf(g);
    const [text, minor] = ((): readonly [string, bigint] => {
      switch (at % 20) {
        case 9: case 10: return [number.slice(4).replace('-', ''), openMinorOf(g)];
        case 11: return [`Invoice ${number.slice(0, -2)}${number.slice(-1)}${number.slice(-2, -1)}`, openMinorOf(g)];
        case 12: return [`Rechnung ${number.slice(0, -1)}`, openMinorOf(g)];
        case 13: case 14: return [`${number}, ${numberOf(next)}`, openMinorOf(g) + openMinorOf(next)];
        case 15: case 16: case 17: return ['thank you', openMinorOf(g)];
        case 18: return [`${number} part payment`, openMinorOf(g) / 2n];
        case 19: return ['order 4711', 77_777n + BigInt(at)];
        default: return [`Invoice ${number}`, openMinorOf(g)];
      }
    })();
    const customer = `B${String(g % customers).padStart(8, '0')}`;
    return {
      ...noDetail, lineNo: index + 1, bookedOn: TODAY, valueOn: TODAY, amountMinor: minor, currency: 'EUR', counterpartyName: at % 20 === 19 ? `Stranger ${at}` : `CUSTOMER ${customer}`, counterpartyAccount: at % 3 === 0 ? '' : `NL${customer}`,
      text, rawText: text, bankReference: `R${at}`, transactionCode: '', reversal: false, status: 'booked', details: [], raw: text,
    };
  });
  return proveStatement({ format: 'csv', statementId: `S${first}`, statementNumber: '', accountId: ACCOUNT, currency: 'EUR', openingMinor: null, openingOn: null, closingMinor: null, closingOn: null, lines, warnings: [] });
}

if (import.meta.main) {
  const [items, lines] = (process.argv[2] ?? '10000,2000').split(',').map(Number);
  console.log(JSON.stringify(await benchMatching(items ?? 10_000, lines ?? 2000)));
}
