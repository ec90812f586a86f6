// Imports and evidence through the API: preview, upload, import, issues back as a file, orders and deliveries as lists and in detail.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { executeRun } from '#platform/runs.ts';
import { assembly } from '#server/assembly.ts';
import { openTestApp, type Ask, type TestApp, type Told } from '#server/testing/test-app.ts';

let app: TestApp;

before(async () => {
  app = await openTestApp();
  const { ownerPool } = app.platform.database;
  await ownerPool.query(`insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, recorded_at) values ($1, 'API', 'Goods', '4000', 'standard', now())`, [app.ctx.orgId]);
  await ownerPool.query(`insert into catalog.product (org_id, product_id, sku, name, charge_code, tax_class, recorded_at) values ($1, platform.derived_id(1, 'p'), 'P-1', 'Paper', 'API', 'standard', now())`, [app.ctx.orgId]);
  await ownerPool.query(`insert into customers.customer (org_id, customer_id, number, current_version, name_key, currency, country, terms_code, on_hold, created_at)
    values ($1, platform.derived_id(1, 'c'), 'C-1', 1, 'c', 'EUR', 'NL', 'N30', false, now())`, [app.ctx.orgId]);
  await ownerPool.query(`insert into customers.customer_version (org_id, customer_id, version, valid_from, recorded_at, recorded_by, name, currency, terms_code, country, bill_to)
    values ($1, platform.derived_id(1, 'c'), 1, '2020-01-01', now(), 'test', 'Ode', 'EUR', 'N30', 'NL', '{"lines":["1"],"country":"NL"}')`, [app.ctx.orgId]);
});
after(() => app.close());

async function ok(address: string, request: Ask = {}, status = 200): Promise<Told> {
  const told = await app.ask(address, { key: app.keys.specialist, ...request });
  assert.equal(told.status, status, told.text.slice(0, 600));
  return told;
}

const send = (address: string, body: unknown, status = 200): Promise<Told> => ok(address, { method: 'POST', body }, status);
const upload = (text: string, name = 'orders.csv'): Promise<Told> => ok('/v1/files', { method: 'POST', body: text, headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) } }, 201);

const file = 'Order No;Customer;Order date;SKU;Qty;Price\nSO-1;C-1;31/01/2026;P-1;10;2,50\nSO-2;C-1;30/02/2026;P-1;1;2,50\nSO-3;C-7;01/02/2026;P-1;1;2,50\n';

test('a file goes from upload to orders, and what was refused comes back as a file that can be imported again', async () => {
  const kinds = (await ok('/v1/import-kinds')).body['items'] as { kind: string; example_csv: string }[];
  assert.ok(kinds.some((kind) => kind.kind === 'orders' && kind.example_csv.startsWith('order_number,')));

  const kept = (await upload(file, 'Ordres d’été.csv')).body;
  const again = (await upload(file, 'Ordres d’été.csv')).body;
  assert.equal(again['file_id'], kept['file_id'], 'the same bytes under the same name are kept once');

  const preview = (await send('/v1/imports/preview', { kind: 'orders', file_id: kept['file_id'], try_records: true })).body;
  assert.deepEqual(preview['mapping'], {
    columns: { order_number: { column: 'Order No' }, customer_number: { column: 'Customer' }, ordered_on: { column: 'Order date' }, product: { column: 'SKU' }, quantity: { column: 'Qty' }, unit_price: { column: 'Price' } },
    date_format: 'DD/MM/YYYY', decimal: ',', null_texts: [], filter: [], repeats: 'refuse', skip_lines: 0,
  });
  assert.deepEqual([preview['row_count'], preview['good_rows'], preview['rejected_rows'], preview['trial'], preview['format']], [3, 1, 2, { created: 1, unchanged: 0, updated: 0 }, { format: 'delimited', delimiter: ';', encoding: 'utf-8' }]);

  await ok('/v1/import-profiles/orders/Summer', { method: 'PUT', body: { mapping: preview['mapping'] } });
  const profiles = (await ok('/v1/import-profiles?kind=orders')).body['items'] as { name: string; mapping: unknown }[];
  assert.deepEqual(profiles.map((profile) => [profile.name, profile.mapping]), [['Summer', preview['mapping']]]);

  const { run_id: runId } = (await send('/v1/imports', { kind: 'orders', file_id: kept['file_id'], profile: 'Summer' }, 202)).body as { run_id: string };
  await executeRun(app.platform, assembly.runs, app.ctx.orgId, runId);
  const run = (await ok(`/v1/runs/${runId}`)).body;
  assert.deepEqual([run['status'], run['done'], run['total'], run['issues']], ['done', '3', '3', '2']);
  assert.deepEqual(run['result'], { rows: 3, created: 1, unchanged: 0, updated: 0, rejected: 2, left_out: 0, issues: 2, file: 'Ordres d’été.csv', file_id: kept['file_id'], sha256: kept['sha256'] });
  assert.ok(((await ok('/v1/runs?kind=import')).body['items'] as unknown[]).length >= 1);

  const first = (await ok(`/v1/runs/${runId}/issues?limit=1`)).body;
  assert.equal(first['total'], 2);
  assert.deepEqual((first['items'] as { source_row: unknown; code: string; row_number: number }[]).map((issue) => [issue.row_number, issue.code, issue.source_row]), [
    [3, 'import.date_impossible', { 'Order No': 'SO-2', Customer: 'C-1', 'Order date': '30/02/2026', SKU: 'P-1', Qty: '1', Price: '2,50' }],
  ]);
  const second = (await ok(`/v1/runs/${runId}/issues?limit=1&cursor=${String(first['next_cursor'])}`)).body;
  assert.deepEqual([(second['items'] as { code: string }[])[0]?.code, second['next_cursor']], ['customer.unknown', null]);

  const csv = await ok(`/v1/runs/${runId}/issues.csv`);
  assert.match(csv.headers.get('content-disposition') ?? '', /^attachment; filename=".*"; filename\*=UTF-8''/);
  const lines = csv.text.trim().split('\r\n');
  assert.equal(lines[0], 'Order No,Customer,Order date,SKU,Qty,Price,import row,import field,import value,import reason,import fix');
  assert.match(lines[1] ?? '', /^SO-2,C-1,30\/02\/2026,P-1,1,"2,50",3,ordered_on,30\/02\/2026,/);
  assert.equal(lines.length, 3);

  const corrected = (await upload(csv.text.replace('30/02/2026,P-1', '28/02/2026,P-1').replace('C-7', 'C-1'), 'corrected.csv')).body;
  const { run_id: secondRun } = (await send('/v1/imports', { kind: 'orders', file_id: corrected['file_id'], profile: 'Summer' }, 202)).body as { run_id: string };
  await executeRun(app.platform, assembly.runs, app.ctx.orgId, secondRun);
  assert.equal(((await ok(`/v1/runs/${secondRun}`)).body['result'] as { created: number }).created, 2);

  const order = (await ok('/v1/orders/SO-1')).body;
  assert.deepEqual([order['status'], order['ordered'], order['source_row'], order['source']], ['open', { amount: '25.00', currency: 'EUR' }, 2, { file_id: kept['file_id'], file_name: 'Ordres d’été.csv', sha256: kept['sha256'] }]);
  const source = await ok(`/v1/files/${String(kept['file_id'])}`);
  assert.equal(source.text, file);
  assert.deepEqual([source.headers.get('content-type'), source.headers.get('x-content-type-options')], ['text/csv', 'nosniff']);
});

test('an upload can be previewed without being kept', async () => {
  const before = (await app.platform.database.ownerPool.query('select count(*) from platform.file')).rows[0];
  const told = await ok(`/v1/imports/preview-upload?kind=orders&mapping=${encodeURIComponent(JSON.stringify({ columns: { order_number: { column: 'n' }, product: { column: 'p' }, quantity: { constant: '1' } } }))}`, { method: 'POST', body: 'n,p\n1,P-1\n' });
  assert.deepEqual([told.body['row_count'], told.body['rejected_rows']], [1, 1]);
  assert.deepEqual((await app.platform.database.ownerPool.query('select count(*) from platform.file')).rows[0], before);
});

test('a start with a file that does not fit is refused with the next step', async () => {
  const kept = (await upload('who,what\na,b\n', 'wrong.csv')).body;
  const told = await app.ask('/v1/imports', { method: 'POST', key: app.keys.specialist, body: { kind: 'orders', file_id: kept['file_id'] } });
  assert.deepEqual([told.status, told.body['code']], [422, 'import.column_missing']);
  for (const [body, code] of [[{ kind: 'nonsense', file_id: kept['file_id'] }, 'import.kind_unknown'], [{ kind: 'orders', file_id: kept['file_id'], profile: 'none' }, 'import.profile_unknown'], [{ kind: 'orders', file_id: kept['file_id'], entity_id: 9 }, 'request.not_found']] as const) {
    assert.equal((await app.ask('/v1/imports', { method: 'POST', key: app.keys.specialist, body })).body['code'], code);
  }
  assert.equal((await app.ask('/v1/imports', { method: 'POST', key: app.keys.auditor, body: { kind: 'orders', file_id: kept['file_id'] } })).body['code'], 'auth.forbidden');
});

test('orders and deliveries are recorded by hand, listed, closed and shown', async () => {
  const order = (await send('/v1/orders', { number: 'HAND-1', customer_number: 'C-1', ordered_on: '2026-02-01', not_to_exceed: '100.00', lines: [{ product: 'P-1', quantity: '4', unit_price: '2.5' }] }, 201)).body;
  await send('/v1/deliveries', { number: 'DH-1', delivered_on: '2026-02-05', lines: [{ order_number: 'HAND-1', quantity: '3' }] }, 201);
  const shown = (await ok(`/v1/orders/${String(order['id'])}`)).body;
  assert.deepEqual((shown['order_lines'] as Record<string, unknown>[]).map((line) => [line['sku'], line['quantity'], line['delivered'], line['returned'], line['remaining']]), [['P-1', '4', '3', '0', '1']]);
  assert.deepEqual([shown['delivered'], shown['not_to_exceed'], (shown['deliveries'] as { number: string }[])[0]?.number, shown['source']], [{ amount: '7.50', currency: 'EUR' }, { amount: '100.00', currency: 'EUR' }, 'DH-1', null]);
  assert.deepEqual(((await ok('/v1/deliveries/DH-1')).body['delivery_lines'] as { order_number: string }[])[0]?.order_number, 'HAND-1');
  assert.equal(((await ok('/v1/deliveries?q=DH')).body['total']), 1);
  const closed = await send('/v1/orders/HAND-1/close', { reason: 'the rest is not needed' });
  assert.equal(closed.body['closed_on'], '2026-03-02');
  assert.equal(((await ok('/v1/orders?status=closed')).body['items'] as { number: string }[])[0]?.number, 'HAND-1');
  assert.equal(((await ok(`/v1/orders?status=${encodeURIComponent('["open","expired"]')}&as_of=2026-03-01&q=HAND`)).body['items'] as { status: string }[])[0]?.status, 'open');
  const again = await app.ask('/v1/orders/HAND-1/close', { method: 'POST', key: app.keys.specialist, body: { reason: 'twice' } });
  assert.equal(again.body['code'], 'evidence.already_closed');
});

test('a run that has ended cannot be cancelled', async () => {
  const [run] = (await ok('/v1/runs?kind=import&status=done&limit=1')).body['items'] as { run_id: string }[];
  assert.equal((await app.ask(`/v1/runs/${String(run?.run_id)}/cancel`, { method: 'POST', key: app.keys.specialist })).body['code'], 'run.finished');
});
