// From a parsed statement to the rows and postings it makes: pure, so that the same statement always makes the same.

import { createHash } from 'node:crypto';
import { derivedId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { parseAmount } from '#kernel/money.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { BankLine, BankLineDetail, BankStatement } from '#formats/bank-statement.ts';
import type { Entry } from '#ledger/posting.ts';
import { judgeLine, type LineJudgement, type OwnSide } from './line-kind.ts';
import { lineAsOther, lineAsReceipts, type PaymentAccounts } from './postings.ts';

export type PlannedReceipt = {
  readonly receiptId: string;
  readonly detailNo: number;
  readonly amountMinor: bigint;
  readonly originalMinor: bigint | null;
  readonly originalCurrency: string | null;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly text: string;
  readonly reference: string;
};

export type PlannedLine = {
  readonly bankLineId: string;
  readonly line: BankLine;
  readonly dedupeKey: string;
  readonly judgement: LineJudgement;
  readonly receipts: readonly PlannedReceipt[];
  /** Where the amount stands when it is no receipt. */
  readonly otherAccountId: number | null;
  readonly entry: Entry;
};

export type PlanFrame = { readonly runMs: number; readonly entityId: number; readonly bankAccountId: string; readonly ledgerAccountId: number; readonly own: OwnSide; readonly accounts: PaymentAccounts };

/** What tells one statement from another: the same pages in another file make the same text. */
export function statementIdentity(statement: BankStatement, keys: readonly string[]): string {
  const parts = [statement.statementId, statement.statementNumber, statement.openingMinor?.toString(), statement.openingOn, statement.closingMinor?.toString(), statement.closingOn, keys.length, keys];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** heldFor: why a person must look before the line is anything at all. */
export function planLine(line: BankLine, dedupeKey: string, frame: PlanFrame, heldFor: string | null = null): PlannedLine {
  const bankLineId = derivedId(frame.runMs, `bank line ${frame.bankAccountId} ${dedupeKey}`);
  const judgement: LineJudgement = heldFor === null ? judgementOf(line, frame.own) : { kind: 'duplicate', reason: heldFor };
  const head = { entryId: derivedId(frame.runMs, `bank line entry ${bankLineId}`), entityId: frame.entityId, postedOn: line.bookedOn };
  if (judgement.kind === 'receipt') {
    const receipts = receiptsOf(line, (detailNo) => derivedId(frame.runMs, `receipt ${bankLineId} ${detailNo}`));
    const entry = lineAsReceipts(head, { bankLineId, bankAccountId: frame.ledgerAccountId, currency: line.currency, parts: receipts }, frame.accounts);
    return { bankLineId, line, dedupeKey, judgement, receipts, otherAccountId: null, entry };
  }
  const otherAccountId = judgement.kind === 'bank_charge' ? frame.accounts.bankCharges : frame.accounts.suspense;
  const entry = lineAsOther(head, { bankLineId, bankAccountId: frame.ledgerAccountId, currency: line.currency, amountMinor: line.amountMinor }, otherAccountId);
  return { bankLineId, line, dedupeKey, judgement, receipts: [], otherAccountId, entry };
}

function judgementOf(line: BankLine, own: OwnSide): LineJudgement {
  return judgeLine({ amountMinor: line.amountMinor, payerName: line.counterpartyName, payerAccount: line.counterpartyAccount, text: `${line.text} ${line.details.map((detail) => detail.text).join(' ')}`, transactionCode: line.transactionCode, reversal: line.reversal, returnReason: line.returnReason }, own);
}

/** One receipt for the line, or one for each payment of a batch whose parts add up to it. */
export function receiptsOf(line: BankLine, idOf: (detailNo: number) => string): readonly PlannedReceipt[] {
  const sum = line.details.reduce((total, detail) => total + (detail.currency === line.currency ? (detail.amountMinor ?? 0n) : 0n), 0n);
  const isSplit = line.details.length > 1 && sum === line.amountMinor && line.details.every((detail) => detail.currency === line.currency && (detail.amountMinor ?? 0n) > 0n);
  const parts: readonly BankLineDetail[] = isSplit ? line.details : [{ ...line }];
  return parts.map((part, index) => {
    const original = originalOf(part);
    return {
      receiptId: idOf(index + 1), detailNo: index + 1, amountMinor: part.amountMinor ?? line.amountMinor, originalMinor: original?.minor ?? null, originalCurrency: original?.currency ?? null,
      payerName: part.counterpartyName || part.ultimateName, payerAccount: part.counterpartyAccount, text: part.text, reference: referencesOf(part),
    };
  });
}

/** Structured references, and the end-to-end id where it says something, each on a line of its own. */
export function referencesOf(part: Pick<BankLineDetail, 'references' | 'endToEndId' | 'customerReference'>): string {
  const given = [...part.references, part.endToEndId, part.customerReference].map((text) => text.trim());
  return [...new Set(given.filter((text) => text !== '' && !/^(?:NOTPROVIDED|NONREF|NOREF)$/i.test(text)))].join('\n').slice(0, 500);
}

export function originalOf(part: Pick<BankLineDetail, 'originalAmount' | 'currency'>): { minor: bigint; currency: string } | null {
  return part.originalAmount === undefined || part.originalAmount.currency === part.currency ? null : minorOfOriginal(part.originalAmount);
}

/** The booked lines that can be posted; announced ones and those of nothing are left out. */
export function postableLines(statement: BankStatement): { lines: readonly BankLine[]; leftOut: number; firstOn: LocalDate | null } {
  const lines = statement.lines.filter((line) => line.status === 'booked' && line.amountMinor !== 0n);
  return { lines, leftOut: statement.lines.length - lines.length, firstOn: lines.map((line) => line.bookedOn).sort()[0] ?? null };
}

function minorOfOriginal({ amount, currency }: { amount: string; currency: string }): { minor: bigint; currency: string } | null {
  try {
    const minor = parseAmount(amount.replace(',', '.'), currency);
    return minor > 0n ? { minor, currency } : null;
  } catch (error) {
    // The bank's own note of the amount is a help, no more: the line stands without it.
    if (error instanceof Refusal) return null;
    throw error;
  }
}
