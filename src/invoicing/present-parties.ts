// Seller and customer as they stand on paper: addresses in the order of their country, tax ids, the name of the tax. Pure.

import type { Address } from '#platform/organisation-store.ts';
import { documentLanguages, labelsFor, type DocumentLanguage } from '#platform/typesetting/labels.ts';
import type { PartyPresentation, SellerPresentation } from '#platform/typesetting/presentation.ts';
import { memberStates } from '#customers/index.ts';
import type { SellerVersion } from './document-queries.ts';

/** The customer's language where documents can be set in it, else the seller's, else English. */
export function languageOf(...wanted: readonly (string | null | undefined)[]): DocumentLanguage {
  for (const language of wanted) {
    const known = documentLanguages.find((candidate) => candidate === language?.slice(0, 2).toLowerCase());
    if (known !== undefined) return known;
  }
  return 'en';
}

export function partyOf(name: string, address: Address, homeCountry: string, language: DocumentLanguage): PartyPresentation {
  return { name, addressLines: addressLines(address, homeCountry, language) };
}

/** The seller's own tax id, and the numbers under which it charges the tax of other places. */
export function sellerOf(seller: SellerVersion, language: DocumentLanguage, customerCountry: string, registrations: readonly SellerRegistration[] = []): SellerPresentation {
  const { phone, email, website, registration } = seller;
  return {
    name: seller.name, addressLines: addressLines(seller.address, customerCountry, language),
    ...taxIdsOf(seller, language, registrations), ...(filled(phone) ? { phone } : {}), ...(filled(email) ? { email } : {}),
    ...(filled(website) ? { website } : {}), ...(filled(registration) ? { registration: registration.split('\n') } : {}),
  };
}

export type SellerRegistration = { readonly jurisdiction: string; readonly number: string };

function taxIdsOf({ taxId, country }: SellerVersion, language: DocumentLanguage, registrations: readonly SellerRegistration[]): Pick<SellerPresentation, 'taxIds'> {
  const label = labelsFor(language).taxIdSeller;
  const own = filled(taxId) ? [{ label, value: taxId }] : [];
  const others = registrations.filter((entry) => entry.number.trim() !== '' && entry.number !== taxId && (own.length === 0 || entry.jurisdiction.slice(0, 2) !== country))
    .map((entry) => ({ label: own.length === 0 && entry.jurisdiction === country ? label : `${label} ${entry.jurisdiction}`, value: entry.number }));
  const taxIds = [...own, ...others];
  return taxIds.length === 0 ? {} : { taxIds };
}

function filled(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}

// Town before postal code, with the region between or behind: the habit of these countries.
const townFirst = new Set(['US', 'CA', 'AU', 'NZ', 'IN']);
const postcodeOnLineOfItsOwn = new Set(['GB', 'IE']);

/** The country is named only where the letter crosses a border. */
export function addressLines(address: Address, otherCountry: string, language: DocumentLanguage): string[] {
  const { lines, postalCode, city, region, country } = address;
  const joined = (...parts: (string | null | undefined)[]): string => parts.filter(filled).join(' ');
  const town = townFirst.has(country) ? [joined(filled(city) && filled(region) ? `${city},` : city, region, postalCode)]
    : postcodeOnLineOfItsOwn.has(country) ? [joined(city), joined(region), joined(postalCode)] : [joined(postalCode, city), joined(region)];
  const abroad = country === otherCountry ? [] : [new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country];
  return [...lines, ...town, ...abroad].filter((line) => line.trim() !== '');
}

const goodsAndServicesTax = new Set(['AU', 'NZ', 'IN', 'SG', 'CA', 'MY']);

/** What the tax is called where the seller is; undefined leaves the word of the document's language. */
export function taxNameOf(country: string, language: DocumentLanguage): string | undefined {
  if (language !== 'en') return undefined;
  if (country === 'US') return 'Sales tax';
  if (goodsAndServicesTax.has(country)) return 'GST';
  return memberStates.has(country) || country === 'GB' || country === 'CH' || country === 'NO' || country === 'ZA' ? 'VAT' : undefined;
}
