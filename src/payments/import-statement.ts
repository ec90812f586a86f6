// Bringing in a statement: each line once, each posted at once, so the bank account in the books is always what the statement says.

import { derivedId } from '#kernel/id.ts';
import { invariant } from '#kernel/invariant.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { accountsByPurpose } from '#ledger/account-store.ts';
import { post } from '#ledger/post.ts';
import type { Entry } from '#ledger/posting.ts';
import type { BankLine, BankStatement } from '#formats/bank-statement.ts';
import { accountOfStatement } from './bank-account.ts';
import { lineAsReturn, type PaymentAccounts } from './postings.ts';
import { findLikeLines, likeReason, spanOf, type Likeness } from './like-lines.ts';
import { fiscalYearOfReceipt, receiptNumber } from './receipt-number.ts';
import { findReturnedReceipt } from './returned-receipt.ts';
import { originalOf, planLine, referencesOf, statementIdentity, type PlannedLine, type PlanFrame } from './statement-plan.ts';
import { keepLineStates } from './line-state-store.ts';
import { allBankAccounts, insertDecisions, insertNewLines, insertReceipts, keepStatement, knownKeys, linesOfOtherFiles, takeReceiptNumbers, type BankAccount, type DecisionRow, type LineRow, type ReceiptRow } from './store.ts';

export type StatementBatch = {
  readonly statement: BankStatement;
  /** The postable lines of the whole statement and their keys. */
  readonly lines: readonly BankLine[];
  readonly keys: readonly string[];
  /** Which of them this batch brings in. */
  readonly from: number;
  readonly to: number;
  readonly bankAccountId: string | null;
  readonly fileId: string | null;
  readonly runId: string | null;
  /** Milliseconds of the import's start: the same import makes the same ids again. */
  readonly runMs: number;
};

export type StatementOutcome = { readonly statementId: string; readonly bankAccountId: string; readonly isNew: boolean; readonly newLines: number; readonly knownLines: number; readonly receipts: number; readonly toClarify: number; /** Of these, held because another format brought them already, as it seems. */ readonly likely: number; readonly returns: number };

/** Refuses what accountOfStatement refuses, and period.closed. Lines that are here already, from whatever file, are left alone. */
export async function importStatementLines(tx: Tx, ctx: Context, batch: StatementBatch): Promise<StatementOutcome> {
  const account = await accountOfStatement(tx, batch.statement, batch.bankAccountId);
  const { statementId, isNew } = await keepStatement(tx, statementRow(batch, account), ctx.now);
  const frame = await planFrame(tx, account, batch.runMs);
  const likeness = await likenessOf(tx, batch, account);
  const planned = batch.lines.slice(batch.from, batch.to).flatMap((line, index): PlannedLine[] => {
    const like = likeness.get(batch.from + index);
    return like?.verdict === 'known' ? [] : [planLine(line, batch.keys[batch.from + index] ?? '', frame, like === undefined ? null : likeReason(like))];
  });
  const fresh = await insertNewLines(tx, { statementId, bankAccountId: account.bankAccountId, now: ctx.now }, planned.map(lineRow));
  const news = planned.filter((line) => fresh.has(line.bankLineId));

  const receipts = await numberReceipts(tx, account, news);
  // First: what the bank takes back often came with the same statement.
  await insertReceipts(tx, receipts, ctx.now, ctx.actor.name);
  const decisions = await decisionsOf(tx, news);
  await insertDecisions(tx, decisions, ctx.now, ctx.actor.name);
  if (news.length > 0) await post(tx, ctx.now, news.map((line) => entryOf(line, decisions.find((row) => row.bankLineId === line.bankLineId && (row.feeMinor ?? 0n) > 0n)?.feeMinor ?? 0n, frame)));
  await keepLineStates(tx, ctx.now, news.map((line) => line.bankLineId));

  const outcome = {
    statementId, bankAccountId: account.bankAccountId, isNew, newLines: news.length, knownLines: batch.to - batch.from - news.length, receipts: receipts.length,
    toClarify: decisions.filter((row) => row.decision === 'to_clarify').length, likely: decisions.filter((row) => row.kind === 'duplicate').length, returns: decisions.filter((row) => row.decision === 'return').length,
  };
  tx.audit({ subjectKind: 'bank_statement', subjectId: statementId, after: { ...outcome, reference: batch.statement.statementId, balance: batch.statement.balance, fileId: batch.fileId } });
  tx.announce({ topic: 'payments.bank_lines_imported', subjectId: statementId, payload: outcome });
  return outcome;
}

/** The fee is known once the payment is that came back; the line's posting holds both. */
function entryOf({ entry, bankLineId, line }: PlannedLine, feeMinor: bigint, { ledgerAccountId, accounts }: PlanFrame): Entry {
  return feeMinor === 0n ? entry : lineAsReturn(entry, { bankLineId, bankAccountId: ledgerAccountId, currency: line.currency, amountMinor: line.amountMinor, feeMinor }, accounts);
}

/** The whole statement is looked at whatever batch it is, so that each batch pairs the same lines. */
async function likenessOf(tx: Tx, { statement, lines, keys }: StatementBatch, { bankAccountId }: BankAccount): Promise<ReadonlyMap<number, Likeness>> {
  const span = spanOf(lines);
  const candidates = span === null ? [] : await linesOfOtherFiles(tx, bankAccountId, span, statement, keys);
  if (candidates.length === 0) return new Map();
  const known = await knownKeys(tx, bankAccountId, keys);
  return findLikeLines(lines.flatMap((line, place) => (known.has(keys[place] ?? '') ? [] : [{ place, line }])), candidates);
}

function statementRow({ statement, keys, fileId, runId, runMs, lines }: StatementBatch, { bankAccountId }: BankAccount): Parameters<typeof keepStatement>[1] {
  const identity = statementIdentity(statement, keys);
  const { format, statementId, statementNumber, openingMinor, openingOn, closingMinor, closingOn, balance, warnings } = statement;
  return {
    statementId: derivedId(runMs, `statement ${bankAccountId} ${identity}`), bankAccountId, format, statementReference: [statementId, statementNumber].filter((text) => text !== '').join(' '), identity,
    openingMinor, openingOn, closingMinor, closingOn, balance, differenceMinor: statement.differenceMinor ?? 0n, lineCount: lines.length, warnings: warnings.slice(0, 50), fileId, runId,
  };
}

async function planFrame(tx: Tx, account: BankAccount, runMs: number): Promise<PlanFrame> {
  const accounts = await paymentAccounts(tx, account.entityId);
  const entity = await findEntity(tx, account.entityId);
  const own = { accounts: new Set((await allBankAccounts(tx)).map((one) => one.account)), names: entity === null ? [] : [entity.name] };
  return { runMs, entityId: account.entityId, bankAccountId: account.bankAccountId, ledgerAccountId: account.ledgerAccountId, own, accounts };
}

export async function paymentAccounts(tx: Tx, entityId: number): Promise<PaymentAccounts> {
  const byPurpose = await accountsByPurpose(tx, entityId);
  const of = (purpose: Parameters<typeof byPurpose.get>[0]): number => {
    const accountId = byPurpose.get(purpose);
    invariant(accountId !== undefined, `the entity ${entityId} has no account for ${purpose}`);
    return accountId;
  };
  return { unidentified: of('unidentified_cash'), unapplied: of('unapplied_cash'), suspense: of('suspense'), bankCharges: of('bank_charges'), undeposited: of('undeposited') };
}

const RAW_MAX = 8000;

function lineRow({ bankLineId, line, dedupeKey, entry }: PlannedLine): LineRow {
  const original = originalOf(line);
  return {
    bankLineId, lineNo: line.lineNo, bookedOn: line.bookedOn, valueOn: line.valueOn, amountMinor: line.amountMinor, currency: line.currency, payerName: line.counterpartyName || line.ultimateName || null,
    payerAccount: line.counterpartyAccount || null, text: line.text.slice(0, 4000), reference: referencesOf(line) || null, bankReference: line.bankReference || null, endToEndId: line.endToEndId || null,
    transactionCode: line.transactionCode || null, originalMinor: original?.minor ?? null, originalCurrency: original?.currency ?? null, reversal: line.reversal, dedupeKey,
    raw: { raw: line.raw.slice(0, RAW_MAX), returnReason: line.returnReason || undefined, payments: line.details.length > 1 ? line.details.length : undefined }, entryId: entry.entryId,
  };
}

async function numberReceipts(tx: Tx, account: BankAccount, news: readonly PlannedLine[]): Promise<ReceiptRow[]> {
  const entity = await findEntity(tx, account.entityId);
  const drafts = news.flatMap(({ bankLineId, line, receipts, entry }) => receipts.map((receipt): ReceiptRow => ({
    receiptId: receipt.receiptId, number: '', entityId: account.entityId, bankLineId, detailNo: receipt.detailNo, method: 'bank', receivedOn: line.bookedOn, amountMinor: receipt.amountMinor, currency: line.currency,
    originalMinor: receipt.originalMinor, originalCurrency: receipt.originalCurrency, customerId: null, payerName: receipt.payerName || null, payerAccount: receipt.payerAccount || null,
    text: receipt.text.slice(0, 4000), reference: receipt.reference || null, externalId: null, moneyAccountId: account.ledgerAccountId, entryId: entry.entryId,
  })));
  return withNumbers(tx, account.entityId, drafts, entity?.fiscalYearStartMonth ?? 1);
}

/** Numbers in the order of the day and the statement; each year has its own series. */
export async function withNumbers(tx: Tx, entityId: number, drafts: readonly ReceiptRow[], startMonth: number): Promise<ReceiptRow[]> {
  const byYear = Map.groupBy(drafts.toSorted((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : 0)), (draft) => fiscalYearOfReceipt(draft.receivedOn, startMonth));
  const numbered: ReceiptRow[] = [];
  for (const [year, rows] of [...byYear].sort(([a], [b]) => a - b)) {
    const before = await takeReceiptNumbers(tx, entityId, year, rows.length, rows.at(-1)?.receivedOn ?? '');
    rows.forEach((row, index) => numbered.push({ ...row, number: receiptNumber(year, before + BigInt(index) + 1n) }));
  }
  return numbered;
}

async function decisionsOf(tx: Tx, news: readonly PlannedLine[]): Promise<DecisionRow[]> {
  const rows: DecisionRow[] = [];
  const returned = new Set<string>();
  for (const { bankLineId, line, judgement, otherAccountId, entry } of news) {
    if (otherAccountId === null) continue;
    const common = { bankLineId, decisionNo: 1, accountId: otherAccountId, decidedBy: 'rule' as const, reason: judgement.reason, entryId: entry.entryId };
    if (judgement.kind === 'return') {
      const back = await findReturnedReceipt(tx, line, returned);
      if (back !== null) returned.add(back.receiptId);
      rows.push(back === null ? { ...common, decision: 'to_clarify', kind: 'return', receiptId: null, reason: 'the bank took a payment back; no receipt here is surely the one' } : { ...common, ...back, decision: 'return', kind: 'return' });
    } else rows.push({ ...common, decision: judgement.kind === 'other' || judgement.kind === 'duplicate' ? 'to_clarify' : 'not_a_receipt', kind: judgement.kind, receiptId: null });
  }
  return rows;
}

/** The whole of a small statement at once, for callers that have parsed it themselves. */
export async function importStatement(tx: Tx, ctx: Context, input: Omit<StatementBatch, 'from' | 'to' | 'runMs'>): Promise<StatementOutcome> {
  return importStatementLines(tx, ctx, { ...input, from: 0, to: input.lines.length, runMs: millisecondsOf(ctx.now) });
}

