// Tax decisions as a table: who sells, where it goes, who buys; category, rate and place, or why nothing can be decided.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideTax, rateTable, type TaxAnswer, type TaxQuestion } from './tax.ts';

const rates = rateTable([
  { jurisdiction: 'NL', taxClass: 'standard', validFrom: '2012-10-01', rate: '21', name: 'Standard' },
  { jurisdiction: 'NL', taxClass: 'reduced', validFrom: '2019-01-01', rate: '9', name: 'Reduced' },
  { jurisdiction: 'DE', taxClass: 'standard', validFrom: '2007-01-01', rate: '19', name: 'Standard' },
  { jurisdiction: 'DE', taxClass: 'standard', validFrom: '2020-07-01', rate: '16', name: 'Lowered for half a year' },
  { jurisdiction: 'DE', taxClass: 'standard', validFrom: '2021-01-01', rate: '19', name: 'Standard' },
  { jurisdiction: 'CH', taxClass: 'standard', validFrom: '2024-01-01', rate: '8.1', name: 'Standard' },
  { jurisdiction: 'US-CA', taxClass: 'standard', validFrom: '2017-01-01', rate: '7.25', name: 'State' },
]);

const registration = (jurisdiction: string, validFrom = '2000-01-01', validTo: string | null = null): TaxQuestion['seller']['registrations'][number] => ({ jurisdiction, number: 'x', validFrom, validTo });
const dutch = { country: 'NL', registrations: [registration('NL')] };
const dutchAndGerman = { country: 'NL', registrations: [registration('NL'), registration('DE')] };
const american = { country: 'US', registrations: [registration('US-CA')] };
const to = (country: string, region: string | null = null): TaxQuestion['shipTo'] => ({ country, region });
const buyer = (country: string, taxId: string | null = null, taxTreatment: TaxQuestion['customer']['taxTreatment'] = 'standard'): TaxQuestion['customer'] => ({ country, taxId, taxTreatment });
const certificate = { jurisdiction: 'NL', certificateNumber: 'C-1', reason: 'embassy', validFrom: '2026-01-01', validTo: '2026-06-30' };

const question = (change: Partial<TaxQuestion>): TaxQuestion => ({ seller: dutch, shipTo: to('NL'), customer: buyer('NL'), taxClass: 'standard', on: '2026-03-02', rates, ...change });

const decided: readonly [string, Partial<TaxQuestion>, string][] = [
  ['at home, standard', {}, 'NL S 21'],
  ['to a country of states without one, where the seller is registered in none', { shipTo: to('US'), customer: buyer('US') }, 'US G 0'],
  ['by a seller who is registered nowhere, to no state', { seller: { country: 'GB', registrations: [] }, shipTo: to('US'), customer: buyer('US') }, 'US O 0'],
  ['at home, reduced', { taxClass: 'reduced' }, 'NL S 9'],
  ['at home, zero', { taxClass: 'zero' }, 'NL Z 0'],
  ['at home, exempt', { taxClass: 'exempt' }, 'NL E 0'],
  ['the rate of the day', { seller: { country: 'DE', registrations: [registration('DE')] }, shipTo: to('DE'), on: '2020-12-31' }, 'DE S 16'],
  ['the rate of the day after', { seller: { country: 'DE', registrations: [registration('DE')] }, shipTo: to('DE'), on: '2021-01-01' }, 'DE S 19'],
  ['at home to a business, with VAT id', { customer: buyer('NL', 'NL123456789B01') }, 'NL S 21'],
  ['at home, reverse charge as recorded', { customer: buyer('NL', 'NL123456789B01', 'reverse_charge') }, 'NL AE 0'],
  ['at home, for export as recorded', { customer: buyer('NL', null, 'export') }, 'NL G 0'],
  ['with a certificate', { exemption: [certificate] }, 'NL E 0'],
  ['with a certificate on its last day', { exemption: [certificate], on: '2026-06-30' }, 'NL E 0'],
  ['after the certificate has run out', { exemption: [certificate], on: '2026-07-01' }, 'NL S 21'],
  ['with a certificate of another jurisdiction', { exemption: [{ ...certificate, jurisdiction: 'DE' }] }, 'NL S 21'],
  ['out of scope', { customer: buyer('NL', null, 'out_of_scope') }, 'NL O 0'],
  ['seller without registration', { seller: { country: 'NL', registrations: [] } }, 'NL O 0'],
  ['seller without registration, abroad', { seller: { country: 'NL', registrations: [] }, shipTo: to('US', 'CA') }, 'US-CA O 0'],
  ['seller before its registration', { seller: { country: 'NL', registrations: [registration('NL', '2026-04-01')] } }, 'NL O 0'],
  ['seller whose registration was ended by a later row', { seller: { country: 'NL', registrations: [registration('NL'), registration('NL', '2026-02-28', '2026-02-28')] } }, 'NL O 0'],
  ['goods to a business in another member state', { shipTo: to('DE'), customer: buyer('DE', 'DE136695976') }, 'DE K 0'],
  ['goods to a business though the seller is registered there too', { seller: dutchAndGerman, shipTo: to('DE'), customer: buyer('DE', 'DE136695976') }, 'DE K 0'],
  ['goods to Greece, whose ids begin with EL', { shipTo: to('GR'), customer: buyer('GR', 'EL123456789') }, 'GR K 0'],
  ['a service to a business in another member state', { shipTo: to('DE'), customer: buyer('DE', 'DE136695976'), supply: 'service' }, 'DE AE 0'],
  ['a business of the seller\'s own state takes delivery abroad', { shipTo: to('DE'), customer: buyer('NL', 'NL123456789B01') }, 'NL S 21'],
  ['a consumer in another member state, below the threshold', { shipTo: to('DE'), customer: buyer('DE') }, 'NL S 21'],
  ['a consumer where the seller is registered', { seller: dutchAndGerman, shipTo: to('DE'), customer: buyer('DE') }, 'DE S 19'],
  ['exempt goods to another member state', { shipTo: to('DE'), customer: buyer('DE', 'DE136695976'), taxClass: 'exempt' }, 'DE E 0'],
  ['export to Switzerland', { shipTo: to('CH'), customer: buyer('CH', 'CHE-116.281.710 MWST') }, 'CH G 0'],
  ['export to Britain', { shipTo: to('GB'), customer: buyer('GB', 'GB123456789') }, 'GB G 0'],
  ['a service to Switzerland', { shipTo: to('CH'), customer: buyer('CH'), supply: 'service' }, 'CH O 0'],
  ['to Switzerland with a registration there', { seller: { country: 'NL', registrations: [registration('NL'), registration('CH')] }, shipTo: to('CH'), customer: buyer('CH') }, 'CH S 8.1'],
  ['a state with nexus', { seller: american, shipTo: to('US', 'CA'), customer: buyer('US') }, 'US-CA S 7.25'],
  ['a state with nexus, written with its country', { seller: american, shipTo: to('US', 'us-ca'), customer: buyer('US') }, 'US-CA S 7.25'],
  ['a state without nexus', { seller: american, shipTo: to('US', 'NY'), customer: buyer('US') }, 'US-NY O 0'],
  ['a resale certificate of the state', { seller: american, shipTo: to('US', 'CA'), customer: buyer('US'), exemption: [{ ...certificate, jurisdiction: 'US-CA' }] }, 'US-CA E 0'],
  ['export from the United States', { seller: american, shipTo: to('DE'), customer: buyer('DE', 'DE136695976') }, 'DE G 0'],
];

const show = (answer: TaxAnswer): string => ('undecidable' in answer ? `? ${answer.undecidable}` : `${answer.jurisdiction} ${answer.category} ${answer.rate}`);

for (const [name, change, expected] of decided) {
  test(`tax: ${name}`, () => {
    const answer = decideTax(question(change));
    assert.equal(show(answer), expected);
    // A document has to say why no tax is charged.
    if (!('undecidable' in answer)) assert.equal(answer.reason === null, answer.category === 'S' || answer.category === 'Z');
  });
}

const undecidable: readonly [string, Partial<TaxQuestion>, RegExp][] = [
  ['no rate for the class', { seller: { country: 'DE', registrations: [registration('DE')] }, shipTo: to('DE'), taxClass: 'reduced' }, /no reduced rate of DE/],
  ['no rate yet on the day', { on: '2012-09-30' }, /no standard rate of NL is known for 2012-09-30/],
  ['a state is missing', { seller: american, shipTo: to('US') }, /no state/],
  ['a state is written out', { seller: american, shipTo: to('US', 'California') }, /no state in two letters/],
  ['no country', { shipTo: to('') }, /no country/],
  ['an id that is none', { shipTo: to('DE'), customer: buyer('DE', 'DE12') }, /VAT id DE12/],
  ['reverse charge without an id', { customer: buyer('NL', null, 'reverse_charge') }, /needs the tax id/],
  ['reverse charge to another member state without an id', { shipTo: to('DE'), customer: buyer('DE', null, 'reverse_charge') }, /needs the VAT id/],
  ['reverse charge to another member state with an id of home', { shipTo: to('DE'), customer: buyer('NL', 'NL123456789B01', 'reverse_charge') }, /another member state/],
  ['a reverse charge at home to a number that is no VAT id', { customer: buyer('NL', '12345678', 'reverse_charge') }, /not written as its country/],
  ['exempt by record, but no certificate', { customer: buyer('NL', null, 'exempt') }, /no certificate for NL/],
  ['exempt by record, certificate has run out', { customer: buyer('NL', null, 'exempt'), exemption: [certificate], on: '2026-07-01' }, /no certificate for NL is valid on 2026-07-01/],
];

for (const [name, change, expected] of undecidable) {
  test(`tax is not decided: ${name}`, () => assert.match(show(decideTax(question(change))), expected));
}
