// Small bank statements as values, for tests of money in and of cash application.

import { noDetail, proveStatement, type BankLine, type BankStatement } from '#formats/bank-statement.ts';
import { dedupeKeys } from '../dedupe-key.ts';
import { importStatement, type StatementOutcome } from '../import-statement.ts';
import { postableLines } from '../statement-plan.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type DayLine = Partial<BankLine> & { readonly amountMinor: bigint };

export type BankDay = { readonly account: string; readonly currency: string; readonly on: string; readonly lines: readonly DayLine[]; readonly openingMinor?: bigint | null; readonly closingMinor?: bigint | null; readonly reference?: string };

export function statementOf(day: BankDay): BankStatement {
  const lines = day.lines.map((line, index): BankLine => ({
    ...noDetail, lineNo: index + 1, bookedOn: day.on, valueOn: day.on, currency: day.currency, transactionCode: '', reversal: false, status: 'booked', details: [], raw: '', rawText: line.text ?? '', ...line,
  }));
  return proveStatement({
    format: 'camt.053', statementId: day.reference ?? `S ${day.on}`, statementNumber: '', accountId: day.account, currency: day.currency, openingMinor: day.openingMinor ?? null, openingOn: day.openingMinor === undefined ? null : day.on,
    closingMinor: day.closingMinor ?? null, closingOn: day.closingMinor === undefined ? null : day.on, lines, warnings: [],
  });
}

export function importDay(tx: Tx, ctx: Context, day: BankDay): Promise<StatementOutcome> {
  const statement = statementOf(day);
  const { lines } = postableLines(statement);
  return importStatement(tx, ctx, { statement, lines, keys: dedupeKeys(lines), bankAccountId: null, fileId: null, runId: null });
}
