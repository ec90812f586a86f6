// Every check finds what it is for: the owner of the database breaks a row in a transaction that is never committed, and the check names it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTx } from '#platform/database/transaction.ts';
import { assembly } from '#server/assembly.ts';
import { draftOf, eur, openWorld, reason, today, type Json, type World } from './writes/world.ts';

let world: World;

/** Books with a bit of everything: tax, a discount, a credit note, two currencies, a refund, a bank line, an order billed by its delivery. */
before(async () => {
  world = await openWorld();
  await world.send('/v1/entities/1/tax-registrations', { jurisdiction: 'NL', number: 'NL123456789B01', valid_from: '2020-01-01' });
  await world.send('/v1/exchange-rates', { currency: 'USD', rated_on: '2026-01-01', rate: '0.9', source: 'ECB' });
  const customerId = await world.customer();
  const issue = async (body: Json): Promise<string> => String((await world.send(`/v1/invoices/${String((await world.send('/v1/invoices', body))['document_id'])}/issue`, { release_reason: reason }))['document_id']);
  const [first, second, dollars] = [await issue(draftOf(customerId, '100.00')), await issue(draftOf(customerId, '200.00')), await issue({ ...draftOf(customerId, '50.00'), currency: 'USD' })];
  const apply = (receiptId: string, lines: Json[]): Promise<Json> => world.send(`/v1/receipts/${receiptId}/applications`, { lines, reason, applied_on: today });
  const paid = await apply(await world.receipt('300.00', customerId), [{ document_id: first, cash: eur('20.00') }, { document_id: second, cash: eur('10.00'), discount: eur('1.00') }]);
  await world.send(`/v1/applications/${String((paid['application_ids'] as string[])[0])}/unapply`, { reason, unapplied_on: today, wrong_match: false });
  await apply(await world.receipt('45.00', customerId), [{ document_id: dollars, cash: { amount: '50.00', currency: 'USD' } }]);
  await world.send(`/v1/invoices/${first}/credit`, { reason_code: 'price', reason, lines: [{ line_no: 1, amount: eur('10.00') }] });
  const { refund_id: refund } = await world.send(`/v1/receipts/${await world.receipt('40.00', customerId)}/refunds`, { reason, on: today });
  await world.app.ask(`/v1/refunds/${String(refund)}/approve`, { method: 'POST', key: world.app.keys.manager, body: { on: today } });
  await world.send(`/v1/bank-lines/${await world.bankLine()}/decisions`, { decision: 'not_a_receipt', kind: 'interest', reason, decided_on: today });
  await world.bankLine();
  await billOrder(customerId);
  await world.send('/v1/receipts', { method: 'cash', received_on: '2025-12-15', amount: eur('5.00') });
  await world.send('/v1/entities/1/periods/2025-12/close', { reason });
});
after(() => world.close());

async function billOrder(customerId: string): Promise<void> {
  const { product_id: productId } = await world.send('/v1/products', { sku: 'P-1', name: 'Paper', charge_code: 'GOODS', tax_class: 'standard' });
  await world.send('/v1/prices', { price_book: 'LIST', product_id: productId, unit_price: '2.50', valid_from: '2020-01-01' });
  const { number } = await world.get(`/v1/customers/${customerId}`);
  await world.send('/v1/orders', { number: 'SO-1', customer_number: number, ordered_on: '2026-02-01', lines: [{ product: 'P-1', quantity: '10', unit_price: '2.50' }] });
  for (const [delivery, quantity] of [['D-1', '4'], ['D-2', '99']]) await world.send('/v1/deliveries', { number: delivery, delivered_on: today, lines: [{ order_number: 'SO-1', order_line_no: 1, quantity }] });
  await world.finish(await world.send('/v1/charge-runs', {}));
  await world.finish(await world.send('/v1/bill-runs', { through: today, issued_on: today }));
}

/** By check: what breaks it. A row is taken by its table, whatever it holds otherwise. */
const damage: Readonly<Record<string, string>> = {
  'ledger.transfers': "update ledger.transfer set posted_on = posted_on + 1 where (entry_id, line) = (select entry_id, line from ledger.transfer limit 1)",
  'ledger.entries': "delete from ledger.transfer where entry_id = (select entry_id from ledger.entry where event = 'invoice.issued' limit 1)",
  'ledger.periods': "update ledger.period set changed_at = changed_at - interval '1 hour'",
  'ledger.base_amounts': "update ledger.transfer set base_minor = base_minor + 1 where entry_id = (select entry_id from ledger.entry where reverses_entry_id is not null limit 1)",
  'ledger.balances': "update ledger.balance_month set debit_minor = debit_minor + 1 where account_id = (select account_id from ledger.account where purpose = 'revenue' limit 1)",
  'ledger.items': 'update ledger.open_item set debit_minor = debit_minor + 1, credit_minor = credit_minor + 1',
  'ledger.customers': "update ledger.transfer set customer_id = gen_random_uuid() where entry_id = (select entry_id from ledger.entry where event = 'invoice.issued' limit 1)",
  'ledger.late': "insert into ledger.customer_late select org_id, account_id, gen_random_uuid(), currency, 1 from ledger.open_item limit 1",
  'ledger.summaries': 'update ledger.due_balance set items = items + 1',
  'ledger.days': 'update ledger.account_day set credit_minor = credit_minor + 1',
  'customers.current': "update customers.customer set on_hold = not on_hold where number = (select number from customers.customer limit 1)",
  'customers.versions': "update customers.customer_version set version = version + 1 where customer_id = (select customer_id from customers.customer_version limit 1)",
  'customers.references': "update customers.customer set terms_code = 'NONE'",
  'customers.words': 'delete from customers.customer_word',
  'catalog.accounts': "update catalog.charge_code set revenue_account_code = '1200'",
  'catalog.prices': 'alter table catalog.price drop constraint price_unit_price_check; update catalog.price set unit_price = -1',
  'catalog.tax_rates': 'alter table catalog.tax_rate drop constraint tax_rate_rate_check; update catalog.tax_rate set rate = 101',
  'catalog.words': 'delete from catalog.product_word',
  'evidence.sources': "update evidence.sales_order set run_id = gen_random_uuid()",
  'evidence.lines': 'delete from evidence.delivery_line',
  'evidence.references': "update evidence.sales_order set entity_id = 2",
  'evidence.unfinished': 'insert into evidence.unfinished_order (org_id, ordered_on, order_id) select org_id, ordered_on, order_id from evidence.sales_order',
  'evidence.completions': 'update evidence.order_completion set since_on = since_on + 1',
  'charges.holds': "delete from charges.hold",
  'charges.proof': "update charges.charge set amount_minor = amount_minor + 1",
  'charges.evidence': "update charges.charge set delivery_id = (select delivery_id from charges.charge where status = 'billed' and delivery_id is not null limit 1) where kind = 'delivery'",
  'charges.uncharged': "delete from charges.charge where status = 'held'",
  'invoicing.numbers': "update invoicing.document set sequence = sequence + 10 where kind = 'credit_note'",
  'invoicing.totals': "update invoicing.document_line set amount_minor = amount_minor + 1 where (document_id, line_no) = (select document_id, line_no from invoicing.document_line limit 1)",
  'invoicing.days': 'update invoicing.document_day set documents = documents + 1',
  'invoicing.tax_days': 'update invoicing.tax_day set tax_minor = tax_minor + 1',
  'invoicing.credits': "update invoicing.document_line set amount_minor = amount_minor * 100 where credits_line_no is not null",
  'invoicing.charges': "update charges.charge set status = 'pending' where status = 'billed'",
  'invoicing.receivables': "update ledger.transfer set amount_minor = amount_minor + 1 where entry_id = (select entry_id from invoicing.document where entry_id is not null limit 1) and line = 1",
  'payments.bank_accounts': "update payments.bank_line set amount_minor = amount_minor + 1",
  'payments.lines': "update payments.bank_line set entry_id = (select entry_id from payments.bank_line order by bank_line_id limit 1)",
  'payments.line_states': "update payments.bank_line_state set status = 'duplicate'",
  'payments.statements': "update payments.bank_statement set opening_minor = 0, closing_minor = 1, balance = 'ties'",
  'payments.suspense': "update ledger.transfer set debit_account_id = (select account_id from ledger.account where purpose = 'suspense' limit 1) where debit_account_id = (select account_id from ledger.account where purpose = 'undeposited' limit 1)",
  'payments.receipts': "update payments.receipt set number = 'RCP-2026-00999' where number = (select max(number) from payments.receipt)",
  'cash.receipts': "update payments.receipt set amount_minor = amount_minor + 1",
  'cash.applications': "update cash.application set applied_on = applied_on + 1",
  'cash.entries': "update cash.application set entry_id = gen_random_uuid()",
  'cash.identifications': "update payments.receipt set customer_id = gen_random_uuid()",
  'cash.refunds': "update cash.refund set amount_minor = amount_minor + 1",
  'reports.receivables': "update ledger.balance_month set debit_minor = debit_minor + 1",
  'reports.tax': "update invoicing.document set tax_minor = tax_minor + 1, total_minor = total_minor + 1 where kind = 'invoice'",
  'replay.documents': "update invoicing.document_tax set tax_minor = tax_minor + 1",
};

/** Triggers and keys that stand in the way are put aside, as someone with the owner's password could. */
async function afterDamage(name: string, statement: string): Promise<readonly string[]> {
  const check = [...assembly.checks, ...assembly.replays].find((one) => one.name === name);
  const client = await world.app.platform.database.ownerPool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.org', $1, true)", [world.app.ctx.orgId]);
    const { rows } = await client.query("select distinct c.oid::regclass::text as name from pg_class c join pg_trigger t on t.tgrelid = c.oid where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('ledger', 'customers', 'catalog', 'evidence', 'charges', 'invoicing', 'payments', 'cash')");
    for (const row of rows) await client.query(`alter table ${row.name} disable trigger user`);
    await client.query("set local session_replication_role = 'replica'");
    await client.query(statement);
    return (await check?.run(openTx(client, world.app.ctx.orgId)))?.breaches ?? [];
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('the books hold before they are broken', async () => {
  const { checks } = await world.get('/v1/check?replay=true');
  assert.deepEqual((checks as { holds: boolean; name: string; breaches: string[] }[]).filter(({ holds }) => !holds), []);
});

test('there is damage for every check of the assembly', () => {
  assert.deepEqual(Object.keys(damage).toSorted(), [...assembly.checks, ...assembly.replays].map(({ name }) => name).toSorted());
});

for (const [name, statement] of Object.entries(damage)) {
  test(`${name} finds what breaks it`, async () => {
    const breaches = await afterDamage(name, statement);
    assert.ok(breaches.length > 0, `${name} found nothing after: ${statement}`);
    for (const breach of breaches) assert.equal(typeof breach, 'string', 'each breach is named');
  });
}
