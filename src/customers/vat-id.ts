// VAT identification numbers: which country issued one, and whether it is written as that country writes them.

import { checkVAT, countries } from 'jsvat-next';

// The member states with the territories that count as theirs for goods; Greece writes its numbers with EL.
export const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

export type VatId = {
  readonly normalised: string;
  /** ISO 3166 country whose prefix it carries; XI (Northern Ireland, goods only) reads as XI. */
  readonly country: string;
  /** The letters and digits are where that country has them. */
  readonly formatValid: boolean;
  /** The check digits agree as well; some countries change theirs before the published rule, so nothing is refused on this alone. */
  readonly checksumValid: boolean;
};

const lengthMax = 20;
const shape = /^[A-Z]{2}[0-9A-Z+*]{2,14}$/;

/** Reads a VAT id with its country prefix, spaces and dots aside; null where the text is no such thing. */
export function readVatId(text: string | null | undefined): VatId | null {
  if (text === null || text === undefined || text.length > lengthMax * 2) return null;
  const normalised = text.toUpperCase().replace(/[\s.\-/]/g, '');
  if (!shape.test(normalised)) return null;
  const prefix = normalised.slice(0, 2);
  const country = prefix === 'EL' ? 'GR' : prefix;
  // Numbers of Northern Ireland are British ones behind another prefix.
  const checked = checkVAT(prefix === 'XI' ? `GB${normalised.slice(2)}` : normalised, countries);
  return { normalised, country, formatValid: checked.isSupportedCountry && checked.isValidFormat, checksumValid: checked.isValid };
}
