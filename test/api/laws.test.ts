// Laws of the books against those who try: what is credited twice, taken before it is there, posted beyond bounds, or slipped into a closing month.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '#platform/database/database.ts';
import { sql } from '#platform/database/sql.ts';
import { holdPeriods } from '#ledger/period-store.ts';
import { post } from '#ledger/post.ts';
import { setPeriodStatus } from '#ledger/period.ts';
import { draftOf, eur, openWorld, reason, today, type Json, type World } from './writes/world.ts';

let world: World;

before(async () => {
  world = await openWorld();
});
after(() => world.close());

const told = (address: string, body: unknown): ReturnType<World['app']['ask']> => world.app.ask(address, { method: 'POST', key: world.app.keys.admin, body });
const refusal = async (address: string, body: unknown): Promise<unknown> => (await told(address, body)).body['code'];
const owner = (text: string, values: unknown[] = []): Promise<{ rows: Json[] }> => world.app.platform.database.ownerPool.query(text, values);

async function breaches(): Promise<string[]> {
  const { checks } = await world.get('/v1/check?replay=true');
  return (checks as { name: string; breaches: string[] }[]).flatMap((check) => check.breaches.map((breach) => `${check.name}: ${breach}`));
}

/** Balance of an account on a day, of one document or receipt. */
async function standsOn(documentId: string, day: string): Promise<bigint[]> {
  const { rows } = await owner(`
    select coalesce(sum(case when t.debit_item_id = i.item_id and t.debit_account_id = i.account_id then t.amount_minor else 0 end
                      - case when t.credit_item_id = i.item_id and t.credit_account_id = i.account_id then t.amount_minor else 0 end), 0)::bigint as minor
    from ledger.open_item i left join ledger.transfer t on t.org_id = i.org_id and t.posted_on <= $2 and (t.debit_item_id = i.item_id or t.credit_item_id = i.item_id)
    where i.document_id = $1 group by i.account_id order by i.account_id`, [documentId, day]);
  return rows.map((row) => BigInt(String(row['minor'])));
}

/** Aging and trial balance say the same of receivables, money on account and money of unknown payers. */
async function tiesOn(day: string): Promise<void> {
  const { totals } = await world.get(`/v1/reports/aging?as_of=${day}`);
  const { items } = await world.get(`/v1/reports/trial-balance?as_of=${day}`);
  const [total] = totals as Record<string, { amount: string }>[];
  const booked = (code: string): string => String(((items as Json[]).find((row) => row['code'] === code && row['currency'] === 'EUR')?.['balance'] as Json | undefined)?.['amount'] ?? '0.00');
  assert.deepEqual([booked('2100'), booked('2110')].map((text) => text.replace('-', '')), [total?.['unapplied']?.amount ?? '0.00', total?.['unidentified']?.amount ?? '0.00'], day);
}

const apply = async (receiptId: string, documentId: string, amount: string): Promise<string> => {
  const answer = await world.send(`/v1/receipts/${receiptId}/applications`, { lines: [{ document_id: documentId, cash: eur(amount) }], applied_on: today });
  return String((answer['application_ids'] as string[])[0]);
};
const receiptOf = async (on: string, customerId?: string): Promise<string> => String((await world.send('/v1/receipts', { method: 'cheque', received_on: on, amount: eur('100.00'), customer_id: customerId, payer_name: 'A payer' }))['receipt_id']);

test('what was paid until a payment was taken back is paid again from then on, and is never paid twice on a day between', async () => {
  const customerId = await world.customer();
  const documentId = String((await world.send('/v1/invoices', { ...draftOf(customerId, '100.00'), kind: 'debit_note', reason_code: 'other', reason, issued_on: '2026-02-01' }))['document_id']);
  await world.send(`/v1/invoices/${documentId}/issue`, { release_reason: reason });
  const applicationId = await apply(await receiptOf('2026-02-10', customerId), documentId, '100.00');
  await world.send(`/v1/applications/${applicationId}/unapply`, { reason, unapplied_on: '2026-02-20', wrong_match: true });
  assert.equal((await told(`/v1/invoices/${documentId}/void`, { reason })).body['code'], 'void.not_allowed', 'its reversal would be dated before the payment');
  await apply(await receiptOf('2026-02-05', customerId), documentId, '60.00');
  await world.send(`/v1/invoices/${documentId}/credit`, { reason_code: 'price', reason, issued_on: '2026-02-12', lines: [{ line_no: 1, amount: eur('40.00') }] });
  assert.deepEqual(await Promise.all(['2026-02-09', '2026-02-15', '2026-02-20'].map((day) => standsOn(documentId, day))), [[10_000n], [0n], [0n]]);
});

test('a line named twice is not credited twice, by the program or by the database', async () => {
  const documentId = await world.invoice(await world.customer(), '100.00');
  const credit = (lines: unknown): unknown => ({ reason_code: 'price', reason, lines });
  for (const lines of [[{ line_no: 1, amount: eur('80.00') }, { line_no: 1, amount: eur('80.00') }], [{ line_no: 1, quantity: '1' }, { line_no: 1 }]]) {
    assert.equal(await refusal(`/v1/invoices/${documentId}/credit`, credit(lines)), 'request.malformed');
  }
  const { document_id: note } = await world.send(`/v1/invoices/${documentId}/credit`, credit([{ line_no: 1, amount: eur('80.00') }]));
  const columnsOf = async (table: string, but: readonly string[]): Promise<string> => (await owner("select column_name from information_schema.columns where table_schema = 'invoicing' and table_name = $1 and is_generated = 'NEVER'", [table])).rows.map((row) => String(row['column_name'])).filter((name) => !but.includes(name)).join(', ');
  const heads = await columnsOf('document', ['document_id', 'number', 'sequence', 'issued_txid']);
  const parts = await columnsOf('document_line', ['document_id', 'charge_id']);
  await assert.rejects(owner(`
    with note as (insert into invoicing.document (document_id, number, sequence, issued_txid, ${heads}) select gen_random_uuid(), 'X', 999, pg_current_xact_id(), ${heads} from invoicing.document where document_id = $1 returning document_id)
    insert into invoicing.document_line (document_id, ${parts}) select n.document_id, ${parts.replaceAll(/(\w+)/g, 'l.$1')} from note n, invoicing.document_line l where l.document_id = $1`, [note]), /credited beyond what it holds/);
});

test('a credit note is named once when it is used', async () => {
  const customerId = await world.customer();
  const first = await world.invoice(customerId, '100.00');
  await apply(await receiptOf(today, customerId), first, '100.00');
  const { document_id: note } = await world.send(`/v1/invoices/${first}/credit`, { reason_code: 'return', reason });
  const body = { lines: [{ document_id: await world.invoice(customerId, '100.00'), cash: eur('0.00'), credit: eur('100.00') }], credits: [{ document_id: note, used: eur('50.00') }, { document_id: note, used: eur('50.00') }], applied_on: today };
  assert.equal(await refusal(`/v1/receipts/${await receiptOf(today, customerId)}/applications`, body), 'request.malformed');
});

test('money whose payer was taken back has a payer again from then on, and aging equals the books on every day', async () => {
  const receiptId = await receiptOf('2026-02-01');
  const [one, two] = [await world.customer(), await world.customer()];
  await world.send(`/v1/receipts/${receiptId}/identify`, { customer_id: one, reason, on: '2026-02-01' });
  await world.send(`/v1/receipts/${receiptId}/unidentify`, { reason, on: '2026-02-20' });
  await world.send(`/v1/receipts/${receiptId}/identify`, { customer_id: two, reason, on: '2026-02-05' });
  await world.send(`/v1/receipts/${receiptId}/refunds`, { reason, on: '2026-02-06' });
  for (const day of ['2026-01-31', '2026-02-01', '2026-02-10', '2026-02-20', today]) {
    await tiesOn(day);
    for (const minor of await standsOn(receiptId, day)) assert.ok(minor <= 0n, `${minor} on ${day}`);
  }
  const known = await receiptOf('2026-02-25', one);
  await world.send(`/v1/receipts/${known}/unidentify`, { reason, on: '2026-03-01' });
  await world.send(`/v1/receipts/${known}/reverse`, { reversed_on: '2026-02-26', reason });
  for (const day of ['2026-02-26', '2026-02-28', '2026-03-01']) await tiesOn(day);
  assert.deepEqual(await breaches(), []);
});

test('who may not issue credit notes lets nothing go beyond the terms, in one currency or by exchange, unless the house allows it', async () => {
  const customerId = await world.customer();
  await world.send('/v1/terms/EARLY', { name: '2/10 net 30', rule: { kind: 'net', days: 30, discount: { percent: '2', days: 10 } } }, 'PUT');
  const early = String((await world.send('/v1/invoices', { ...draftOf(customerId, '100.00'), terms_code: 'EARLY' }))['document_id']);
  await world.send(`/v1/invoices/${early}/issue`, { release_reason: reason });
  const documentId = await world.invoice(customerId, '100.00');
  const receiptId = await receiptOf(today, customerId);
  const apply = async (role: 'specialist' | 'senior', line: Json, more: Json = {}): Promise<unknown> => {
    const answer = await world.app.ask(`/v1/receipts/${receiptId}/applications?dry_run=true`, { method: 'POST', key: world.app.keys[role], body: { lines: [{ document_id: documentId, ...line }], reason, applied_on: today, ...more } });
    return answer.status === 201 ? 'applied' : answer.body['code'];
  };
  const deductions: Json[] = [{ cash: eur('0.00'), tolerance: eur('100.00') }, { cash: eur('90.00'), discount: eur('5.01'), fee: eur('2.00') }];
  for (const line of deductions) assert.deepEqual([await apply('specialist', line), await apply('senior', line)], ['cash.write_off_limit', 'applied']);
  assert.equal(await apply('specialist', { cash: eur('100.00') }), 'applied');
  assert.deepEqual([await apply('specialist', { document_id: early, cash: eur('98.00'), discount: eur('2.00') }), await apply('specialist', { document_id: early, cash: eur('97.99'), discount: eur('2.01') })], ['applied', 'cash.write_off_limit']);
  await world.send('/v1/settings/cash', { write_off_alone: 'EUR 7.00' }, 'PUT');
  assert.equal(await apply('specialist', { cash: eur('93.00'), discount: eur('5.00'), fee: eur('2.00') }), 'applied');
  assert.equal(await apply('specialist', { cash: eur('92.99'), discount: eur('5.01'), fee: eur('2.00') }), 'cash.write_off_limit');
  await world.send('/v1/exchange-rates', { currency: 'USD', rated_on: '2026-01-01', rate: '0.9', source: 'ECB' });
  const dollars = String((await world.send('/v1/invoices', { ...draftOf(customerId, '1000.00'), currency: 'USD' }))['document_id']);
  await world.send(`/v1/invoices/${dollars}/issue`, { release_reason: reason });
  const inDollars = (amount: string): Json => ({ document_id: dollars, cash: { amount, currency: 'USD' } });
  assert.deepEqual([await apply('specialist', inDollars('1000.00')), await apply('senior', inDollars('1000.00')), await apply('specialist', inDollars('115.00'))], ['cash.write_off_limit', 'applied', 'applied']);
});

test('nobody approves with a key of their own what they asked for, and neither does a key that such a key made', async () => {
  const { refund_id: refundId } = await world.send(`/v1/receipts/${await receiptOf(today, await world.customer())}/refunds`, { reason, on: today });
  const keyBy = async (key: string): Promise<string> => String((await world.app.ask('/v1/api-keys', { method: 'POST', key, body: { name: 'Night shift', role: 'manager' } })).body['key']);
  const seenBy = async (key: string): Promise<unknown> => ((await world.app.ask('/v1/refunds?status=requested', { key })).body['items'] as Json[])[0]?.['own_request'];
  const approved = async (key: string): Promise<unknown> => (await world.app.ask(`/v1/refunds/${String(refundId)}/approve`, { method: 'POST', key, body: { on: today } })).body;
  const own = await keyBy(world.app.keys.admin);
  const ownToo = await keyBy(own);
  assert.deepEqual([await seenBy(world.app.keys.admin), await seenBy(ownToo), await seenBy(world.app.keys.manager)], [true, true, false]);
  for (const key of [world.app.keys.admin, own, ownToo]) assert.equal((await approved(key) as Json)['code'], 'refund.own_request');
  assert.equal((await approved(await keyBy(world.app.keys.manager)) as Json)['status'], 'paid');
});

test('the ledger takes nothing from an item on a day on which it had not come yet', async () => {
  const documentId = await world.invoice(await world.customer(), '100.00');
  const { rows } = await owner("select i.item_id, i.account_id, a.account_id as other from ledger.open_item i join ledger.account a on a.org_id = i.org_id and a.entity_id = i.entity_id and a.purpose = 'bad_debt' where i.document_id = $1", [documentId]);
  const [item] = rows as { item_id: string; account_id: number; other: number }[];
  assert.ok(item !== undefined);
  const entry = { entryId: '019cadc6-0000-7000-8000-000000000001', entityId: 1, postedOn: '2026-03-01', event: 'test', sourceId: documentId, transfers: [{ debitAccountId: item.other, creditAccountId: item.account_id, amountMinor: 100n, currency: 'EUR', documentId, creditItem: { itemId: item.item_id, documentId, dueOn: today } }] };
  await assert.rejects(inTransaction(world.app.platform.database, world.app.ctx, (tx) => post(tx, world.app.ctx.now, [entry])), { code: 'item.before_raised' });
});

test('no amount makes the reports fail, and no slip in the year stands in the books', async () => {
  const receipt = (change: Json): Json => ({ method: 'cheque', received_on: today, amount: eur('1.00'), payer_name: 'A payer', ...change });
  assert.equal(await refusal('/v1/receipts', receipt({ amount: eur('92233720368547758.07') })), 'entry.amount_too_large');
  for (const day of ['0206-03-02', '9999-12-31']) assert.equal(await refusal('/v1/receipts', receipt({ received_on: day })), 'entry.day_out_of_range', day);
  const wrong = String((await world.send('/v1/invoices', { ...draftOf(await world.customer()), issued_on: '2026-12-31' }))['document_id']);
  assert.equal(await refusal(`/v1/invoices/${wrong}/issue`, { release_reason: reason }), 'invoice.date_ahead');
  await world.invoice(await world.customer());
  const lines = Array.from({ length: 3 }, () => ({ charge_code: 'GOODS', description: 'Paper', quantity: '1', unit_price: '9999999999999' }));
  assert.equal(await refusal('/v1/invoices', { ...draftOf(await world.customer()), lines }), 'draft.amount_too_large');
  assert.equal((await world.app.ask('/v1/reports/aging?known_at=0000-01-01T00:00:00Z', { key: world.app.keys.admin })).status, 400);
  await Promise.all(['reports/aging', 'reports/trial-balance', 'receipts', 'invoices', 'work/today'].map((address) => world.get(`/v1/${address}`)));
});

test('a month closes behind the last entry: who posts meanwhile is waited for, who comes after is refused', async () => {
  const { platform, ctx } = world.app;
  const january = (): ReturnType<typeof told> => told('/v1/receipts', { method: 'cash', received_on: '2026-01-15', amount: eur('5.00') });
  let answered: ReturnType<typeof told> | undefined;
  await inTransaction(platform.database, ctx, async (tx) => {
    await setPeriodStatus(tx, ctx, { entityId: 1, month: '2026-01-01', status: 'closed', reason });
    answered = january();
    await waitsForPeriod();
  });
  assert.equal((await answered)?.body['code'], 'period.closed');
  await world.send('/v1/entities/1/periods/2026-01/reopen', { reason });
  let closed: ReturnType<typeof told> | undefined;
  await inTransaction(platform.database, ctx, async (tx) => {
    await holdPeriods(tx, 1, 'shared');
    closed = told('/v1/entities/1/periods/2026-01/close', { reason });
    await waitsForPeriod();
  });
  assert.equal((await closed)?.status, 200);
});

/** Somebody waits for the lock of an entity's months. */
async function waitsForPeriod(): Promise<void> {
  for (;;) {
    const { rows } = await owner("select 1 from pg_locks where locktype = 'advisory' and not granted");
    if (rows.length > 0) return;
  }
}

test('check names an entry that got into a closed month', async () => {
  await world.send('/v1/receipts', { method: 'cash', received_on: '2025-12-15', amount: eur('5.00') });
  await world.send('/v1/entities/1/periods/2025-12/close', { reason });
  assert.deepEqual(await breaches(), []);
  await owner("update ledger.period set changed_at = changed_at - interval '1 day' where month = '2025-12-01'");
  assert.match((await breaches()).join(), /^ledger\.periods: entry \S+ in 2025-12$/);
  await inTransaction(world.app.platform.database, world.app.ctx, async (tx) => void (await tx.run(sql`update ledger.period set changed_at = changed_at + interval '1 day' where org_id = ${tx.orgId} and month = '2025-12-01'`)));
});
