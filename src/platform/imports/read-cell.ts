// The reader of a field's cells, by the type of the field.

import { isCurrency } from '#kernel/currency.ts';
import { problem, type CellReader } from './cell.ts';
import { countryReader } from './country-names.ts';
import type { ImportField } from './import-kind.ts';
import { dateReader, type DateFormat } from './read-date.ts';
import { amountReader, decimalReader, integerReader, type NumberFormat } from './read-number.ts';
import { textReader } from './read-text.ts';

export type CellFormats = NumberFormat & { readonly dateFormat?: DateFormat | undefined };

const trueWords = new Set(['true', 't', 'yes', 'y', '1', 'x', 'on', 'ja', 'oui', 'si', 'sí', 'wahr', 'vrai', 'verdadero']);
const falseWords = new Set(['false', 'f', 'no', 'n', '0', 'off', 'nein', 'non', 'falsch', 'faux', 'falso']);

export function cellReader(field: ImportField, formats: CellFormats): CellReader {
  switch (field.type) {
    case 'text': return textReader(field.lengthMax);
    case 'integer': return integerReader(formats);
    case 'decimal': return decimalReader(formats);
    case 'amount': return amountReader(formats);
    case 'date': return dateReader(formats.dateFormat);
    case 'currency': return readCurrency;
    case 'country': return countryReader();
    case 'flag': return readFlag;
    case 'choice': return choiceReader(field.choices ?? []);
  }
}

function readCurrency(text: string): string | ReturnType<CellReader> {
  const code = text.toUpperCase();
  return isCurrency(code) ? code : problem('currency.unknown', 'this is not a currency of ISO 4217');
}

function readFlag(text: string): string | ReturnType<CellReader> {
  const word = text.toLowerCase();
  if (trueWords.has(word)) return 'true';
  if (falseWords.has(word)) return 'false';
  return problem('import.flag_malformed', 'this says neither yes nor no');
}

function choiceReader(choices: readonly string[]): CellReader {
  const byWord = new Map(choices.map((choice) => [word(choice), choice]));
  const known = choices.join(', ');
  return (text) => byWord.get(word(text)) ?? problem('import.choice_unknown', `this is none of: ${known}`, `Write one of: ${known}; or translate the file's words with "values" in the mapping.`);
}

function word(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '_');
}
