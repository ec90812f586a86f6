// The books through the API: accounts with their transfers, entries and what took them back, trial balance, months, checks.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eur, openWorld, reason, today, type Json, type World } from './writes/world.ts';

let world: World;
let receivable = 0;
let voided = '';

before(async () => {
  world = await openWorld();
  const customer = await world.customer();
  for (const price of ['100.00', '200.00', '300.00']) await world.invoice(customer, price);
  voided = await world.invoice(customer, '50.00');
  world.app.platform.clock.moveTo('2026-03-10T09:00:00.000Z');
  await world.send(`/v1/invoices/${voided}/void`, { reason });
  const { items } = await world.get('/v1/entities/1/accounts');
  receivable = Number((items as Json[]).find((account) => account['control'] === 'receivable')?.['account_id']);
});
after(() => world.close());

const refusedWith = async (address: string): Promise<unknown> => (await world.app.ask(address, { key: world.app.keys.admin })).body['code'];
const amounts = (transfers: unknown): string[] => (transfers as { amount: { amount: string } }[]).map((transfer) => transfer.amount.amount);

test('an account shows its transfers newest first, page after page, each once', async () => {
  const address = `/v1/ledger/accounts/${receivable}/transfers`;
  const whole = (await world.get(address))['items'] as Json[];
  assert.deepEqual(amounts(whole), ['50.00', '50.00', '300.00', '200.00', '100.00']);
  assert.deepEqual(whole.map((row) => row['event']), ['invoice.voided', 'invoice.issued', 'invoice.issued', 'invoice.issued', 'invoice.issued']);
  assert.deepEqual(await world.pages(address, 2), whole);
});

test('an account is shown as of a day, and an unknown one is refused', async () => {
  const then = (await world.get(`/v1/ledger/accounts/${receivable}/transfers?as_of=${today}`))['items'];
  assert.equal((then as Json[]).length, 5, 'a void is dated as the invoice');
  assert.deepEqual((await world.get(`/v1/ledger/accounts/${receivable}/transfers?as_of=2026-03-01`))['items'], []);
  for (const tail of ['', '/transfers']) assert.equal(await refusedWith(`/v1/ledger/accounts/999999${tail}`), 'request.not_found');
  const { code, entity_id: entityId, control } = await world.get(`/v1/ledger/accounts/${receivable}`);
  assert.deepEqual([code, entityId, control], ['1200', 1, 'receivable']);
  const stranger = await world.app.ask(`/v1/ledger/accounts/${receivable}/transfers`, { key: world.app.strangerKey });
  assert.deepEqual(stranger.body['items'], [], 'another organisation has accounts of the same numbers, and its own transfers');
});

test('an entry shows its transfers, whose they are, and the entry that took it back', async () => {
  const [taken, issued] = (await world.get(`/v1/ledger/accounts/${receivable}/transfers?limit=2`))['items'] as Json[];
  const first = await world.get(`/v1/ledger/entries/${String(issued?.['entry_id'])}`);
  assert.deepEqual([first['event'], first['source_id'], first['reversed_by_entry_id'], first['reverses_entry_id']], ['invoice.issued', voided, taken?.['entry_id'], null]);
  const [transfer] = first['transfers'] as Json[];
  assert.deepEqual([transfer?.['debit_code'], transfer?.['credit_code'], transfer?.['amount'], transfer?.['document_kind'], transfer?.['customer_name']], ['1200', '4000', eur('50.00'), 'invoice', 'Customer 102']);
  const second = await world.get(`/v1/ledger/entries/${String(taken?.['entry_id'])}`);
  assert.deepEqual([second['reverses_entry_id'], second['reason'], second['posted_on']], [issued?.['entry_id'], reason, today]);
  assert.deepEqual((second['transfers'] as Json[]).map((row) => [row['debit_code'], row['credit_code']]), [['4000', '1200']]);
  assert.equal(await refusedWith('/v1/ledger/entries/0190163d-8694-739b-aea5-966c26f8ad91'), 'request.not_found');
});

test('the trial balance ties on every day and as known at every instant', async () => {
  const totalsAt = async (query: string): Promise<unknown> => (await world.get(`/v1/reports/trial-balance${query}`))['totals'];
  assert.deepEqual(await totalsAt(''), [{ currency: 'EUR', debit: eur('700.00'), credit: eur('700.00') }]);
  assert.deepEqual(await totalsAt(`?as_of=${today}`), [{ currency: 'EUR', debit: eur('700.00'), credit: eur('700.00') }]);
  assert.deepEqual(await totalsAt('?as_of=2026-03-01'), []);
  assert.deepEqual(await totalsAt('?known_at=2026-03-05T00:00:00Z'), [{ currency: 'EUR', debit: eur('650.00'), credit: eur('650.00') }]);
  const balances = Object.fromEntries(((await world.get('/v1/reports/trial-balance'))['items'] as Json[]).map((row) => [row['code'], (row['balance'] as Json)['amount']]));
  assert.deepEqual(balances, { 1200: '600.00', 4000: '-600.00' });
});

test('every legal entity has books of its own', async () => {
  const second = await world.secondEntity();
  assert.deepEqual((await world.get(`/v1/reports/trial-balance?entity_id=${second}`))['items'], []);
  const codes = (await world.get(`/v1/entities/${second}/accounts`))['items'] as Json[];
  assert.ok(codes.length > 10 && codes.every((account) => account['entity_id'] === second));
  const customer = await world.customer();
  const { document_id: draft } = await world.send('/v1/invoices', { customer_id: customer, entity_id: second, issued_on: today, lines: [{ charge_code: 'GOODS', description: 'Paper', quantity: '1', unit_price: '70.00' }] });
  await world.send(`/v1/invoices/${String(draft)}/issue`, { release_reason: reason });
  assert.deepEqual((await world.get(`/v1/reports/trial-balance?entity_id=${second}`))['totals'], [{ currency: 'EUR', debit: eur('70.00'), credit: eur('70.00') }]);
  const account = async (query: string): Promise<unknown> => (await world.get(`/v1/customers/${customer}/account?currency=EUR${query}`))['closing'];
  assert.deepEqual([await account(''), await account('&entity_id=1'), await account(`&entity_id=${second}`)], [eur('70.00'), eur('0.00'), eur('70.00')]);
  const [own] = codes.filter((row) => row['control'] === 'receivable');
  assert.deepEqual(amounts((await world.get(`/v1/ledger/accounts/${String(own?.['account_id'])}/transfers`))['items']), ['70.00']);
  for (const report of ['trial-balance', 'aging', 'open-items']) assert.equal(await refusedWith(`/v1/reports/${report}?entity_id=9999`), 'request.not_found');
  for (const list of ['reports/delivered-not-billed', 'reports/billed-not-delivered', 'invoices', 'receipts', 'bill-runs/preview?through=2026-03-02']) assert.equal(await refusedWith(`/v1/${list}${list.includes('?') ? '&' : '?'}entity_id=9999`), 'request.not_found', list);
  assert.equal(await refusedWith('/v1/reports/sales-by-tax?from=2026-01-01&to=2026-03-31&entity_id=9999'), 'request.not_found');
  assert.equal(await refusedWith('/v1/entities/9999/accounts'), 'entity.unknown');
});

test('a closed month is listed and takes no entry until it is opened again', async () => {
  const months = async (): Promise<unknown[]> => ((await world.get('/v1/entities/1/periods'))['items'] as Json[]).map((row) => [String(row['month']).slice(0, 7), row['status']]);
  await world.send('/v1/entities/1/periods/2026-02/close', { reason });
  assert.deepEqual(await months(), [['2026-02', 'closed']]);
  const receipt = { method: 'cash', received_on: '2026-02-15', amount: eur('5.00') };
  const told = await world.app.ask('/v1/receipts', { method: 'POST', key: world.app.keys.admin, body: receipt });
  assert.deepEqual([told.status, told.body['code']], [409, 'period.closed'], told.text);
  await world.send('/v1/entities/1/periods/2026-02/reopen', { reason });
  assert.deepEqual(await months(), [['2026-02', 'open']]);
  await world.send('/v1/receipts', receipt);
});

test('every check is named once, says what it examined, and holds', async () => {
  const answer = await world.get('/v1/check?replay=true');
  const checks = answer['checks'] as { name: string; holds: boolean; examined: number; breaches: string[] }[];
  assert.deepEqual(checks.filter(({ holds }) => !holds), []);
  assert.equal(answer['holds'], true);
  assert.equal(new Set(checks.map(({ name }) => name)).size, checks.length);
  assert.ok(checks.filter(({ examined }) => examined > 0).length > 10);
  assert.equal((await world.app.ask('/v1/check', { key: world.app.keys.junior })).body['code'], 'auth.forbidden');
});

test('a trial balance downloads as CSV and as a workbook', async () => {
  const csv = await world.app.ask('/v1/reports/trial-balance?format=csv', { key: world.app.keys.admin });
  assert.match(csv.text, /1200,Accounts receivable,asset,EUR,\d+\.\d\d,\d+\.\d\d,600\.00/);
  assert.equal((await world.app.ask('/v1/reports/trial-balance?format=xlsx', { key: world.app.keys.admin })).headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
});
