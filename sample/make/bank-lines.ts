// All lines of the two bank accounts: what customers paid, and what else goes through an account of a company.
import { addDays, endOfMonth } from '#kernel/local-date.ts';

import { between } from './chance.ts';
import { accounts, firstDay, lastDay } from './company.ts';
import { bankAccount } from './identifiers.ts';
import { businessDay, makePayments } from './payments.ts';
import type { AccountName } from './company.ts';
import type { Issued } from './invoices.ts';
import type { Paid } from './payments.ts';

export function makeBankLines(issued: Issued): Paid[] {
  const paid = makePayments(issued);
  const rest = monthStarts().flatMap((start) => [...bankItself(start), ...outgoing(start), ...otherReceipts(start)]);
  const lines = [...paid, ...rest];
  return [...lines, ...monthStarts().flatMap((start) => transfer(start, lines))].filter((line) => line.bookedOn >= firstDay && line.bookedOn <= lastDay).sort(byDay);
}

function byDay(a: Paid, b: Paid): number {
  return a.bookedOn.localeCompare(b.bookedOn, 'en') || a.name.localeCompare(b.name, 'en') || (a.amountMinor < b.amountMinor ? -1 : a.amountMinor > b.amountMinor ? 1 : 0);
}

export function monthStarts(): string[] {
  const starts: string[] = [];
  for (let day = `${firstDay.slice(0, 8)}01`; day <= lastDay; day = addDays(endOfMonth(day), 1)) starts.push(day);
  return starts;
}

function bankItself(start: string): Paid[] {
  const end = endOfMonth(start);
  const day = lastBusinessDay(end);
  return (Object.keys(accounts) as AccountName[]).flatMap((account) => [
    plain({ account, bookedOn: day, amountMinor: -BigInt(between(`${start} ${account} fee`, 1450, 3890)), text: `Account charges ${start.slice(0, 7)}`, kind: 'charge' }),
    plain({ account, bookedOn: day, amountMinor: BigInt(between(`${start} ${account} interest`, 310, 4875)), text: `Interest ${start.slice(0, 7)}`, kind: 'interest' }),
  ]);
}

// Most of what comes in goes out again; without these lines the balances would look like nobody's.
function outgoing(start: string): Paid[] {
  const payees = [['Kleiwerken Oost N.V.', 'Clay and glazes', 2_600_000], ['Transport De Maasbrug', 'Haulage', 500_000], ['Staff wages', 'Wages', 2_000_000], ['Tax authority', 'VAT return', 700_000]] as const;
  return payees.map(([name, text, about], index) => ({
    ...plain({ account: 'home', bookedOn: businessDay(addDays(start, 5 + index * 6)), amountMinor: -BigInt(between(`${start} ${name}`, about * 0.8, about * 1.2)), text: `${text} ${start.slice(0, 7)}`, kind: 'outgoing' }),
    name, iban: bankAccount('NL', name),
  }));
}

function otherReceipts(start: string): Paid[] {
  const month = Number(start.slice(5, 7));
  if (month % 2 === 1) {
    return [{ ...plain({ account: 'home', bookedOn: businessDay(addDays(start, 16)), amountMinor: BigInt(between(`${start} insurer`, 20_000, 90_000)), text: 'Claim 88-1204 settled', kind: 'transfer' }), name: 'Onderlinge Verzekering Maasmond', iban: bankAccount('NL', 'insurer') }];
  }
  return [{ ...plain({ account: 'germany', bookedOn: businessDay(addDays(start, 11)), amountMinor: BigInt(between(`${start} stranger`, 5_000, 60_000)), text: 'Danke', kind: 'transfer' }), name: 'Sabine Oelrich', iban: bankAccount('DE', 'stranger') }];
}

/** At the end of the month most of what came in on the German account moves home. */
function transfer(start: string, lines: readonly Paid[]): Paid[] {
  const day = lastBusinessDay(endOfMonth(start));
  const received = lines.filter((line) => line.account === 'germany' && line.bookedOn >= start && line.bookedOn < day).reduce((sum, line) => sum + line.amountMinor, 0n);
  const moved = (received / 500_000n) * 400_000n;
  if (moved <= 0n) return [];
  const text = `Own transfer ${start.slice(0, 7)}`;
  return [
    { ...plain({ account: 'germany', bookedOn: day, amountMinor: -moved, text, kind: 'own' }), name: 'Zilverdijk Keramiek B.V.', iban: accounts.home.iban },
    { ...plain({ account: 'home', bookedOn: day, amountMinor: moved, text, kind: 'own' }), name: 'Zilverdijk Keramiek B.V.', iban: accounts.germany.iban },
  ];
}

function plain(line: Pick<Paid, 'account' | 'bookedOn' | 'amountMinor' | 'text' | 'kind'>): Paid {
  return { ...line, name: '', iban: '', endToEndId: 'NOTPROVIDED', meant: line.kind };
}

function lastBusinessDay(end: string): string {
  const next = businessDay(end);
  return next > end ? addDays(next, -3) : end;
}
