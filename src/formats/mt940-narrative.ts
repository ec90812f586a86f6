// Field :86: of an MT940: the same facts in the dialects of many banks, to who paid, what for, and under which references.
import { bankAccount, givenReference, oneLine } from './bank-values.ts';
import { joinSwiftLines } from './mt940-fields.ts';
import type { OriginalAmount } from './bank-statement.ts';

export type Narrative = {
  readonly name: string;
  readonly account: string;
  readonly ultimateName: string;
  readonly text: string;
  readonly rawText: string;
  readonly endToEndId: string;
  readonly customerReference: string;
  readonly mandateId: string;
  // The bank's own code of the business (German Geschäftsvorfallcode); empty where the dialect has none.
  readonly businessCode: string;
  readonly returnReason: string;
  readonly originalAmount?: OriginalAmount | undefined;
};

export const noNarrative: Narrative = {
  name: '',
  account: '',
  ultimateName: '',
  text: '',
  rawText: '',
  endToEndId: '',
  customerReference: '',
  mandateId: '',
  businessCode: '',
  returnReason: '',
};

// Three digits and numbered subfields behind a separator of the bank's choice, most often a question mark.
const numberedStart = /^\s?(\d{3})([^A-Za-z0-9\s])\d{2}/;
// Some put the name of the business between the code and the first subfield, some leave the code out; some give the code in a field of its own before.
const wordedStart = /^\s?(\d{3})[^?]{1,40}(?=\?\d{2}[^?]*\?\d{2})/;
const codelessStart = /^([?~<^+])\d{2}[^?~<^+]*\1\d{2}/;
const codeAlone = /^\s?(\d{3})\s*(?=\1[^A-Za-z0-9\s]\d{2})/;
const codedStart = /^\/[A-Z]{2,4}\//;

export function readNarrative(lines: readonly string[], direction: 'credit' | 'debit'): Narrative {
  const joined = lines.join('').replace(codeAlone, '');
  const numbered = numberedStart.exec(joined);
  const rawText = lines.map((line) => line.trimEnd()).join('\n').trim();
  if (numbered !== null) return { ...numberedNarrative(joined, numbered[1] ?? '', numbered[2] ?? '?'), rawText };
  const worded = wordedStart.exec(joined);
  if (worded !== null) return { ...numberedNarrative(`${worded[1]}${joined.slice(worded[0].length)}`, worded[1] ?? '', '?'), rawText };
  const codeless = codelessStart.exec(joined);
  if (codeless !== null) return { ...numberedNarrative(`000${joined}`, '', codeless[1] ?? '?'), rawText };
  if (codedStart.test(joined)) return { ...codedNarrative(joined, direction), rawText };
  const text = oneLine(joinSwiftLines(lines));
  return { ...noNarrative, name: frenchPayer(text), text, rawText };
}

// French banks: 'VIR RECU DE: ACME SARL MOTIF: FACTURE 17 REF: X', with a colon behind the words or a slash before them.
const frenchWords = /^VIR\S*\b.*?(?:\s\/DE\s|\bDE ?: ?)(.{2,70}?)\s(?:\/(?:MOTIF|REF|BEN)\s|(?:MOTIF|REF|ID) ?:)/i;

function frenchPayer(text: string): string {
  return oneLine(frenchWords.exec(text)?.[1] ?? '');
}

// A subfield holds 27 characters (Deutsche Kreditwirtschaft, DFÜ-Abkommen annex 3, chapter 8): a full one goes on without a blank.
const subfieldMax = 27;

function numberedNarrative(joined: string, businessCode: string, separator: string): Narrative {
  const subfields = new Map<number, string>();
  const pattern = new RegExp(`\\${separator}(\\d{2})`);
  const pieces = joined.trimStart().slice(3).split(pattern);
  for (let index = 1; index + 1 < pieces.length; index += 2) {
    const number = Number(pieces[index]);
    // Some banks repeat the last number when the text is longer than the numbers reach.
    subfields.set(number, `${subfields.get(number) ?? ''}${pieces[index + 1] ?? ''}`);
  }
  // Polish banks put the other side's name and address into 27 to 29, where German ones go on with the purpose.
  const isPolish = separator !== '?' && !subfields.has(32) && !subfields.has(33) && subfields.has(27) && subfields.has(38);
  const purposeNumbers = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 60, 61, 62, 63].filter((number) => !isPolish || number < 27 || number > 29);
  const purpose = joinSubfields(subfields, purposeNumbers);
  const named = readSepaKeywords(purpose);
  const iban = bankAccount(subfields.get(38) ?? '');
  return {
    ...named,
    name: oneLine(joinSubfields(subfields, isPolish ? [27] : [32, 33])),
    account: iban !== '' ? iban : bankAccount(subfields.get(31) ?? ''),
    text: named.text !== '' ? named.text : oneLine(subfields.get(0) ?? ''),
    rawText: '',
    businessCode,
    returnReason: subfields.get(34)?.trim() ?? '',
  };
}

function joinSubfields(subfields: ReadonlyMap<number, string>, numbers: readonly number[]): string {
  let text = '';
  let isFull = true;
  for (const number of numbers) {
    const piece = subfields.get(number);
    if (piece === undefined || piece === '') continue;
    // A line break marks where a subfield ended early: a reference ends there too.
    text += isFull ? piece : `\n${piece}`;
    isFull = piece.length >= subfieldMax;
  }
  return text;
}

const sepaKeyword = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/g;

type SepaFacts = Pick<Narrative, 'text' | 'endToEndId' | 'customerReference' | 'mandateId' | 'ultimateName' | 'originalAmount'>;

// References end with their subfield; what follows without a keyword of its own is text again.
function readSepaKeywords(purpose: string): SepaFacts {
  const parts = purpose.split(sepaKeyword);
  const values = new Map<string, string>();
  const free: string[] = [parts[0] ?? ''];
  for (let index = 1; index + 1 < parts.length; index += 2) {
    const keyword = parts[index] ?? '';
    const value = parts[index + 1] ?? '';
    const isText = keyword === 'SVWZ';
    const lineEnd = isText ? -1 : value.indexOf('\n');
    if (!values.has(keyword)) values.set(keyword, lineEnd === -1 ? value : value.slice(0, lineEnd));
    if (lineEnd !== -1) free.push(value.slice(lineEnd + 1));
  }
  const rest = oneLine(free.join(' '));
  const purposeText = oneLine(values.get('SVWZ') ?? '');
  return {
    text: oneLine(`${purposeText} ${rest}`),
    endToEndId: givenReference(values.get('EREF') ?? ''),
    customerReference: givenReference(values.get('KREF') ?? ''),
    mandateId: givenReference(values.get('MREF') ?? ''),
    ultimateName: oneLine(values.get('ABWA') ?? values.get('ABWE') ?? ''),
    originalAmount: originalAmount(values.get('OAMT') ?? ''),
  };
}

function originalAmount(text: string): OriginalAmount | undefined {
  const match = /([A-Z]{3})\s*(\d[\d.,]*)/.exec(text);
  if (match === null) return undefined;
  return { currency: match[1] ?? '', amount: (match[2] ?? '').replace(/[.,]$/, '').replace(',', '.') };
}

// Words between slashes: Dutch, Belgian and international banks. A value reaches to the next known word.
const codedWord =
  /\/(ABWA|ADDR|BENM|BIC|BO|BN|CHGS|CNTP|CSID|EREF|EXCH|IBAN|ID|ISDT|KREF|MARF|NAME|NRTX|OAMT|OCMT|ORDP|PREF|PT|PURP|PY|REMI|RTRN|RTYP|SVCL|TRCD|TRTP|ULTB|ULTC|ULTD|UDTR|UCRD)\//g;

function codedNarrative(joined: string, direction: 'credit' | 'debit'): Narrative {
  const found: { readonly word: string; readonly from: number; readonly start: number }[] = [];
  codedWord.lastIndex = 0;
  for (let match = codedWord.exec(joined); match !== null; match = codedWord.exec(joined)) {
    found.push({ word: match[1] ?? '', start: match.index, from: match.index + match[0].length });
    // The slash that closes one word may open the next.
    codedWord.lastIndex -= 1;
  }
  const values = new Map<string, string>();
  let party = '';
  found.forEach(({ word, from }, index) => {
    const value = joined.slice(from, found[index + 1]?.start ?? joined.length).replace(/^\/+|\/+$/g, '');
    if (word === 'ORDP' || word === 'BENM') party = word;
    const key = party !== '' && (word === 'NAME' || word === 'IBAN') ? `${party} ${word}` : word;
    if (!values.has(key)) values.set(key, value);
  });
  const counterpart = counterpartOf(values, direction);
  const remittance = (values.get('REMI') ?? '').replace(/^(USTD|STRD)\/\//, '').replace(/^STRD\/CUR\//, '');
  return {
    ...noNarrative,
    ...counterpart,
    ultimateName: oneLine(values.get(direction === 'credit' ? 'ULTD' : 'ULTC') ?? values.get('ULTB') ?? ''),
    text: oneLine(`${oneLine(remittance) || oneLine(values.get('PY') ?? '') || (found.length === 0 ? oneLine(joined) : '')} ${chargesIn(values)}`),
    endToEndId: givenReference(values.get('EREF') ?? ''),
    customerReference: givenReference(values.get('PREF') ?? values.get('KREF') ?? ''),
    mandateId: givenReference(values.get('MARF') ?? ''),
    returnReason: oneLine(values.get('RTRN') ?? ''),
    originalAmount: originalAmount(values.get('OCMT') ?? values.get('OAMT') ?? ''),
  };
}

// What the banks on the way took explains why less came than was sent.
function chargesIn(values: ReadonlyMap<string, string>): string {
  const charges = values.get('CHGS') ?? '';
  return /\d/.test(charges) ? `/CHGS/${charges}/` : '';
}

function counterpartOf(values: ReadonlyMap<string, string>, direction: 'credit' | 'debit'): { readonly name: string; readonly account: string } {
  const cntp = values.get('CNTP')?.split('/') ?? [];
  const [near, far] = direction === 'credit' ? ['ORDP', 'BENM'] : ['BENM', 'ORDP'];
  const pick = (word: string): string => values.get(`${near} ${word}`) ?? values.get(word) ?? values.get(`${far} ${word}`) ?? '';
  // Without words of its own inside, the value is the name: '/ORDP/ACME INC/REMI/...'.
  const plain = values.get(near ?? '') ?? '';
  const name = pick('NAME') || cntp[2] || values.get('BO') || plain;
  return { name: oneLine(name), account: bankAccount(pick('IBAN') || cntp[0] || '') };
}

// Rabobank and others give the account of the other side in the second line of :61:.
export function accountInSupplement(supplement: string): string {
  const text = bankAccount(supplement);
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return text;
  return /^P?\d{9,10}$/.test(text) ? text.replace('P', '') : '';
}
