// What a person is about to apply: which documents, how much of each, and what becomes of the rest. Exact, in whole minor units.
import type { Candidate, ReceiptRecord, SuggestedLine, Suggestion } from './receipt-wire.ts';

/** What becomes of the part of a document that the money does not cover. */
export type RestKind = 'open' | 'discount' | 'fee' | 'tolerance';

export type DraftLine = {
  /** Money (or, of a credit note, what it gives) as decimal text; undefined while what is typed can't be read. */
  readonly pays: string | undefined;
  readonly rest: RestKind;
};

/** Ticked documents by their id; what is not here is not touched. All of them are in one currency. */
export type Draft = ReadonlyMap<string, DraftLine>;

/** Money in the currency of the documents; undefined where it is not known what the payment is worth in it. */
export type Purse = bigint | undefined;

export type LineSum = { readonly pays: bigint; readonly deducted: bigint; readonly left: bigint; readonly isWrong: boolean };

export type DraftSum = {
  /** Left of the money once the ticked documents took theirs; below zero they take more than there is. */
  readonly difference: bigint;
  readonly cash: bigint;
  readonly credits: bigint;
  readonly deducted: bigint;
  readonly count: number;
  readonly isWrong: boolean;
  /** A credit note gives more than the ticked documents of its customer take. */
  readonly isCreditLeft: boolean;
};

export const emptyDraft: Draft = new Map();

export function digitsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}

/** Decimal text as minor units; the wire always writes the digits of the currency. */
export function minorOf(amount: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
}

export function textOf(minor: bigint, digits: number): string {
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${minor < 0n ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}

export function isCreditNote(item: Candidate): boolean {
  return item.open.amount.startsWith('-');
}

/** Open amount without its sign: what may be taken of it, or from it. */
export function openOf(item: Candidate): bigint {
  const minor = minorOf(item.open.amount, digitsOf(item.open.amount));
  return minor < 0n ? -minor : minor;
}

/** What a suggestion counts on and is no longer there: another payment took it meanwhile. */
export function goneFrom({ lines, credits }: Pick<Suggestion, 'lines' | 'credits'>, items: readonly Candidate[]): readonly string[] {
  const byId = new Map(items.map((item) => [item.document_id, item]));
  const hasLess = (documentId: string, taken: readonly { readonly amount: string }[]) => {
    const item = byId.get(documentId);
    return !item || taken.reduce((sum, { amount }) => sum + minorOf(amount, digitsOf(item.open.amount)), 0n) > openOf(item);
  };
  return [
    ...lines.filter((line) => hasLess(line.document_id, [line.cash, line.credit, line.discount, line.fee, line.tolerance])),
    ...credits.filter((credit) => hasLess(credit.document_id, [credit.used])),
  ].map(({ number }) => number);
}

export function sumOfLine(item: Candidate, line: DraftLine): LineSum {
  const open = openOf(item);
  if (line.pays === undefined) return { pays: 0n, deducted: 0n, left: open, isWrong: true };
  const pays = line.pays === '' ? 0n : minorOf(line.pays, digitsOf(item.open.amount));
  const rest = open - pays;
  const deducted = line.rest === 'open' || isCreditNote(item) || rest < 0n ? 0n : rest;
  return { pays, deducted, left: rest - deducted, isWrong: rest < 0n || (pays === 0n && deducted === 0n) };
}

export function sumOfDraft(purse: Purse, items: readonly Candidate[], draft: Draft): DraftSum {
  let cash = 0n;
  let credits = 0n;
  let deducted = 0n;
  let count = 0;
  let isWrong = false;
  const creditLeft = new Map<string, bigint>();
  for (const item of items) {
    const line = draft.get(item.document_id);
    if (!line) continue;
    const sum = sumOfLine(item, line);
    count += 1;
    isWrong ||= sum.isWrong;
    const given = isCreditNote(item) ? sum.pays : -sum.pays;
    creditLeft.set(item.customer_id, (creditLeft.get(item.customer_id) ?? 0n) + given);
    if (isCreditNote(item)) credits += sum.pays;
    else {
      cash += sum.pays;
      deducted += sum.deducted;
    }
  }
  const isCreditLeft = credits > 0n && [...creditLeft.values()].some((left) => left > 0n);
  return { difference: purse === undefined ? 0n : purse + credits - cash, cash, credits, deducted, count, isWrong, isCreditLeft };
}

/** A newly ticked document takes what is left of the money, at most what is open, less its discount where that is what was paid. */
export function tick(purse: Purse, items: readonly Candidate[], draft: Draft, item: Candidate, paidOn: string): Draft {
  const next = new Map(draft);
  if (next.delete(item.document_id)) return next;
  const open = openOf(item);
  const digits = digitsOf(item.open.amount);
  const { difference } = sumOfDraft(purse, items, draft);
  const left = difference > 0n ? difference : 0n;
  const lessDiscount = item.discount && item.discount.until >= paidOn ? open - minorOf(item.discount.amount.amount, digits) : open;
  if (lessDiscount > 0n && lessDiscount < open && left === lessDiscount) return next.set(item.document_id, { pays: textOf(lessDiscount, digits), rest: 'discount' });
  const pays = isCreditNote(item) || left === 0n || open <= left ? open : left;
  return next.set(item.document_id, { pays: textOf(pays, digits), rest: 'open' });
}

/** Gives the document all that is left, at most what is open of it. */
export function takeRest(purse: Purse, items: readonly Candidate[], draft: Draft, item: Candidate): Draft {
  const without = new Map(draft);
  without.delete(item.document_id);
  const { difference } = sumOfDraft(purse, items, without);
  const open = openOf(item);
  const pays = purse === undefined ? open : difference <= 0n ? 0n : difference < open ? difference : open;
  return without.set(item.document_id, { pays: textOf(pays, digitsOf(item.open.amount)), rest: draft.get(item.document_id)?.rest ?? 'open' });
}

/** Says what the rest of the document is, ticking it first where it is not: with the money that is left, or with none. */
export function restAs(purse: Purse, items: readonly Candidate[], draft: Draft, item: Candidate, rest: RestKind): Draft {
  const line = draft.get(item.document_id) ?? takeRest(purse, items, draft, item).get(item.document_id);
  return line ? new Map(draft).set(item.document_id, { ...line, rest: line.rest === rest ? 'open' : rest }) : draft;
}

/** The payer's own documents, oldest due first, until the money is used up: what `m` does where nothing was suggested. */
export function fillOldest(available: bigint, items: readonly Candidate[], payer: { readonly customerId: string | null; readonly currency: string }): Draft {
  let left = available;
  const draft = new Map<string, DraftLine>();
  for (const item of items.toSorted((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : 0))) {
    if (left <= 0n || isCreditNote(item) || item.open.currency !== payer.currency) continue;
    if (payer.customerId !== null && item.customer_id !== payer.customerId) continue;
    const open = openOf(item);
    const pays = open < left ? open : left;
    left -= pays;
    draft.set(item.document_id, { pays: textOf(pays, digitsOf(item.open.amount)), rest: 'open' });
  }
  return draft;
}

/** What was suggested as ticks and amounts. */
export function draftOf(suggestion: Pick<Suggestion, 'lines' | 'credits'> | null, items: readonly Candidate[]): Draft {
  const draft = new Map<string, DraftLine>();
  for (const credit of suggestion?.credits ?? []) {
    if (items.some((item) => item.document_id === credit.document_id)) draft.set(credit.document_id, { pays: credit.used.amount, rest: 'open' });
  }
  for (const line of suggestion?.lines ?? []) {
    const item = items.find((one) => one.document_id === line.document_id);
    if (!item) continue;
    const digits = digitsOf(item.open.amount);
    const pays = minorOf(line.cash.amount, digits) + minorOf(line.credit.amount, digits);
    const rest = restOf(line, digits);
    draft.set(item.document_id, { pays: textOf(pays, digits), rest });
  }
  return draft;
}

function restOf(line: SuggestedLine, digits: number): RestKind {
  if (minorOf(line.discount.amount, digits) > 0n) return 'discount';
  if (minorOf(line.fee.amount, digits) > 0n) return 'fee';
  return minorOf(line.tolerance.amount, digits) > 0n ? 'tolerance' : 'open';
}

/** Ticked in advance only when nothing is left over and no document stays partly open: then the amounts agree. */
export function agrees(purse: Purse, items: readonly Candidate[], draft: Draft): boolean {
  if (draft.size === 0) return false;
  const sum = sumOfDraft(purse, items, draft);
  if (sum.isWrong || sum.difference !== 0n) return false;
  return items.every((item) => {
    const line = draft.get(item.document_id);
    return !line || sumOfLine(item, line).left === 0n;
  });
}

/** A person took one of these documents off this receipt before: what was wrong once is not ticked for anybody again. */
export function wasTakenBack({ applications }: Pick<ReceiptRecord, 'applications'>, suggestion: Pick<Suggestion, 'lines'> | null): boolean {
  const taken = new Set(applications.filter((application) => application.unapplied_on !== null).map((application) => application.document_id));
  return suggestion?.lines.some((line) => taken.has(line.document_id)) ?? false;
}

/** Whether two drafts move the same money to the same documents. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  return one.size === other.size && [...one].every(([id, line]) => {
    const twin = other.get(id);
    return twin !== undefined && twin.pays === line.pays && twin.rest === line.rest;
  });
}
