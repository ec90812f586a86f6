// Places and tax categories as people say them: 'NL' is the Netherlands, 'AE' is a reverse charge.
import { currentLocale } from './locale.ts';

/** 'NL' in the reader's language; 'US-AZ' with its state; what is no country stays as it is. */
export function placeName(code: string): string {
  const [country = '', region] = code.split('-');
  if (!/^[A-Za-z]{2}$/.test(country)) return code;
  const name = new Intl.DisplayNames(currentLocale(), { type: 'region' }).of(country.toUpperCase()) ?? country;
  return region ? `${name}, ${region}` : name;
}

export function languageName(code: string): string {
  return new Intl.DisplayNames(currentLocale(), { type: 'language' }).of(code) ?? code;
}

/** The categories of EN 16931. */
const categories: Readonly<Record<string, string>> = {
  S: 'Standard', Z: 'Zero rated', E: 'Exempt', AE: 'Reverse charge', K: 'Within the EU', G: 'Export', O: 'Outside the scope',
};

export function taxCategoryName(code: string): string {
  return categories[code] ?? code;
}
