// Drafts in the database, and what the gate asks about hand-made lines.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Draft, DraftKind, DraftLine, OrderLineFacts, Override } from './draft.ts';

type OrderRow = {
  orderId: string; number: string; orderedOn: LocalDate; priceRule: 'order' | 'delivery'; expiresOn: LocalDate | null; closedOn: LocalDate | null; notToExceedMinor: bigint | null; chargedMinor: bigint;
  currency: string; shipToCode: string | null; customerPo: string | null; sku: string; description: string | null; lineNo: number; quantity: string; unitPrice: string | null; discountPercent: string; chargedQuantity: string; fileId: string | null; sourceRow: number | null;
};

/** The lines of a customer's order with what was charged on each before. Empty when there is no such order. */
export async function orderLinesByNumber(tx: Tx, entityId: number, customerId: string, number: string): Promise<ReadonlyMap<number, OrderLineFacts>> {
  const rows = await tx.many<OrderRow>(sql`
    select o.order_id, o.number, o.currency, o.ship_to_code, o.customer_po, p.sku, l.description, o.ordered_on, o.price_rule, o.expires_on, k.closed_on, o.not_to_exceed_minor, l.line_no, l.quantity, l.unit_price, l.discount_percent, o.file_id, coalesce(l.source_row, o.source_row) as source_row,
      coalesce(sum(c.quantity), 0) as charged_quantity, coalesce(sum(sum(c.amount_minor)) over (), 0)::bigint as charged_minor
    from evidence.sales_order o
    join evidence.order_line l on l.org_id = o.org_id and l.order_id = o.order_id
    join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
    left join evidence.order_closure k on k.org_id = o.org_id and k.order_id = o.order_id
    left join charges.charge c on c.org_id = l.org_id and c.order_id = l.order_id and c.order_line_no = l.line_no and c.status in ('pending', 'held', 'billed')
    where o.org_id = ${tx.orgId} and o.entity_id = ${entityId} and o.customer_id = ${customerId} and o.number = ${number}
    group by o.order_id, o.number, o.currency, o.ship_to_code, o.customer_po, p.sku, l.description, o.ordered_on, o.price_rule, o.expires_on, k.closed_on, o.not_to_exceed_minor, l.line_no, l.quantity, l.unit_price, l.discount_percent, o.file_id, l.source_row, o.source_row order by l.line_no`);
  return new Map(rows.map((row) => [row.lineNo, {
    orderId: row.orderId, lineNo: row.lineNo, currency: row.currency, shipToCode: row.shipToCode, customerPo: row.customerPo, sku: row.sku, description: row.description, priceRule: row.priceRule, orderedOn: row.orderedOn, unitPrice: row.unitPrice, discountPercent: row.discountPercent, fileId: row.fileId, sourceRow: row.sourceRow,
    gate: { number: row.number, expiresOn: row.expiresOn, closedOn: row.closedOn, notToExceedMinor: row.notToExceedMinor, chargedMinor: row.chargedMinor, orderedQuantity: row.quantity, chargedQuantity: row.chargedQuantity },
  }]));
}

/** Whether a document could be what another one refers to: issued, of the same legal entity and customer. */
export async function isReferable(tx: Tx, entityId: number, customerId: string, documentId: string): Promise<boolean> {
  return (await tx.maybe(sql`
    select 1 from invoicing.document where org_id = ${tx.orgId} and document_id = ${documentId} and entity_id = ${entityId} and customer_id = ${customerId} and status = 'issued'`)) !== null;
}

/**
 * An issued document of the last sixty days that bills the same thing, quantity and amount to the same customer; for a credit note one that
 * credits it: what it takes back is no twin.
 */
export async function findTwin(tx: Tx, line: { customerId: string; kind: DraftKind; documentId: string | null; description: string; quantity: string; amountMinor: bigint; serviceOn: LocalDate }): Promise<string | null> {
  const row = await tx.maybe<{ number: string }>(sql`
    select d.number from invoicing.document d join invoicing.document_line l on l.org_id = d.org_id and l.document_id = d.document_id
    where d.org_id = ${tx.orgId} and d.customer_id = ${line.customerId} and d.status = 'issued' and (d.kind = 'credit_note') = ${line.kind === 'credit_note'} and d.issued_on > ${line.serviceOn}::date - 60
      and l.description = ${line.description} and l.quantity = ${line.quantity}::numeric and l.amount_minor = ${line.amountMinor} and l.service_on = ${line.serviceOn}
      and d.document_id is distinct from ${line.documentId}
      and not exists (select 1 from invoicing.document_void v where v.org_id = d.org_id and v.document_id = d.document_id) limit 1`);
  return row?.number ?? null;
}

/** Deletes a draft; answers whether there was one. Issued documents are refused by the database. */
export async function deleteDraft(tx: Tx, documentId: string): Promise<boolean> {
  return (await tx.run(sql`delete from invoicing.document where org_id = ${tx.orgId} and document_id = ${documentId} and status <> 'issued'`)) === 1;
}

export async function insertDraft(tx: Tx, draft: Draft & { documentId: string; entityVersion: number; status: 'draft' | 'held'; source: 'manual' | 'upload'; runId: string | null; version: number; by: string; now: Instant }): Promise<void> {
  const { input } = draft;
  await tx.run(sql`
    insert into invoicing.document (org_id, document_id, entity_id, kind, status, source, customer_id, customer_version, entity_version, ship_to_code, currency, issued_on, due_on, terms_code,
      terms_version, order_id, order_reference, customer_po, references_document_id, reason_code, reason, note, tax_rounding, net_minor, tax_minor, total_minor, run_id, version, recorded_at, recorded_by)
    values (${tx.orgId}, ${draft.documentId}, ${input.entityId}, ${input.kind}, ${draft.status}, ${draft.source}, ${input.customerId}, ${draft.customer.version}, ${draft.entityVersion}, ${input.shipToCode},
      ${draft.currency}, ${input.issuedOn}, ${draft.schedule.dueOn}, ${draft.termsCode}, ${draft.termsVersion}, ${draft.orderId}, ${input.orderNumber}, ${input.customerPo}, ${input.referencesDocumentId},
      ${input.reasonCode}, ${input.reason}, ${input.note}, ${draft.taxRounding}, ${draft.totals.netMinor}, ${draft.totals.taxMinor}, ${draft.totals.totalMinor}, ${draft.runId}, ${draft.version}, ${draft.now}, ${draft.by})`);
  const rows = draft.lines.map((line, index) => ({ ...line, amountMinor: line.amountMinor.toString(), taxMinor: draft.totals.lineTaxes[index]?.toString() ?? null, proof: draftProof(line) }));
  await tx.run(sql`
    insert into invoicing.document_line (org_id, document_id, line_no, product_id, charge_code, description, service_on, quantity, unit, unit_price, discount_percent, amount_minor, tax_jurisdiction,
      tax_category, tax_rate, tax_reason, tax_minor, revenue_account_id, order_reference, proof)
    select ${tx.orgId}, ${draft.documentId}, r."lineNo", r."productId", r."chargeCode", r.description, r."serviceOn", r.quantity, r.unit, r."unitPrice", r."discountPercent", r."amountMinor",
      r."taxJurisdiction", r."taxCategory", r."taxRate", r."taxReason", r."taxMinor", r."revenueAccountId", ${input.orderNumber}, r.proof
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r ("lineNo" int, "productId" uuid, "chargeCode" text, description text, "serviceOn" date, quantity numeric, unit text, "unitPrice" numeric,
      "discountPercent" numeric, "amountMinor" bigint, "taxJurisdiction" text, "taxCategory" text, "taxRate" numeric, "taxReason" text, "taxMinor" bigint, "revenueAccountId" int, proof jsonb)`);
  const groups = draft.totals.groups.map((group) => ({ ...group, baseMinor: group.baseMinor.toString(), taxMinor: group.taxMinor.toString() }));
  await tx.run(sql`
    insert into invoicing.document_tax (org_id, document_id, group_no, jurisdiction, category, rate, reason, base_minor, tax_minor)
    select ${tx.orgId}, ${draft.documentId}, r."groupNo", r.jurisdiction, r.category, r.rate, r.reason, r."baseMinor", r."taxMinor"
    from jsonb_to_recordset(${toJson(groups)}::jsonb) as r ("groupNo" int, jurisdiction text, category text, rate numeric, reason text, "baseMinor" bigint, "taxMinor" bigint)`);
}

/** What a draft line keeps beside its columns, to be edited and issued from. */
export type DraftProof = { readonly product: string | null; readonly proposedUnitPrice: string | null; readonly enteredUnitPrice: string | null; readonly priceId: string | null; readonly orderLineNo: number | null };

function draftProof(line: DraftLine): DraftProof {
  return { product: line.product, proposedUnitPrice: line.proposedUnitPrice, enteredUnitPrice: line.enteredUnitPrice, priceId: line.priceId, orderLineNo: line.orderLineNo };
}

type DraftHeadRow = {
  entityId: number; kind: DraftKind; customerId: string; issuedOn: LocalDate; currency: string; termsCode: string; orderReference: string | null; customerPo: string | null;
  shipToCode: string | null; referencesDocumentId: string | null; reasonCode: string | null; reason: string | null; note: string | null; source: 'manual' | 'upload'; runId: string | null; version: number; recordedBy: string; recordedAt: Instant;
};
type DraftLineRow = { description: string; chargeCode: string; serviceOn: LocalDate; quantity: string; unit: string; unitPrice: string; discountPercent: string; proof: DraftProof };

export type StoredDraft = { readonly head: DraftHeadRow; readonly lines: readonly DraftLineRow[] };

/** A draft as it was entered, locked. */
export async function loadDraft(tx: Tx, documentId: string): Promise<StoredDraft | null> {
  return readDraft(tx, documentId, sql`for update`);
}

/** The same to look at only. */
export function findDraft(tx: Tx, documentId: string): Promise<StoredDraft | null> {
  return readDraft(tx, documentId, sql``);
}

async function readDraft(tx: Tx, documentId: string, lock: Statement): Promise<StoredDraft | null> {
  const head = await tx.maybe<DraftHeadRow>(sql`
    select entity_id, kind, customer_id, issued_on, currency, terms_code, order_reference, customer_po, ship_to_code, references_document_id, reason_code, reason, note, source, run_id, version, recorded_by, recorded_at
    from invoicing.document where org_id = ${tx.orgId} and document_id = ${documentId} and status <> 'issued' ${lock}`);
  if (head === null) return null;
  const lines = await tx.many<DraftLineRow>(sql`
    select description, charge_code, service_on, quantity, unit, unit_price, discount_percent, proof from invoicing.document_line where org_id = ${tx.orgId} and document_id = ${documentId} order by line_no`);
  return { head, lines };
}

export async function insertOverrides(tx: Tx, documentId: string, overrides: readonly (Override & { overrideId: string })[], by: string, reason: string | null, now: Instant): Promise<void> {
  for (const override of overrides) {
    await tx.run(sql`
      insert into invoicing.override (org_id, override_id, document_id, line_no, field, proposed, entered, reason, recorded_at, recorded_by)
      values (${tx.orgId}, ${override.overrideId}, ${documentId}, ${override.lineNo}, ${override.field}, ${override.proposed}, ${override.entered}, ${reason}, ${now}, ${by})`);
  }
}

/** A check holds the draft by now: it stands among the held ones, for those who may release. */
export async function markHeld(tx: Tx, documentId: string): Promise<void> {
  await tx.run(sql`update invoicing.document set status = 'held' where org_id = ${tx.orgId} and document_id = ${documentId} and status = 'draft'`);
}

/** Does work that may be refused without losing what the transaction did before it. */
export async function withSavepoint<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await tx.run(sql`savepoint one_of_many`);
  try {
    const result = await work();
    await tx.run(sql`release savepoint one_of_many`);
    return result;
  } catch (error) {
    await tx.run(sql`rollback to savepoint one_of_many`);
    throw error;
  }
}
