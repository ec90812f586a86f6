// From a decision to rows and ledger entries: which instalments the money goes to, and what the books say. Pure.

import { allocate } from '#kernel/allocate.ts';
import { invariant } from '#kernel/invariant.ts';
import { startOfMonth, type LocalDate } from '#kernel/local-date.ts';
import type { Entry, ItemSide } from '#ledger/posting.ts';
import type { Claim, ClaimItem } from './matching/claim.ts';
import { least, type CreditUse, type ProposedLine } from './matching/reading.ts';
import { cashApplied, creditApplied, payerIdentified, type CashAccounts } from './postings.ts';
import type { ApplicationRow, IdentificationRow, ReceiptMoney } from './store.ts';

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

/** Moves what is unidentified to the customer's account. */
export function planIdentification(receipt: ReceiptMoney, customerId: string, grounds: { decidedBy: 'rule' | 'person'; reason: string }, frame: Frame): Plan {
  invariant(receipt.unidentifiedMinor > 0n, `${receipt.number} has nothing unidentified`);
  const identifiedOn = dateOf(frame, receipt.receivedOn);
  const entryId = frame.newId(`identify entry ${receipt.receiptId}`);
  const row: IdentificationRow = { identificationId: frame.newId(`identify ${receipt.receiptId}`), receiptId: receipt.receiptId, customerId, identifiedOn, amountMinor: receipt.unidentifiedMinor, ...grounds, entryId };
  return { identifications: [row], applications: [], identifying: [payerIdentified({ entryId, entityId: receipt.entityId, postedOn: identifiedOn }, receipt, receipt.unidentifiedMinor, customerId, frame.accounts)], applying: [] };
}

/** One part of an item that a line settles. */
type Part = { readonly claim: Claim; readonly item: ClaimItem; cashMinor: bigint; discountMinor: bigint; feeMinor: bigint; toleranceMinor: bigint; readonly credits: { credit: Claim; creditItem: ClaimItem; usedMinor: bigint }[] };

export type Application = { readonly lines: readonly ProposedLine[]; readonly credits: readonly CreditUse[]; /** What the lines' cash and the rest are worth in the receipt's own currency. */ readonly sourceMinor: bigint; readonly restMinor: bigint; readonly currency: string };

/** Applications of a receipt to the items of its lines, oldest instalment first; the claims' open amounts go down with it. */
export function planApplication(receipt: ReceiptMoney, standsWith: string | null, application: Application, grounds: Grounds, frame: Frame): Plan {
  const parts = application.lines.flatMap(partsOf);
  useCredits(parts, application);
  const cash = parts.map((part) => part.cashMinor);
  const sources = sourceShares(cash, application, receipt.currency);
  const applications: ApplicationRow[] = [];
  const applying: Entry[] = [];
  parts.forEach((part, index) => {
    const made = cashPart(receipt, standsWith, part, sources[index] ?? 0n, grounds, frame);
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

function cashPart(receipt: ReceiptMoney, standsWith: string | null, part: Part, sourceMinor: bigint, grounds: Grounds, frame: Frame): Made | null {
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
  return { row, entry: cashApplied({ entryId, entityId: receipt.entityId, postedOn: appliedOn }, applicationId, { ...receipt, standsWith }, paid, { cashMinor, sourceMinor, discountMinor, feeMinor, toleranceMinor }, frame.accounts) };
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
