// The currencies of ISO 4217 and how many digits the smallest unit of each has.
import { refuse } from './refusal.ts';

export type Currency = string;

// ISO 4217 list one. Node's Intl is no source: it follows custom (HUF 0, IQD 0) where the standard and the banks say 2 and 3.
// Metals, test and no-currency codes (XAU, XTS, XXX ...) have no smallest unit and are left out.
const codesByDigits: ReadonlyMap<number, string> = new Map([
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [2, `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP
    CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
    KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
    PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU
    UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]);

// Withdrawn in this decade: documents written in them are still open, disputed or under audit.
const withdrawnWithTwoDigits = 'ANG BGN CUC HRK SLL ZWL';

const digitsByCode = new Map<string, number>();
for (const [digits, codes] of codesByDigits) for (const code of codes.split(/\s+/)) digitsByCode.set(code, digits);
for (const code of withdrawnWithTwoDigits.split(' ')) digitsByCode.set(code, 2);

export const currencyCodes: readonly Currency[] = [...digitsByCode.keys()].sort();

export function isCurrency(text: string): boolean {
  return digitsByCode.has(text);
}

export function currencyDigits(code: Currency): number {
  const digits = digitsByCode.get(code);
  if (digits === undefined) refuse('currency.unknown', 'This is not a currency of ISO 4217.', { field: 'currency', value: code });
  return digits;
}
