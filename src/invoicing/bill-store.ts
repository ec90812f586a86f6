// Staging pending charges as documents: the next customers in order, their charges grouped as each customer wants.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** One billing at a time per organisation and entity; the second finds the charges already billed. */
export async function lockBilling(tx: Tx, entityId: number): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.orgId} ${entityId}`}, 4))`);
}

export type BillRange = { readonly entityId: number; readonly through: LocalDate; readonly after: string | null; readonly customerId: string | null };

/** The last customer of the next batch: about size charges, never cutting a customer in two. Null when the rest fits. */
export async function lastCustomerOfBatch(tx: Tx, range: BillRange, size: number): Promise<string | null> {
  const row = await tx.maybe<{ customerId: string }>(sql`
    select customer_id from charges.charge where org_id = ${tx.orgId} and entity_id = ${range.entityId} and status = 'pending' and kind <> 'return' and service_on <= ${range.through}
      and customer_id > ${range.after ?? ZERO} and (${range.customerId}::uuid is null or customer_id = ${range.customerId})
    order by customer_id offset ${size} limit 1`);
  return row?.customerId ?? null;
}

const ZERO = '00000000-0000-0000-0000-000000000000';

export type TermsOnDate = {
  readonly termsCode: string; readonly version: number; readonly dueOn: LocalDate; readonly discountPercent: string | null; readonly discountUntil: LocalDate | null;
  readonly hasInstalments: boolean;
};

export type StageCharges = BillRange & {
  readonly last: string | null;
  /** First 24 characters of the ids of documents and of entries; the ordinal follows. */
  readonly documentStem: string;
  readonly entryStem: string;
  /** Documents of the run before this batch. */
  readonly documentsBefore: number;
  readonly entityVersion: number;
  readonly taxRounding: 'group' | 'line';
};

/** Lines: charges of the range, numbered within their document. Answers how many. */
export async function stageChargeLines(tx: Tx, stage: StageCharges): Promise<number> {
  return tx.run(sql`
    insert into staged_line (document_id, line_no, charge_id, product_id, charge_code, description, service_on, quantity, unit, unit_price, discount_percent, amount_minor,
      tax_jurisdiction, tax_category, tax_rate, tax_reason, revenue_account_id, order_reference, delivery_reference, customer_id, currency, order_id, customer_po, ship_to_code)
    select (${stage.documentStem} || lpad(to_hex(${stage.documentsBefore}::bigint + g.ordinal), 12, '0'))::uuid,
      row_number() over (partition by g.ordinal order by g.service_on, g.delivery_number, g.delivery_line_no, g.charge_id), g.charge_id, g.product_id, g.charge_code, g.description,
      g.service_on, g.quantity, g.unit, g.unit_price, g.discount_percent, g.amount_minor, g.tax_jurisdiction, g.tax_category, g.tax_rate, g.tax_reason, g.revenue_account_id,
      g.order_number, g.delivery_number, g.customer_id, g.currency, g.order_id, g.customer_po, g.ship_to_code
    from (
      select c.*, o.number as order_number, o.ship_to_code, d.number as delivery_number, dense_rank() over (order by c.customer_id, c.currency,
        case v.invoice_grouping when 'customer' then '' when 'order' then coalesce(o.number, '') else coalesce(d.number, c.charge_id::text) end) as ordinal
      from charges.charge c
      join customers.customer k on k.org_id = c.org_id and k.customer_id = c.customer_id
      join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
      left join evidence.sales_order o on o.org_id = c.org_id and o.order_id = c.order_id
      left join evidence.delivery d on d.org_id = c.org_id and d.delivery_id = c.delivery_id
      where c.org_id = ${tx.orgId} and c.entity_id = ${stage.entityId} and c.status = 'pending' and c.kind <> 'return' and c.service_on <= ${stage.through}
        and c.customer_id > ${stage.after ?? ZERO} and (${stage.last}::uuid is null or c.customer_id <= ${stage.last}) and (${stage.customerId}::uuid is null or c.customer_id = ${stage.customerId})
    ) g`);
}

/** Headers: one per document of the staged lines, with the customer's present version and terms. */
export async function stageChargeHeaders(tx: Tx, stage: StageCharges, terms: readonly TermsOnDate[]): Promise<number> {
  return tx.run(sql`
    insert into staged_document (document_id, entry_id, entity_id, kind, source, sign, customer_id, customer_version, entity_version, ship_to_code, currency, tax_point_on, service_from, service_to,
      terms_code, terms_version, due_on, discount_percent, discount_until, instalments, order_id, order_reference, customer_po, tax_rounding, sort_key)
    select g.document_id, (${stage.entryStem} || right(g.document_id::text, 12))::uuid, ${stage.entityId}, 'invoice', 'bill_run', 1, g.customer_id, v.version, ${stage.entityVersion}, g.ship_to_code,
      g.currency, g.service_to, g.service_from, g.service_to, t."termsCode", t.version, t."dueOn", t."discountPercent", t."discountUntil", case when t."hasInstalments" then '[]'::jsonb end,
      g.order_id, g.order_reference, g.customer_po, ${stage.taxRounding}, k.number || ' ' || g.service_from || ' ' || coalesce(g.order_reference, '') || ' ' || coalesce(g.delivery_reference, '')
    from (
      select document_id, customer_id, currency, min(service_on) as service_from, max(service_on) as service_to, min(delivery_reference) as delivery_reference,
        case when count(distinct order_reference) = 1 then min(order_reference) end as order_reference, case when count(distinct order_id) = 1 then (min(order_id::text))::uuid end as order_id,
        case when count(distinct customer_po) = 1 then min(customer_po) end as customer_po,
        case when count(distinct coalesce(ship_to_code, '')) = 1 then min(ship_to_code) end as ship_to_code
      from staged_line group by document_id, customer_id, currency
    ) g
    join customers.customer k on k.org_id = ${tx.orgId} and k.customer_id = g.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    join jsonb_to_recordset(${toJson(terms)}::jsonb) as t ("termsCode" text, version int, "dueOn" date, "discountPercent" numeric, "discountUntil" date, "hasInstalments" boolean)
      on t."termsCode" = v.terms_code`);
}
