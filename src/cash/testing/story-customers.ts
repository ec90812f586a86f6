// Invented companies of five countries, some with a trade name, some sharing a first word, and how their banks spell them.

import type { Chance } from './chance.ts';

export type StoryCustomer = { readonly id: string; readonly name: string; readonly tradeName: string | null; readonly country: string; readonly currency: string; readonly account: string; readonly accountKnown: boolean };

const starts = ['Birken', 'Falken', 'Grau', 'Hasel', 'Kupfer', 'Linden', 'Nord', 'Ost', 'Quell', 'Rosen', 'Silber', 'Tannen', 'Ulmen', 'Wald', 'Ash', 'Brook', 'Clay', 'Dover', 'Elm', 'Fox', 'Glen', 'Holm', 'Ivy', 'Kestrel', 'Lark', 'Moss', 'Otter', 'Pine'];
const ends = ['berg', 'bach', 'feld', 'tal', 'hof', 'stadt', 'wick', 'ford', 'mere', 'den', 'ham', 'by', 'lund', 'vik', 'more', 'combe'];
const trades = ['Maschinenbau', 'Logistik', 'Software', 'Medical', 'Möbel', 'Chemie', 'Bakery', 'Optik', 'Analytics', 'Shipping', 'Textil', 'Design Studio', 'Pharma Services', 'Fördertechnik', 'Wine & Spirits', 'Energy'];
const places: readonly (readonly [country: string, currency: string, forms: readonly string[]])[] = [
  ['DE', 'EUR', ['GmbH', 'AG', 'GmbH & Co. KG', 'e.K.', 'UG']], ['US', 'USD', ['Inc.', 'LLC', 'Corp.', 'Co.']], ['GB', 'GBP', ['Ltd', 'plc', 'LLP']], ['FR', 'EUR', ['SARL', 'S.A.S.', 'SA']], ['NL', 'EUR', ['B.V.', 'N.V.']],
];

export function makeCustomers(chance: Chance, count: number): StoryCustomer[] {
  const names = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const [country, currency, forms] = chance.pick(places);
    let first = '';
    let name = '';
    do {
      first = chance.pick(starts) + chance.pick(ends);
      name = `${first} ${chance.pick(trades)}`;
    } while (names.has(name));
    names.add(name);
    const letters = Array.from({ length: 4 }, () => String.fromCharCode(65 + chance.below(26))).join('');
    const digits = Array.from({ length: 16 }, () => chance.below(10)).join('');
    return { id: `${20_000 + index * 7}${letters}`, name: `${name} ${chance.pick(forms)}`, tradeName: chance.under(0.25) ? first : null, country, currency, account: `${country}${10 + chance.below(89)}${digits}`, accountKnown: chance.under(0.6) };
  });
}

export function spellPayer(chance: Chance, customer: StoryCustomer): string {
  const words = customer.name.split(' ');
  switch (chance.weighted([['known', 30], ['capitals', 35], ['bare', 15], ['trade', 8], ['cut', 12]])) {
    case 'capitals': return customer.name.toUpperCase().replace(/[.,&]/g, '').replaceAll('Ä', 'AE').replaceAll('Ö', 'OE').replaceAll('Ü', 'UE');
    case 'bare': return words.slice(0, words.length - (customer.name.endsWith('Co. KG') ? 4 : 1)).join(' ');
    case 'trade': return customer.tradeName ?? customer.name;
    case 'cut': return customer.name.toUpperCase().slice(0, 18);
    default: return customer.name;
  }
}
