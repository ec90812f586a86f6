// Field :61: of an MT940: one movement, with its days, sign, amount, type and references packed into one line.
import { isLocalDate } from '#kernel/local-date.ts';
import { bankAmount, refuseValue } from './bank-values.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { BankPlace } from './bank-values.ts';
import type { SwiftField } from './mt940-fields.ts';

export type SwiftLine = {
  readonly valueOn: LocalDate;
  readonly bookedOn: LocalDate;
  readonly amountMinor: bigint;
  readonly isReversal: boolean;
  readonly isExpected: boolean;
  readonly typeCode: string;
  readonly customerReference: string;
  readonly bankReference: string;
  readonly supplement: readonly string[];
};

// Value day, entry day (blanks in some dialects), sign, third letter of the currency, amount, type, references.
const shape = /^(\d{6})(\d{4}|\s{4})?\s*(R?[CD]|E[CD])([A-Z])?\s*(\d[\d.,]*|[.,]\d+)\s*([A-Z][A-Z0-9]{3})?(.*)$/;

export function readStatementLine(field: SwiftField, currency: Currency, entry: number): SwiftLine {
  const place = { field: ':61:', row: field.line, entry };
  const text = field.lines[0] ?? '';
  const match = shape.exec(text);
  if (match === null) return refuseValue('bank_file.damaged', 'This is not a movement: day, sign, amount and type.', text, place);
  const [, valueDay = '', entryDay = '', sign = '', , amount = '', typeCode = '', references = ''] = match;
  const valueOn = swiftDay(valueDay, place);
  const magnitude = bankAmount(amount, currency, place);
  const slashes = references.indexOf('//');
  return {
    valueOn,
    bookedOn: entryDay.trim() === '' ? valueOn : entryDayNear(entryDay, valueOn, place),
    // A reversed credit (RC) takes money away again, a reversed debit (RD) brings it back.
    amountMinor: sign === 'C' || sign === 'EC' || sign === 'RD' ? magnitude : -magnitude,
    isReversal: sign.startsWith('R'),
    isExpected: sign.startsWith('E'),
    typeCode,
    customerReference: slashes === -1 ? references : references.slice(0, slashes),
    bankReference: slashes === -1 ? '' : references.slice(slashes + 2),
    supplement: field.lines.slice(1),
  };
}

// Two digits of the year: SWIFT counts 80 to 99 to the last century.
export function swiftDay(text: string, place: BankPlace): LocalDate {
  const year = Number(text.slice(0, 2));
  const day = `${year < 80 ? '20' : '19'}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`;
  return isLocalDate(day) ? day : refuseValue('bank_file.date', 'This is not a day of the calendar.', text, place);
}

// The entry day has no year: it is the one that brings it nearest to the value day, over the turn of the year too.
function entryDayNear(text: string, valueOn: LocalDate, place: BankPlace): LocalDate {
  const year = Number(valueOn.slice(0, 4));
  const valueMonth = Number(valueOn.slice(5, 7));
  const month = Number(text.slice(0, 2));
  const shift = month - valueMonth > 6 ? -1 : valueMonth - month > 6 ? 1 : 0;
  const day = `${year + shift}-${text.slice(0, 2)}-${text.slice(2, 4)}`;
  return isLocalDate(day) ? day : refuseValue('bank_file.date', 'The entry day is not a day of the calendar.', text, place);
}
