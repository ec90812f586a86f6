// What a bill run through a date would do as things stand: charges and documents, by customer, and what is held beside it.

import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { BillRange } from './bill-store.ts';

export type BillPreview = {
  readonly customers: number; readonly charges: number; readonly documents: number;
  /** Delivery lines that the run will price first; what they come to is not known before. */
  readonly uncharged: number;
  readonly totals: readonly { readonly currency: string; readonly amountMinor: bigint }[];
  readonly held: number; readonly heldRisk: readonly { readonly currency: string; readonly riskMinor: bigint }[];
  readonly largest: readonly CustomerPreview[];
};

export type CustomerPreview = {
  readonly customerId: string; readonly customerNumber: string; readonly customerName: string; readonly currency: string; readonly charges: number; readonly documents: number; readonly amountMinor: bigint;
};

const CUSTOMERS_SHOWN = 50;

export async function previewBilling(tx: Tx, range: Omit<BillRange, 'after'>): Promise<BillPreview> {
  const customers = await previewByCustomer(tx, range);
  const held = await tx.many<{ currency: string; riskMinor: bigint; charges: number }>(sql`
    select currency, sum(abs(amount_minor))::bigint as risk_minor, count(*)::int as charges from charges.charge
    where org_id = ${tx.orgId} and entity_id = ${range.entityId} and status = 'held' and service_on <= ${range.through} and (${range.customerId}::uuid is null or customer_id = ${range.customerId})
    group by currency order by currency`);
  const totals = new Map<string, bigint>();
  for (const row of customers) totals.set(row.currency, (totals.get(row.currency) ?? 0n) + row.amountMinor);
  const sum = (of: (row: CustomerPreview) => number): number => customers.reduce((total, row) => total + of(row), 0);
  return {
    customers: new Set(customers.map((row) => row.customerId)).size, charges: sum((row) => row.charges), documents: sum((row) => row.documents), uncharged: await countUncharged(tx, range),
    totals: [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amountMinor]) => ({ currency, amountMinor })), held: held.reduce((total, row) => total + row.charges, 0),
    heldRisk: held.map(({ currency, riskMinor }) => ({ currency, riskMinor })), largest: customers.slice(0, CUSTOMERS_SHOWN),
  };
}

/** Returns come to credit notes on the invoices that billed them, and are told apart. */
function previewByCustomer(tx: Tx, range: Omit<BillRange, 'after'>): Promise<CustomerPreview[]> {
  return tx.many(sql`
    select c.customer_id, k.number as customer_number, v.name as customer_name, c.currency, count(*)::int as charges, sum(c.amount_minor)::bigint as amount_minor,
      count(distinct case v.invoice_grouping when 'customer' then '' when 'order' then coalesce(c.order_id::text, '') else coalesce(c.delivery_id, c.charge_id)::text end)::int as documents
    from charges.charge c
    join customers.customer k on k.org_id = c.org_id and k.customer_id = c.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    where c.org_id = ${tx.orgId} and c.entity_id = ${range.entityId} and c.status = 'pending' and c.kind <> 'return' and c.service_on <= ${range.through} and (${range.customerId}::uuid is null or c.customer_id = ${range.customerId})
    group by c.customer_id, k.number, v.name, c.currency order by sum(c.amount_minor) desc, k.number, c.currency`);
}

async function countUncharged(tx: Tx, range: Omit<BillRange, 'after'>): Promise<number> {
  const { lines } = await tx.one<{ lines: number }>(sql`
    select count(*)::int as lines from evidence.uncharged_line u join evidence.delivery d on d.org_id = u.org_id and d.delivery_id = u.delivery_id
    where u.org_id = ${tx.orgId} and u.entity_id = ${range.entityId} and u.delivered_on <= ${range.through} and (${range.customerId}::uuid is null or d.customer_id = ${range.customerId})`);
  return lines;
}
