// ISO 20022 account reports (camt.052), statements (camt.053) and notifications (camt.054), versions 1 to 13, to bank statements.
import { refuse } from '#kernel/refusal.ts';
import { proveStatement } from './bank-statement.ts';
import { bankAccount, bankAmount, bankCurrency, bankDay, bankFileLimits } from './bank-values.ts';
import { camtLine } from './camt-entry.ts';
import { checkFileSize } from './table.ts';
import { childOf, childrenOf, openXmlReader, textOf } from './xml-parts.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { BankFormat, BankLine, BankStatement } from './bank-statement.ts';
import type { BankFileLimits } from './bank-values.ts';
import type { XmlNode, XmlReader } from './xml-parts.ts';

// The message and, inside it, the element that holds one account.
const messages: Readonly<Record<string, { readonly format: BankFormat; readonly account: string }>> = {
  BkToCstmrAcctRpt: { format: 'camt.052', account: 'Rpt' },
  BkToCstmrStmt: { format: 'camt.053', account: 'Stmt' },
  BkToCstmrDbtCdtNtfctn: { format: 'camt.054', account: 'Ntfctn' },
};

const pieceBytes = 256 * 1024;

export function readCamt(bytes: Uint8Array, limits: BankFileLimits = bankFileLimits): readonly BankStatement[] {
  checkFileSize(bytes.length, limits);
  const message = openMessage(limits);
  for (let from = 0; from < bytes.length; from += pieceBytes) message.reader.push(bytes.subarray(from, from + pieceBytes));
  return message.finish();
}

export async function readCamtStream(chunks: AsyncIterable<Uint8Array>, limits: BankFileLimits = bankFileLimits): Promise<readonly BankStatement[]> {
  const message = openMessage(limits);
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.length;
    checkFileSize(byteCount, limits);
    message.reader.push(chunk);
  }
  return message.finish();
}

type Account = { readonly format: BankFormat; readonly line: number; readonly heads: XmlNode[]; readonly lines: BankLine[]; readonly warnings: string[] };

function openMessage(limits: BankFileLimits): { readonly reader: XmlReader; readonly finish: () => readonly BankStatement[] } {
  const statements: BankStatement[] = [];
  let format: BankFormat | null = null;
  let accountElement = '';
  let account: Account | null = null;
  let lineCount = 0;

  const reader = openXmlReader(
    {
      open(name, _attributes, line) {
        const message = messages[name];
        if (message !== undefined) {
          format = message.format;
          accountElement = message.account;
        }
        if (format === null) refuseOtherMessage(name, line);
        if (format === null || name !== accountElement) return 'walk';
        account = { format, line, heads: [], lines: [], warnings: [] };
        return 'collect children';
      },
      part(node, source) {
        if (account === null) return;
        if (node.name !== 'Ntry') {
          account.heads.push(node);
          return;
        }
        lineCount += 1;
        if (lineCount > limits.maxLines) refuse('limit.exceeded', `The file has more than ${limits.maxLines} entries.`, { row: node.line });
        addEntry(account, node, source);
      },
      close(name) {
        if (account === null || name !== accountElement) return;
        statements.push(statementOf(account));
        account = null;
      },
    },
    { damaged: 'bank_file.damaged', incomplete: 'bank_file.incomplete' },
  );
  return {
    reader,
    finish() {
      reader.finish();
      if (format === null) refuse('bank_file.not_a_statement', 'The XML holds no camt.052, camt.053 or camt.054 message.');
      if (statements.length === 0) refuse('bank_file.not_a_statement', 'The message holds no account.', { value: format });
      return statements;
    },
  };
}

// Payment orders and their status reports come from the same bank portal and are easily mistaken for statements.
const otherMessages: Readonly<Record<string, string>> = {
  CstmrCdtTrfInitn: 'a payment order (pain.001)',
  CstmrDrctDbtInitn: 'a direct debit order (pain.008)',
  CstmrPmtStsRpt: 'a payment status report (pain.002)',
  AcctRptgReq: 'a request for a report (camt.060)',
};

function refuseOtherMessage(name: string, line: number): void {
  const other = otherMessages[name];
  if (other !== undefined) refuse('bank_file.not_a_statement', `The file is ${other}, not an account statement.`, { row: line, value: name });
}

function addEntry(account: Account, node: XmlNode, source: string): void {
  const own = bankAccount(accountText(account.heads));
  const fallbackDay = textOf(head(account, 'CreDtTm')).slice(0, 10);
  const line = camtLine(node, { lineNo: account.lines.length + 1, ownAccount: own, fallbackDay, source });
  account.lines.push(line);
  const inOneCurrency = line.details.filter((detail) => detail.currency === line.currency && detail.amountMinor !== null);
  if (line.details.length === 0 || inOneCurrency.length !== line.details.length) return;
  const sum = inOneCurrency.reduce((total, detail) => total + (detail.amountMinor ?? 0n), 0n);
  if (sum !== line.amountMinor) account.warnings.push(`Line ${line.lineNo}: its ${line.details.length} payments do not add up to the amount booked.`);
}

function statementOf(account: Account): BankStatement {
  const own = childOf(head(account, 'Acct'));
  const opening = balanceOf(account, ['OPBD', 'PRCD'], 'first');
  const closing = balanceOf(account, ['CLBD'], 'last');
  const currency = currencyOf(account, [textOf(own, 'Ccy'), opening?.currency, closing?.currency, account.lines[0]?.currency]);
  const warnings = [...account.warnings, ...summaryWarnings(account)];
  const foreign = [opening, closing].filter((balance) => balance !== null && balance.currency !== currency);
  for (const balance of foreign) warnings.push(`A balance is given in ${balance?.currency}, the account is in ${currency}.`);
  const proven = proveStatement({
    format: account.format,
    statementId: textOf(head(account, 'Id')),
    statementNumber: textOf(head(account, 'ElctrncSeqNb')) || textOf(head(account, 'LglSeqNb')),
    accountId: bankAccount(accountText(account.heads)),
    currency,
    openingMinor: opening?.currency === currency ? opening.minor : null,
    openingOn: opening?.on ?? null,
    closingMinor: closing?.currency === currency ? closing.minor : null,
    closingOn: closing?.on ?? null,
    lines: account.lines,
    warnings,
  });
  // Two balances in different currencies cannot be one account's opening and closing, whatever the lines are.
  return foreign.length > 0 && opening !== null && closing !== null ? { ...proven, balance: 'differs' } : proven;
}

function head(account: Account, name: string): XmlNode | undefined {
  return account.heads.find((node) => node.name === name);
}

function accountText(heads: readonly XmlNode[]): string {
  const id = childOf(heads.find((node) => node.name === 'Acct'), 'Id');
  return textOf(id, 'IBAN') || textOf(id, 'Othr', 'Id') || textOf(id, 'PrtryAcct', 'Id') || textOf(id, 'BBAN');
}

function currencyOf(account: Account, candidates: readonly (string | undefined)[]): Currency {
  const found = candidates.find((code) => code !== undefined && code !== '');
  const place = { field: 'Acct/Ccy', row: account.line };
  return found === undefined ? refuse('bank_file.currency', 'The statement names no currency.', place) : bankCurrency(found, place);
}

type Balance = { readonly minor: bigint; readonly currency: Currency; readonly on: LocalDate | null };

// A statement over several days can carry the balances of each; the first opening and the last closing bound it.
function balanceOf(account: Account, codes: readonly string[], which: 'first' | 'last'): Balance | null {
  for (const code of codes) {
    const nodes = account.heads.filter((node) => node.name === 'Bal' && balanceCode(node) === code);
    const dated = nodes.map((node) => readBalance(node, code)).sort((a, b) => compareDays(a.on, b.on));
    const found = which === 'first' ? dated[0] : dated.at(-1);
    if (found !== undefined) return found;
  }
  return null;
}

function balanceCode(node: XmlNode): string {
  return textOf(node, 'Tp', 'CdOrPrtry', 'Cd') || textOf(node, 'Tp', 'Cd');
}

function readBalance(node: XmlNode, code: string): Balance {
  const place = { field: `Bal ${code}`, row: node.line };
  const amount = childOf(node, 'Amt');
  const currency = bankCurrency(amount?.attributes['Ccy'] ?? '', place);
  const minor = bankAmount(amount?.text ?? '', currency, place);
  const day = textOf(node, 'Dt', 'Dt') || textOf(node, 'Dt', 'DtTm');
  return { minor: textOf(node, 'CdtDbtInd') === 'DBIT' ? -minor : minor, currency, on: day === '' ? null : bankDay(day, place) };
}

function compareDays(a: LocalDate | null, b: LocalDate | null): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

// The bank's own count and sums, where it gives them: the one sign of a statement from which entries are missing.
function summaryWarnings(account: Account): readonly string[] {
  const summary = head(account, 'TxsSummry');
  const credits = account.lines.filter((line) => line.amountMinor >= 0n);
  const debits = account.lines.filter((line) => line.amountMinor < 0n);
  const groups = [
    ['entries', 'TtlNtries', account.lines],
    ['credits', 'TtlCdtNtries', credits],
    ['debits', 'TtlDbtNtries', debits],
  ] as const;
  return groups.flatMap(([name, element, lines]) => {
    const announced = childrenOf(summary, element)[0];
    const count = textOf(announced, 'NbOfNtries');
    const sum = textOf(announced, 'Sum');
    const warnings: string[] = [];
    if (count !== '' && Number(count) !== lines.length) warnings.push(`The bank announces ${count} ${name}; the statement has ${lines.length}.`);
    const currency = lines[0]?.currency;
    if (sum === '' || currency === undefined || lines.some((line) => line.currency !== currency)) return warnings;
    const total = lines.reduce((all, line) => all + (line.amountMinor < 0n ? -line.amountMinor : line.amountMinor), 0n);
    const announcedMinor = bankAmount(sum, currency, { field: `TxsSummry/${element}/Sum`, row: announced?.line });
    if (announcedMinor !== total) warnings.push(`The bank announces ${name} of ${sum} ${currency}; the statement has another sum.`);
    return warnings;
  });
}
