// Makes up customers, invoices and the payments for them, with the truth of each: the corpus on which the matcher is measured.
// The words, names and number series are its own; the same seed tells the same stories.

import { addDays, type LocalDate } from '#kernel/local-date.ts';
import { formatAmount } from '#kernel/money.ts';
import { openChance, type Chance } from './chance.ts';
import { makeCustomers, spellPayer, type StoryCustomer } from './story-customers.ts';
import { listNumbers, misspell, numberSeries, wordsBefore } from './story-words.ts';

export type StoryInvoice = { number: string; customer: string; kind: 'invoice' | 'credit_note'; issuedOn: LocalDate; dueOn: LocalDate; minor: bigint; currency: string; left: bigint };

export type Truth = { readonly kind: string; readonly applications: readonly { document: string; minor: bigint }[]; readonly unapplied: bigint };

export type StoryLine = {
  readonly id: string; readonly on: LocalDate; readonly minor: bigint; readonly currency: string; readonly payerName: string; readonly payerAccount: string; readonly text: string;
  readonly original: { minor: bigint; currency: string } | null; readonly truth: Truth;
};

export type Stories = { readonly customers: readonly StoryCustomer[]; readonly documents: readonly StoryInvoice[]; readonly lines: readonly StoryLine[] };

export type StoryOptions = { readonly seed: number; readonly customers: number; readonly invoicesEach: number; /** 'running' numbers stand side by side, 'scattered' ones are far apart. */ readonly numbers: 'running' | 'scattered'; readonly fixedPrices: number };

const kinds: readonly (readonly [kind: string, weight: number])[] = [['exact', 30], ['name_only', 12], ['listed', 11], ['typo', 8], ['wrapped', 6], ['unlisted', 5], ['discount', 4], ['dispute', 4], ['parts', 4], ['charge', 3],
  ['foreign', 3], ['credit', 3], ['overpaid', 2], ['third_party', 2], ['on_account', 2]];
const prices = [1_900n, 3_500n, 4_900n, 9_900n, 14_900n, 24_900n];

export function tellStories(options: StoryOptions): Stories {
  const chance = openChance(options.seed);
  const customers = makeCustomers(chance, options.customers);
  const documents = makeInvoices(chance, customers, options);
  const lines: StoryLine[] = [];
  const teller: Teller = { chance, customers, documents, lines, waiting: new Map() };
  for (const customer of customers) teller.waiting.set(customer.id, documents.filter((one) => one.customer === customer.id));
  for (const document of [...documents]) {
    if (document.left === 0n || document.kind === 'credit_note' || chance.under(0.45)) continue;
    const customer = customers.find((one) => one.id === document.customer);
    if (customer !== undefined) tell(teller, customer, document, chance.weighted(kinds));
  }
  return { customers, documents, lines: lines.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).map((line, index) => ({ ...line, id: `L${index}` })) };
}

type Teller = { chance: Chance; customers: readonly StoryCustomer[]; documents: StoryInvoice[]; lines: StoryLine[]; waiting: Map<string, StoryInvoice[]> };

function makeInvoices(chance: Chance, customers: readonly StoryCustomer[], options: StoryOptions): StoryInvoice[] {
  const drafts = customers.flatMap((customer) => Array.from({ length: options.invoicesEach }, () => {
    const issuedOn = addDays('2024-01-08', chance.below(420));
    const minor = chance.under(options.fixedPrices) ? chance.pick(prices) : BigInt(500 + chance.below(chance.under(0.2) ? 300_000 : 20_000));
    return { customer, issuedOn, minor };
  })).sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1));
  const next = numberSeries(chance, options.numbers);
  return drafts.map(({ customer, issuedOn, minor }) => ({ number: next(customer.country, issuedOn), customer: customer.id, kind: 'invoice', issuedOn, dueOn: addDays(issuedOn, 30), minor, currency: customer.currency, left: minor }));
}

type Draft = { on: LocalDate; minor: bigint; text: string; applications: Truth['applications']; unapplied?: bigint; currency?: string; original?: StoryLine['original']; payer?: string };

function tell(teller: Teller, customer: StoryCustomer, first: StoryInvoice, kind: string): void {
  const { chance } = teller;
  const on = addDays(first.dueOn, chance.below(55) - 15);
  const before = wordsBefore(chance, customer.country);
  const pay = (draft: Omit<Draft, 'on'> & { on?: LocalDate }): void => addLine(teller, customer, kind, { on, ...draft });
  const whole = (text: string): void => pay({ minor: first.left, text, applications: [{ document: first.number, minor: first.left }] });
  switch (kind) {
    case 'exact': whole(`${before}${first.number}`); return afterwards(teller, customer, first, `${before}${first.number}`, on);
    case 'name_only': return whole(chance.pick(['', 'PAYMENT', 'THANKS', 'Überweisung', 'Zahlung', 'monthly fee', `ACCT ${customer.id}`, `Kd-Nr ${customer.id}`]));
    case 'typo': return whole(`${before}${misspell(chance, first.number)}`);
    case 'wrapped': return whole(wrapped(chance, `${before}${first.number} ${chance.under(0.5) ? `KD ${customer.id}` : ''}`));
    case 'third_party': return pay({ minor: first.left, text: `${before}${first.number}`, applications: [{ document: first.number, minor: first.left }], payer: chance.pick(['Quillmoor Treuhand AG', 'Osterlund Factoring Ltd', 'P. Hallström', 'Betula Holding S.A.']) });
    case 'listed': case 'unlisted': return tellSeveral(teller, customer, first, kind, on);
    case 'parts': return tellParts(teller, customer, first, before, on);
    case 'on_account': return pay({ minor: BigInt(1 + chance.below(40)) * 5_000n, text: chance.pick(['ON ACCOUNT', 'a conto', 'Anzahlung Auftrag', 'DEPOSIT', 'acompte', 'Advance payment']), applications: [], unapplied: -1n });
    default: return tellDifference(teller, customer, first, { kind, before, on });
  }
}

function tellDifference(teller: Teller, customer: StoryCustomer, first: StoryInvoice, story: { kind: string; before: string; on: LocalDate }): void {
  const { chance } = teller;
  const { kind, before, on } = story;
  const pay = (draft: Omit<Draft, 'on'>): void => addLine(teller, customer, kind, { on, ...draft });
  const applications = [{ document: first.number, minor: first.left }];
  const named = `${before}${first.number}`;
  switch (kind) {
    case 'discount': {
      const percent = BigInt(chance.pick([2, 3]));
      const off = (first.left * percent * 2n + 100n) / 200n;
      return pay({ minor: first.left - off, text: `${named}${chance.pick(['', ` ${percent}% Skonto`, ' less discount', ' ./. Skonto'])}`, applications });
    }
    case 'charge': {
      const off = chance.pick([500n, 750n, 1_000n, 1_250n, 1_500n]);
      if (off * 3n > first.left) return pay({ minor: first.left, text: named, applications });
      return pay({ minor: first.left - off, text: `${named}${chance.under(0.6) ? ` CHGS ${formatAmount(off, first.currency)}` : ''}`, applications });
    }
    case 'dispute': {
      const paid = first.left - (first.left * BigInt(8 + chance.below(30))) / 100n;
      return pay({ minor: paid, text: `${named} ${chance.pick(['goods damaged', 'Reklamation', 'short delivery, see mail', 'abzgl. Mängel', 'LITIGE', 'qty dispute'])}`, applications: [{ document: first.number, minor: paid }] });
    }
    case 'foreign': {
      const currency = customer.currency === 'EUR' ? 'USD' : 'EUR';
      const rate = BigInt(8_000 + chance.below(5_000));
      const minor = (first.left * rate + 5_000n) / 10_000n;
      const field = `/OCMT/${customer.currency}${formatAmount(first.left, customer.currency)}/EXCH/0.${String(rate).padStart(5, '0')}/`;
      return pay({ minor, currency, original: chance.under(0.7) ? { minor: first.left, currency: customer.currency } : null, text: `${named} ${field}`, applications });
    }
    case 'credit': {
      const credit: StoryInvoice = { number: `CN-${10_000 + chance.below(90_000)}`, customer: customer.id, kind: 'credit_note', issuedOn: addDays(first.issuedOn, 3), dueOn: addDays(first.issuedOn, 3), minor: -(first.left / 5n), currency: first.currency, left: -(first.left / 5n) };
      teller.documents.push(credit);
      const minor = first.left + credit.left;
      pay({ minor, text: `${named} ${chance.pick(['', 'less '])}${credit.number}`, applications: [...applications, { document: credit.number, minor: credit.left }] });
      credit.left = 0n;
      return;
    }
    default: {
      const over = chance.pick([1n, 10n, 100n, 50n, 500n]);
      return pay({ minor: first.left + over, text: named, applications, unapplied: over });
    }
  }
}

function tellSeveral(teller: Teller, customer: StoryCustomer, first: StoryInvoice, kind: string, on: LocalDate): void {
  const { chance } = teller;
  const open = (teller.waiting.get(customer.id) ?? []).filter((one) => one.left > 0n && one !== first && one.issuedOn <= on);
  const group = [first, ...open.slice(0, 1 + chance.below(kind === 'listed' ? 4 : 2))];
  const numbers = group.map((one) => (chance.under(0.07) ? misspell(chance, one.number) : one.number));
  const text = kind === 'listed' ? `${wordsBefore(chance, customer.country)}${listNumbers(chance, numbers)}` : chance.pick(['several invoices', 'diverse Rechnungen', `CUST ${customer.id}`, 'STATEMENT', 'lt. Aufstellung']);
  addLine(teller, customer, group.length === 1 ? 'name_only' : kind, { on, minor: group.reduce((sum, one) => sum + one.left, 0n), text, applications: group.map((one) => ({ document: one.number, minor: one.left })) });
}

function tellParts(teller: Teller, customer: StoryCustomer, first: StoryInvoice, before: string, on: LocalDate): void {
  const { chance } = teller;
  const part = (first.left * BigInt(30 + chance.below(41))) / 100n;
  addLine(teller, customer, 'parts', { on, minor: part, text: `${before}${first.number}${chance.pick(['', ' part payment', ' Teil 1', ' 1. Rate', ' PARTIAL'])}`, applications: [{ document: first.number, minor: part }] });
  const rest = first.left;
  addLine(teller, customer, 'parts', { on: addDays(on, 12), minor: rest, text: `${before}${first.number}${chance.pick(['', ' balance', ' Rest', ' Teil 2'])}`, applications: [{ document: first.number, minor: rest }] });
}

/** The same payment again, now and then. */
function afterwards(teller: Teller, customer: StoryCustomer, first: StoryInvoice, text: string, on: LocalDate): void {
  if (!teller.chance.under(0.06)) return;
  addLine(teller, customer, 'twice', { on: addDays(on, 1 + teller.chance.below(4)), minor: first.minor, text, applications: [], unapplied: first.minor });
}

function wrapped(chance: Chance, text: string): string {
  const at = 3 + chance.below(Math.max(1, text.length - 6));
  return `${text.slice(0, at)}\n${text.slice(at)}`;
}

function addLine(teller: Teller, customer: StoryCustomer, kind: string, draft: Draft): void {
  const { chance, documents, lines } = teller;
  for (const { document, minor } of draft.applications) {
    const found = documents.find((one) => one.number === document);
    if (found !== undefined && found.kind === 'invoice') found.left -= minor;
  }
  const hasAccount = draft.payer === undefined && chance.under(0.75);
  lines.push({
    id: '', on: draft.on, minor: draft.minor, currency: draft.currency ?? customer.currency, payerName: draft.payer ?? spellPayer(chance, customer), payerAccount: hasAccount ? customer.account : '',
    text: draft.text, original: draft.original ?? null, truth: { kind, applications: draft.applications, unapplied: draft.unapplied === -1n ? draft.minor : (draft.unapplied ?? 0n) },
  });
}
