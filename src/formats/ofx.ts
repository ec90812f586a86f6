// Open Financial Exchange (OFX 1.x in SGML, OFX 2.x in XML, and Quicken's QFX) to bank statements.
import { isUtf8 } from 'node:buffer';
import { refuse } from '#kernel/refusal.ts';
import { noDetail, proveStatement } from './bank-statement.ts';
import { bankAccount, bankAmount, bankCurrency, bankDay, bankFileLimits, oneLine, ungrouped } from './bank-values.ts';
import { sniffText } from './sniff-text.ts';
import { checkFileSize } from './table.ts';
import { xmlEncoding } from './xml-parts.ts';
import type { Currency } from '#kernel/currency.ts';
import type { BankLine, BankStatement } from './bank-statement.ts';
import type { BankFileLimits } from './bank-values.ts';

export function readOfx(bytes: Uint8Array, limits: BankFileLimits = bankFileLimits): readonly BankStatement[] {
  checkFileSize(bytes.length, limits);
  const text = sniffText(bytes, ofxEncoding(bytes)).text;
  const statements: BankStatement[] = [];
  for (const node of statementNodes(text, limits)) statements.push(readStatement(node));
  if (statements.length === 0) refuse('bank_file.not_a_statement', 'The file holds no bank or card statement.');
  return statements;
}

// OFX 1.x names its character set in a header of its own; banks write CHARSET:1252 and mean it.
// Programs that write UTF-8 keep that line out of habit: bytes that are valid UTF-8 are taken at their word.
function ofxEncoding(bytes: Uint8Array): string | undefined {
  if (isUtf8(bytes)) return undefined;
  const head = Buffer.from(bytes.subarray(0, 1000)).toString('latin1');
  const charset = /^\s*CHARSET:\s*(\S+)/im.exec(head)?.[1];
  if (charset !== undefined && /^(windows-|cp)?125\d$/i.test(charset)) return `windows-${charset.slice(-4)}`;
  if (charset !== undefined && /^(iso-)?8859-\d+$/i.test(charset)) return `iso-${charset.replace(/^iso-/i, '')}`;
  return /<\?xml/.test(head) ? xmlEncoding(bytes) : undefined;
}

// The aggregates that matter; everything else that has a value is a leaf, closed or not.
const aggregates = new Set(['STMTRS', 'CCSTMTRS', 'BANKACCTFROM', 'CCACCTFROM', 'STMTTRN', 'LEDGERBAL', 'BANKACCTTO', 'CCACCTTO', 'PAYEE', 'CURRENCY', 'ORIGCURRENCY']);

type OfxNode = { readonly name: string; readonly line: number; readonly source: string; readonly leaves: Map<string, string>; readonly nodes: OfxNode[] };

function* statementNodes(text: string, limits: BankFileLimits): Generator<OfxNode> {
  const open: { node: OfxNode; start: number }[] = [];
  let count = 0;
  let sawRoot = false;
  for (const tag of tagsOf(text)) {
    if (tag.name === 'OFX') sawRoot = true;
    if (!aggregates.has(tag.name)) {
      const inner = open.at(-1)?.node;
      if (!tag.isEnd && inner !== undefined && tag.value !== '' && !inner.leaves.has(tag.name)) inner.leaves.set(tag.name, tag.value);
      continue;
    }
    if (!tag.isEnd) {
      if (tag.name === 'STMTTRN') count += 1;
      if (count > limits.maxLines) refuse('limit.exceeded', `The file has more than ${limits.maxLines} entries.`, { row: tag.line });
      open.push({ node: { name: tag.name, line: tag.line, source: '', leaves: new Map(), nodes: [] }, start: tag.start });
      continue;
    }
    const closed = open.pop();
    if (closed === undefined || closed.node.name !== tag.name) {
      refuse('bank_file.damaged', `The end of ${tag.name} stands where ${closed?.node.name ?? 'nothing'} is open.`, { row: tag.line, field: tag.name });
    }
    const source = closed.node.name === 'STMTTRN' ? text.slice(closed.start, tag.end) : '';
    const parent = open.at(-1);
    if (parent === undefined) yield { ...closed.node, source };
    else parent.node.nodes.push({ ...closed.node, source });
  }
  const unclosed = open.at(-1)?.node;
  if (unclosed !== undefined) refuse('bank_file.incomplete', `${unclosed.name} is never closed.`, { row: unclosed.line, field: unclosed.name });
  if (!sawRoot) refuse('bank_file.not_a_statement', 'The file has no OFX element.');
}

type Tag = { readonly name: string; readonly isEnd: boolean; readonly value: string; readonly line: number; readonly start: number; readonly end: number };

const valueLengthMax = 10_000;

function* tagsOf(text: string): Generator<Tag> {
  let line = 1;
  let lineBreak = text.indexOf('\n');
  for (let start = text.indexOf('<'); start !== -1; ) {
    const close = text.indexOf('>', start);
    if (close === -1) refuse('bank_file.incomplete', 'A tag is never closed.', { row: line });
    const next = text.indexOf('<', close);
    for (; lineBreak !== -1 && lineBreak < start; lineBreak = text.indexOf('\n', lineBreak + 1)) line += 1;
    const name = text.slice(start + 1, close);
    if (/^!(DOCTYPE|ENTITY)/i.test(name)) refuse('bank_file.damaged', 'The file declares a document type, which no statement has.', { row: line });
    const value = name.startsWith('/') ? '' : text.slice(close + 1, next === -1 ? text.length : next).trim();
    if (value.length > valueLengthMax) refuse('bank_file.damaged', `A value has more than ${valueLengthMax} characters.`, { row: line, field: name });
    if (!/^[?!]/.test(name)) {
      const isEnd = name.startsWith('/');
      yield { name: name.replace(/^\//, '').trim().toUpperCase(), isEnd, value: unescape(value), line, start, end: close + 1 };
    }
    start = next;
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]+));/gi, (whole, decimal: string, hex: string, name: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function readStatement(node: OfxNode): BankStatement {
  const account = node.nodes.find((each) => each.name === 'BANKACCTFROM' || each.name === 'CCACCTFROM');
  const currency = bankCurrency(node.leaves.get('CURDEF') ?? '', { field: 'CURDEF', row: node.line });
  const lines = node.nodes.filter((each) => each.name === 'STMTTRN').map((each, index) => readTransaction(each, index + 1, currency));
  const closing = node.nodes.find((each) => each.name === 'LEDGERBAL');
  const closingText = closing?.leaves.get('BALAMT');
  const closingDay = closing?.leaves.get('DTASOF');
  const accountId = bankAccount(account?.leaves.get('ACCTID') ?? '');
  const from = node.leaves.get('DTSTART')?.slice(0, 8) ?? '';
  const to = node.leaves.get('DTEND')?.slice(0, 8) ?? '';
  const corrections = node.nodes.filter((each) => each.leaves.has('CORRECTACTION'));
  const warnings = corrections.map((each) => `Row ${each.line}: the bank corrects an earlier line (${each.leaves.get('CORRECTFITID') ?? 'unnamed'}).`);
  return proveStatement({
    format: 'ofx',
    // The format numbers no statements; account and days are what tells one from another.
    statementId: [accountId, from, to].filter((part) => part !== '').join('-'),
    statementNumber: '',
    accountId,
    currency,
    openingMinor: null,
    openingOn: null,
    closingMinor: closingText === undefined ? null : bankAmount(ungrouped(closingText), currency, { field: 'LEDGERBAL/BALAMT', row: closing?.line }),
    closingOn: closingDay === undefined ? null : bankDay(closingDay, { field: 'LEDGERBAL/DTASOF', row: closing?.line }),
    lines,
    warnings: accountId === '' ? [...warnings, 'The statement names no account.'] : warnings,
  });
}

function readTransaction(node: OfxNode, lineNo: number, statementCurrency: Currency): BankLine {
  const place = (field: string): { field: string; row: number; entry: number } => ({ field, row: node.line, entry: lineNo });
  const leaf = (name: string): string => oneLine(node.leaves.get(name) ?? '');
  const child = (...names: readonly string[]): OfxNode | undefined => node.nodes.find((each) => names.includes(each.name));
  // CURRENCY: the amount is in that currency. ORIGCURRENCY: it was, and stands here converted (OFX 2.2, section 5.2).
  const foreign = child('CURRENCY')?.leaves.get('CURSYM');
  const original = child('ORIGCURRENCY')?.leaves;
  const currency = foreign === undefined ? statementCurrency : bankCurrency(foreign, place('CURRENCY/CURSYM'));
  const posted = node.leaves.get('DTPOSTED') ?? '';
  const available = node.leaves.get('DTAVAIL') ?? '';
  const memo = node.leaves.get('MEMO') ?? '';
  const name = leaf('NAME') || oneLine(child('PAYEE')?.leaves.get('NAME') ?? '');
  return {
    ...noDetail,
    lineNo,
    bookedOn: bankDay(posted, place('DTPOSTED')),
    valueOn: available === '' ? null : bankDay(available, place('DTAVAIL')),
    amountMinor: bankAmount(ungrouped(node.leaves.get('TRNAMT') ?? ''), currency, place('TRNAMT')),
    currency,
    counterpartyName: name,
    counterpartyAccount: bankAccount(child('BANKACCTTO', 'CCACCTTO')?.leaves.get('ACCTID') ?? ''),
    text: oneLine(memo) || name,
    rawText: memo.trim() || name,
    bankReference: leaf('FITID'),
    customerReference: leaf('CHECKNUM') || leaf('REFNUM'),
    transactionCode: leaf('TRNTYPE'),
    reversal: leaf('CORRECTACTION') === 'DELETE',
    status: 'booked',
    details: [],
    exchangeRate: original?.get('CURRATE') ?? undefined,
    raw: node.source,
  };
}
