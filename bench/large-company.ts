// Makes a company of a million documents in the database itself, for measuring lists: set-based, without indexes while it is filled.

import type pg from 'pg';
import { account, seedCash } from './large-cash.ts';
import { TODAY, type Fill, type LargeSize } from './large-size.ts';
import { seedCustomers } from './seed.ts';

/** Documents are spread over this many days before today. */
const DAYS = 720;

/** Foreign keys are not looked at and indexes are made at the end: the rows are right by construction, and loading is not what is measured. */
export async function seedLargeCompany(owner: pg.Pool, orgId: string, size: LargeSize): Promise<void> {
  await seedCustomers(owner, orgId, size.customers);
  const client = await owner.connect();
  try {
    const fill: Fill = { client, orgId, ...size };
    await client.query(`set session_replication_role = replica; set work_mem = '256MB'; set maintenance_work_mem = '512MB'`);
    const indexes = await dropIndexes(client);
    await nameCustomers(fill);
    await seedCatalog(fill);
    await planDocuments(fill);
    await seedEvidence(fill);
    await seedCharges(fill);
    await seedDocuments(fill);
    await seedLedger(fill);
    await seedCash(fill);
    await seedTrail(fill);
    await seedSums(fill);
    for (const index of indexes) await client.query(index);
    await client.query('drop table bench_document');
  } finally {
    await client.query('reset session_replication_role; reset work_mem; reset maintenance_work_mem');
    client.release();
  }
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
}

async function dropIndexes(client: pg.PoolClient): Promise<string[]> {
  const found = await client.query<{ name: string; definition: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('ledger', 'evidence', 'charges', 'invoicing', 'payments', 'cash') and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`);
  for (const { name } of found.rows) await client.query(`drop index ${name}`);
  return found.rows.map((row) => row.definition);
}

/** A tenth of all share a word, a thousand share another; one in fifty works in dollars. */
async function nameCustomers({ client, orgId }: Fill): Promise<void> {
  const first = `(array['Nordic','Baltic','Alpine','Rhine','Danube','Atlantic','Iberian','Adriatic','Celtic','Saxon'])[1 + n % 10]`;
  await client.query(`
    update customers.customer c set name_key = lower(${first} || ' w' || (n / 10) % 1000 || ' works ' || n), currency = case when n % 50 = 7 then 'USD' else 'EUR' end, on_hold = n % 200 = 9
    from (select customer_id, substr(number, 2)::int as n from customers.customer where org_id = $1) k where c.org_id = $1 and c.customer_id = k.customer_id`, [orgId]);
  await client.query('alter table customers.customer_version disable trigger append_only');
  await client.query(`
    update customers.customer_version v set name = ${first} || ' W' || (n / 10) % 1000 || ' Works ' || n, currency = case when n % 50 = 7 then 'USD' else 'EUR' end, on_hold = n % 200 = 9, hold_reason = case when n % 200 = 9 then 'bench' end
    from (select customer_id, substr(number, 2)::int as n from customers.customer where org_id = $1) k where v.org_id = $1 and v.customer_id = k.customer_id`, [orgId]);
  await client.query('alter table customers.customer_version enable always trigger append_only');
  await client.query(`
    insert into customers.customer_word (org_id, word, customer_id)
    select org_id, unnest(string_to_array(name_key, ' ') || array[lower(number), 'amsterdam']), customer_id from customers.customer where org_id = $1 order by 2, 3`, [orgId]);
}

async function seedCatalog({ client, orgId }: Fill): Promise<void> {
  await client.query(`insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, recorded_at) values ($1, 'GOODS', 'Goods', '4000', 'standard', now()) on conflict do nothing`, [orgId]);
  await client.query(`insert into catalog.product (org_id, product_id, sku, name, charge_code, tax_class, recorded_at)
    select $1, platform.derived_id(1, 'product ' || i), 'SKU-' || i, 'Product ' || i, 'GOODS', 'standard', now() from generate_series(0, 999) i`, [orgId]);
}

/** What each document will be, in one table that all others are filled from. A hundredth belongs to one customer; five of six are open. */
async function planDocuments({ client, orgId, documents, customers }: Fill): Promise<void> {
  await client.query(`
    create unlogged table bench_document as
    select p.*, c.currency::text as currency, platform.derived_id(ms, 'document ' || g) as document_id, platform.derived_id(ms, 'entry ' || g) as entry_id, platform.derived_id(ms, 'charge ' || g) as charge_id,
      platform.derived_id(ms, 'delivery ' || g) as delivery_id, platform.derived_id(ms - 864000000, 'order ' || (g + 1) / 2) as order_id, (net * 21 + 50) / 100 as tax, net + (net * 21 + 50) / 100 as total,
      case when is_paid then least(date '${TODAY}', issued_on + 10 + (g % 40)::int) end as paid_on
    from (
      select g, customer_id, issued_on, issued_on + 30 as due_on, (extract(epoch from issued_on) * 1000 + 36000000 + g % 3600000)::bigint as ms,
        case when g % 50 = 3 then 'credit_note' when g % 5000 = 1 then 'debit_note' else 'invoice' end as kind, 2000 + (g * 7919) % 99991 as net, g % 6 = 5 and g % 50 <> 3 and g % 1000 <> 17 as is_paid, g % 1000 = 17 as is_void
      from (select g, date '${TODAY}' - ${DAYS} + (g * ${DAYS} / $2::bigint)::int as issued_on,
              platform.derived_id(1600000000000, 'customer ' || case when g % 100 = 0 then 0 else (g * 7919) % $3::bigint end) as customer_id from generate_series(1, $2::bigint) g) d
    ) p join customers.customer c on c.org_id = $1 and c.customer_id = p.customer_id order by g`, [orgId, documents, customers]);
  await client.query('alter table bench_document add primary key (g)');
  await client.query('analyze bench_document');
}

/** One delivery a document, two deliveries an order; then orders and deliveries that wait. */
async function seedEvidence({ client, orgId, documents }: Fill): Promise<void> {
  const order = `platform.derived_id(1780000000000 + o, 'waiting order ' || o)`;
  const delivery = `platform.derived_id(1780000000000 + w, 'waiting delivery ' || w)`;
  const customer = (n: string): string => `platform.derived_id(1600000000000, 'customer ' || ${n} % 1000)`;
  const waiting = Math.round(documents / 11);
  const statements = [
    `insert into evidence.sales_order (org_id, order_id, entity_id, number, customer_id, customer_po, ordered_on, currency, recorded_at)
      select $1, order_id, 1, 'SO-' || lpad(((g + 1) / 2)::text, 9, '0'), customer_id, case when g % 4 = 1 then 'PO-' || g end, issued_on - 10, currency, issued_on - 10 from bench_document where g % 2 = 1`,
    `insert into evidence.sales_order (org_id, order_id, entity_id, number, customer_id, ordered_on, currency, recorded_at)
      select $1, ${order}, 1, 'SW-' || lpad(o::text, 9, '0'), ${customer('o')}, date '${TODAY}' - (o % 90)::int, 'EUR', now() from generate_series(1, ${Math.round(documents / 60)}) o`,
    `insert into evidence.order_line (org_id, order_id, line_no, product_id, quantity, unit_price)
      select $1, order_id, 2 - (g % 2), platform.derived_id(1, 'product ' || g % 1000), 2, net / 200.0 from bench_document`,
    `insert into evidence.order_line (org_id, order_id, line_no, product_id, quantity, unit_price)
      select $1, ${order}, n, platform.derived_id(1, 'product ' || o % 1000), 5, 12.5 from generate_series(1, ${Math.round(documents / 60)}) o, generate_series(1, 3) n`,
    `insert into evidence.unfinished_order (org_id, ordered_on, order_id) select $1, date '${TODAY}' - (o % 90)::int, ${order} from generate_series(1, ${Math.round(documents / 60)}) o`,
    `insert into evidence.order_completion (org_id, order_id, ordered_on, first_on, since_on)
      select $1, o.order_id, o.ordered_on, max(b.issued_on) - 1, max(b.issued_on) - 1 from bench_document b join evidence.sales_order o on o.org_id = $1 and o.order_id = b.order_id group by o.order_id, o.ordered_on`,
    `insert into evidence.order_closure (org_id, order_id, closed_on, reason, recorded_at, recorded_by) select $1, order_id, issued_on, 'bench', issued_on, 'bench' from bench_document where g % 400 = 1`,
    `insert into evidence.delivery (org_id, delivery_id, entity_id, number, kind, customer_id, delivered_on, recorded_at)
      select $1, delivery_id, 1, 'DN-' || lpad(g::text, 9, '0'), 'delivery', customer_id, issued_on - 1, issued_on - 1 from bench_document`,
    `insert into evidence.delivery_line (org_id, delivery_id, line_no, order_id, order_line_no, product_id, quantity)
      select $1, delivery_id, 1, order_id, 2 - (g % 2), platform.derived_id(1, 'product ' || g % 1000), 2 from bench_document`,
    `insert into evidence.delivery (org_id, delivery_id, entity_id, number, kind, customer_id, delivered_on, recorded_at)
      select $1, ${delivery}, 1, 'DW-' || lpad(w::text, 9, '0'), 'delivery', ${customer('w')}, date '${TODAY}' - (w % 60)::int, now() from generate_series(1, ${waiting}) w`,
    `insert into evidence.delivery_line (org_id, delivery_id, line_no, order_reference, product_id, quantity)
      select $1, ${delivery}, 1, 'UNKNOWN-' || w, platform.derived_id(1, 'product ' || w % 1000), 2 from generate_series(1, ${waiting}) w`,
  ];
  for (const statement of statements) await client.query(statement, [orgId]);
}

/** A charge a document, and among those that wait: 5 of 11 pending, 5 held, one without a charge. One in a hundred is made by hand. */
async function seedCharges({ client, orgId, documents }: Fill): Promise<void> {
  const columns = `org_id, charge_id, entity_id, customer_id, kind, status, evidence_key, delivery_id, delivery_line_no, order_id, order_line_no, product_id, charge_code, description, service_on, quantity, unit, unit_price, amount_minor, currency,
    tax_jurisdiction, tax_category, tax_rate, revenue_account_id, proof, recorded_at`;
  const rest = `'NL', 'S', 21, (select account_id from ledger.account where org_id = $1 and purpose = 'revenue'), '{"version": 1, "steps": [{"step": "price", "unitPrice": "10.00"}]}'::jsonb, now()`;
  const waiting = Math.round(documents / 11);
  await client.query(`
    insert into charges.charge (${columns})
    select $1, charge_id, 1, customer_id, case when g % 100 = 50 then 'manual' else 'delivery' end, case when is_void then 'reversed' else 'billed' end, 'bench:' || g, case when g % 100 <> 50 then delivery_id end, case when g % 100 <> 50 then 1 end,
      order_id, 2 - (g % 2), platform.derived_id(1, 'product ' || g % 1000), 'GOODS', 'Product ' || g % 1000, issued_on - 1, 2, 'unit', net / 200.0, net, currency, ${rest} from bench_document`, [orgId]);
  await client.query(`
    insert into charges.charge (${columns})
    select $1, platform.derived_id(1780000000000 + w, 'waiting charge ' || w), 1, platform.derived_id(1600000000000, 'customer ' || w % 1000), 'delivery', case when w % 11 < 5 then 'pending' else 'held' end, 'bench:w' || w,
      platform.derived_id(1780000000000 + w, 'waiting delivery ' || w), 1, null, null, platform.derived_id(1, 'product ' || w % 1000), 'GOODS', 'Product ' || w % 1000, date '${TODAY}' - (w % 60)::int, 2, 'unit', 10, 2000, 'EUR', ${rest}
    from generate_series(1, ${waiting}) w where w % 11 < 10`, [orgId]);
  await client.query(`
    insert into charges.hold (org_id, charge_id, check_code, opened_at, reason, owner_role, risk_minor)
    select $1, platform.derived_id(1780000000000 + w, 'waiting charge ' || w), (array['not_ordered', 'price_missing', 'unusual_amount'])[1 + w % 3], now(), 'bench', (array['specialist', 'senior'])[1 + w % 2], 2000
    from generate_series(1, ${waiting}) w where w % 11 between 5 and 9`, [orgId]);
  await client.query(`
    insert into evidence.uncharged_line (org_id, entity_id, delivered_on, delivery_id, line_no)
    select l.org_id, d.entity_id, d.delivered_on, l.delivery_id, l.line_no from evidence.delivery_line l join evidence.delivery d on d.org_id = l.org_id and d.delivery_id = l.delivery_id
    where l.org_id = $1 and not exists (select 1 from charges.charge c where c.org_id = l.org_id and c.delivery_id = l.delivery_id and c.delivery_line_no = l.line_no)`, [orgId]);
}

async function seedDocuments({ client, orgId, documents }: Fill): Promise<void> {
  const columns = `org_id, document_id, entity_id, kind, status, source, number, series, fiscal_year, sequence, customer_id, customer_version, entity_version, currency, issued_on, tax_point_on, due_on, terms_code, terms_version, schedule,
    order_id, order_reference, customer_po, reason_code, tax_rounding, net_minor, tax_minor, total_minor, entry_id, recorded_at, recorded_by, issued_at, issued_txid`;
  const statements = [
    `insert into invoicing.document (${columns})
      select $1, document_id, 1, kind, 'issued', 'bill_run', case kind when 'invoice' then 'INV-' when 'credit_note' then 'CN-' else 'DN-' end || extract(year from issued_on) || '-' || lpad(g::text, 8, '0'), 'main', extract(year from issued_on)::int, g,
        customer_id, 1, 1, currency, issued_on, issued_on, due_on, 'BENCH30', 1, jsonb_build_object('dueOn', due_on, 'discount', null, 'instalments', null), order_id, 'SO-' || lpad(((g + 1) / 2)::text, 9, '0'),
        case when g % 4 < 2 then 'PO-' || g / 4 * 4 + 1 end, case when kind <> 'invoice' then 'bench' end, 'group', net, tax, total, entry_id, issued_on, 'bench', issued_on, pg_current_xact_id() from bench_document`,
    `insert into invoicing.document (${columns})
      select $1, platform.derived_id(1782800000000 + g, 'draft ' || g), 1, 'invoice', case when g % 10 = 0 then 'held' else 'draft' end, 'manual', null, null, null, null, platform.derived_id(1600000000000, 'customer ' || g % 1000), 1, 1, 'EUR',
        date '${TODAY}', null, null, 'BENCH30', 1, null, null, null, null, null, 'group', 1000, 210, 1210, null, now(), 'bench', null, null from generate_series(1, ${Math.max(10, Math.round(documents / 2400))}) g`,
    `insert into invoicing.document_line (org_id, document_id, line_no, charge_id, product_id, charge_code, description, service_on, quantity, unit, unit_price, amount_minor, tax_jurisdiction, tax_category, tax_rate, tax_minor, revenue_account_id,
        order_reference, delivery_reference)
      select $1, document_id, 1, charge_id, platform.derived_id(1, 'product ' || g % 1000), 'GOODS', 'Product ' || g % 1000, issued_on - 1, 2, 'unit', net / 200.0, net, 'NL', 'S', 21, null,
        (select account_id from ledger.account where org_id = $1 and purpose = 'revenue'), 'SO-' || lpad(((g + 1) / 2)::text, 9, '0'), 'DN-' || lpad(g::text, 9, '0') from bench_document`,
    `insert into invoicing.document_tax (org_id, document_id, group_no, jurisdiction, category, rate, base_minor, tax_minor) select $1, document_id, 1, 'NL', 'S', 21, net, tax from bench_document`,
    `insert into invoicing.document_void (org_id, document_id, voided_on, reason, entry_id, recorded_at, recorded_by)
      select $1, document_id, issued_on, 'bench', platform.derived_id(ms, 'void ' || g), issued_on, 'bench' from bench_document where is_void`,
    `insert into invoicing.dispatch (org_id, dispatch_id, document_id, channel, recipient, status, attempts, queued_at, queued_by)
      select $1, platform.derived_id(ms, 'dispatch ' || g), document_id, 'email', 'someone@example.com', case when g % 500 = 0 then 'failed' when g % 500 = 2 then 'queued' else 'sent' end, 1, issued_on, 'bench' from bench_document where g % 2 = 0`,
    `insert into invoicing.document_day (org_id, entity_id, kind, currency, issued_on, documents, total_minor)
      select $1, 1, kind, currency, issued_on, count(*), sum(total) from bench_document group by kind, currency, issued_on`,
    `insert into invoicing.tax_day (org_id, entity_id, currency, issued_on, jurisdiction, category, rate, documents, base_minor, tax_minor)
      select $1, 1, currency, issued_on, 'NL', 'S', 21, count(*), sum(case kind when 'credit_note' then -net else net end), sum(case kind when 'credit_note' then -tax else tax end) from bench_document group by currency, issued_on`,
  ];
  for (const statement of statements) await client.query(statement, [orgId]);
}

/** Four transfers a document; a void takes them back on the same day. */
async function seedLedger({ client, orgId }: Fill): Promise<void> {
  const parts = `(values (1, ${account('revenue')}), (2, ${account('freight_revenue')}), (3, ${account('tax_payable')}), (4, ${account('revenue')})) as part (line, account_id)`;
  const amount = `case part.line when 1 then net / 2 when 2 then net / 4 when 3 then tax else net - net / 2 - net / 4 end`;
  const transfers = (entry: string, condition: string, isReversed: string): string => `
    insert into ledger.transfer (org_id, entry_id, line, entity_id, posted_on, recorded_at, debit_account_id, credit_account_id, amount_minor, currency, base_minor, customer_id, document_id, debit_item_id, credit_item_id)
    select $1, ${entry}, part.line, 1, issued_on, issued_on, case when ${isReversed} then part.account_id else r.id end, case when ${isReversed} then r.id else part.account_id end, ${amount}, currency, ${amount}, customer_id, document_id,
      case when not (${isReversed}) then document_id end, case when ${isReversed} then document_id end
    from bench_document, ${parts}, (select ${account('receivable')} as id) r where ${condition} order by g, part.line`;
  await client.query(`
    insert into ledger.entry (org_id, entry_id, entity_id, posted_on, recorded_at, event, source_id) select $1, entry_id, 1, issued_on, issued_on, kind || '.issued', document_id from bench_document order by g`, [orgId]);
  await client.query(`insert into ledger.entry (org_id, entry_id, entity_id, posted_on, recorded_at, event, source_id, reverses_entry_id, reason)
    select $1, platform.derived_id(ms, 'void ' || g), 1, issued_on, issued_on, 'invoice.voided', document_id, entry_id, 'bench' from bench_document where is_void`, [orgId]);
  await client.query(transfers('entry_id', 'true', `kind = 'credit_note'`), [orgId]);
  await client.query(transfers(`platform.derived_id(ms, 'void ' || g)`, 'is_void', `kind <> 'credit_note'`), [orgId]);
  await client.query(`
    insert into ledger.open_item (org_id, item_id, account_id, entity_id, document_id, customer_id, currency, opened_on, due_on, recorded_at, debit_minor, credit_minor, side, last_posted_on)
    select $1, document_id, ${account('receivable')}, 1, document_id, customer_id, currency, issued_on, due_on, issued_on, case when kind <> 'credit_note' or is_void then total else 0 end,
      case when kind = 'credit_note' or is_paid or is_void then total else 0 end, case when kind = 'credit_note' then 'credit' else 'debit' end, coalesce(paid_on, issued_on) from bench_document order by g`, [orgId]);
}

/** The audit trail: a row for every fourth document, with the documents it wrote; and the long work of the past. */
async function seedTrail({ client, orgId, documents }: Fill): Promise<void> {
  const rows = Math.round(documents / 4);
  await client.query(`
    insert into platform.audit (org_id, sequence, recorded_at, actor_kind, actor_id, actor_name, command, subject_kind, subject_id, after, previous_hash, hash)
    select $1, 1000 + s, timestamptz '${TODAY} 06:00+00' - interval '1 minute' * (${rows} - s), 'user', 'person-' || s % 40, 'Person ' || s % 40, (array['invoice.issue', 'cash.apply', 'receipt.record', 'customer.change', 'order.record'])[1 + s % 5],
      'document', (select document_id::text from bench_document where g = s * 4), '{"total": "12.00"}', decode(md5(s::text) || md5(s::text), 'hex'), decode(md5(s::text) || md5(s::text), 'hex') from generate_series(1, ${rows}) s`, [orgId]);
  await client.query(`insert into platform.audit_subject (org_id, subject_id, sequence) select $1, document_id, 1000 + greatest(1, least(${rows}, g / 400 * 100)) from bench_document`, [orgId]);
  await client.query(`update platform.audit_head set sequence = ${1000 + rows} where org_id = $1`, [orgId]);
  await client.query(`insert into platform.run (org_id, run_id, kind, title, status, input, created_by, created_role, created_at, finished_at)
    select $1, platform.derived_id(1700000000000 + r, 'run ' || r), 'bill', 'Bill run ' || r, case when r % 500 = 0 then 'failed' else 'done' end, '{}', 'bench', 'admin', timestamptz '${TODAY} 06:00+00' - interval '1 hour' * r, timestamptz '${TODAY} 06:00+00' - interval '1 hour' * r
    from generate_series(1, 2000) r`, [orgId]);
}

/** The maintained sums, from the rows that they sum. */
async function seedSums({ client, orgId }: Fill): Promise<void> {
  await client.query('analyze ledger.open_item, ledger.transfer');
  await client.query(`
    insert into ledger.balance_month (org_id, account_id, customer_id, currency, month, debit_minor, credit_minor)
    select $1, s.account_id, case when a.by_customer then coalesce(s.customer_id, uuid_nil) else uuid_nil end, s.currency, s.month, sum(s.debit), sum(s.credit) from (
      select debit_account_id as account_id, customer_id, currency, date_trunc('month', posted_on)::date as month, amount_minor as debit, 0 as credit from ledger.transfer where org_id = $1
      union all select credit_account_id, customer_id, currency, date_trunc('month', posted_on)::date, 0, amount_minor from ledger.transfer where org_id = $1
    ) s join ledger.account a on a.org_id = $1 and a.account_id = s.account_id, (select '00000000-0000-0000-0000-000000000000'::uuid as uuid_nil) n group by 2, 3, 4, 5`, [orgId]);
  await client.query(`
    insert into ledger.account_day (org_id, account_id, currency, posted_on, debit_minor, credit_minor, base_debit_minor, base_credit_minor)
    select $1, account_id, currency, posted_on, sum(debit), sum(credit), sum(base_debit), sum(base_credit) from (
      select debit_account_id as account_id, currency, posted_on, amount_minor as debit, 0 as credit, coalesce(base_minor, 0) as base_debit, 0 as base_credit from ledger.transfer where org_id = $1
      union all select credit_account_id, currency, posted_on, 0, amount_minor, 0, coalesce(base_minor, 0) from ledger.transfer where org_id = $1
    ) s group by 2, 3, 4`, [orgId]);
  await client.query(`
    insert into ledger.customer_balance (org_id, account_id, customer_id, currency, debit_minor, credit_minor)
    select $1, account_id, customer_id, currency, sum(debit_minor), sum(credit_minor) from ledger.open_item where org_id = $1 and customer_id is not null group by 2, 3, 4`, [orgId]);
  await client.query(`
    insert into ledger.due_balance (org_id, account_id, currency, due_on, side, debit_minor, credit_minor, items)
    select $1, account_id, currency, due_on, side, sum(debit_minor), sum(credit_minor), count(*) filter (where open_minor <> 0) from ledger.open_item where org_id = $1 group by 2, 3, 4, 5`, [orgId]);
  await client.query(`
    insert into ledger.due_movement (org_id, account_id, currency, posted_on, due_on, side, debit_minor, credit_minor)
    select $1, i.account_id, i.currency, s.posted_on, i.due_on, i.side, sum(s.debit), sum(s.credit) from (
      select debit_item_id as item_id, debit_account_id as account_id, posted_on, amount_minor as debit, 0 as credit from ledger.transfer where org_id = $1 and debit_item_id is not null
      union all select credit_item_id, credit_account_id, posted_on, 0, amount_minor from ledger.transfer where org_id = $1 and credit_item_id is not null
    ) s join ledger.open_item i on i.org_id = $1 and i.item_id = s.item_id and i.account_id = s.account_id group by 2, 3, 4, 5, 6`, [orgId]);
  await client.query(`insert into ledger.late_day (org_id, counted_to) values ($1, '${TODAY}') on conflict (org_id) do update set counted_to = excluded.counted_to`, [orgId]);
  await client.query(`
    insert into ledger.customer_late (org_id, account_id, customer_id, currency, late_minor)
    select $1, account_id, customer_id, currency, sum(open_minor) from ledger.open_item where org_id = $1 and side = 'debit' and open_minor <> 0 and customer_id is not null and due_on < '${TODAY}' group by 2, 3, 4`, [orgId]);
}
