// Issued documents as verbs need them: locked heads, lines with what is left to credit, voids, opening documents.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { DocumentKind } from './numbering.ts';

export type DocumentHead = {
  readonly documentId: string;
  readonly entityId: number;
  readonly kind: DocumentKind;
  readonly status: 'draft' | 'held' | 'approved' | 'issued';
  readonly number: string | null;
  readonly customerId: string;
  readonly customerVersion: number;
  readonly entityVersion: number;
  readonly shipToCode: string | null;
  readonly currency: string;
  readonly issuedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly termsCode: string;
  readonly termsVersion: number;
  readonly orderId: string | null;
  readonly orderReference: string | null;
  readonly customerPo: string | null;
  readonly taxRounding: 'group' | 'line';
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly entryId: string | null;
  readonly voidedOn: LocalDate | null;
};

/** Locks a document's row, so that two credits or a credit and a void wait for each other. */
export function lockDocument(tx: Tx, documentId: string): Promise<DocumentHead | null> {
  return tx.maybe(sql`
    select d.document_id, d.entity_id, d.kind, d.status, d.number, d.customer_id, d.customer_version, d.entity_version, d.ship_to_code, d.currency, d.issued_on, d.due_on, d.terms_code, d.terms_version,
      d.order_id, d.order_reference, d.customer_po, d.tax_rounding, d.net_minor, d.tax_minor, d.total_minor, d.entry_id,
      (select v.voided_on from invoicing.document_void v where v.org_id = d.org_id and v.document_id = d.document_id) as voided_on
    from invoicing.document d where d.org_id = ${tx.orgId} and d.document_id = ${documentId} for update of d`);
}

export type CreditableLine = {
  readonly lineNo: number;
  readonly chargeId: string | null;
  readonly productId: string | null;
  readonly chargeCode: string;
  readonly description: string;
  readonly serviceOn: LocalDate | null;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly discountPercent: string;
  readonly amountMinor: bigint;
  readonly creditedMinor: bigint;
  /** What came back; a corrected price takes no quantity. */
  readonly creditedQuantity: string;
  readonly taxJurisdiction: string;
  readonly taxCategory: string;
  readonly taxRate: string;
  readonly taxReason: string | null;
  readonly revenueAccountId: number;
  readonly orderReference: string | null;
  readonly deliveryReference: string | null;
};

/** The lines of an issued document with what credit notes have taken from each. */
export function creditableLines(tx: Tx, documentId: string): Promise<CreditableLine[]> {
  return tx.many(sql`
    select l.line_no, l.charge_id, l.product_id, l.charge_code, l.description, l.service_on, l.quantity, l.unit, l.unit_price, l.discount_percent, l.amount_minor, l.tax_jurisdiction, l.tax_category,
      l.tax_rate, l.tax_reason, l.revenue_account_id, l.order_reference, l.delivery_reference, coalesce(c.amount, 0)::bigint as credited_minor, coalesce(c.quantity, 0) as credited_quantity
    from invoicing.document_line l
    left join (
      select cl.credits_line_no, sum(cl.amount_minor) as amount, sum(cl.credits_quantity) as quantity from invoicing.document cd
      join invoicing.document_line cl on cl.org_id = cd.org_id and cl.document_id = cd.document_id
      where cd.org_id = ${tx.orgId} and cd.references_document_id = ${documentId} and cd.kind = 'credit_note' and cd.status = 'issued' group by 1
    ) c on c.credits_line_no = l.line_no
    where l.org_id = ${tx.orgId} and l.document_id = ${documentId} order by l.line_no`);
}

export type CreditedGroup = { readonly jurisdiction: string; readonly category: string; readonly rate: string; readonly reason: string | null; readonly baseMinor: bigint; readonly taxMinor: bigint; readonly creditedBaseMinor: bigint; readonly creditedTaxMinor: bigint };

/** The document's tax groups with what credit notes have taken from each. */
export function creditableGroups(tx: Tx, documentId: string): Promise<CreditedGroup[]> {
  return tx.many(sql`
    select g.jurisdiction, g.category, trim_scale(g.rate) as rate, g.reason, g.base_minor, g.tax_minor, coalesce(c.base, 0)::bigint as credited_base_minor, coalesce(c.tax, 0)::bigint as credited_tax_minor
    from invoicing.document_tax g
    left join (
      select t.jurisdiction, t.category, t.rate, t.reason, sum(t.base_minor) as base, sum(t.tax_minor) as tax from invoicing.document cd
      join invoicing.document_tax t on t.org_id = cd.org_id and t.document_id = cd.document_id
      where cd.org_id = ${tx.orgId} and cd.references_document_id = ${documentId} and cd.kind = 'credit_note' and cd.status = 'issued' group by 1, 2, 3, 4
    ) c on c.jurisdiction = g.jurisdiction and c.category = g.category and c.rate = g.rate and c.reason is not distinct from g.reason
    where g.org_id = ${tx.orgId} and g.document_id = ${documentId} order by g.group_no`);
}

export type OpenPart = { readonly itemId: string; readonly dueOn: LocalDate; readonly openMinor: bigint };

/** The open receivable items of a document, earliest due first, locked. */
export function lockOpenItems(tx: Tx, documentId: string, receivable: number): Promise<OpenPart[]> {
  return tx.many(sql`
    select item_id, due_on, open_minor from ledger.open_item where org_id = ${tx.orgId} and document_id = ${documentId} and account_id = ${receivable}
    and open_minor > 0 order by due_on, item_id for update`);
}

export async function documentOpenMinor(tx: Tx, documentId: string, receivable: number): Promise<bigint> {
  const row = await tx.one<{ open: bigint }>(sql`
    select coalesce(sum(open_minor), 0)::bigint as open from ledger.open_item where org_id = ${tx.orgId} and document_id = ${documentId} and account_id = ${receivable}`);
  return row.open;
}

/** The last day on which one of a document's items grew: the day of issue, or of a payment that was taken back. */
export async function lastRaised(tx: Tx, documentId: string, receivable: number): Promise<LocalDate | null> {
  const row = await tx.one<{ raisedOn: LocalDate | null }>(sql`
    select max(raised_on) as raised_on from ledger.open_item where org_id = ${tx.orgId} and document_id = ${documentId} and account_id = ${receivable}`);
  return row.raisedOn;
}

/** A credit note of a document that was issued: from then on it can't be undone whole. */
export async function firstCreditNote(tx: Tx, documentId: string): Promise<string | null> {
  const row = await tx.maybe<{ number: string }>(sql`
    select number from invoicing.document where org_id = ${tx.orgId} and references_document_id = ${documentId} and kind = 'credit_note' and status = 'issued' order by issued_on, sequence limit 1`);
  return row?.number ?? null;
}

export async function insertVoid(tx: Tx, documentVoid: { documentId: string; voidedOn: LocalDate; reason: string; entryId: string; by: string; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into invoicing.document_void (org_id, document_id, voided_on, reason, entry_id, recorded_at, recorded_by)
    values (${tx.orgId}, ${documentVoid.documentId}, ${documentVoid.voidedOn}, ${documentVoid.reason}, ${documentVoid.entryId}, ${documentVoid.now}, ${documentVoid.by})`);
}

export type StagedHead = {
  readonly documentId: string; readonly entryId: string; readonly entityId: number; readonly kind: DocumentKind; readonly source: string; readonly sign: 1 | -1;
  readonly customerId: string; readonly customerVersion: number; readonly entityVersion: number; readonly shipToCode: string | null; readonly currency: string;
  readonly taxPointOn: LocalDate | null; readonly serviceFrom: LocalDate | null; readonly serviceTo: LocalDate | null; readonly termsCode: string; readonly termsVersion: number;
  readonly dueOn: LocalDate; readonly discountPercent: string | null; readonly discountUntil: LocalDate | null; readonly hasInstalments: boolean; readonly orderId: string | null;
  readonly orderReference: string | null; readonly customerPo: string | null; readonly referencesDocumentId: string | null; readonly reasonCode: string | null; readonly reason: string | null;
  readonly note: string | null; readonly taxRounding: 'group' | 'line'; readonly presetNumber: string | null; readonly presetIssuedOn: LocalDate | null; readonly sortKey: string;
};

export type StagedLine = Omit<CreditableLine, 'amountMinor' | 'creditedMinor' | 'creditedQuantity'> & { readonly documentId: string; readonly creditsLineNo: number | null; readonly creditsQuantity: string | null; readonly amountMinor: bigint; readonly proof: unknown };

/** Puts documents made in code onto the billing stage. */
export async function stageDocuments(tx: Tx, heads: readonly StagedHead[], lines: readonly StagedLine[]): Promise<void> {
  await tx.run(sql`
    insert into staged_document (document_id, entry_id, entity_id, kind, source, sign, customer_id, customer_version, entity_version, ship_to_code, currency, tax_point_on, service_from, service_to,
      terms_code, terms_version, due_on, discount_percent, discount_until, instalments, order_id, order_reference, customer_po, references_document_id, reason_code, reason, note, tax_rounding,
      preset_number, preset_issued_on, sort_key)
    select r."documentId", r."entryId", r."entityId", r.kind, r.source, r.sign, r."customerId", r."customerVersion", r."entityVersion", r."shipToCode", r.currency, r."taxPointOn", r."serviceFrom",
      r."serviceTo", r."termsCode", r."termsVersion", r."dueOn", r."discountPercent", r."discountUntil", case when r."hasInstalments" then '[]'::jsonb end, r."orderId", r."orderReference",
      r."customerPo", r."referencesDocumentId", r."reasonCode", r.reason, r.note, r."taxRounding", r."presetNumber", r."presetIssuedOn", r."sortKey"
    from jsonb_to_recordset(${toJson(heads)}::jsonb) as r ("documentId" uuid, "entryId" uuid, "entityId" int, kind text, source text, sign int, "customerId" uuid, "customerVersion" int,
      "entityVersion" int, "shipToCode" text, currency text, "taxPointOn" date, "serviceFrom" date, "serviceTo" date, "termsCode" text, "termsVersion" int, "dueOn" date, "discountPercent" numeric,
      "discountUntil" date, "hasInstalments" boolean, "orderId" uuid, "orderReference" text, "customerPo" text, "referencesDocumentId" uuid, "reasonCode" text, reason text, note text,
      "taxRounding" text, "presetNumber" text, "presetIssuedOn" date, "sortKey" text)`);
  await tx.run(sql`
    insert into staged_line (document_id, line_no, charge_id, credits_line_no, credits_quantity, product_id, charge_code, description, service_on, quantity, unit, unit_price, discount_percent, amount_minor,
      tax_jurisdiction, tax_category, tax_rate, tax_reason, revenue_account_id, order_reference, delivery_reference, proof)
    select r."documentId", r."lineNo", r."chargeId", r."creditsLineNo", r."creditsQuantity", r."productId", r."chargeCode", r.description, r."serviceOn", r.quantity, r.unit, r."unitPrice", r."discountPercent",
      r."amountMinor", r."taxJurisdiction", r."taxCategory", r."taxRate", r."taxReason", r."revenueAccountId", r."orderReference", r."deliveryReference", r.proof
    from jsonb_to_recordset(${toJson(lines)}::jsonb) as r ("documentId" uuid, "lineNo" int, "chargeId" uuid, "creditsLineNo" int, "creditsQuantity" numeric, "productId" uuid, "chargeCode" text, description text,
      "serviceOn" date, quantity numeric, unit text, "unitPrice" numeric, "discountPercent" numeric, "amountMinor" bigint, "taxJurisdiction" text, "taxCategory" text, "taxRate" numeric,
      "taxReason" text, "revenueAccountId" int, "orderReference" text, "deliveryReference" text, proof jsonb)`);
}

/** Sets the tax of one staged group, where a credit closes a group and takes what is left of its tax. */
export async function setStagedTax(tx: Tx, group: { documentId: string; jurisdiction: string; category: string; rate: string; reason: string | null; taxMinor: bigint }): Promise<void> {
  await tx.run(sql`
    update staged_tax set tax_minor = ${group.taxMinor} where document_id = ${group.documentId} and jurisdiction = ${group.jurisdiction} and category = ${group.category}
    and rate = ${group.rate}::numeric and reason is not distinct from ${group.reason}`);
}

export function stagedTaxes(tx: Tx, documentId: string): Promise<{ jurisdiction: string; category: string; rate: string; reason: string | null; baseMinor: bigint; taxMinor: bigint }[]> {
  return tx.many(sql`select jurisdiction, category, rate, reason, base_minor, tax_minor from staged_tax where document_id = ${documentId} order by group_no`);
}
