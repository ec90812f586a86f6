// One document with everything that belongs to it: lines, taxes, open items, corrections, payments, dispatches, files, history.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { EntityProfile } from '#platform/organisation-store.ts';
import { openedMinor, postedAfter, type Schedule } from '#customers/index.ts';
import { uploadReference } from './import-store.ts';
import type { DocumentKind } from './numbering.ts';

/** As kept: amounts inside are text. */
export type KeptSchedule = {
  readonly dueOn: LocalDate; readonly discount: { readonly percent: string; readonly until: LocalDate; readonly discountMinor: string } | null;
  readonly instalments: readonly { readonly no: number; readonly dueOn: LocalDate; readonly amountMinor: string; readonly itemId?: string }[] | null;
};

export type DocumentRow = {
  readonly documentId: string; readonly entityId: number; readonly kind: DocumentKind; readonly status: 'draft' | 'held' | 'approved' | 'issued'; readonly source: string; readonly number: string | null; /** What a file called it. */ readonly reference: string | null;
  readonly customerId: string; readonly customerVersion: number; readonly entityVersion: number; readonly shipToCode: string | null; readonly currency: string; readonly issuedOn: LocalDate | null;
  readonly taxPointOn: LocalDate | null; readonly serviceFrom: LocalDate | null; readonly serviceTo: LocalDate | null; readonly dueOn: LocalDate | null; readonly termsCode: string;
  readonly termsVersion: number; readonly schedule: KeptSchedule | null; readonly orderId: string | null; readonly orderReference: string | null; readonly customerPo: string | null;
  readonly referencesDocumentId: string | null; readonly referencesNumber: string | null; readonly referencesKind: DocumentKind | null; readonly referencesIssuedOn: LocalDate | null;
  readonly reasonCode: string | null; readonly reason: string | null; readonly note: string | null; readonly taxRounding: 'group' | 'line'; readonly netMinor: bigint; readonly taxMinor: bigint;
  readonly totalMinor: bigint; readonly entryId: string | null; readonly runId: string | null; readonly version: number; readonly recordedAt: Instant; readonly recordedBy: string; readonly issuedAt: Instant | null;
};

const columns = sql`
  d.document_id, d.entity_id, d.kind, d.status, d.source, d.number, ${uploadReference} as reference, d.customer_id, d.customer_version, d.entity_version, d.ship_to_code, d.currency, d.issued_on, d.tax_point_on, d.service_from, d.service_to,
  d.due_on, d.terms_code, d.terms_version, d.schedule, d.order_id, d.order_reference, d.customer_po, d.references_document_id, r.number as references_number, r.kind as references_kind,
  r.issued_on as references_issued_on, d.reason_code, d.reason, d.note, d.tax_rounding, d.net_minor, d.tax_minor, d.total_minor, d.entry_id, d.run_id, d.version, d.recorded_at, d.recorded_by, d.issued_at`;

export function findDocument(tx: Tx, documentId: string): Promise<DocumentRow | null> {
  return tx.maybe(sql`
    select ${columns} from invoicing.document d left join invoicing.document r on r.org_id = d.org_id and r.document_id = d.references_document_id
    where d.org_id = ${tx.orgId} and d.document_id = ${documentId}`);
}

/** By number; of two entities with the same number the one with the lower id. */
export async function findDocumentByNumber(tx: Tx, number: string, entityId?: number): Promise<DocumentRow | null> {
  const [row] = await tx.many<DocumentRow>(sql`
    select ${columns} from invoicing.document d left join invoicing.document r on r.org_id = d.org_id and r.document_id = d.references_document_id
    where d.org_id = ${tx.orgId} and d.entity_id in (select entity_id from platform.entity where org_id = ${tx.orgId} and (${entityId ?? null}::int is null or entity_id = ${entityId ?? null}::int)) and d.number = ${number} order by d.entity_id limit 1`);
  return row ?? null;
}

export type LineRow = {
  readonly lineNo: number; readonly chargeId: string | null; readonly creditsLineNo: number | null; readonly productId: string | null; readonly sku: string | null; readonly chargeCode: string;
  readonly description: string; readonly serviceOn: LocalDate | null; readonly quantity: string; readonly unit: string; readonly unitPrice: string; readonly proposedUnitPrice: string | null;
  readonly discountPercent: string; readonly amountMinor: bigint; readonly currency: string; readonly taxJurisdiction: string; readonly taxCategory: string; readonly taxRate: string;
  readonly taxReason: string | null; readonly orderReference: string | null; readonly orderLineNo: number | null; readonly deliveryReference: string | null;
  /** The customer's own number of the line's order. */
  readonly customerPo: string | null;
};

export function linesOf(tx: Tx, documentId: string): Promise<LineRow[]> {
  return tx.many(sql`
    select l.line_no, l.charge_id, l.credits_line_no, l.product_id, p.sku, l.charge_code, l.description, l.service_on, l.quantity, l.unit, l.unit_price, l.proof ->> 'proposedUnitPrice' as proposed_unit_price,
      l.discount_percent, l.amount_minor, d.currency, l.tax_jurisdiction, trim(l.tax_category) as tax_category, trim_scale(l.tax_rate) as tax_rate, l.tax_reason, l.order_reference,
      coalesce(c.order_line_no, (l.proof ->> 'orderLineNo')::int) as order_line_no, l.delivery_reference,
      (select o.customer_po from evidence.sales_order o where o.org_id = l.org_id and o.entity_id = d.entity_id and o.number = l.order_reference) as customer_po
    from invoicing.document_line l
    join invoicing.document d on d.org_id = l.org_id and d.document_id = l.document_id
    left join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
    left join charges.charge c on c.org_id = l.org_id and c.charge_id = l.charge_id
    where l.org_id = ${tx.orgId} and l.document_id = ${documentId} order by l.line_no`);
}

export type TaxRow = {
  readonly groupNo: number; readonly jurisdiction: string; readonly category: string; readonly rate: string; readonly reason: string | null; readonly baseMinor: bigint; readonly taxMinor: bigint; readonly currency: string;
};

export function taxesOf(tx: Tx, documentId: string): Promise<TaxRow[]> {
  return tx.many(sql`
    select t.group_no, t.jurisdiction, trim(t.category) as category, trim_scale(t.rate) as rate, t.reason, t.base_minor, t.tax_minor, d.currency
    from invoicing.document_tax t join invoicing.document d on d.org_id = t.org_id and d.document_id = t.document_id
    where t.org_id = ${tx.orgId} and t.document_id = ${documentId} order by t.group_no`);
}

export type ItemRow = { readonly itemId: string; readonly dueOn: LocalDate; readonly amountMinor: bigint; readonly openMinor: bigint; readonly currency: string };

/**
 * The receivable items of a document as of a date: what is posted later does not count yet. The item of a document whose terms split
 * it hands everything to its instalments, so it is left out.
 */
export async function itemsOf(tx: Tx, documentId: string, asOf: LocalDate): Promise<ItemRow[]> {
  const rows = await tx.many<ItemRow & { handedOn: boolean }>(sql`
    select i.item_id, i.due_on, i.currency, ${openedMinor} as amount_minor, (i.open_minor - ${postedAfter(asOf, 'debit')} + ${postedAfter(asOf, 'credit')})::bigint as open_minor,
      (i.item_id = i.document_id and exists (select 1 from ledger.open_item j where j.org_id = i.org_id and j.document_id = i.document_id and j.account_id = i.account_id and j.item_id <> i.item_id)) as handed_on
    from ledger.open_item i join ledger.account a on a.org_id = i.org_id and a.account_id = i.account_id and a.purpose = 'receivable'
    join invoicing.document d on d.org_id = i.org_id and d.document_id = i.document_id
    where i.org_id = ${tx.orgId} and i.document_id = ${documentId} and i.opened_on <= ${asOf} order by i.due_on, i.item_id`);
  return rows.filter((row) => !row.handedOn).map(({ handedOn: _handedOn, ...row }) => row);
}

export type VoidRow = { readonly voidedOn: LocalDate; readonly reason: string; readonly entryId: string; readonly recordedBy: string; readonly recordedAt: Instant };

export function voidOf(tx: Tx, documentId: string): Promise<VoidRow | null> {
  return tx.maybe(sql`select voided_on, reason, entry_id, recorded_by, recorded_at from invoicing.document_void where org_id = ${tx.orgId} and document_id = ${documentId}`);
}

export type RelatedRow = {
  readonly documentId: string; readonly kind: DocumentKind; readonly number: string | null; readonly issuedOn: LocalDate | null; readonly totalMinor: bigint; readonly currency: string; readonly reason: string | null;
};

/** What refers to a document (its credit and debit notes), and what it refers to. */
export function relatedTo(tx: Tx, documentId: string): Promise<RelatedRow[]> {
  return tx.many(sql`
    select r.document_id, r.kind, r.number, r.issued_on, r.total_minor, r.currency, r.reason from invoicing.document r
    where r.org_id = ${tx.orgId} and (r.references_document_id = ${documentId}
      or r.document_id = (select d.references_document_id from invoicing.document d where d.org_id = ${tx.orgId} and d.document_id = ${documentId}))
    order by r.issued_on, r.document_id`);
}

/** What credit notes took from each line of a document. */
export async function creditedOf(tx: Tx, documentId: string): Promise<ReadonlyMap<number, bigint>> {
  const rows = await tx.many<{ lineNo: number; creditedMinor: bigint }>(sql`
    select l.credits_line_no as line_no, sum(l.amount_minor)::bigint as credited_minor from invoicing.document d
    join invoicing.document_line l on l.org_id = d.org_id and l.document_id = d.document_id
    where d.org_id = ${tx.orgId} and d.references_document_id = ${documentId} and d.kind = 'credit_note' and d.status = 'issued' and l.credits_line_no is not null group by 1`);
  return new Map(rows.map((row) => [row.lineNo, row.creditedMinor]));
}

export type ApplicationRow = {
  readonly event: string; readonly postedOn: LocalDate; readonly sourceId: string; readonly sourceNumber: string | null; readonly amountMinor: bigint; readonly currency: string; readonly entryId: string; readonly account: string;
};

/** Transfers that changed the document's items after its issue: payments, discounts, credits; a positive amount lowers what is owed. */
export function applicationsOf(tx: Tx, documentId: string): Promise<ApplicationRow[]> {
  return tx.many(sql`
    with item as (
      select i.org_id, i.item_id, i.account_id from ledger.open_item i join ledger.account a on a.org_id = i.org_id and a.account_id = i.account_id and a.purpose = 'receivable'
      where i.org_id = ${tx.orgId} and i.document_id = ${documentId}
    )
    select e.event, t.posted_on, e.source_id, coalesce(c.number, p.number) as source_number, t.signed::bigint as amount_minor, t.currency, t.entry_id, o.code || ' ' || o.name as account
    from (
      select t.entry_id, t.posted_on, t.amount_minor as signed, t.currency, t.debit_account_id as other_id, t.debit_item_id as other_item, t.recorded_at, t.line, t.org_id
      from item join ledger.transfer t on t.org_id = item.org_id and t.credit_item_id = item.item_id and t.credit_account_id = item.account_id
      union all
      select t.entry_id, t.posted_on, -t.amount_minor, t.currency, t.credit_account_id, t.credit_item_id, t.recorded_at, t.line, t.org_id
      from item join ledger.transfer t on t.org_id = item.org_id and t.debit_item_id = item.item_id and t.debit_account_id = item.account_id
    ) t
    join ledger.entry e on e.org_id = t.org_id and e.entry_id = t.entry_id
    join ledger.account o on o.org_id = t.org_id and o.account_id = t.other_id
    left join ledger.open_item x on x.org_id = t.org_id and x.item_id = t.other_item and x.account_id = t.other_id
    left join invoicing.document c on c.org_id = x.org_id and c.document_id = x.document_id
    left join payments.receipt p on p.org_id = x.org_id and p.receipt_id = x.document_id
    where e.entry_id is distinct from (select d.entry_id from invoicing.document d where d.org_id = ${tx.orgId} and d.document_id = ${documentId})
    order by t.recorded_at, t.entry_id, t.line`);
}

export type HistoryRow = { readonly sequence: bigint; readonly recordedAt: Instant; readonly actorName: string; readonly command: string; readonly reason: string | null };

export function historyOf(tx: Tx, documentId: string): Promise<HistoryRow[]> {
  return tx.many(sql`
    select a.sequence, a.recorded_at, a.actor_name, a.command, a.reason from platform.audit a
    where a.org_id = ${tx.orgId} and a.sequence in (
      select s.sequence from platform.audit_subject s where s.org_id = ${tx.orgId} and s.subject_id = ${documentId}::uuid
      union all select b.sequence from platform.audit b where b.org_id = ${tx.orgId} and b.subject_id = ${documentId})
    order by a.sequence`);
}

export type FileOfDocument = { readonly kind: 'pdf' | 'xml'; readonly fileId: string; readonly name: string; readonly sizeBytes: bigint; readonly recordedAt: Instant };

export function filesOf(tx: Tx, documentId: string): Promise<FileOfDocument[]> {
  return tx.many(sql`
    select f.kind, f.file_id, p.name, p.size_bytes, f.recorded_at from invoicing.document_file f join platform.file p on p.org_id = f.org_id and p.file_id = f.file_id
    where f.org_id = ${tx.orgId} and f.document_id = ${documentId} order by f.kind`);
}

export type SellerVersion = EntityProfile & { readonly version: number };

/** What the entity said of itself when the document was made. */
export function findEntityVersion(tx: Tx, entityId: number, version: number): Promise<SellerVersion | null> {
  return tx.maybe(sql`
    select version, name, address, country, tax_id, registration, email, phone, website, bank_name, iban, bic, language, page, footer from platform.entity_version
    where org_id = ${tx.orgId} and entity_id = ${entityId} and version = ${version}`);
}

/** The kept schedule with its amounts as amounts. */
export function readSchedule(kept: KeptSchedule): Schedule {
  return {
    dueOn: kept.dueOn,
    discount: kept.discount === null ? null : { ...kept.discount, discountMinor: BigInt(kept.discount.discountMinor) },
    instalments: (kept.instalments ?? []).map((part) => ({ no: part.no, dueOn: part.dueOn, amountMinor: BigInt(part.amountMinor) })),
  };
}
