// Lists as files: every row of the filter whatever the size of a page, real numbers and dates in workbooks, and nothing that a spreadsheet would run.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import type { Route } from '#platform/http/route.ts';
import { assembly } from '#server/assembly.ts';
import { eur, openWorld, today, type Json, type World } from './writes/world.ts';

let world: World;
let evil = '';

before(async () => {
  world = await openWorld();
  evil = String((await world.send('/v1/customers', { name: '=HYPERLINK("http://evil.example")', number: 'C-EVIL', bill_to: { lines: ['1'], country: 'NL' } }))['id']);
  for (let count = 0; count < 3; count += 1) await world.invoice(evil, '1234.50');
  await world.draft(evil);
  await world.send('/v1/receipts', { method: 'cheque', received_on: today, amount: eur('99.95'), payer_name: '@SUM(A1)', text: '-1+1' });
  const order = await world.send('/v1/orders', { number: 'SO-1', customer_number: 'C-EVIL', ordered_on: '2026-02-01', lines: [{ product: await product(), quantity: '10', unit_price: '2.50' }] });
  assert.ok(order['id'] !== undefined);
  await world.send('/v1/deliveries', { number: '+D-1', delivered_on: today, lines: [{ order_number: 'SO-1', order_line_no: 1, quantity: '2.5' }] });
});
after(() => world.close());

async function product(): Promise<string> {
  return String((await world.send('/v1/products', { sku: 'P-1', name: 'Paper', charge_code: 'GOODS', tax_class: 'standard' }))['sku']);
}

const get = (address: string) => world.app.ask(address, { key: world.app.keys.admin });
const tables = assembly.routes.filter((route): route is Route & { table: NonNullable<Route['table']> } => route.table !== undefined);

async function workbookOf(address: string): Promise<readonly (readonly unknown[])[]> {
  const response = await world.app.app.request(address, { headers: { authorization: `Bearer ${world.app.keys.admin}` } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
  return sheets[0]?.rows ?? [];
}

for (const route of tables) {
  describe(`GET ${route.path}`, () => {
    test('has the same rows as CSV as on its pages', async () => {
      const { items } = await world.get(`${route.path}?limit=500`);
      const told = await get(`${route.path}?format=csv&limit=1`);
      assert.equal(told.headers.get('content-type'), 'text/csv; charset=utf-8');
      assert.match(told.headers.get('content-disposition') ?? '', /^attachment; filename="[a-z-]+\.csv"$/);
      const lines = told.text.trim().split('\r\n');
      assert.equal(lines[0], route.table.columns.map((column) => column.title).join(','));
      assert.equal(lines.length - 1, (items as unknown[]).length, told.text);
    });

    test('has columns that its rows have', async () => {
      const [first] = (await world.get(`${route.path}?limit=1`))['items'] as Json[];
      if (first === undefined) return;
      const wire = route.table.columns.map(({ key }) => key.replace(/Minor$/, '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
      assert.deepEqual(wire.filter((key) => !(key in first)), []);
    });

    test('refuses other formats and a cursor beside one', async () => {
      assert.equal((await get(`${route.path}?format=pdf`)).body['code'], 'request.malformed');
      assert.equal((await get(`${route.path}?format=csv&cursor=x`)).body['code'], 'request.malformed');
      assert.equal((await get(`${route.path}?format=json`)).status, 200);
    });
  });
}

test('the four lists that people take away are among them', () => {
  assert.deepEqual(tables.map(({ operation }) => operation).filter((name) => /^list(Invoices|DeliveredNotBilled|BilledNotDelivered|Receipts)$/.test(name)).sort(), ['listBilledNotDelivered', 'listDeliveredNotBilled', 'listInvoices', 'listReceipts']);
});

test('a workbook holds numbers and days as such, and sums as formulas', async () => {
  const rows = await workbookOf('/v1/invoices?format=xlsx&state=open&sort=-issued_on');
  const titles = rows.find((row) => row.includes('Customer PO')) ?? [];
  const first = rows[rows.indexOf(titles) + 1] ?? [];
  const cell = (title: string): unknown => first[titles.indexOf(title)];
  assert.equal(cell('Total'), 1234.5);
  assert.ok(cell('Issued') instanceof Date, String(cell('Issued')));
  assert.equal(cell('Name'), '=HYPERLINK("http://evil.example")', 'text stays text: a workbook knows the difference');
});

test('a CSV holds nothing that a spreadsheet takes for a formula', async () => {
  const invoices = (await get('/v1/invoices?format=csv')).text;
  assert.match(invoices, /,"'=HYPERLINK\(""http:\/\/evil\.example""\)",/);
  assert.match((await get('/v1/receipts?format=csv')).text, /,'@SUM\(A1\),.*,'-1\+1,/);
  assert.match((await get('/v1/reports/delivered-not-billed?format=csv')).text, /,'\+D-1,/);
});

test('a CSV says at its beginning that it is UTF-8', async () => {
  const response = await world.app.app.request('/v1/invoices?format=csv', { headers: { authorization: `Bearer ${world.app.keys.admin}` } });
  assert.deepEqual([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)], [0xef, 0xbb, 0xbf]);
});

test('a filter holds for the file too', async () => {
  assert.equal((await get('/v1/invoices?format=csv&state=draft')).text.trim().split('\r\n').length, 2);
  assert.equal((await get('/v1/invoices?format=csv&customer_id=0190163d-8694-739b-aea5-966c26f8ad91')).text.trim().split('\r\n').length, 1);
});

test('who may not read a list may not take it away', async () => {
  for (const route of tables) assert.equal((await world.app.ask(`${route.path}?format=csv`, { key: world.app.keys.customer })).body['code'], 'auth.forbidden');
});
