// Issued invoices with their open items, made in the database itself: what cash is applied to in measurements.

import type pg from 'pg';

/** Document g is number INV-2026-00000g of customer g % customers, open with 1000 + g * 7919 % 99991 of the smallest unit. */
export async function seedOpenDocuments(owner: pg.Pool, orgId: string, size: { readonly items: number; readonly customers: number }): Promise<void> {
  const client = await owner.connect();
  const from = `from (select g, platform.derived_id(1700000000000 + g, 'document ' || g) as document_id, platform.derived_id(1600000000000, 'customer ' || (g % $3::int)) as customer_id,
    1000 + (g * 7919) % 99991 as amount, date '2026-01-01' + (g % 150)::int as issued_on from generate_series(1, $2::bigint) g) d`;
  const account = `(select account_id from ledger.account where org_id = $1 and purpose = 'receivable')`;
  const statements = [
    `insert into invoicing.document (org_id, document_id, entity_id, kind, status, source, number, series, fiscal_year, sequence, customer_id, customer_version, entity_version, currency, issued_on, due_on, terms_code, terms_version, schedule,
      tax_rounding, net_minor, tax_minor, total_minor, entry_id, recorded_at, recorded_by, issued_at, issued_txid)
     select $1, document_id, 1, 'invoice', 'issued', 'manual', 'INV-2026-' || lpad(g::text, 6, '0'), 'main', 2026, g, customer_id, 1, 1, 'EUR', issued_on, issued_on + 30, 'BENCH30', 1, '{}', 'group', amount, 0, amount, document_id, now(), 'bench', now(), '1' ${from}`,
    `insert into ledger.open_item (org_id, item_id, account_id, entity_id, document_id, customer_id, currency, opened_on, due_on, recorded_at, debit_minor, credit_minor, side, last_posted_on)
     select $1, document_id, ${account}, 1, document_id, customer_id, 'EUR', issued_on, issued_on + 30, now(), amount, 0, 'debit', issued_on ${from}`,
    `insert into ledger.customer_balance (org_id, account_id, customer_id, currency, debit_minor, credit_minor) select $1, ${account}, customer_id, 'EUR', sum(amount), 0 ${from} group by customer_id`,
    `insert into ledger.due_balance (org_id, account_id, currency, due_on, side, debit_minor, credit_minor, items) select $1, ${account}, 'EUR', issued_on + 30, 'debit', sum(amount), 0, count(*) ${from} group by issued_on`,
  ];
  try {
    // Foreign keys and triggers are not looked at: the rows are right by construction, and loading is not what is measured.
    await client.query('set session_replication_role = replica');
    for (const statement of statements) await client.query(statement, [orgId, size.items, size.customers]);
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
  await owner.query('vacuum analyze invoicing.document');
  await owner.query('vacuum analyze ledger.open_item');
}
