// How the customers pay: mostly right, sometimes late, short, too much, twice, with a slip of the pen or by somebody else.
import { addDays, dayOfWeek } from '#kernel/local-date.ts';
import { divideRounded } from '#kernel/rounding.ts';

import { below, between, percentOfCases, pick, pickWeighted } from './chance.ts';
import { lastDay } from './company.ts';
import { customerOfNumber } from './customers.ts';
import { bankAccount } from './identifiers.ts';
import { remittanceText, slipOfThePen } from './remittance-text.ts';
import type { AccountName } from './company.ts';
import type { Customer } from './customers.ts';
import type { Claim, Issued } from './invoices.ts';

export type BankLine = {
  readonly account: AccountName;
  readonly bookedOn: string;
  /** Positive came in. */
  readonly amountMinor: bigint;
  readonly name: string;
  readonly iban: string;
  readonly text: string;
  readonly endToEndId: string;
  readonly kind: 'transfer' | 'return' | 'charge' | 'interest' | 'outgoing' | 'own';
  readonly returnReason?: string;
};

/** What the maker meant by a line; the matcher must find it out for itself. */
export type Paid = BankLine & { readonly meant: string };

type Habit = { readonly habit: string; readonly weight: number };
const habits: readonly Habit[] = [
  { habit: 'exact', weight: 58 }, { habit: 'typo', weight: 8 }, { habit: 'name only', weight: 6 }, { habit: 'short pay', weight: 5 }, { habit: 'bank fee', weight: 3 },
  { habit: 'overpaid', weight: 3 }, { habit: 'unknown payer', weight: 3 }, { habit: 'returned', weight: 2 }, { habit: 'two parts', weight: 3 }, { habit: 'paid twice', weight: 2 },
  { habit: 'not paid', weight: 7 },
];
/** These pay once a week what is due, in one sum. */
const paysWeekly = (customer: Customer): boolean => customer.weight >= 6;

export function makePayments({ claims, credits }: Issued): Paid[] {
  const byCustomer = Map.groupBy(claims, (claim) => claim.customer);
  return [...byCustomer].flatMap(([number, owed]) => {
    const customer = customerOfNumber(number);
    const open = credits.filter((credit) => credit.customer === number);
    return paysWeekly(customer) ? weekly(customer, owed, open) : owed.flatMap((claim) => singly(customer, claim));
  }).filter((line) => line.bookedOn <= lastDay);
}

function singly(customer: Customer, claim: Claim): Paid[] {
  const key = `${claim.number}/${claim.part}`;
  const habit = habitOf(customer, key);
  const day = payDay(customer, claim);
  const discount = takesDiscount(claim, day) ? claim.discountMinor : 0n;
  const due = claim.amountMinor - discount;
  const line = lineOf(customer, { key, day, amountMinor: due, numbers: [claim.number], meant: discount > 0n ? 'discount taken' : habit });
  switch (habit) {
    case 'not paid': return [];
    case 'typo': return [{ ...line, text: remittanceText(customer, key, [slipOfThePen(key, claim.number)]) }];
    case 'name only': return [{ ...line, text: pick(`${key} words`, ['', 'Payment', 'Invoice', 'As agreed', `Customer ${customer.number}`]) }];
    case 'short pay': return [{ ...line, amountMinor: due - shortBy(key, due), meant: habit }];
    case 'bank fee': return [{ ...line, amountMinor: due - pick(`${key} fee`, [750n, 1200n, 1500n, 2500n]), meant: habit }];
    case 'overpaid': return [{ ...line, amountMinor: due + pick(`${key} over`, [1n, 100n, 1000n, divideRounded(due, 10n, 'half-up')]), meant: habit }];
    case 'unknown payer': return [{ ...line, ...thirdParty(key), text: percentOfCases(`${key} silent`, 50) ? 'Payment on behalf of a friend' : line.text, meant: habit }];
    case 'returned': return returned(line, key);
    case 'two parts': return twoParts(line, key);
    case 'paid twice': return [line, { ...line, bookedOn: businessDay(addDays(day, 3)), meant: habit }];
    default: return [line];
  }
}

// A bank abroad keeps its fee far more often than one at home does.
function habitOf(customer: Customer, key: string): string {
  const isAbroad = customer.country === 'GB' || customer.country === 'US';
  return pickWeighted(`${key} habit`, habits.map((one) => (one.habit === 'bank fee' && isAbroad ? { ...one, weight: 25 } : one))).habit;
}

function weekly(customer: Customer, owed: readonly Claim[], credits: readonly Claim[]): Paid[] {
  const paid = owed.filter((claim) => !percentOfCases(`${claim.number}/${claim.part} kept back`, 5));
  const weeks = Map.groupBy(paid, (claim) => fridayOf(payDay(customer, claim)));
  let left = [...credits];
  return [...weeks].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([day, claims]) => {
    const key = `${customer.number} ${day}`;
    const due = claims.reduce((sum, claim) => sum + claim.amountMinor - (takesDiscount(claim, day) ? claim.discountMinor : 0n), 0n);
    const used = left.filter((credit) => credit.issuedOn < day && credit.amountMinor < due / 2n).slice(0, 1);
    left = left.filter((credit) => !used.includes(credit));
    const amountMinor = due - used.reduce((sum, credit) => sum + credit.amountMinor, 0n);
    const numbers = [...claims, ...used].map((claim) => claim.number);
    const isSlip = numbers.length > 1 && percentOfCases(`${key} slip`, 10);
    const written = isSlip ? [slipOfThePen(key, numbers[0] ?? ''), ...numbers.slice(1)] : numbers;
    const meant = used.length > 0 ? 'several with credit' : numbers.length > 1 ? `several${isSlip ? ' with typo' : ''}` : 'exact';
    return lineOf(customer, { key, day, amountMinor, numbers: written, meant });
  });
}

type Payment = { readonly key: string; readonly day: string; readonly amountMinor: bigint; readonly numbers: readonly string[]; readonly meant: string };

function lineOf(customer: Customer, { key, day, amountMinor, numbers, meant }: Payment): Paid {
  return {
    account: customer.paysTo, bookedOn: businessDay(day), amountMinor, name: payerName(customer, key), iban: customer.iban, kind: 'transfer', meant,
    text: remittanceText(customer, key, numbers), endToEndId: percentOfCases(`${customer.number} gives ids`, 40) ? `E2E${String(below(`${key} id`, 1_000_000)).padStart(6, '0')}` : 'NOTPROVIDED',
  };
}

// Banks pass on the name as it was typed: in capitals, without accents, under the trade name, or cut.
function payerName(customer: Customer, key: string): string {
  const plain = customer.name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('ı', 'i');
  const forms = [customer.name, customer.name, plain.toUpperCase(), plain, customer.tradeName === '' ? customer.name : customer.tradeName, plain.slice(0, 24).trim()];
  return pick(`${customer.number} ${percentOfCases(`${key} name`, 15) ? key : ''} name`, forms);
}

function payDay(customer: Customer, claim: Claim): string {
  const jitter = between(`${claim.number}/${claim.part} day`, -2, 3);
  // Whoever takes the discount pays on its last days.
  if (claim.discountUntil !== '' && customer.lateDays < -9) return addDays(claim.discountUntil, Math.min(jitter - 1, 0));
  const day = addDays(claim.dueOn, customer.lateDays + jitter);
  return day < claim.issuedOn ? addDays(claim.issuedOn, 4) : day;
}

function takesDiscount(claim: Claim, day: string): boolean {
  return claim.discountUntil !== '' && day <= addDays(claim.discountUntil, 2);
}

function shortBy(key: string, due: bigint): bigint {
  return percentOfCases(`${key} odd`, 40) ? BigInt(between(`${key} cents`, 1, 99)) : divideRounded(due * BigInt(between(`${key} share`, 3, 15)), 100n, 'half-up');
}

function thirdParty(key: string): { readonly name: string; readonly iban: string } {
  const name = pick(`${key} third`, ['H. Achterberg', 'Immo-Verwaltung Lenz', 'Sté Financière du Quai', 'Greenacre Factors Ltd', 'Fam. Dijkstra-Mol']);
  return { name, iban: bankAccount('NL', `${key} third`) };
}

function returned(line: Paid, key: string): Paid[] {
  const back = businessDay(addDays(line.bookedOn, between(`${key} back`, 2, 5)));
  const again = businessDay(addDays(back, between(`${key} again`, 4, 12)));
  return [
    line,
    { ...line, bookedOn: back, amountMinor: -line.amountMinor, kind: 'return', returnReason: 'FOCR', text: `Return at the request of the payer: ${line.text}`, meant: 'returned' },
    { ...line, bookedOn: again, meant: 'paid again' },
  ];
}

function twoParts(line: Paid, key: string): Paid[] {
  const first = divideRounded(line.amountMinor * BigInt(between(`${key} first`, 30, 70)), 100n, 'half-up');
  return [
    { ...line, amountMinor: first, text: `${line.text} part 1`, meant: 'two parts' },
    { ...line, amountMinor: line.amountMinor - first, bookedOn: businessDay(addDays(line.bookedOn, 21)), text: `${line.text} rest`, meant: 'two parts' },
  ];
}

export function businessDay(day: string): string {
  return dayOfWeek(day) <= 5 ? day : addDays(day, 8 - dayOfWeek(day));
}

function fridayOf(day: string): string {
  return addDays(day, 5 - Math.min(dayOfWeek(day), 5) + (dayOfWeek(day) > 5 ? 12 - dayOfWeek(day) : 0));
}
