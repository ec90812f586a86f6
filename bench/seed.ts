// Fills a company with made-up rows for measurements, in the database itself: customers, and charges waiting to be billed.

import type pg from 'pg';

export type SeedSize = { readonly customers: number; readonly invoices: number; readonly linesPerInvoice: number };

/** Puts customers and pending charges of one organisation in place; the lines of one delivery stand together, as they are recorded. */
export async function seedPendingCharges(owner: pg.Pool, orgId: string, size: SeedSize): Promise<void> {
  await seedCustomers(owner, orgId, size.customers);
  const charges = size.invoices * size.linesPerInvoice;
  await owner.query(`
    insert into charges.charge (org_id, charge_id, entity_id, customer_id, kind, status, evidence_key, charge_code, description, service_on, quantity, unit, unit_price, amount_minor, currency,
      tax_jurisdiction, tax_category, tax_rate, revenue_account_id, proof, recorded_at)
    select $1, platform.derived_id(1700000000000 + g, 'charge ' || g), 1, platform.derived_id(1600000000000, 'customer ' || (((g - 1) / $4) % $3)), 'manual', 'pending', 'bench:' || g, 'GOODS', 'Product ' || (g % 100),
      date '2026-01-01' + (((g - 1) / $4) % 28)::int, 1 + g % 7, 'unit', (100 + (g * 7919) % 9900)::numeric / 100, (1 + g % 7) * (100 + (g * 7919) % 9900), 'EUR', 'NL', 'S', 21,
      (select account_id from ledger.account where org_id = $1 and purpose = 'revenue'), jsonb_build_object('version', 1, 'steps', jsonb_build_array(jsonb_build_object('step', 'price', 'unitPrice', g))), now()
    from generate_series(1, $2::bigint) g`, [orgId, charges, size.customers, size.linesPerInvoice]);
  await owner.query('analyze charges.charge');
}

export async function seedCustomers(owner: pg.Pool, orgId: string, customers: number): Promise<void> {
  await owner.query(`insert into customers.terms (org_id, terms_code, version, name, rule, recorded_at, recorded_by) values ($1, 'BENCH30', 1, 'Net 30', '{"kind":"net","days":30}', now(), 'bench') on conflict do nothing`, [orgId]);
  await owner.query(`
    insert into customers.customer (org_id, customer_id, number, name_key, currency, country, terms_code, on_hold, current_version, created_at)
    select $1, platform.derived_id(1600000000000, 'customer ' || g), 'B' || lpad(g::text, 8, '0'), 'customer b' || g, 'EUR', 'NL', 'BENCH30', false, 1, now() from generate_series(0, $2::int - 1) g`, [orgId, customers]);
  await owner.query(`
    insert into customers.customer_version (org_id, customer_id, version, valid_from, recorded_at, recorded_by, name, currency, terms_code, country, bill_to, invoice_grouping)
    select org_id, customer_id, 1, '2020-01-01', now(), 'bench', 'Customer ' || number, 'EUR', 'BENCH30', 'NL', '{"lines":["Street 1"],"city":"Amsterdam","country":"NL"}', 'customer'
    from customers.customer where org_id = $1`, [orgId]);
  await owner.query('analyze customers.customer');
  await owner.query('analyze customers.customer_version');
}
