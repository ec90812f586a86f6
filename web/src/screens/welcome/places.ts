// Countries and currencies in the reader's language, from what the browser knows.
import { currentLocale } from '../../format/locale.ts';

type Choice = { readonly value: string; readonly label: string };

/** Codes that name unions or nothing rather than countries. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'ZZ', 'XA', 'XB', 'QO', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA']);
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export function countryOptions(): Choice[] {
  const names = new Intl.DisplayNames(currentLocale(), { type: 'region', fallback: 'none' });
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // Old codes of countries that have another one today canonicalise to it and would be listed twice.
  const today = codes.filter((code) => !notCountries.has(code) && new Intl.Locale(`und-${code}`).region === code);
  return sorted(today.map((value) => ({ value, label: names.of(value) ?? '' })).filter((choice) => choice.label !== ''));
}

export function currencyOptions(): Choice[] {
  const names = new Intl.DisplayNames(currentLocale(), { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}

/** Countries that keep their books in something else than the euro; a proposal only, the person chooses. */
const homeCurrencies: Readonly<Record<string, string>> = {
  AE: 'AED', AR: 'ARS', AU: 'AUD', BR: 'BRL', CA: 'CAD', CH: 'CHF', CL: 'CLP', CN: 'CNY', CO: 'COP', CZ: 'CZK', DK: 'DKK', EG: 'EGP',
  GB: 'GBP', HK: 'HKD', HU: 'HUF', ID: 'IDR', IL: 'ILS', IN: 'INR', IS: 'ISK', JP: 'JPY', KE: 'KES', KR: 'KRW', KW: 'KWD', LI: 'CHF',
  MX: 'MXN', MY: 'MYR', NG: 'NGN', NO: 'NOK', NZ: 'NZD', PE: 'PEN', PH: 'PHP', PK: 'PKR', PL: 'PLN', RO: 'RON', SA: 'SAR', SE: 'SEK',
  SG: 'SGD', TH: 'THB', TR: 'TRY', TW: 'TWD', UA: 'UAH', US: 'USD', VN: 'VND', ZA: 'ZAR',
};

export function usualCurrency(country: string): string {
  return homeCurrencies[country] ?? 'EUR';
}

function sorted(choices: Choice[]): Choice[] {
  const order = new Intl.Collator(currentLocale());
  return choices.sort((a, b) => order.compare(a.label, b.label));
}
