// From a decision to rows and ledger entries: which instalments the money goes to, and what the books say. Pure.

import { allocate } from '#kernel/allocate.ts';
import { derivedId } from '#kernel/id.ts';
import { invariant } from '#kernel/invariant.ts';
import { startOfMonth, type LocalDate } from '#kernel/local-date.ts';
import type { Entry, ItemSide } from '#ledger/posting.ts';
import type { Claim, ClaimItem } from './matching/claim.ts';
import { least, type CreditUse, type ProposedLine } from './matching/reading.ts';
import { cashApplied, creditApplied, payerIdentified, type CashAccounts, type Taken } from './postings.ts';
import type { ApplicationRow, IdentificationRow, MoneyPart, ReceiptMoney } from './store.ts';

/** Who decided, and why: on every application for good. */
export type Grounds = {
  readonly decidedBy: 'rule' | 'person';
  readonly rule: string | null;
  readonly confidence: string | null;
  readonly reasons: unknown;
  readonly matchId: string | null;
  readonly runId: string | null;
};

export type Frame = {
  readonly accounts: CashAccounts;
  readonly closedMonths: ReadonlySet<LocalDate>;
  /** The date taken where the natural one lies in a closed month. */
  readonly fallbackOn: LocalDate;
  /** The same call for the same thing gives the same id where a batch may be repeated. */
  newId(what: string): string;
};

export type Plan = { readonly identifications: readonly IdentificationRow[]; readonly applications: readonly ApplicationRow[]; readonly identifying: readonly Entry[]; readonly applying: readonly Entry[] };

/** Money counts from the day it came, but not before the document it pays; in a closed month, from the fallback. */
export function dateOf(frame: Frame, ...dates: readonly LocalDate[]): LocalDate {
  const latest = dates.reduce((last, date) => (date > last ? date : last));
  return frame.closedMonths.has(startOfMonth(latest)) ? frame.fallbackOn : latest;
}

/** Moves what is unidentified to the customer's account; the plan's parts say where the money stands then. */
export function planIdentification(receipt: ReceiptMoney, customerId: string, grounds: { decidedBy: 'rule' | 'person'; reason: string }, frame: Frame): Plan & { readonly parts: readonly MoneyPart[] } {
  invariant(receipt.unidentifiedMinor > 0n, `${receipt.number} has nothing unidentified`);
  const { receiptId, unidentifiedMinor, parts } = receipt;
  const identifiedOn = dateOf(frame, receipt.receivedOn);
  const entryId = frame.newId(`identify entry ${receiptId}`);
  // An item belongs to one customer for good: the first has the receipt's own id, another one its own.
  const own = parts.find((part) => part.customerId === customerId);
  const isFree = parts.every((part) => part.customerId === null || part.itemId !== receiptId);
  const itemId = own?.itemId ?? (isFree ? receiptId : derivedId(0, `${receiptId} ${customerId}`));
  const row: IdentificationRow = { identificationId: frame.newId(`identify ${receiptId}`), receiptId, customerId, identifiedOn, amountMinor: unidentifiedMinor, ...grounds, entryId };
  const entry = payerIdentified({ entryId, entityId: receipt.entityId, postedOn: identifiedOn }, receipt, { customerId, itemId, amountMinor: unidentifiedMinor }, frame.accounts);
  const moved = { customerId, itemId, leftMinor: unidentifiedMinor + (own?.leftMinor ?? 0n) };
  return { identifications: [row], applications: [], identifying: [entry], applying: [], parts: [moved, ...parts.filter((part) => part.customerId !== null && part !== own)] };
}

/** One part of an item that a line settles. */
type Part = { readonly claim: Claim; readonly item: ClaimItem; cashMinor: bigint; discountMinor: bigint; feeMinor: bigint; toleranceMinor: bigint; readonly credits: { credit: Claim; creditItem: ClaimItem; usedMinor: bigint }[] };

export type Application = { readonly lines: readonly ProposedLine[]; readonly credits: readonly CreditUse[]; /** What the lines' cash and the rest are worth in the receipt's own currency. */ readonly sourceMinor: bigint; readonly restMinor: bigint; readonly currency: string };

/** Applications of a receipt to the items of its lines, oldest instalment first; the claims' open amounts go down with it. */
export function planApplication(receipt: ReceiptMoney, moneyParts: readonly MoneyPart[], application: Application, grounds: Grounds, frame: Frame): Plan {
  const purse = openPurse(moneyParts);
  const parts = application.lines.flatMap(partsOf);
  useCredits(parts, application);
  const cash = parts.map((part) => part.cashMinor);
  const sources = sourceShares(cash, application, receipt.currency);
  const applications: ApplicationRow[] = [];
  const applying: Entry[] = [];
  parts.forEach((part, index) => {
    const made = cashPart(receipt, purse, part, sources[index] ?? 0n, grounds, frame);
    const credited = part.credits.map((use) => creditPart({ entityId: receipt.entityId, receiptId: receipt.receiptId, on: receipt.receivedOn }, part, use, grounds, frame));
    for (const one of made === null ? credited : [made, ...credited]) {
      applications.push(one.row);
      applying.push(one.entry);
    }
  });
  return { identifications: [], applications, identifying: [], applying };
}

function partsOf({ claim, cashMinor, creditMinor, discountMinor, feeMinor, toleranceMinor }: ProposedLine): Part[] {
  const left = { creditMinor, discountMinor, feeMinor, toleranceMinor, cashMinor };
  const parts: Part[] = [];
  for (const item of claim.items) {
    let open = item.openMinor;
    const take = (kind: keyof typeof left): bigint => {
      const taken = least(open, left[kind]);
      open -= taken;
      left[kind] -= taken;
      return taken;
    };
    const credited = take('creditMinor');
    const part: Part = { claim, item, discountMinor: take('discountMinor'), feeMinor: take('feeMinor'), toleranceMinor: take('toleranceMinor'), cashMinor: take('cashMinor'), credits: [] };
    if (credited > 0n) part.credits.push({ credit: claim, creditItem: item, usedMinor: credited });
    if (item.openMinor !== open) parts.push(part);
    item.openMinor = open;
  }
  invariant(Object.values(left).every((minor) => minor === 0n), `more would be applied to ${claim.number} than it holds open`);
  return parts;
}

/** Gives each credited part its credit notes, first come first served, and takes it off them. */
function useCredits(parts: readonly Part[], { credits }: Application): void {
  const uses = credits.map((use) => ({ claim: use.claim, leftMinor: use.usedMinor }));
  for (const part of parts) {
    let wanted = part.credits.reduce((sum, use) => sum + use.usedMinor, 0n);
    part.credits.length = 0;
    for (const use of uses) {
      for (const creditItem of use.claim.items) {
        const usedMinor = least(wanted, least(use.leftMinor, -creditItem.openMinor));
        if (usedMinor <= 0n) continue;
        part.credits.push({ credit: use.claim, creditItem, usedMinor });
        creditItem.openMinor += usedMinor;
        use.leftMinor -= usedMinor;
        wanted -= usedMinor;
      }
    }
    invariant(wanted === 0n, `the credit notes do not cover what is credited on ${part.claim.number}`);
  }
}

/** In one currency cash is cash; in two, the receipt's money is split in the proportion of what each part is worth. */
function sourceShares(cash: readonly bigint[], { sourceMinor, restMinor, currency }: Application, receiptCurrency: string): readonly bigint[] {
  if (currency === receiptCurrency) return cash;
  const worth = [...cash, restMinor];
  return worth.every((minor) => minor === 0n) ? cash : allocate(sourceMinor, worth);
}

type Made = { readonly row: ApplicationRow; readonly entry: Entry };

function itemOf({ item, claim }: Pick<Part, 'item' | 'claim'>): ItemSide {
  return { itemId: item.itemId, documentId: claim.documentId, dueOn: item.dueOn };
}

type Purse = { take(customerId: string, amountMinor: bigint): readonly Taken[] };

/** Money already on the customer's account goes first, then what is unidentified, then what stands on another's. */
function openPurse(parts: readonly MoneyPart[]): Purse {
  const left = parts.filter((part) => part.leftMinor > 0n).map((part) => ({ ...part }));
  const rank = (part: MoneyPart, customerId: string): number => (part.customerId === customerId ? 0 : part.customerId === null ? 1 : 2);
  return {
    take(customerId, amountMinor) {
      let wanted = amountMinor;
      const taken: Taken[] = [];
      for (const part of left.toSorted((a, b) => rank(a, customerId) - rank(b, customerId))) {
        const used = least(wanted, part.leftMinor);
        if (used === 0n) continue;
        part.leftMinor -= used;
        wanted -= used;
        taken.push({ customerId: part.customerId, itemId: part.itemId, amountMinor: used });
      }
      invariant(wanted === 0n, `${wanted} more would be applied than the receipt has left`);
      return taken;
    },
  };
}

function cashPart(receipt: ReceiptMoney, purse: Purse, part: Part, sourceMinor: bigint, grounds: Grounds, frame: Frame): Made | null {
  const { claim, item, cashMinor, discountMinor, feeMinor, toleranceMinor } = part;
  const appliedMinor = cashMinor + discountMinor + feeMinor + toleranceMinor;
  if (appliedMinor === 0n) return null;
  const applicationId = frame.newId(`apply ${receipt.receiptId} ${item.itemId}`);
  const entryId = frame.newId(`apply entry ${receipt.receiptId} ${item.itemId}`);
  const appliedOn = dateOf(frame, receipt.receivedOn, claim.issuedOn);
  const row: ApplicationRow = {
    applicationId, entityId: receipt.entityId, sourceKind: 'receipt', sourceId: receipt.receiptId, sourceMinor, sourceCurrency: receipt.currency, receiptId: null, documentId: claim.documentId, itemId: item.itemId,
    customerId: claim.customerId, appliedOn, currency: claim.currency, appliedMinor, cashMinor, discountMinor, feeMinor, toleranceMinor, ...grounds, entryId,
  };
  const paid = { item: itemOf(part), customerId: claim.customerId, currency: claim.currency };
  return { row, entry: cashApplied({ entryId, entityId: receipt.entityId, postedOn: appliedOn }, applicationId, receipt, purse.take(claim.customerId, sourceMinor), paid, { cashMinor, discountMinor, feeMinor, toleranceMinor }, frame.accounts) };
}

function creditPart(head: { entityId: number; receiptId: string | null; on: LocalDate }, part: Part, use: Part['credits'][number], grounds: Grounds, frame: Frame): Made {
  const { claim, item } = part;
  const { credit, creditItem, usedMinor } = use;
  const applicationId = frame.newId(`credit ${creditItem.itemId} ${item.itemId} ${head.receiptId ?? ''}`);
  const entryId = frame.newId(`credit entry ${creditItem.itemId} ${item.itemId} ${head.receiptId ?? ''}`);
  const appliedOn = dateOf(frame, head.on, claim.issuedOn, credit.issuedOn);
  const row: ApplicationRow = {
    applicationId, entityId: head.entityId, sourceKind: 'credit_note', sourceId: credit.documentId, sourceMinor: usedMinor, sourceCurrency: claim.currency, receiptId: head.receiptId, documentId: claim.documentId,
    itemId: item.itemId, customerId: claim.customerId, appliedOn, currency: claim.currency, appliedMinor: usedMinor, cashMinor: usedMinor, discountMinor: 0n, feeMinor: 0n, toleranceMinor: 0n, ...grounds, entryId,
  };
  const paid = { item: itemOf(part), customerId: claim.customerId, currency: claim.currency };
  return { row, entry: creditApplied({ entryId, entityId: head.entityId, postedOn: appliedOn }, applicationId, itemOf({ item: creditItem, claim: credit }), paid, usedMinor, frame.accounts) };
}

/** A credit note applied to invoices on its own, without a receipt. */
export function planCredit(entityId: number, on: LocalDate, lines: readonly ProposedLine[], credits: readonly CreditUse[], grounds: Grounds, frame: Frame): Plan {
  const parts = lines.flatMap(partsOf);
  useCredits(parts, { lines, credits, sourceMinor: 0n, restMinor: 0n, currency: '' });
  const made = parts.flatMap((part) => part.credits.map((use) => creditPart({ entityId, receiptId: null, on }, part, use, grounds, frame)));
  return { identifications: [], applications: made.map((one) => one.row), identifying: [], applying: made.map((one) => one.entry) };
}
