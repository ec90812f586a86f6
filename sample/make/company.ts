// The sample company itself: a distributor of tiles in the Netherlands that sells to trade customers in six countries.
import { bankAccount, vatId } from './identifiers.ts';

export const firstDay = '2026-05-01';
export const lastDay = '2026-10-31';
export const priceChangeDay = '2026-08-01';

/** Two accounts: the one at home, and one in Germany for the customers there and in Austria. */
export const accounts = {
  home: { name: 'Current account', iban: bankAccount('NL', 'Zilverdijk home'), bic: 'CFTBNL2R', currency: 'EUR', openingMinor: 18_450_372n },
  germany: { name: 'Account for Germany and Austria', iban: bankAccount('DE', 'Zilverdijk germany'), bic: 'CFTBDE2D', currency: 'EUR', openingMinor: 4_106_218n },
} as const;

export type AccountName = keyof typeof accounts;

export const company = {
  name: 'Zilverdijk Keramiek',
  entity: {
    code: 'ZDK',
    name: 'Zilverdijk Keramiek B.V.',
    address: { lines: ['Ovenkade 14'], postal_code: '3311 ZK', city: 'Dordrecht', region: null, country: 'NL' },
    country: 'NL',
    base_currency: 'EUR',
    time_zone: 'Europe/Amsterdam',
    language: 'en',
    tax_rounding: 'group',
    tax_id: vatId('NL', 'Zilverdijk'),
    registration: 'KvK 00000000',
    email: 'billing@zilverdijk.example',
    phone: '+31 78 000 0000',
    website: 'https://zilverdijk.example',
    bank_name: 'Counterfoil Test Bank',
    iban: accounts.home.iban,
    bic: accounts.home.bic,
    footer: 'Goods remain our property until they are paid in full.',
  },
  tax_registrations: [{ jurisdiction: 'NL', number: vatId('NL', 'Zilverdijk'), valid_from: '2015-01-01' }],
  charge_codes: [
    { charge_code: 'goods', name: 'Goods', revenue_account_code: '4000', tax_class: 'standard' },
    { charge_code: 'books', name: 'Printed matter', revenue_account_code: '4000', tax_class: 'reduced' },
    { charge_code: 'service', name: 'Services', revenue_account_code: '4000', tax_class: 'standard' },
    { charge_code: 'freight', name: 'Freight', revenue_account_code: '4100', tax_class: 'standard' },
  ],
  bank_accounts: Object.values(accounts).map(({ name, iban, bic, currency }) => ({ name, iban, bic, currency })),
} as const;

/** Rates by place and day. The company is registered at home only; the others are there for the day it registers there. */
export const taxRates = [
  ['NL', 'standard', '2012-10-01', '21', 'BTW hoog'],
  ['NL', 'reduced', '2019-01-01', '9', 'BTW laag'],
  ['NL', 'zero', '2012-10-01', '0', 'BTW nul'],
  ['DE', 'standard', '2021-01-01', '19', 'USt'],
  ['DE', 'reduced', '2021-01-01', '7', 'USt ermäßigt'],
  ['FR', 'standard', '2014-01-01', '20', 'TVA'],
  ['FR', 'reduced', '2014-01-01', '5.5', 'TVA taux réduit'],
  ['AT', 'standard', '2016-01-01', '20', 'USt'],
  ['AT', 'reduced', '2016-01-01', '10', 'USt ermäßigt'],
  ['GB', 'standard', '2011-01-04', '20', 'VAT'],
] as const;

export const terms = [
  { terms_code: 'NET14', name: 'Net 14 days', kind: 'net', days: 14, months: '', discount_percent: '', discount_days: '', instalments: '', roll: 'following' },
  { terms_code: 'NET30', name: 'Net 30 days', kind: 'net', days: 30, months: '', discount_percent: '', discount_days: '', instalments: '', roll: 'following' },
  { terms_code: '2-10-NET30', name: '2% within 10 days, net 30', kind: 'net', days: 30, months: '', discount_percent: '2', discount_days: 10, instalments: '', roll: 'following' },
  { terms_code: 'EOM', name: 'End of the following month', kind: 'end_of_month', days: 0, months: 1, discount_percent: '', discount_days: '', instalments: '', roll: 'none' },
  { terms_code: '3-PARTS', name: '40% after 14 days, 30% after 45, 30% after 75', kind: 'net', days: 75, months: '', discount_percent: '', discount_days: '', instalments: '40@14;30@45;30@75', roll: 'following' },
] as const;
