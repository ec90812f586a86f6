// Credit notes: numbered documents that take back lines of an issued one, at its tax rates, and lower what is open on it.

import { newId } from '#kernel/id.ts';
import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { accountFor } from '#ledger/account-store.ts';
import { post } from '#ledger/post.ts';
import { dayHolding } from '#ledger/queries.ts';
import type { Entry, Transfer } from '#ledger/posting.ts';
import { creditTax, decideCredit, type CreditRequest } from './credit.ts';
import { creditableGroups, creditableLines, lockDocument, lockOpenItems, setStagedTax, stageDocuments, stagedTaxes, type DocumentHead } from './document-store.ts';
import { clearStage } from './issue-store.ts';
import { issueStaged } from './issue-staged.ts';
import { openBillingStage } from './stage-store.ts';

export type Credit = {
  readonly documentId: string;
  readonly issuedOn: LocalDate;
  readonly reasonCode: string;
  readonly reason: string;
  /** Null credits everything that is left. */
  readonly lines: readonly CreditRequest[] | null;
  readonly runId?: string | null;
  /** Charges of returned goods that this credit settles, by line number. */
  readonly chargeOfLine?: ReadonlyMap<number, string>;
};

export type Credited = { readonly documentId: string; readonly number: string; readonly totalMinor: bigint; readonly offsetMinor: bigint; readonly currency: string };

/** Refuses request.not_found, credit.not_issued, credit.voided, credit.before_original and what decideCredit refuses. */
export async function creditDocument(tx: Tx, ctx: Context, credit: Credit): Promise<Credited> {
  const original = await lockDocument(tx, credit.documentId);
  if (original === null) refuse('request.not_found', `there is no document ${credit.documentId}`);
  requireCreditable(original, credit.issuedOn);
  const lines = decideCredit(await creditableLines(tx, credit.documentId), credit.lines, original.currency);
  const groups = await creditableGroups(tx, credit.documentId);
  const documentId = newId(millisecondsOf(ctx.now));
  await openBillingStage(tx);
  await stageDocuments(tx, [{
    ...original, documentId, entryId: newId(millisecondsOf(ctx.now)), kind: 'credit_note', source: 'correction', sign: -1, taxPointOn: credit.issuedOn, serviceFrom: null, serviceTo: null,
    dueOn: credit.issuedOn, discountPercent: null, discountUntil: null, hasInstalments: false, referencesDocumentId: credit.documentId, reasonCode: credit.reasonCode, reason: credit.reason, note: null,
    presetNumber: null, presetIssuedOn: null, sortKey: original.number ?? '',
  }], lines.map((credited, index) => ({
    ...credited.line, documentId, lineNo: index + 1, chargeId: credit.chargeOfLine?.get(credited.line.lineNo) ?? null, creditsLineNo: credited.line.lineNo, creditsQuantity: credited.creditsQuantity, quantity: credited.quantity,
    // An amount is one of nothing: it must not read as if a piece came back.
    unit: credited.quantity === credited.creditsQuantity ? credited.line.unit : '', unitPrice: credited.unitPrice,
    discountPercent: credited.discountPercent, amountMinor: credited.amountMinor, proof: null,
  })));
  const adjustTaxes = async (): Promise<void> => {
    for (const tax of await stagedTaxes(tx, documentId)) {
      const group = groups.find((one) => one.jurisdiction === tax.jurisdiction && one.category === tax.category && one.rate === tax.rate && one.reason === tax.reason);
      invariant(group !== undefined, `the original has no tax group ${tax.jurisdiction} ${tax.category} ${tax.rate}`);
      await setStagedTax(tx, { ...tax, documentId, taxMinor: creditTax(group, tax.baseMinor) });
    }
  };
  const issued = await issueStaged(tx, ctx, { entityId: original.entityId, issuedOn: credit.issuedOn, runId: credit.runId ?? null, from: 'corrections', adjustTaxes });
  await clearStage(tx);
  const creditNote = await lockDocument(tx, documentId);
  invariant(creditNote !== null, 'the credit note vanished');
  const offsetMinor = await offset(tx, ctx, original, creditNote, credit.issuedOn);
  tx.announce({ topic: 'invoicing.document_credited', subjectId: credit.documentId, payload: { credit_note: issued.first, document_id: documentId } });
  return { documentId, number: issued.first, totalMinor: creditNote.totalMinor, offsetMinor, currency: original.currency };
}

function requireCreditable(original: DocumentHead, issuedOn: LocalDate): void {
  if (original.status !== 'issued' || original.kind === 'credit_note') refuse('credit.not_issued', 'only an issued invoice or debit note can be credited');
  if (original.voidedOn !== null) refuse('credit.voided', `${original.number ?? ''} was voided on ${original.voidedOn}`);
  if (original.issuedOn !== null && issuedOn < original.issuedOn) refuse('credit.before_original', `${original.number ?? ''} is of ${original.issuedOn}`, { field: 'issued_on', value: issuedOn });
}

/** The first leg of a credit: it lowers what is open on the original, earliest instalment first; the rest stays open as the customer's credit. */
async function offset(tx: Tx, ctx: Context, original: DocumentHead, creditNote: DocumentHead, on: LocalDate): Promise<bigint> {
  const receivable = await accountFor(tx, original.entityId, 'receivable');
  let left = creditNote.totalMinor;
  const transfers: Transfer[] = [];
  for (const part of await lockOpenItems(tx, original.documentId, receivable)) {
    const amountMinor = part.openMinor < left ? part.openMinor : left;
    if (amountMinor <= 0n) break;
    left -= amountMinor;
    transfers.push({
      debitAccountId: receivable, creditAccountId: receivable, amountMinor, currency: original.currency, customerId: original.customerId, documentId: creditNote.documentId,
      debitItem: { itemId: creditNote.documentId, documentId: creditNote.documentId, dueOn: on }, creditItem: { itemId: part.itemId, documentId: original.documentId, dueOn: part.dueOn },
    });
  }
  if (transfers.length === 0) return 0n;
  // Where a payment of the original was taken back after the credit note's day, it holds what is credited from then on only.
  const postedOn = await dayHolding(tx, on, transfers.flatMap(({ creditItem }) => (creditItem === null || creditItem === undefined ? [] : [{ itemId: creditItem.itemId, accountId: receivable }])));
  const entry: Entry = { entryId: newId(millisecondsOf(ctx.now)), entityId: original.entityId, postedOn, event: 'credit_note.offset', sourceId: creditNote.documentId, transfers };
  await post(tx, ctx.now, [entry]);
  return creditNote.totalMinor - left;
}
