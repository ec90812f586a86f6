// Everything that a screen shows of one document, gathered in one read.

import { daysBetween, localDateIn, type LocalDate } from '#kernel/local-date.ts';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { transfersOf, type TransferRow } from '#ledger/queries.ts';
import { findCustomerVersion, findTermsVersion, termsText, type Customer, type Schedule } from '#customers/index.ts';
import { dispatchesOf, type DispatchRow } from './dispatch-store.ts';
import type { DocumentState } from './document-list-queries.ts';
import {
  applicationsOf, creditedOf, filesOf, findDocument, findEntityVersion, historyOf, itemsOf, linesOf, readSchedule, relatedTo, taxesOf, voidOf, type ApplicationRow, type DocumentRow, type FileOfDocument,
  type HistoryRow, type ItemRow, type LineRow, type RelatedRow, type SellerVersion, type TaxRow, type VoidRow,
} from './document-queries.ts';

export type DocumentView = Omit<DocumentRow, 'schedule'> & {
  readonly state: DocumentState; readonly openMinor: bigint | null; readonly daysOverdue: number | null; readonly customerNumber: string; readonly customerName: string; readonly termsText: string;
  readonly customer: Customer; readonly seller: SellerVersion; readonly lines: readonly (LineRow & { readonly creditedMinor: bigint | null })[]; readonly taxes: readonly TaxRow[]; readonly schedule: Schedule | null;
  readonly openItems: readonly ItemRow[]; readonly void: VoidRow | null; readonly related: readonly RelatedRow[]; readonly applications: readonly ApplicationRow[]; readonly postings: readonly TransferRow[]; readonly dispatches: readonly DispatchRow[];
  readonly files: readonly FileOfDocument[]; readonly history: readonly HistoryRow[];
};

/** Open amounts as of a date; today where the legal entity is when none is given. Refuses request.not_found. */
export async function viewDocument(tx: Tx, ctx: Context, documentId: string, asOf?: LocalDate): Promise<DocumentView> {
  const document = await requireDocument(tx, documentId);
  const { customer, seller } = await partiesOf(tx, document);
  const entity = await findEntity(tx, document.entityId);
  const today = asOf ?? localDateIn(ctx.now, entity?.timeZone ?? 'UTC');
  const terms = await findTermsVersion(tx, document.termsCode, document.termsVersion);
  const credited = document.kind === 'credit_note' ? new Map<number, bigint>() : await creditedOf(tx, documentId);
  const openItems = await itemsOf(tx, documentId, today);
  const voided = await voidOf(tx, documentId);
  const { schedule, ...head } = document;
  return {
    ...head, ...stateOf(document, openItems, voided, today), customerNumber: customer.number, customerName: customer.name, termsText: terms === null ? document.termsCode : termsText(terms.rule, 'en'),
    customer, seller, lines: (await linesOf(tx, documentId)).map((line) => ({ ...line, creditedMinor: credited.get(line.lineNo) ?? null })), taxes: await taxesOf(tx, documentId),
    schedule: schedule === null ? null : readSchedule(schedule), openItems, void: voided, related: await relatedTo(tx, documentId), applications: await applicationsOf(tx, documentId), postings: await transfersOf(tx, documentId),
    dispatches: await dispatchesOf(tx, documentId), files: await filesOf(tx, documentId), history: await historyOf(tx, documentId),
  };
}

export async function requireDocument(tx: Tx, documentId: string): Promise<DocumentRow> {
  return (await findDocument(tx, documentId)) ?? refuse('request.not_found', `there is no document ${documentId}`);
}

/** Buyer and seller as the document keeps them. */
export async function partiesOf(tx: Tx, document: Pick<DocumentRow, 'documentId' | 'customerId' | 'customerVersion' | 'entityId' | 'entityVersion'>): Promise<{ customer: Customer; seller: SellerVersion }> {
  const customer = await findCustomerVersion(tx, document.customerId, document.customerVersion);
  const seller = await findEntityVersion(tx, document.entityId, document.entityVersion);
  invariant(customer !== null, `the document ${document.documentId} has no customer version ${document.customerVersion}`);
  invariant(seller !== null, `the document ${document.documentId} has no entity version ${document.entityVersion}`);
  return { customer, seller };
}

type StateFacts = { state: DocumentState; openMinor: bigint | null; daysOverdue: number | null };

function stateOf(document: DocumentRow, items: readonly ItemRow[], voided: VoidRow | null, today: LocalDate): StateFacts {
  if (document.status !== 'issued') return { state: document.status === 'held' ? 'held' : 'draft', openMinor: null, daysOverdue: null };
  const openMinor = items.reduce((sum, item) => sum + item.openMinor, 0n);
  if (voided !== null) return { state: 'voided', openMinor, daysOverdue: null };
  if (items.every((item) => item.openMinor === 0n)) return { state: 'paid', openMinor, daysOverdue: null };
  const late = items.filter((item) => item.openMinor > 0n && item.dueOn < today).map((item) => daysBetween(item.dueOn, today));
  return late.length === 0 ? { state: 'open', openMinor, daysOverdue: null } : { state: 'overdue', openMinor, daysOverdue: Math.max(...late) };
}
