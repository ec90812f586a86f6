// Writing staged documents as issued: numbers, rows, postings, all set-based.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { NumberFormat } from './numbering.ts';

export type Series = { readonly entityId: number; readonly kind: string; readonly series: string; readonly fiscalYear: number };

/** Locks the counter row and answers where it stands. */
export async function lockCounter(tx: Tx, series: Series): Promise<{ lastSequence: bigint; lastDate: LocalDate | null }> {
  await tx.run(sql`
    insert into platform.series_counter (org_id, entity_id, kind, series, fiscal_year) values (${tx.orgId}, ${series.entityId}, ${series.kind}, ${series.series}, ${series.fiscalYear})
    on conflict do nothing`);
  return tx.one(sql`
    select last_sequence, last_date from platform.series_counter where org_id = ${tx.orgId} and entity_id = ${series.entityId} and kind = ${series.kind}
    and series = ${series.series} and fiscal_year = ${series.fiscalYear} for update`);
}

export async function advanceCounter(tx: Tx, series: Series, count: number, date: LocalDate): Promise<void> {
  await tx.run(sql`
    update platform.series_counter set last_sequence = last_sequence + ${count}, last_date = greatest(last_date, ${date}::date)
    where org_id = ${tx.orgId} and entity_id = ${series.entityId} and kind = ${series.kind} and series = ${series.series} and fiscal_year = ${series.fiscalYear}`);
}

export type Issue = {
  readonly kind: string;
  readonly series: string;
  readonly fiscalYear: number;
  readonly issuedOn: LocalDate;
  readonly format: NumberFormat;
  /** The last sequence before this batch. */
  readonly after: bigint;
  readonly runId: string | null;
  readonly by: string;
  readonly now: Instant;
};

export async function insertDocuments(tx: Tx, issue: Issue): Promise<number> {
  return tx.run(sql`
    insert into invoicing.document (org_id, document_id, entity_id, kind, status, source, number, series, fiscal_year, sequence, customer_id, customer_version, entity_version,
      ship_to_code, currency, issued_on, tax_point_on, service_from, service_to, due_on, terms_code, terms_version, schedule, order_id, order_reference, customer_po,
      references_document_id, reason_code, reason, note, tax_rounding, net_minor, tax_minor, total_minor, entry_id, run_id, recorded_at, recorded_by, issued_at, issued_txid)
    select ${tx.orgId}, h.document_id, h.entity_id, h.kind, 'issued', h.source,
      coalesce(h.preset_number, ${issue.format.prefix} || lpad(n.sequence::text, greatest(${issue.format.digits}::int, length(n.sequence::text)), '0') || ${issue.format.suffix}),
      ${issue.series}, ${issue.fiscalYear}, n.sequence, h.customer_id, h.customer_version, h.entity_version, h.ship_to_code, h.currency,
      coalesce(h.preset_issued_on, ${issue.issuedOn}::date), coalesce(h.tax_point_on, ${issue.issuedOn}::date), h.service_from, h.service_to, h.due_on, h.terms_code, h.terms_version,
      t.schedule, h.order_id, h.order_reference, h.customer_po, h.references_document_id, h.reason_code, h.reason, h.note, h.tax_rounding, t.net_minor, t.tax_minor,
      t.net_minor + t.tax_minor, case when p.documented is null then null else h.entry_id end, ${issue.runId}, ${issue.now}::timestamptz, ${issue.by}, ${issue.now}::timestamptz, pg_current_xact_id()
    from staged_document h
    join staged_total t on t.document_id = h.document_id
    cross join lateral (select ${issue.after}::bigint + t.position as sequence) n
    left join (select distinct source_id as documented from staged_transfer) p on p.documented = h.document_id
    where h.kind = ${issue.kind}
    order by n.sequence`);
}

/** Adds the batch to its days, in key order; the counter's lock is held, so two issues of one kind never meet here. */
export async function addDocumentDays(tx: Tx, issuedOn: LocalDate): Promise<void> {
  await tx.run(sql`
    insert into invoicing.document_day (org_id, entity_id, kind, currency, issued_on, documents, total_minor)
    select ${tx.orgId}, h.entity_id, h.kind, h.currency, coalesce(h.preset_issued_on, ${issuedOn}::date) as issued_on, count(*), sum(t.net_minor + t.tax_minor)
    from staged_document h join staged_total t on t.document_id = h.document_id group by 2, 3, 4, 5 order by 2, 3, 4, 5
    on conflict (org_id, entity_id, kind, currency, issued_on) do update
      set documents = invoicing.document_day.documents + excluded.documents, total_minor = invoicing.document_day.total_minor + excluded.total_minor`);
  // What an earlier system issued is in its own tax report.
  await tx.run(sql`
    insert into invoicing.tax_day (org_id, entity_id, currency, issued_on, jurisdiction, category, rate, documents, base_minor, tax_minor)
    select ${tx.orgId}, h.entity_id, h.currency, coalesce(h.preset_issued_on, ${issuedOn}::date) as issued_on, x.jurisdiction, x.category, x.rate, count(*), sum(x.base_minor * h.sign), sum(x.tax_minor * h.sign)
    from staged_document h join staged_tax x on x.document_id = h.document_id where h.source <> 'opening' group by 2, 3, 4, 5, 6, 7 order by 2, 3, 4, 5, 6, 7
    on conflict (org_id, entity_id, currency, issued_on, jurisdiction, category, rate) do update set documents = invoicing.tax_day.documents + excluded.documents,
      base_minor = invoicing.tax_day.base_minor + excluded.base_minor, tax_minor = invoicing.tax_day.tax_minor + excluded.tax_minor`);
}

export async function insertLinesAndTaxes(tx: Tx): Promise<void> {
  await tx.run(sql`
    insert into invoicing.document_line (org_id, document_id, line_no, charge_id, credits_line_no, credits_quantity, product_id, charge_code, description, service_on, quantity, unit, unit_price,
      discount_percent, amount_minor, tax_jurisdiction, tax_category, tax_rate, tax_reason, tax_minor, revenue_account_id, order_reference, delivery_reference, proof)
    select ${tx.orgId}, l.document_id, l.line_no, l.charge_id, l.credits_line_no, l.credits_quantity, l.product_id, l.charge_code, l.description, l.service_on, l.quantity, l.unit, l.unit_price,
      l.discount_percent, l.amount_minor, l.tax_jurisdiction, l.tax_category, l.tax_rate, l.tax_reason,
      case when h.tax_rounding = 'line' and h.source <> 'correction' then round(l.amount_minor * l.tax_rate / 100)::bigint end, l.revenue_account_id, l.order_reference, l.delivery_reference, l.proof
    from staged_line l join staged_document h on h.document_id = l.document_id`);
  await tx.run(sql`
    insert into invoicing.document_tax (org_id, document_id, group_no, jurisdiction, category, rate, reason, base_minor, tax_minor)
    select ${tx.orgId}, document_id, group_no, jurisdiction, category, rate, reason, base_minor, tax_minor from staged_tax`);
}

/**
 * Stages the ledger's transfers. Receivable against each revenue account and against tax; an instalment moves its part from the
 * document's item to its own. A negative sum exchanges the sides; a credit note's sign does the same.
 */
export async function stageTransfers(tx: Tx, accounts: { receivable: number; taxPayable: number }, issuedOn: LocalDate): Promise<void> {
  await tx.run(sql`
    insert into staged_transfer (entry_id, line, entity_id, posted_on, event, source_id, debit_account_id, credit_account_id, amount_minor, currency, customer_id, document_id,
      debit_item_id, debit_item_document_id, debit_item_due_on, credit_item_id, credit_item_document_id, credit_item_due_on)
    select h.entry_id, row_number() over (partition by p.document_id order by p.account_id), h.entity_id, coalesce(h.preset_issued_on, ${issuedOn}::date), h.kind || '.issued', p.document_id,
      case when p.signed > 0 then ${accounts.receivable}::int else p.account_id end, case when p.signed > 0 then p.account_id else ${accounts.receivable}::int end,
      abs(p.signed), h.currency, h.customer_id, p.document_id,
      case when p.signed > 0 then p.document_id end, case when p.signed > 0 then p.document_id end, case when p.signed > 0 then h.due_on end,
      case when p.signed < 0 then p.document_id end, case when p.signed < 0 then p.document_id end, case when p.signed < 0 then h.due_on end
    from (
      select s.document_id, s.account_id, sum(s.amount)::bigint * d.sign as signed from (
        select document_id, revenue_account_id as account_id, amount_minor as amount from staged_line
        union all
        select document_id, ${accounts.taxPayable}::int, tax_minor from staged_tax
      ) s join staged_document d on d.document_id = s.document_id group by s.document_id, s.account_id, d.sign
    ) p join staged_document h on h.document_id = p.document_id where p.signed <> 0`);
}

export async function stageInstalmentTransfers(tx: Tx, receivable: number, issuedOn: LocalDate): Promise<void> {
  await tx.run(sql`
    insert into staged_transfer (entry_id, line, entity_id, posted_on, event, source_id, debit_account_id, credit_account_id, amount_minor, currency, customer_id, document_id,
      debit_item_id, debit_item_document_id, debit_item_due_on, credit_item_id, credit_item_document_id, credit_item_due_on)
    select h.entry_id, 1000 + i.no, h.entity_id, coalesce(h.preset_issued_on, ${issuedOn}::date), h.kind || '.issued', h.document_id, ${receivable}::int, ${receivable}::int, i."amountMinor",
      h.currency, h.customer_id, h.document_id, i."itemId", h.document_id, i."dueOn", h.document_id, h.document_id, h.due_on
    from staged_total t join staged_document h on h.document_id = t.document_id
    cross join lateral jsonb_to_recordset(case when h.instalments is null then '[]'::jsonb else t.schedule -> 'instalments' end) as i (no int, "dueOn" date, "amountMinor" bigint, "itemId" uuid)
    where h.instalments is not null and h.sign = 1`);
}

/** A draft gives its id to the issued document, so it goes first; the stage holds its whole content. */
export async function deleteDrafts(tx: Tx): Promise<number> {
  return tx.run(sql`
    delete from invoicing.document d using staged_document s where d.org_id = ${tx.orgId} and d.document_id = s.document_id and d.status <> 'issued'`);
}

/** Count, totals and digest of the batch, for the audit log; the digest covers each document's id and total in the order of numbers. */
export function stagedDigest(tx: Tx): Promise<{ documents: number; digest: string; totals: Record<string, string> }> {
  return tx.one(sql`
    select count(*)::int as documents, encode(sha256(convert_to(string_agg(t.document_id || ' ' || (t.net_minor + t.tax_minor), ',' order by t.kind, t.position), 'UTF8')), 'hex') as digest,
      (select jsonb_object_agg(x.currency, x.total) from (
        select s.currency, sum(u.net_minor + u.tax_minor)::text as total from staged_document s join staged_total u on u.document_id = s.document_id group by 1) x) as totals
    from staged_total t`);
}

export const stagedDocumentIds = sql`select document_id from staged_document`;
export const stagedChargeIds = sql`select charge_id from staged_line where charge_id is not null`;

/** The same as values, for when the stage is cleared before the statement runs. */
export async function stagedIdsByValue(tx: Tx): Promise<Statement> {
  const rows = await tx.many<{ documentId: string }>(stagedDocumentIds);
  return sql`select unnest(${rows.map((row) => row.documentId)}::uuid[])`;
}

/** The charges behind a document's lines. */
export function chargesOfDocument(tx: Tx, documentId: string): Statement {
  return sql`select charge_id from invoicing.document_line where org_id = ${tx.orgId} and document_id = ${documentId} and charge_id is not null`;
}

export async function clearStage(tx: Tx): Promise<void> {
  await tx.run(sql`delete from staged_line`);
  await tx.run(sql`delete from staged_tax`);
  await tx.run(sql`delete from staged_total`);
  await tx.run(sql`delete from staged_document`);
}
