// One entry (Ntry) of an ISO 20022 account message, with the payments inside it, to a bank line.
import { noDetail } from './bank-statement.ts';
import { bankAccount, bankAmount, bankCurrency, bankDay, givenReference, oneLine, refuseValue } from './bank-values.ts';
import { childOf, childrenOf, textOf } from './xml-parts.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { BankLine, BankLineDetail, BankLineStatus, OriginalAmount } from './bank-statement.ts';
import type { BankPlace } from './bank-values.ts';
import type { XmlNode } from './xml-parts.ts';

export type EntryContext = { readonly lineNo: number; readonly ownAccount: string; readonly fallbackDay: string; readonly source: string };

type Direction = 'CRDT' | 'DBIT';

export function camtLine(entry: XmlNode, context: EntryContext): BankLine {
  const place = (field: string): BankPlace => ({ field, row: entry.line, entry: context.lineNo });
  const direction = directionOf(entry, place('Ntry/CdtDbtInd'));
  const amount = childOf(entry, 'Amt');
  const currency = bankCurrency(amount?.attributes['Ccy'] ?? '', place('Ntry/Amt/@Ccy'));
  const minor = bankAmount(amount?.text ?? '', currency, place('Ntry/Amt'));
  const reversal = textOf(entry, 'RvslInd') === 'true' || textOf(entry, 'RvslInd') === '1';
  const payments = childrenOf(entry, 'NtryDtls').flatMap((details) => childrenOf(details, 'TxDtls'));
  const details = payments.map((payment) => detailOf(payment, { direction, reversal, ownAccount: context.ownAccount, place }));
  const only = details.length === 1 ? details[0] : undefined;
  const { amountMinor: _detailMinor, currency: _detailCurrency, ...shown } = only ?? { ...noDetail, amountMinor: null, currency: null };
  const additional = textOf(entry, 'AddtlNtryInf');
  const valueDay = dayOf(entry, 'ValDt', place('Ntry/ValDt'));
  return {
    ...shown,
    text: shown.text || oneLine(additional),
    rawText: shown.rawText || additional,
    // The reference of the entry is the bank's name for this booking; those of the payments name their parts.
    bankReference: givenReference(textOf(entry, 'AcctSvcrRef')) || shown.bankReference || givenReference(textOf(entry, 'NtryRef')),
    lineNo: context.lineNo,
    bookedOn: dayOf(entry, 'BookgDt', place('Ntry/BookgDt')) ?? valueDay ?? bankDay(context.fallbackDay, place('Ntry/BookgDt')),
    valueOn: valueDay,
    amountMinor: direction === 'CRDT' ? minor : -minor,
    currency,
    transactionCode: transactionCode(childOf(entry, 'BkTxCd')),
    reversal,
    status: statusOf(entry),
    details: only === undefined ? details : [],
    raw: context.source,
  };
}

// The indicator says which way the money of this entry moves; a reversal does not turn it round (ISO 20022, ReversalIndicator).
function directionOf(node: XmlNode, place: BankPlace): Direction {
  const text = textOf(node, 'CdtDbtInd');
  return text === 'CRDT' || text === 'DBIT' ? text : refuseValue('bank_file.damaged', 'It is neither CRDT nor DBIT.', text, place);
}

function statusOf(entry: XmlNode): BankLineStatus {
  // A code of its own until version 7, an element around it since.
  const code = textOf(entry, 'Sts', 'Cd') || textOf(entry, 'Sts');
  if (code === 'PDNG' || code === 'FUTR') return 'pending';
  return code === 'INFO' ? 'information' : 'booked';
}

function dayOf(entry: XmlNode, name: string, place: BankPlace): LocalDate | null {
  const day = textOf(entry, name, 'Dt') || textOf(entry, name, 'DtTm');
  return day === '' ? null : bankDay(day, place);
}

function transactionCode(code: XmlNode | undefined): string {
  const family = childOf(code, 'Domn', 'Fmly');
  const parts = [textOf(code, 'Domn', 'Cd'), textOf(family, 'Cd'), textOf(family, 'SubFmlyCd')].filter((part) => part !== '');
  return oneLine(`${parts.join('-')} ${textOf(code, 'Prtry', 'Cd')}`);
}

type PaymentContext = {
  readonly direction: Direction;
  readonly reversal: boolean;
  readonly ownAccount: string;
  readonly place: (field: string) => BankPlace;
};

function detailOf(payment: XmlNode, context: PaymentContext): BankLineDetail {
  const references = childOf(payment, 'Refs');
  const remittance = childOf(payment, 'RmtInf');
  const named = structuredReferences(remittance);
  const unstructured = [
    ...childrenOf(remittance, 'Ustrd').map((node) => node.text),
    ...childrenOf(remittance, 'Strd').flatMap((strd) => childrenOf(strd, 'AddtlRmtInf').map((node) => node.text)),
  ];
  const returned = childOf(payment, 'RtrInf');
  const fallback = [textOf(payment, 'AddtlTxInf'), textOf(returned, 'AddtlInf')];
  const lines = [...unstructured, ...named.filter((reference) => !unstructured.some((text) => text.includes(reference)))];
  const shown = [...(lines.length > 0 ? lines : fallback.filter((text) => text !== '')), ...chargesTaken(payment)];
  return {
    ...amountOf(payment, context),
    ...partiesOf(payment, context),
    text: oneLine(joinPieces(shown)),
    rawText: shown.map((text) => text.trim()).join('\n'),
    bankReference: givenReference(textOf(references, 'AcctSvcrRef')),
    customerReference: firstGiven(references, ['InstrId', 'PmtInfId', 'ChqNb', 'MsgId']),
    endToEndId: givenReference(textOf(references, 'EndToEndId')),
    mandateId: givenReference(textOf(references, 'MndtId')),
    references: named,
    returnReason: textOf(returned, 'Rsn', 'Cd') || textOf(returned, 'Rsn', 'Prtry'),
  };
}

// An Ustrd holds at most 140 characters; banks cut longer texts there, within words, and go on in the next.
const unstructuredMax = 140;

function joinPieces(pieces: readonly string[]): string {
  let text = '';
  let isFull = true;
  for (const piece of pieces) {
    text += isFull ? piece : ` ${piece}`;
    isFull = piece.length === unstructuredMax;
  }
  return text;
}

function structuredReferences(remittance: XmlNode | undefined): readonly string[] {
  const found = childrenOf(remittance, 'Strd').flatMap((strd) => [
    textOf(strd, 'CdtrRefInf', 'Ref') || textOf(strd, 'CdtrRefInf', 'CdtrRef'),
    ...childrenOf(strd, 'RfrdDocInf').map((document) => textOf(document, 'Nb') || textOf(document, 'RfrdDocNb')),
  ]);
  return [...new Set(found.map(oneLine).filter((reference) => reference !== ''))];
}

// What the banks on the way took off the amount explains why less came than was sent; written as SWIFT writes it.
function chargesTaken(payment: XmlNode): readonly string[] {
  const records = childrenOf(childOf(payment, 'Chrgs'), 'Rcrd').filter((record) => textOf(record, 'CdtDbtInd') !== 'CRDT' && textOf(record, 'ChrgInclInd') !== 'false');
  const amounts = [...records, ...childrenOf(payment, 'Chrgs')].map((record) => childOf(record, 'Amt')).filter((amount) => amount !== undefined && /[1-9]/.test(amount.text));
  return amounts.map((amount) => `/CHGS/${amount?.attributes['Ccy'] ?? ''}${amount?.text.trim() ?? ''}/`);
}

function firstGiven(references: XmlNode | undefined, names: readonly string[]): string {
  for (const name of names) {
    const reference = givenReference(textOf(references, name));
    if (reference !== '') return reference;
  }
  return '';
}

function amountOf(payment: XmlNode, context: PaymentContext): Pick<BankLineDetail, 'amountMinor' | 'currency' | 'originalAmount' | 'exchangeRate'> {
  const amounts = childOf(payment, 'AmtDtls');
  const own = childOf(payment, 'Amt') ?? childOf(amounts, 'TxAmt', 'Amt');
  const place = context.place('TxDtls/Amt');
  const currency = own === undefined ? null : bankCurrency(own.attributes['Ccy'] ?? '', place);
  const minor = own === undefined || currency === null ? null : bankAmount(own.text, currency, place);
  const direction = textOf(payment, 'CdtDbtInd') || context.direction;
  const instructed = childOf(amounts, 'InstdAmt') ?? childOf(amounts, 'CntrValAmt');
  const rate = ['InstdAmt', 'TxAmt', 'CntrValAmt', 'AnncdPstngAmt'].map((name) => textOf(amounts, name, 'CcyXchg', 'XchgRate')).find((text) => text !== '');
  return {
    amountMinor: minor === null || direction === 'CRDT' ? minor : -minor,
    currency,
    originalAmount: originalOf(childOf(instructed, 'Amt'), currency),
    exchangeRate: rate,
  };
}

function originalOf(amount: XmlNode | undefined, currency: string | null): OriginalAmount | undefined {
  const original = amount?.attributes['Ccy'];
  if (amount === undefined || original === undefined || original === currency) return undefined;
  return { amount: amount.text.trim(), currency: original };
}

type Parties = Pick<BankLineDetail, 'counterpartyName' | 'counterpartyAccount' | 'ultimateName'>;

// Money that comes in comes from the debtor. What a reversal brings back went to the creditor before.
function partiesOf(payment: XmlNode, context: PaymentContext): Parties {
  const direction = textOf(payment, 'CdtDbtInd') || context.direction;
  const isFromDebtor = (direction === 'CRDT') !== context.reversal;
  const parties = childOf(payment, 'RltdPties');
  const [expected, other] = isFromDebtor ? ['Dbtr', 'Cdtr'] : ['Cdtr', 'Dbtr'];
  const found = partyOf(parties, expected ?? '');
  // Some banks fill only the other side; it is the counterparty as long as it is not ourselves.
  const isEmpty = found.counterpartyName === '' && found.counterpartyAccount === '';
  const isSelf = context.ownAccount !== '' && found.counterpartyAccount === context.ownAccount;
  if (!isEmpty && !isSelf) return found;
  const fallback = partyOf(parties, other ?? '');
  const isFallbackSelf = fallback.counterpartyAccount === '' ? isSelf : fallback.counterpartyAccount === context.ownAccount;
  return isFallbackSelf ? found : fallback.counterpartyName === '' && fallback.counterpartyAccount === '' ? found : fallback;
}

function partyOf(parties: XmlNode | undefined, role: string): Parties {
  const id = childOf(parties, `${role}Acct`, 'Id');
  return {
    counterpartyName: partyName(childOf(parties, role)),
    counterpartyAccount: bankAccount(textOf(id, 'IBAN') || textOf(id, 'Othr', 'Id') || textOf(id, 'PrtryAcct', 'Id') || textOf(id, 'BBAN')),
    ultimateName: partyName(childOf(parties, `Ultmt${role}`)),
  };
}

// Since version 8 a party is a person or organisation (Pty) or a bank (Agt).
function partyName(party: XmlNode | undefined): string {
  return oneLine(textOf(party, 'Nm') || textOf(party, 'Pty', 'Nm') || textOf(party, 'Agt', 'FinInstnId', 'Nm'));
}
