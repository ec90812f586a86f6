// Names of countries in four languages to their ISO 3166-1 alpha-2 codes, from the names that the runtime knows.

import { problem, type CellReader } from './cell.ts';

// CLDR regions that are not in ISO 3166-1 (unions, unknown, exceptional reservations).
const notCountries = new Set(['EU', 'EZ', 'UN', 'ZZ', 'QO', 'XA', 'XB', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA']);
const languages = ['en', 'de', 'fr', 'es'];
// How files of the trade say it, where that differs from the name in CLDR.
const otherNames: Readonly<Record<string, string>> = {
  usa: 'US', unitedstatesofamerica: 'US', us: 'US', uk: 'GB', greatbritain: 'GB', england: 'GB', scotland: 'GB', wales: 'GB', northernireland: 'GB', eire: 'IE', republicofireland: 'IE',
  holland: 'NL', thenetherlands: 'NL', korea: 'KR', republicofkorea: 'KR', czechrepublic: 'CZ', ivorycoast: 'CI', burma: 'MM', macedonia: 'MK', swaziland: 'SZ', capeverde: 'CV',
  vatican: 'VA', hongkong: 'HK', macau: 'MO', macao: 'MO', palestine: 'PS', uae: 'AE', rsa: 'ZA', turkey: 'TR', russianfederation: 'RU', vietnam: 'VN', taiwan: 'TW', bosnia: 'BA',
};

let tableOnce: ReadonlyMap<string, string> | undefined;

/** The code of a country named by code or by name; null when it is neither. */
export function countryCode(text: string): string | null {
  tableOnce ??= buildTable();
  return tableOnce.get(folded(text)) ?? null;
}

export function countryReader(): CellReader {
  return (text) => countryCode(text) ?? problem('import.country_unknown', 'this is neither the code nor the name of a country');
}

function buildTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    // A withdrawn code is canonicalised to its successor (DD to DE), so it names no country of today.
    if (notCountries.has(code) || new Intl.Locale(`und-${code}`).region !== code || names[0]?.of(code) === undefined) continue;
    table.set(folded(code), code);
    for (const name of names) table.set(folded(name.of(code) ?? code), code);
  }
  for (const [name, code] of Object.entries(otherNames)) table.set(name, code);
  return table;
}

/** Case, accents, spaces and points do not matter. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/[^\p{L}]/gu, '').toLowerCase();
}
