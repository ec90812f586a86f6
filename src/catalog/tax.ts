// Deciding the tax of a line: where the supply is taxed, in which category, at which rate, and the reason printed where it is none.
// Categories are those of UNTDID 5305 as EN 16931 uses them: S standard or reduced, Z zero, E exempt, AE reverse charge,
// K intra-Community, G export, O outside the scope. Undecidable is an answer: the gate holds the line with it.

import type { LocalDate } from '#kernel/local-date.ts';
import { memberStates, readVatId } from '#customers/index.ts';

/** Most countries with several reduced rates have two or three (Directive 2006/112/EC, Article 98): each has a class of its own. */
export const taxClasses = ['standard', 'reduced', 'second_reduced', 'super_reduced', 'zero', 'exempt'] as const;
export type TaxClass = (typeof taxClasses)[number];
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O';
export type TaxTreatment = 'standard' | 'reverse_charge' | 'exempt' | 'export' | 'out_of_scope';
/** What is supplied: the place of supply follows the goods, or for services the business that receives them. */
export type Supply = 'goods' | 'service';

export type Registration = { readonly jurisdiction: string; readonly number: string; readonly validFrom: LocalDate; readonly validTo: LocalDate | null };
export type TaxRate = { readonly jurisdiction: string; readonly taxClass: TaxClass; readonly validFrom: LocalDate; readonly rate: string; readonly name: string };
/** Rates by jurisdiction and class, the latest first. */
export type TaxRates = ReadonlyMap<string, readonly TaxRate[]>;
export type Certificate = { readonly jurisdiction: string; readonly certificateNumber: string; readonly reason: string; readonly validFrom: LocalDate; readonly validTo: LocalDate };

export type TaxQuestion = {
  readonly seller: { readonly country: string; readonly registrations: readonly Registration[] };
  readonly shipTo: { readonly country: string; readonly region: string | null };
  readonly customer: { readonly taxTreatment: TaxTreatment; readonly taxId: string | null; readonly country: string };
  readonly taxClass: TaxClass;
  readonly supply?: Supply | undefined;
  readonly on: LocalDate;
  readonly rates: TaxRates;
  /** The customer's certificates; which of them counts is looked at here. */
  readonly exemption?: readonly Certificate[] | undefined;
};

export type TaxDecision = { readonly jurisdiction: string; readonly category: TaxCategory; readonly rate: string; readonly reason: string | null };
export type TaxAnswer = TaxDecision | { readonly undecidable: string };

// Sales tax and its registration are matters of the state there, so that an address without one decides nothing.
const taxedByRegion: ReadonlySet<string> = new Set(['US']);
const stateCode = /^[A-Z]{2}$/;

export const reasons = {
  outOfScope: 'Not subject to tax.',
  notRegistered: (jurisdiction: string) => `No tax is charged: the seller is not registered for tax in ${jurisdiction}.`,
  exempt: 'Exempt from tax.',
  certificate: (reason: string, number: string) => `Exempt from tax: ${reason} (certificate ${number}).`,
  reverseCharge: 'Reverse charge: the tax is due from the customer.',
  reverseChargeService: 'Reverse charge: the tax is due from the customer (Articles 44 and 196, Directive 2006/112/EC).',
  intraCommunity: 'Intra-Community supply exempt from VAT (Article 138, Directive 2006/112/EC).',
  export: 'Export: no tax is charged.',
  exportFromUnion: 'Export exempt from VAT (Article 146, Directive 2006/112/EC).',
  serviceAbroad: 'Place of supply is outside the European Union (Article 44, Directive 2006/112/EC).',
} as const;

export function decideTax(question: TaxQuestion): TaxAnswer {
  const { seller, shipTo, customer, on } = question;
  if (shipTo.country === '') return { undecidable: 'the place of delivery has no country' };
  if (customer.taxTreatment === 'out_of_scope') return none(shipTo.country, 'O', reasons.outOfScope);
  const active = activeRegistrations(seller.registrations, on);
  // Where the seller is registered in no state, it does not matter which one it is.
  const place = taxPlace(shipTo) ?? (registeredAnywhereIn(active, shipTo.country) === null ? shipTo.country : null);
  if (place === null) return { undecidable: `the place of delivery in ${shipTo.country} has no state in two letters` };
  const registered = registeredFor(active, place);
  if (shipTo.country === seller.country) return registered === null ? none(place, 'O', reasons.notRegistered(place)) : taxedAt(question, place);
  // Without a registration at home the seller charges no tax to anybody, wherever the goods go.
  const home = registeredAnywhereIn(active, seller.country);
  if (home === null && registered === null) return none(place, 'O', reasons.notRegistered(place));
  if (memberStates.has(seller.country) && memberStates.has(shipTo.country)) return withinUnion(question, place, registered !== null);
  if (registered !== null) return taxedAt(question, place);
  return exported(question, place);
}

/** Where the tax of a ship-to address is decided: 'DE', or 'US-CA' where a state taxes. Null where the state is missing. */
export function taxPlace(shipTo: { readonly country: string; readonly region: string | null }): string | null {
  const region = shipTo.region === null ? '' : shipTo.region.trim().toUpperCase().replace(`${shipTo.country}-`, '');
  if (taxedByRegion.has(shipTo.country)) return stateCode.test(region) ? `${shipTo.country}-${region}` : null;
  return shipTo.country;
}

function withinUnion(question: TaxQuestion, place: string, registeredThere: boolean): TaxAnswer {
  const { seller, shipTo, customer, taxClass } = question;
  const certified = certificateFor(question, place);
  if (certified !== null) return certified;
  if (taxClass === 'exempt') return none(place, 'E', reasons.exempt);
  const supply = question.supply ?? 'goods';
  const vatId = readVatId(customer.taxId);
  if (customer.taxTreatment === 'reverse_charge' && vatId === null) return { undecidable: 'a reverse charge needs the VAT id of the customer' };
  if (customer.taxId !== null && customer.taxId !== '' && (vatId === null || !vatId.formatValid) && customer.country !== seller.country) {
    return { undecidable: `the VAT id ${customer.taxId} of the customer is not written as its country writes them` };
  }
  // Article 138(1)(b): the id is from a member state other than the one where the dispatch begins.
  const business = vatId !== null && vatId.formatValid && vatId.country !== seller.country && (memberStates.has(vatId.country) || vatId.country === 'XI');
  if (business) return supply === 'service' || customer.taxTreatment === 'reverse_charge' ? none(shipTo.country, 'AE', supply === 'service' ? reasons.reverseChargeService : reasons.reverseCharge) : none(shipTo.country, 'K', reasons.intraCommunity);
  if (customer.taxTreatment === 'reverse_charge') return { undecidable: `a reverse charge to ${shipTo.country} needs a VAT id of another member state than ${seller.country}` };
  // Article 59c: below the threshold of distance sales the tax of the seller's own state is charged; above it the seller registers.
  return taxedAt(question, registeredThere ? place : seller.country);
}

function exported(question: TaxQuestion, place: string): TaxAnswer {
  const certified = certificateFor(question, place);
  if (certified !== null) return certified;
  const fromUnion = memberStates.has(question.seller.country);
  if (question.customer.taxTreatment === 'reverse_charge') return none(place, 'AE', reasons.reverseCharge);
  if (question.supply === 'service' && fromUnion) return none(place, 'O', reasons.serviceAbroad);
  return none(place, 'G', fromUnion ? reasons.exportFromUnion : reasons.export);
}

/** A supply that is taxed in a jurisdiction, unless the customer or the class is free of it there. */
function taxedAt(question: TaxQuestion, jurisdiction: string): TaxAnswer {
  const { customer, taxClass, on, rates } = question;
  const certified = certificateFor(question, jurisdiction);
  if (certified !== null) return certified;
  if (customer.taxTreatment === 'reverse_charge') {
    if (customer.taxId === null || customer.taxId === '') return { undecidable: 'a reverse charge needs the tax id of the customer' };
    // Article 226(4): the number under which the customer owes the tax stands on the invoice.
    if (memberStates.has(jurisdiction.slice(0, 2)) && readVatId(customer.taxId)?.formatValid !== true) return { undecidable: `the VAT id ${customer.taxId} of the customer is not written as its country writes them` };
    return none(jurisdiction, 'AE', reasons.reverseCharge);
  }
  if (customer.taxTreatment === 'export') return none(jurisdiction, 'G', memberStates.has(question.seller.country) ? reasons.exportFromUnion : reasons.export);
  if (taxClass === 'exempt') return none(jurisdiction, 'E', reasons.exempt);
  if (taxClass === 'zero') return none(jurisdiction, 'Z', null);
  const rate = rateOn(rates, jurisdiction, taxClass, on);
  if (rate === null) return { undecidable: `no ${taxClass} rate of ${jurisdiction} is known for ${on}` };
  return { jurisdiction, category: Number(rate.rate) === 0 ? 'Z' : 'S', rate: rate.rate, reason: null };
}

/** Exempt by certificate; a customer who is exempt by record but without one that is valid decides nothing. */
function certificateFor(question: TaxQuestion, jurisdiction: string): TaxAnswer | null {
  const { customer, on } = question;
  const certificates = question.exemption ?? [];
  const country = jurisdiction.slice(0, 2);
  const valid = certificates.find((entry) => (entry.jurisdiction === jurisdiction || entry.jurisdiction === country) && entry.validFrom <= on && entry.validTo >= on);
  if (valid !== undefined) return none(jurisdiction, 'E', reasons.certificate(valid.reason, valid.certificateNumber));
  if (customer.taxTreatment === 'exempt') return { undecidable: `the customer is exempt, but no certificate for ${jurisdiction} is valid on ${on}` };
  return null;
}

/**
 * Where a discount for early payment, once it is taken, lowers the tax: the Union (Directive 2006/112/EC, Articles 79(a) and 90), the United
 * Kingdom (VAT Act 1994, Schedule 6, paragraph 4), Switzerland (MWSTG Article 41) and Norway. Sales taxes of American states are left alone.
 */
export function discountLowersTax(jurisdiction: string): boolean {
  const country = jurisdiction.slice(0, 2);
  return memberStates.has(country) || lowersWithDiscount.has(country);
}

const lowersWithDiscount: ReadonlySet<string> = new Set(['GB', 'XI', 'CH', 'NO']);

function none(jurisdiction: string, category: TaxCategory, reason: string | null): TaxDecision {
  return { jurisdiction, category, rate: '0', reason };
}

/** Of one jurisdiction the registration that began last counts, also where it has ended. */
function activeRegistrations(registrations: readonly Registration[], on: LocalDate): Registration[] {
  const latest = new Map<string, Registration>();
  for (const entry of registrations) {
    const known = latest.get(entry.jurisdiction);
    if (entry.validFrom <= on && (known === undefined || entry.validFrom > known.validFrom)) latest.set(entry.jurisdiction, entry);
  }
  return [...latest.values()].filter((entry) => entry.validTo === null || entry.validTo >= on);
}

function registeredFor(active: readonly Registration[], place: string): Registration | null {
  const country = place.slice(0, 2);
  return active.find((entry) => entry.jurisdiction === place || (entry.jurisdiction === country && !taxedByRegion.has(country))) ?? null;
}

function registeredAnywhereIn(active: readonly Registration[], country: string): Registration | null {
  return active.find((entry) => entry.jurisdiction.slice(0, 2) === country) ?? null;
}

/** The numbers under which the seller is registered in some jurisdictions on a day. */
export function registrationsIn(registrations: readonly Registration[], jurisdictions: readonly string[], on: LocalDate): readonly Registration[] {
  const active = activeRegistrations(registrations, on);
  return [...new Set(jurisdictions.map((place) => registeredFor(active, place)).filter((entry) => entry !== null))];
}

export function rateKey(jurisdiction: string, taxClass: TaxClass): string {
  return `${jurisdiction} ${taxClass}`;
}

/** Rates in the order in which a decision looks for them. */
export function rateTable(rows: readonly TaxRate[]): TaxRates {
  const table = new Map<string, TaxRate[]>();
  for (const row of [...rows].sort((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0))) {
    const key = rateKey(row.jurisdiction, row.taxClass);
    table.set(key, [...(table.get(key) ?? []), row]);
  }
  return table;
}

/** The rate of a class in force on a day; null where none is known. */
export function rateOn(rates: TaxRates, jurisdiction: string, taxClass: TaxClass, on: LocalDate): TaxRate | null {
  return rates.get(rateKey(jurisdiction, taxClass))?.find((row) => row.validFrom <= on) ?? null;
}
