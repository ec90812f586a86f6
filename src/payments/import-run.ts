// The run that imports a bank file: parsed whole, refused whole when it cannot be read, brought in batch by batch, and resumable.

import type { BankCsvMapping } from '#formats/bank-csv.ts';
import type { BankLine } from '#formats/bank-statement.ts';
import { refuse } from '#kernel/refusal.ts';
import { formatAmount } from '#kernel/money.ts';
import { millisecondsOf } from '#platform/clock.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findProfile } from '#platform/imports/import-store.ts';
import type { Platform } from '#platform/platform.ts';
import { insertRunIssues, saveProgress, startRun, type RunIssue } from '#platform/run-store.ts';
import type { RunHandler } from '#platform/runs.ts';
import { accountOfStatement } from './bank-account.ts';
import { readStatements } from './bank-file.ts';
import { dedupeKeys } from './dedupe-key.ts';
import { importStatementLines } from './import-statement.ts';
import { postableLines } from './statement-plan.ts';
import { splitByCurrency, type StatementOf } from './split-statement.ts';
import { allBankAccounts, findBankAccount } from './store.ts';

export type StatementImport = {
  readonly fileId: string;
  readonly fileName: string;
  readonly bankAccountId: string | null;
  /** The kept mapping of a table. */
  readonly profile: string | null;
};

export const statementImportKind = 'import-bank-statement';
export const bankProfileKind = 'bank-statement';
const BATCH_LINES = 1000;

/** Refuses bank_account.unknown and import.profile_unknown; the file itself is judged by the run. */
export async function startStatementImport(tx: Tx, ctx: Context, input: StatementImport): Promise<{ runId: string }> {
  if (input.bankAccountId !== null && (await findBankAccount(tx, input.bankAccountId)) === null) refuse('bank_account.unknown', `there is no bank account ${input.bankAccountId}`, { field: 'bank_account_id', value: input.bankAccountId });
  if (input.profile !== null && (await findProfile(tx, bankProfileKind, input.profile)) === null) refuse('import.profile_unknown', `there is no mapping "${input.profile}" for bank statements`, { field: 'profile', value: input.profile });
  return { runId: await startRun(tx, ctx, { kind: statementImportKind, title: `Bank statement ${input.fileName}`, input }) };
}

type Counts = { statements: number; knownStatements: number; newLines: number; knownLines: number; receipts: number; toClarify: number; likely: number; returns: number; differing: number; leftOut: number };
type Cursor = Counts & { readonly batch: number; readonly statement: number; readonly line: number; readonly issues: number };

const start: Cursor = { batch: 0, statement: 0, line: 0, issues: 0, statements: 0, knownStatements: 0, newLines: 0, knownLines: 0, receipts: 0, toClarify: 0, likely: 0, returns: 0, differing: 0, leftOut: 0 };

export const runStatementImport: RunHandler = async ({ platform, ctx, run, isCancelled }) => {
  const input = run.input as StatementImport;
  const parsed = await parseFile(platform, ctx, input);
  const total = parsed.reduce((sum, one) => sum + one.lines.length, 0);
  let cursor = (run.cursor as Cursor | null) ?? start;
  while (cursor.statement < parsed.length && !(await isCancelled())) {
    const at = cursor;
    const one = parsed[at.statement] as Parsed;
    const now = platform.clock.now();
    const call = { name: 'bank_statement.import', permission: 'receipt.write' as const, key: `${run.runId}:${at.batch}`, input: { runId: run.runId, statement: at.statement, line: at.line } };
    cursor = await command(platform.database, { ...ctx, now }, call, async (tx, batchContext) => {
      const to = Math.min(one.lines.length, at.line + BATCH_LINES);
      const outcome = await importStatementLines(tx, batchContext, { ...one, from: at.line, to, bankAccountId: one.bankAccountId, fileId: input.fileId, runId: run.runId, runMs: millisecondsOf(run.createdAt) });
      const isLast = to >= one.lines.length;
      const issues = at.line === 0 && outcome.isNew ? issuesOf(one) : [];
      await insertRunIssues(tx, run.runId, at.issues + 1, issues);
      const next = advance(at, outcome, { isLast, to, one, issues: issues.length });
      await saveProgress(tx, run.runId, { done: next.newLines + next.knownLines, total, cursor: next, now });
      return next;
    });
  }
  const { batch: _batch, statement: _statement, line: _line, issues: _issues, ...counts } = cursor;
  return counts;
};

type Parsed = StatementOf & { readonly lines: readonly BankLine[]; readonly keys: readonly string[]; readonly leftOut: number };

/** Every statement must be of an account of ours before the first line is written: a file comes in whole or not at all. */
async function parseFile(platform: Platform, ctx: Context, input: StatementImport): Promise<readonly Parsed[]> {
  return inReadOnly(platform.database, ctx, async (tx) => {
    const { bytes } = await platform.files.read(tx, input.fileId);
    const account = input.bankAccountId === null ? null : await findBankAccount(tx, input.bankAccountId);
    const mapping = input.profile === null ? null : ((await findProfile(tx, bankProfileKind, input.profile))?.mapping as BankCsvMapping | undefined) ?? null;
    const accounts = await allBankAccounts(tx);
    const statements = readStatements({ name: input.fileName, bytes }, account, mapping).flatMap((statement): readonly StatementOf[] =>
      (statement.format === 'csv' && account !== null ? splitByCurrency(statement, account, accounts) : [{ statement, bankAccountId: input.bankAccountId }]));
    for (const { statement, bankAccountId } of statements) await accountOfStatement(tx, statement, bankAccountId);
    return statements.map(({ statement, bankAccountId }) => {
      const { lines, leftOut } = postableLines(statement);
      return { statement, bankAccountId, lines, keys: dedupeKeys(lines), leftOut };
    });
  });
}

function advance(at: Cursor, outcome: { isNew: boolean; newLines: number; knownLines: number; receipts: number; toClarify: number; likely: number; returns: number }, step: { isLast: boolean; to: number; one: Parsed; issues: number }): Cursor {
  const { isLast, to, one } = step;
  const isFirst = at.line === 0;
  return {
    batch: at.batch + 1, statement: at.statement + (isLast ? 1 : 0), line: isLast ? 0 : to, issues: at.issues + step.issues,
    statements: at.statements + (isFirst && outcome.isNew ? 1 : 0), knownStatements: at.knownStatements + (isFirst && !outcome.isNew ? 1 : 0),
    newLines: at.newLines + outcome.newLines, knownLines: at.knownLines + outcome.knownLines, receipts: at.receipts + outcome.receipts, toClarify: at.toClarify + outcome.toClarify, likely: at.likely + outcome.likely, returns: at.returns + outcome.returns,
    differing: at.differing + (isFirst && one.statement.balance === 'differs' ? 1 : 0), leftOut: at.leftOut + (isFirst ? one.leftOut : 0),
  };
}

/** What is odd about a statement that is kept all the same. */
function issuesOf({ statement, leftOut }: Parsed): RunIssue[] {
  const { currency, openingMinor, closingMinor, differenceMinor, statementId, warnings } = statement;
  const issues: RunIssue[] = warnings.map((warning) => ({ code: 'bank_statement.warning', field: statementId, reason: warning, fix: 'Compare the statement with the bank; the lines were taken as they are.' }));
  if (statement.balance === 'differs') {
    const amounts = openingMinor === null || closingMinor === null || differenceMinor === null ? '' : ` Opening ${formatAmount(openingMinor, currency)} and the lines do not come to closing ${formatAmount(closingMinor, currency)}: ${formatAmount(differenceMinor, currency)} ${currency} is missing.`;
    issues.unshift({ code: 'bank_statement.differs', field: statementId, value: differenceMinor === null ? null : formatAmount(differenceMinor, currency), reason: `The balances of statement ${statementId} do not add up.${amounts}`, fix: 'Ask the bank for a complete statement and import it: lines that are here already are not taken twice.' });
  }
  if (leftOut > 0) issues.push({ code: 'bank_statement.not_booked', field: statementId, value: String(leftOut), reason: `${leftOut} lines are only announced, for information, or without an amount.`, fix: 'Nothing: they come in when the bank has booked them.' });
  return issues;
}
