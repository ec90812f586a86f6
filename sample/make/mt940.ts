// Writes a month of an account as a SWIFT MT940 with the numbered subfields that German banks use in field 86.
import { formatAmount } from '#kernel/money.ts';

import type { MonthStatement } from './month-statement.ts';
import type { BankLine } from './payments.ts';

/** Business code of the German banks (Geschäftsvorfallcode), SWIFT transaction type and posting text. */
const businessCodes: Readonly<Record<BankLine['kind'], readonly [string, string, string]>> = {
  transfer: ['166', 'NTRF', 'SEPA-GUTSCHRIFT'],
  return: ['159', 'NRTI', 'RUECKUEBERWEISUNG'],
  charge: ['808', 'NCHG', 'ENTGELT'],
  interest: ['814', 'NINT', 'ZINSEN'],
  outgoing: ['116', 'NTRF', 'SEPA-UEBERWEISUNG'],
  own: ['116', 'NTRF', 'SEPA-UEBERWEISUNG'],
};

/** A subfield of field 86 and a line of a SWIFT message hold so many characters. */
const subfieldMax = 27;
const lineMax = 65;

export function mt940Statement({ account, sequence, from, to, openingMinor, closingMinor, lines }: MonthStatement): string {
  const fields = [
    `:20:STMT${from.slice(0, 4)}${from.slice(5, 7)}`,
    `:25:${account.iban}`,
    `:28C:${String(sequence).padStart(5, '0')}/001`,
    `:60F:${mark(openingMinor)}${shortDate(from)}EUR${amount(openingMinor)}`,
    ...lines.flatMap((line, index) => statementLine(line, index + 1)),
    `:62F:${mark(closingMinor)}${shortDate(to)}EUR${amount(closingMinor)}`,
    '-',
  ];
  return `${fields.join('\r\n')}\r\n`;
}

function statementLine(line: BankLine, index: number): string[] {
  const [code, type, posting] = businessCodes[line.kind];
  const direction = line.kind === 'return' ? 'RC' : mark(line.amountMinor);
  const head = `:61:${shortDate(line.bookedOn)}${shortDate(line.bookedOn).slice(2)}${direction}${amount(line.amountMinor)}${type}NONREF//${shortDate(line.bookedOn)}${String(index).padStart(4, '0')}`;
  const purpose = subfields(20, `EREF+${line.endToEndId}`, `SVWZ+${swift(line.text)}`);
  const party = line.name === '' ? '' : `?30NOTPROVIDED?31${line.iban}${subfields(32, swift(line.name).slice(0, subfieldMax * 2))}`;
  const reason = line.returnReason === undefined ? '' : '?34912';
  return [head, ...wrapped(`:86:${code}?00${posting}?10${String(index).padStart(4, '0')}${purpose}${party}${reason}`)];
}

/** Each text starts a subfield of its own; the numbers go on from the first. */
function subfields(first: number, ...texts: readonly string[]): string {
  return texts.flatMap((text) => text.match(new RegExp(`.{1,${subfieldMax}}`, 'g')) ?? []).map((piece, index) => `?${first + index}${piece}`).join('');
}

function wrapped(text: string): string[] {
  return text.match(new RegExp(`.{1,${lineMax}}`, 'g')) ?? [];
}

// The character set of SWIFT has no accents, and a question mark would open a subfield.
function swift(text: string): string {
  const spelled = text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('Ä', 'Ae').replaceAll('Ö', 'Oe').replaceAll('Ü', 'Ue').replaceAll('ß', 'ss').replaceAll('ı', 'i');
  return spelled.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('&', '+').replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ').replaceAll('?', ' ');
}

function mark(minor: bigint): string {
  return minor < 0n ? 'D' : 'C';
}

function amount(minor: bigint): string {
  return formatAmount(minor < 0n ? -minor : minor, 'EUR').replace('.', ',');
}

function shortDate(date: string): string {
  return date.slice(2).replaceAll('-', '');
}
