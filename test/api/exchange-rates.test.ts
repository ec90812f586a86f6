// Exchange rates through the API: recorded and corrected, imported from CSV and from the ECB, and what becomes of postings made without one.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import type { Told } from '#server/testing/test-app.ts';
import { openWorld, reason, today, type Json, type World } from './writes/world.ts';

let world: World;
let customer = '';

before(async () => {
  world = await openWorld();
  customer = await world.customer();
});
after(() => world.close());

const ask = (address: string, body?: unknown, key = world.app.keys.admin): Promise<Told> => world.app.ask(address, { method: body === undefined ? 'GET' : 'POST', key, body });
const usd = (amount: string): Json => ({ amount, currency: 'USD' });
const record = (rate: Json): Promise<Told> => ask('/v1/exchange-rates', { currency: 'USD', source: 'ECB', ...rate });
const items = async (address: string): Promise<Json[]> => (await world.get(address))['items'] as Json[];
const balances = async (query = 'in=base'): Promise<Json> => Object.fromEntries((await items(`/v1/reports/trial-balance?${query}`)).map((row) => [`${String(row['code'])} ${String(row['currency'])}`, (row['balance'] as Json)['amount']]));

/** The texts of a workbook. */
async function cellsOf(address: string): Promise<string[]> {
  const response = await world.app.app.request(address, { headers: { authorization: `Bearer ${world.app.keys.admin}` } });
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
  return sheets.flatMap((sheet) => sheet.rows.flat().map(String));
}

async function dollarInvoice(price: string): Promise<string> {
  const draft = { customer_id: customer, currency: 'USD', issued_on: today, lines: [{ charge_code: 'GOODS', description: 'Paper', quantity: '1', unit_price: price }] };
  const { document_id: documentId } = await world.send('/v1/invoices', draft);
  await world.send(`/v1/invoices/${String(documentId)}/issue`, { release_reason: reason });
  return String(documentId);
}

async function importRates(text: string, name: string): Promise<Json> {
  const kept = await world.app.ask('/v1/files', { method: 'POST', key: world.app.keys.admin, body: text, headers: { 'content-type': 'application/octet-stream', 'x-file-name': name } });
  const started = await world.send('/v1/imports', { kind: 'rates', file_id: kept.body['file_id'] });
  await world.finish(started);
  const run = await world.get(`/v1/runs/${String(started['run_id'])}`);
  assert.equal(run['status'], 'done', JSON.stringify(run['failure']));
  const { created, updated, unchanged, rejected } = run['result'] as Json;
  return { created, updated, unchanged, issues: (await items(`/v1/runs/${String(started['run_id'])}/issues`)).map((issue) => [issue['row_number'], issue['field'], issue['code']]), rejected };
}

test('a posting without a rate is in no figure of the base currency, is named, gets its amount once a rate is there, and stays as it is', async () => {
  await world.invoice(customer, '100.00');
  const documentId = await dollarInvoice('200.00');
  const own = await balances('in=own');
  assert.equal(own['1200 USD'], '200.00');
  assert.equal((await balances())['1200 EUR'], own['1200 EUR'], 'only what was posted in euro');
  const missing = [{ entity_id: 1, currency: 'USD', base_currency: 'EUR', rated_on: today, transfers: 1, amount: usd('200.00'), rate: null }];
  assert.deepEqual((await world.get('/v1/reports/trial-balance?in=base'))['missing'], missing);
  assert.deepEqual(await items('/v1/missing-base-amounts'), missing);
  assert.deepEqual((await world.get('/v1/reports/trial-balance'))['missing'], [], 'per currency nothing is missing');
  assert.ok((await cellsOf('/v1/reports/trial-balance?in=base&format=xlsx')).some((cell) => /^Not included: 1 postings of 200\.00 USD/.test(cell)), 'a workbook says so too');
  assert.deepEqual(await world.send('/v1/missing-base-amounts/give', { reason }), { given: 0, still_missing: 1 });

  assert.equal((await record({ rated_on: '2026-02-27', rate: '0.90' })).status, 201);
  assert.deepEqual((await items('/v1/missing-base-amounts')).map((day) => day['rate']), ['0.9']);
  const beforeGiven = world.app.platform.clock.now();
  world.app.platform.clock.moveTo('2026-03-02T15:00:00.000Z');
  assert.deepEqual(await world.send('/v1/missing-base-amounts/give', { reason }), { given: 1, still_missing: 0 });
  assert.deepEqual(await items('/v1/missing-base-amounts'), []);
  assert.equal((await balances())['1200 EUR'], '280.00');
  assert.equal((await balances(`in=base&known_at=${beforeGiven}`))['1200 EUR'], '100.00', 'as known before, it was missing');

  await record({ rated_on: '2026-02-27', rate: '0.80' });
  assert.equal((await balances())['1200 EUR'], '280.00', 'a correction changes no posting');
  await world.send(`/v1/invoices/${documentId}/void`, { reason });
  assert.equal((await balances())['1200 EUR'], '100.00', 'taken back for what was given, not at the rate of now');
  const { totals } = await world.get('/v1/reports/trial-balance?in=base');
  for (const total of totals as { debit: Json; credit: Json }[]) assert.deepEqual(total.debit, total.credit);
});

test('a posting with a rate has its base amount at once, in the trial balance and in the tax of the period', async () => {
  await record({ rated_on: today, rate: '0.80' });
  const before = await balances();
  await dollarInvoice('1000.00');
  const later = await balances();
  assert.equal(Number(later['1200 EUR']) - Number(before['1200 EUR']), 800);
  assert.deepEqual(await items('/v1/missing-base-amounts'), []);
  const { posted } = await world.get(`/v1/reports/sales-by-tax?from=${today}&to=${today}`);
  for (const tax of posted as Json[]) assert.equal(tax['missing'], 0);
});

test('a rate is refused at zero, below, in the currency of the books, for tomorrow, and where it looks wrong until a person confirms it', async () => {
  const refused = async (rate: Json): Promise<unknown> => (await record(rate)).body['code'];
  for (const rate of ['0', '-0.9', '0.0000', 'NaN', '1e3', '', '9'.repeat(35), `0.${'0'.repeat(16)}1`]) assert.equal(await refused({ rated_on: today, rate }), 'exchange_rate.bounds', rate);
  assert.equal(await refused({ rated_on: today, rate: '1', currency: 'EUR' }), 'exchange_rate.base');
  assert.equal(await refused({ rated_on: today, rate: '1', base_currency: 'GBP' }), 'exchange_rate.base');
  assert.equal(await refused({ rated_on: '2026-03-03', rate: '0.8' }), 'exchange_rate.day');
  assert.equal((await record({ currency: 'GBP', rated_on: '2026-02-26', rate: '1.15' })).status, 201);
  for (const rate of ['11.5', '0.115', '0.87']) assert.equal(await refused({ currency: 'GBP', rated_on: '2026-02-27', rate }), 'exchange_rate.unusual', rate);
  const confirmed = await record({ currency: 'GBP', rated_on: '2026-02-27', rate: '0.115', confirmed: true });
  assert.deepEqual([confirmed.status, confirmed.body['warning']], [201, 'far_off']);
  const inverse = await record({ currency: 'GBP', rated_on: '2026-02-27', rate: '0.8', quoted: 'units_per_base' });
  assert.deepEqual([inverse.body['rate'], inverse.body['corrects'], inverse.body['warning']], ['1.250000000000000', '0.115', null]);
  assert.deepEqual((await items('/v1/exchange-rates?currency=GBP')).map((row) => [row['rated_on'], row['revision'], row['rate'], row['is_current'], row['warning']]), [
    ['2026-02-27', 2, '1.25', true, null], ['2026-02-27', 1, '0.115', false, 'far_off'], ['2026-02-26', 1, '1.15', true, null],
  ]);
  assert.equal((await ask('/v1/exchange-rates', { currency: 'USD', rated_on: today, rate: '0.9' }, world.app.keys.specialist)).status, 403);
});

test('the list is filtered and paged, each row once', async () => {
  const whole = await items('/v1/exchange-rates');
  assert.ok(whole.length > 4);
  assert.deepEqual(await world.pages('/v1/exchange-rates', 2), whole);
  assert.deepEqual((await items('/v1/exchange-rates?from=2026-02-27&to=2026-02-28')).map((row) => row['rated_on']), ['2026-02-27', '2026-02-27', '2026-02-27', '2026-02-27']);
});

test('a table of rates comes in, again it changes nothing, and rows that look wrong are left out with the reason', async () => {
  const table = 'Date,Currency,Rate,Source\n2026-01-05,CHF,1.05,bank\n2026-01-06,CHF,10.5,bank\n2026-01-07,CHF,1.06,bank\n2026-01-07,CHF,1.07,bank\n2026-01-08,CHF,0,bank\n2026-01-09,EUR,1,bank\n2026-01-10,XYZ,1,bank\n';
  const first = await importRates(table, 'rates.csv');
  assert.deepEqual([first['created'], first['updated'], first['unchanged']], [2, 0, 0]);
  assert.deepEqual(first['issues'], [[3, 'rate', 'exchange_rate.unusual'], [5, 'day', 'exchange_rate.day'], [6, 'rate', 'exchange_rate.bounds'], [7, 'currency', 'exchange_rate.base'], [8, 'currency', 'currency.unknown']]);
  const again = await importRates('day,currency,rate\n2026-01-05,CHF,1.05\n2026-01-07,CHF,1.061\n', 'again.csv');
  assert.deepEqual([again['created'], again['updated'], again['unchanged'], again['rejected']], [0, 1, 1, 0]);
});

const ecb = (cubes: string, head = ''): string => `<?xml version="1.0" encoding="UTF-8"?>\n${head}<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject><Cube>${cubes}</Cube></gesmes:Envelope>`;

test('the ECB’s file comes in as it is, turned round to what one unit is worth', async () => {
  const file = ecb('<Cube time="2026-01-08"><Cube currency="JPY" rate="160"/><Cube currency="SEK" rate="11.2"/></Cube><Cube time="2026-01-07"><Cube currency="JPY" rate="161.5"/></Cube>');
  assert.deepEqual(await importRates(file, 'eurofxref-hist.xml'), { created: 3, updated: 0, unchanged: 0, rejected: 0, issues: [] });
  assert.deepEqual((await items('/v1/exchange-rates?currency=JPY')).map((row) => [row['rated_on'], row['rate'], row['source']]), [['2026-01-08', '0.00625', 'ECB'], ['2026-01-07', '0.006191950464396', 'ECB']]);
  assert.deepEqual(await importRates(file, 'eurofxref-hist.xml'), { created: 0, updated: 0, unchanged: 3, rejected: 0, issues: [] });
});

test('an amount of a currency without cents comes to cents at its rate', async () => {
  const before = await balances();
  await world.send('/v1/exchange-rates', { currency: 'JPY', rated_on: today, rate: '0.00625' });
  const { document_id: documentId } = await world.send('/v1/invoices', { customer_id: customer, currency: 'JPY', issued_on: today, lines: [{ charge_code: 'GOODS', description: 'Paper', quantity: '1', unit_price: '16000' }] });
  await world.send(`/v1/invoices/${String(documentId)}/issue`, { release_reason: reason });
  assert.equal(Number((await balances())['1200 EUR']) - Number(before['1200 EUR']), 100);
});

test('an ECB file that is hostile, cut off or empty is refused whole', async () => {
  const rate = '<Cube time="2026-01-09"><Cube currency="NOK" rate="11"/></Cube>';
  const bad = [
    ecb('<Cube time="2026-01-09"><Cube currency="NOK" rate="&x;"/></Cube>', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), ecb(rate).slice(0, -20), ecb(''), ecb('<Cube currency="NOK" rate="11"/>'),
    ecb(`${'<Cube>'.repeat(200)}${rate}${'</Cube>'.repeat(200)}`),
  ];
  for (const text of bad) {
    const kept = await world.app.ask('/v1/files', { method: 'POST', key: world.app.keys.admin, body: text, headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'rates.xml' } });
    const told = await ask('/v1/imports', { kind: 'rates', file_id: kept.body['file_id'] });
    assert.deepEqual([told.status, told.body['code']], [422, 'ecb_rates.damaged'], text.slice(0, 200));
  }
  const odd = await importRates(ecb('<Cube time="2026-01-09"><Cube currency="NOK" rate="-1"/><Cube currency="&lt;b&gt;" rate="1"/><Cube rate="2"/><Cube time="soon"><Cube currency="NOK" rate="11"/></Cube></Cube>'), 'odd.xml');
  assert.deepEqual([odd['created'], odd['rejected']], [0, 4]);
  assert.deepEqual(await items('/v1/exchange-rates?currency=NOK'), []);
});

test('every check holds', async () => {
  const { holds, checks } = await world.get('/v1/check');
  assert.equal(holds, true, JSON.stringify((checks as Json[]).filter((check) => check['holds'] === false)));
});
