// SWIFT customer statements (MT940) and interim reports (MT942) in the dialects of many banks, to bank statements.
import { refuse } from '#kernel/refusal.ts';
import { noDetail, proveStatement } from './bank-statement.ts';
import { bankAccount, bankAmount, bankCurrency, bankFileLimits, givenReference, oneLine, refuseValue } from './bank-values.ts';
import { readStatementLine, swiftDay } from './mt940-line.ts';
import { swiftFields } from './mt940-fields.ts';
import { accountInSupplement, noNarrative, readNarrative } from './mt940-narrative.ts';
import { sniffText } from './sniff-text.ts';
import { checkFileSize } from './table.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { BankLine, BankStatement } from './bank-statement.ts';
import type { BankFileLimits } from './bank-values.ts';
import type { SwiftField } from './mt940-fields.ts';

type Entry = { readonly field: SwiftField; readonly narrative: string[] };
type Message = {
  readonly line: number;
  reference: string;
  account: string;
  number: string;
  isInterim: boolean;
  interimCurrency: string;
  opening: SwiftField | null;
  closing: SwiftField | null;
  readonly counts: SwiftField[];
  readonly entries: Entry[];
  readonly warnings: string[];
};

export function readMt940(bytes: Uint8Array, limits: BankFileLimits = bankFileLimits, encoding?: string): readonly BankStatement[] {
  checkFileSize(bytes.length, limits);
  const statements: BankStatement[] = [];
  let message: Message | null = null;
  let entryCount = 0;
  for (const field of swiftFields(sniffText(bytes, encoding).text)) {
    if (message === null || startsMessage(field, message)) {
      if (message !== null) addStatement(statements, message);
      message = emptyMessage(field.line);
    }
    if (field.tag === '61') entryCount += 1;
    if (entryCount > limits.maxLines) refuse('limit.exceeded', `The file has more than ${limits.maxLines} entries.`, { row: field.line });
    addField(message, field);
  }
  if (message !== null) addStatement(statements, message);
  if (statements.length === 0) refuse('bank_file.not_a_statement', 'The file holds no MT940 or MT942 statement.');
  return statements;
}

function emptyMessage(line: number): Message {
  const texts = { reference: '', account: '', number: '', isInterim: false, interimCurrency: '' };
  return { line, ...texts, opening: null, closing: null, counts: [], entries: [], warnings: [] };
}

// Every message begins with :20:; where a bank leaves it out, a second opening balance begins the next one.
function startsMessage(field: SwiftField, message: Message): boolean {
  if (field.tag === '20') return message.opening !== null || message.entries.length > 0 || message.reference !== '' || message.closing !== null;
  return (field.tag === '60F' || field.tag === '60M') && message.opening !== null;
}

function addField(message: Message, field: SwiftField): void {
  const text = field.lines.join('').trim();
  switch (field.tag) {
    case '20':
      message.reference = text;
      return;
    case '25':
      if (message.entries.length === 0) message.account = text;
      else message.warnings.push(`Row ${field.line}: field :25: stands among the entries; it was ignored.`);
      return;
    case '28':
    case '28C':
      message.number = text;
      return;
    case '13':
    case '13D':
      message.isInterim = true;
      return;
    case '34F':
      message.isInterim = true;
      message.interimCurrency = text.slice(0, 3);
      return;
    case '60F':
    case '60M':
      message.opening = field;
      return;
    case '61':
      message.entries.push({ field, narrative: [] });
      return;
    case '62F':
    case '62M':
      message.closing = field;
      return;
    case '86':
      // Behind the closing balance the same field speaks of the whole statement.
      if (message.closing === null) message.entries.at(-1)?.narrative.push(...field.lines);
      return;
    case '90C':
    case '90D':
      message.counts.push(field);
  }
}

function addStatement(statements: BankStatement[], message: Message): void {
  if (message.opening === null && message.closing === null && message.entries.length === 0 && !message.isInterim) return;
  const opening = message.opening === null ? null : readBalance(message.opening);
  const closing = message.closing === null ? null : readBalance(message.closing);
  const code = opening?.currency ?? closing?.currency ?? message.interimCurrency;
  const currency = bankCurrency(code, { field: ':60F:', row: message.line });
  const lines = message.entries.map((entry, index) => readEntry(entry, index + 1, currency));
  const warnings = [...message.warnings, ...countWarnings(message, lines, currency)];
  if (closing !== null && closing.currency !== currency) warnings.push(`The closing balance is in ${closing.currency}, the opening balance in ${currency}.`);
  const isInterim = message.isInterim && opening === null;
  if (!isInterim && closing === null) warnings.push('The statement has no closing balance; the file may be cut off.');
  if (message.account === '') warnings.push('The statement names no account.');
  statements.push(
    proveStatement({
      format: isInterim ? 'mt942' : 'mt940',
      statementId: oneLine(message.reference),
      statementNumber: message.number,
      accountId: bankAccount(message.account),
      currency,
      openingMinor: opening?.minor ?? null,
      openingOn: opening?.on ?? null,
      closingMinor: closing === null || closing.currency !== currency ? null : closing.minor,
      closingOn: closing?.on ?? null,
      lines,
      warnings,
    }),
  );
}

type Balance = { readonly minor: bigint; readonly currency: Currency; readonly on: LocalDate | null };

function readBalance(field: SwiftField): Balance {
  const text = field.lines.join('').trim();
  const place = { field: `:${field.tag}:`, row: field.line };
  const match = /^([CD])(\d{6})([A-Z]{3})(\d[\d.,]*|[.,]\d+)$/.exec(text);
  if (match === null) return refuseValue('bank_file.damaged', 'This is not a balance: sign, day, currency and amount.', text, place);
  const currency = bankCurrency(match[3] ?? '', place);
  const minor = bankAmount(match[4] ?? '', currency, place);
  // Before its first statement an account has an opening balance without a day.
  const on = match[2] === '000000' ? null : swiftDay(match[2] ?? '', place);
  return { minor: match[1] === 'D' ? -minor : minor, currency, on };
}

function readEntry(entry: Entry, lineNo: number, currency: Currency): BankLine {
  const line = readStatementLine(entry.field, currency, lineNo);
  const narrative = entry.narrative.length === 0 ? noNarrative : readNarrative(entry.narrative, line.amountMinor < 0n ? 'debit' : 'credit');
  const supplementAccount = accountInSupplement(line.supplement.join(''));
  const supplement = supplementAccount === '' ? line.supplement.join('\n') : '';
  return {
    ...noDetail,
    lineNo,
    bookedOn: line.bookedOn,
    valueOn: line.valueOn,
    amountMinor: line.amountMinor,
    currency,
    counterpartyName: narrative.name,
    counterpartyAccount: narrative.account || supplementAccount,
    ultimateName: narrative.ultimateName,
    text: narrative.text || oneLine(supplement),
    rawText: narrative.rawText || supplement,
    bankReference: givenReference(line.bankReference),
    customerReference: narrative.customerReference || givenReference(line.customerReference),
    endToEndId: narrative.endToEndId,
    mandateId: narrative.mandateId,
    returnReason: narrative.returnReason,
    originalAmount: narrative.originalAmount,
    transactionCode: oneLine(`${line.typeCode} ${narrative.businessCode}`),
    reversal: line.isReversal,
    status: line.isExpected ? 'pending' : 'booked',
    details: [],
    raw: [`:61:${entry.field.lines.join('\n')}`, ...(entry.narrative.length === 0 ? [] : [`:86:${entry.narrative.join('\n')}`])].join('\n'),
  };
}

// An interim report ends with how many debits and credits it has and what they come to.
function countWarnings(message: Message, lines: readonly BankLine[], currency: Currency): readonly string[] {
  return message.counts.flatMap((field) => {
    const text = field.lines.join('').trim();
    const place = { field: `:${field.tag}:`, row: field.line };
    const match = /^(\d{1,5})([A-Z]{3})(\d[\d.,]*)$/.exec(text);
    if (match === null) return refuseValue('bank_file.damaged', 'This is not a count with its sum.', text, place);
    const isDebit = field.tag === '90D';
    const chosen = lines.filter((line) => line.amountMinor < 0n === isDebit);
    const sum = chosen.reduce((total, line) => total + (isDebit ? -line.amountMinor : line.amountMinor), 0n);
    const isRight = Number(match[1]) === chosen.length && bankAmount(match[3] ?? '', currency, place) === sum;
    return isRight ? [] : [`The bank announces ${match[1]} ${isDebit ? 'debits' : 'credits'} of ${match[3]} ${match[2]}; the report has others.`];
  });
}
