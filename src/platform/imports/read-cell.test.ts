// Cells of every type: what is understood, in which form it is kept, and what is refused with which code.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellReader } from './cell.ts';
import { fixOf } from './cell.ts';
import { countryCode } from './country-names.ts';
import type { ImportField } from './import-kind.ts';
import { cellReader, type CellFormats } from './read-cell.ts';

const plainFormats: CellFormats = { decimal: '.' };

function reader(type: ImportField['type'], formats: Partial<CellFormats> = {}, more: Partial<ImportField> = {}): CellReader {
  return cellReader({ key: 'field', title: 'Field', type, example: '', description: '', ...more }, { ...plainFormats, ...formats });
}

/** Canonical text, or the code in angle brackets. */
function told(read: CellReader, text: string): string {
  const found = read(text);
  if (typeof found === 'string') return found;
  assert.ok(found.reason.length > 5, `the reason for ${text} says something`);
  assert.ok(fixOf(found).length > 10, `the fix for ${text} says something`);
  return `<${found.code}>`;
}

function expect(read: CellReader, table: Readonly<Record<string, string>>): void {
  for (const [text, expected] of Object.entries(table)) assert.equal(told(read, text), expected, JSON.stringify(text));
}

test('a date with the year first is understood whatever else is set', () => {
  const table = {
    '1996-07-04 00:00:00.000': '1996-07-04', '2026-01-31': '2026-01-31', '2026/1/9': '2026-01-09', '2026.01.09': '2026-01-09', '20260131': '2026-01-31', '2026-01-31T23:59:59Z': '2026-01-31',
    '2026-01-31T10:00:00+02:00': '2026-01-31', '2024-02-29': '2024-02-29', '2026-02-29': '<import.date_impossible>', '2026-13-01': '<import.date_impossible>', '0026-01-01': '<import.date_impossible>',
    '2026-01/02': '<import.date_malformed>', '20261301': '<import.date_impossible>', 'yesterday': '<import.date_malformed>', '45292': '<import.date_malformed>', '2026-01-31; drop': '<import.date_malformed>',
  };
  expect(reader('date'), table);
  expect(reader('date', { dateFormat: 'MM/DD/YYYY' }), { '1996-07-04 00:00:00.000': '1996-07-04', '2026-02-30': '<import.date_impossible>' });
});

test('a date with the year last needs the order of day and month, dotted ones and named months do not', () => {
  expect(reader('date'), { '04/07/1996': '<import.date_ambiguous>', '31/12/2025': '<import.date_ambiguous>', '31.12.2025': '2025-12-31', '4 Jul 1996': '1996-07-04', '04-JUL-1996': '1996-07-04', 'July 4, 1996': '1996-07-04', '4 Foo 1996': '<import.date_malformed>', '31.2.2025': '<import.date_impossible>' });
  expect(reader('date', { dateFormat: 'DD/MM/YYYY' }), { '04/07/1996': '1996-07-04', '12/31/2025': '<import.date_impossible>', '4-7-1996': '1996-07-04', '04/07/96': '<import.date_malformed>' });
  expect(reader('date', { dateFormat: 'MM/DD/YYYY' }), { '04/07/1996': '1996-04-07', '12/1/2010 8:26': '2010-12-01', '31/12/2025': '<import.date_impossible>' });
  expect(reader('date', { dateFormat: 'DD/MM/YY' }), { '04/07/96': '1996-07-04', '04/07/26': '2026-07-04' });
  expect(reader('date', { dateFormat: 'excel' }), { 45292: '2024-01-01', '45292.75': '2024-01-01', 60: '<import.date_impossible>', '2024-01-01': '2024-01-01', 'abc': '<import.date_malformed>', 9999999: '<import.date_impossible>' });
});

test('numbers keep their digits, and separators count only as the mapping says', () => {
  expect(reader('decimal'), {
    '12.50': '12.50', '-3': '-3', '+3': '3', '007.5': '7.5', '.5': '0.5', '\u22123.5': '-3.5', '12.50-': '-12.50', '(12.50)': '-12.50', '(-1)': '<import.number_malformed>', '(1': '<import.number_malformed>', '-0': '0', '0.10': '0.10', '1234567890123456789.123456789': '1234567890123456789.123456789',
    '1,234.50': '<import.number_malformed>', '1.234,50': '<import.number_malformed>', '1E5': '<import.number_malformed>', '12 EUR': '<import.number_malformed>', '0x10': '<import.number_malformed>', 'NaN': '<import.number_malformed>',
    '9999999999999999999999999999999999': '<import.number_malformed>', '1..2': '<import.number_malformed>', '--1': '<import.number_malformed>', '٣': '<import.number_malformed>',
  });
  expect(reader('decimal', { decimal: ',' }), { '12,50': '12.50', '1.234': '<import.number_malformed>', '1.234,50': '<import.number_malformed>', ',5': '0.5' });
  expect(reader('decimal', { decimal: ',', thousands: '.' }), { '1.234': '1234', '1.234,50': '1234.50', '12.34': '<import.number_malformed>', '1234,50': '1234.50', '1.2345': '<import.number_malformed>' });
  expect(reader('decimal', { thousands: ',' }), { '1,234,567.89': '1234567.89', '12,34': '<import.number_malformed>', '1,234': '1234' });
  expect(reader('decimal', { thousands: ' ' }), { '1 234.5': '1234.5', '1\u00A0234.5': '1234.5', '1\u202F234': '1234' });
  expect(reader('amount'), { '12.5000': '12.5000', '12.50001': '<money.too_precise>' });
  expect(reader('integer'), { '12': '12', '12.0': '12', '12.5': '<import.number_malformed>', '2147483648': '<import.number_malformed>', '-4': '-4' });
});

test('text is one line of visible characters and never a formula', () => {
  expect(reader('text'), {
    'Ernst Handel': 'Ernst Handel', 'two\r\nlines': 'two lines', 'zero\u200Bwidth': 'zerowidth', 'e\u0301': 'é', '+49 30 1234': '+49 30 1234', '-5% off': '-5% off', '@handle': '@handle', '+1 (555) 010-999': '+1 (555) 010-999',
    '=1+1': '<import.formula>', '=cmd|\' /C calc\'!A0': '<import.formula>', '+cmd|\' /C calc\'!A0': '<import.formula>', '-2+3+cmd|\' /C calc\'!A0': '<import.formula>', '@SUM(A1:A9)': '<import.formula>', '\uFF1D1+1': '<import.formula>',
    '-HYPERLINK("x")': '<import.formula>', 'a\u0007b': '<import.control_character>', 'a\u202Eb': '<import.control_character>', 'a\uD800b': '<import.control_character>', "'=1+1": "'=1+1",
  });
  expect(reader('text', {}, { lengthMax: 3 }), { abc: 'abc', abcd: '<import.text_too_long>' });
});

test('countries are found by code or by name in four languages', () => {
  expect(reader('country'), { DE: 'DE', de: 'DE', Germany: 'DE', Deutschland: 'DE', Allemagne: 'DE', 'España': 'ES', USA: 'US', UK: 'GB', EIRE: 'IE', 'United Kingdom': 'GB', Atlantis: '<import.country_unknown>', EU: '<import.country_unknown>', DD: '<import.country_unknown>', '12': '<import.country_unknown>' });
  assert.equal(countryCode('Côte d’Ivoire'), 'CI');
});

test('flags, choices and currencies', () => {
  expect(reader('flag'), { Yes: 'true', nein: 'false', 1: 'true', 0: 'false', maybe: '<import.flag_malformed>' });
  expect(reader('choice', {}, { choices: ['order', 'on_delivery'] }), { Order: 'order', 'On Delivery': 'on_delivery', 'on-delivery': 'on_delivery', never: '<import.choice_unknown>' });
  expect(reader('currency'), { eur: 'EUR', EUR: 'EUR', EURO: '<currency.unknown>', XXX: '<currency.unknown>' });
});
