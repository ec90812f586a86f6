// The billing stage: documents about to be issued, as temporary rows of the connection. Bill runs and single issues fill it alike.

import { fixedSql, sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** Columns of the staged headers, in the words of invoicing.document. sign: 1 for invoices and debit notes, -1 for credit notes. */
const headerColumns = fixedSql(`
  document_id uuid not null, entry_id uuid not null, entity_id int not null, kind text not null, source text not null, sign int not null, customer_id uuid not null,
  customer_version int not null, entity_version int not null, ship_to_code text, currency char(3) not null, tax_point_on date, service_from date, service_to date,
  terms_code text not null, terms_version int not null, due_on date not null, discount_percent numeric, discount_until date, instalments jsonb, order_id uuid,
  order_reference text, customer_po text, references_document_id uuid, reason_code text, reason text, note text, tax_rounding text not null,
  preset_number text, preset_issued_on date, sort_key text not null`);

const lineColumns = fixedSql(`
  document_id uuid not null, line_no int not null, charge_id uuid, credits_line_no int, credits_quantity numeric, product_id uuid, charge_code text not null, description text not null,
  service_on date, quantity numeric not null, unit text not null, unit_price numeric not null, discount_percent numeric not null, amount_minor bigint not null,
  tax_jurisdiction text not null, tax_category char(2) not null, tax_rate numeric not null, tax_reason text, revenue_account_id int not null,
  order_reference text, delivery_reference text, proof jsonb, customer_id uuid, currency char(3), order_id uuid, customer_po text, ship_to_code text`);

const taxColumns = fixedSql(`
  document_id uuid not null, group_no smallint not null, jurisdiction text not null, category char(2) not null, rate numeric not null, reason text,
  base_minor bigint not null, tax_minor bigint not null`);

const totalColumns = fixedSql(`
  document_id uuid not null, kind text not null, position bigint not null, net_minor bigint not null, tax_minor bigint not null, schedule jsonb not null`);

/** Makes the stage once per connection; its rows go at the end of the transaction. */
export async function openBillingStage(tx: Tx): Promise<void> {
  const { present } = await tx.one<{ present: boolean }>(sql`select to_regclass('pg_temp.staged_document') is not null as present`);
  if (present) return;
  await tx.run(sql`create temporary table staged_document (${headerColumns}) on commit delete rows`);
  await tx.run(sql`create temporary table staged_line (${lineColumns}) on commit delete rows`);
  await tx.run(sql`create temporary table staged_tax (${taxColumns}) on commit delete rows`);
  await tx.run(sql`create temporary table staged_total (${totalColumns}) on commit delete rows`);
}

/** Temporary tables have no statistics of their own; a large batch needs them for its joins. */
export async function measureStage(tx: Tx): Promise<void> {
  await tx.run(sql`analyze staged_document`);
  await tx.run(sql`analyze staged_line`);
}

/** Tax per group, half-up; per line first where the entity says so. round(numeric) rounds half away from zero. */
export async function stageTaxes(tx: Tx): Promise<void> {
  await tx.run(sql`
    insert into staged_tax (document_id, group_no, jurisdiction, category, rate, reason, base_minor, tax_minor)
    select g.document_id, row_number() over (partition by g.document_id order by g.jurisdiction, g.category, g.rate, g.reason nulls first), g.jurisdiction, g.category,
           g.rate, g.reason, g.base_minor, case h.tax_rounding when 'line' then g.line_tax_minor else round(g.base_minor * g.rate / 100)::bigint end
    from (
      select document_id, tax_jurisdiction as jurisdiction, tax_category as category, trim_scale(tax_rate) as rate, tax_reason as reason,
             sum(amount_minor)::bigint as base_minor, sum(round(amount_minor * tax_rate / 100))::bigint as line_tax_minor
      from staged_line group by 1, 2, 3, 4, 5
    ) g join staged_document h on h.document_id = g.document_id`);
}

/** Totals and terms of each document. The position within its kind is the order of numbers: by sort key. */
export async function stageTotals(tx: Tx): Promise<void> {
  await tx.run(sql`
    insert into staged_total (document_id, kind, position, net_minor, tax_minor, schedule)
    select h.document_id, h.kind, row_number() over (partition by h.kind order by h.sort_key, h.document_id), t.net_minor, t.tax_minor,
           jsonb_build_object('dueOn', h.due_on, 'discount', case when h.discount_percent is null then null else jsonb_build_object(
             'percent', h.discount_percent::text, 'until', h.discount_until, 'discountMinor', round((t.net_minor + t.tax_minor) * h.discount_percent / 100)::bigint::text) end,
             'instalments', h.instalments)
    from staged_document h
    join (select document_id, sum(base_minor)::bigint as net_minor, sum(tax_minor)::bigint as tax_minor from staged_tax group by 1) t on t.document_id = h.document_id`);
}

export type StagedInstalments = { readonly documentId: string; readonly termsCode: string; readonly termsVersion: number; readonly totalMinor: bigint; readonly currency: string };

/** Documents whose terms split the total: few, so their instalments are computed in code. */
export function stagedInstalments(tx: Tx): Promise<StagedInstalments[]> {
  return tx.many(sql`
    select h.document_id, h.terms_code, h.terms_version, (t.net_minor + t.tax_minor) as total_minor, h.currency
    from staged_document h join staged_total t on t.document_id = h.document_id where h.instalments is not null`);
}

export async function setStagedSchedule(tx: Tx, documentId: string, schedule: unknown): Promise<void> {
  await tx.run(sql`update staged_total set schedule = ${schedule}::jsonb where document_id = ${documentId}`);
}

export type StagedKind = { readonly kind: string; readonly documents: number };

export function stagedKinds(tx: Tx): Promise<StagedKind[]> {
  return tx.many(sql`select kind, count(*)::int as documents from staged_document group by kind order by kind`);
}
