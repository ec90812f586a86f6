// The command import over the API: a dry run writes nothing, an import waits for its run, refused rows land in a file.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { apiOver } from '#cli/api-client.ts';
import type { CliCall } from '#platform/cli/cli-command.ts';
import { importCommand } from '#platform/imports/import-command.ts';
import { executeRun } from '#platform/runs.ts';
import { deliveriesImport, ordersImport } from '#evidence/index.ts';
import { assembly } from '#server/assembly.ts';
import { openTestApp, type TestApp } from '#server/testing/test-app.ts';

let app: TestApp;
let folder: string;
const said: string[] = [];
const tables: (readonly Record<string, unknown>[])[] = [];

before(async () => {
  app = await openTestApp();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-import-'));
});
after(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await app.close();
});

const command = importCommand([ordersImport, deliveriesImport], new Map([['bank-statement', async (_call, file) => ({ name: file.name, bytes: file.bytes.length })]]));

async function run(args: readonly string[], options: CliCall['options'] = {}): Promise<Record<string, unknown>> {
  said.length = 0;
  tables.length = 0;
  const api = apiOver(async (address, request) => app.app.request(address, { ...request, headers: { ...(request.headers as Record<string, string>), authorization: `Bearer ${app.keys.specialist}` } }));
  const waitForRun = async (runId: string): Promise<Record<string, unknown>> => {
    await executeRun(app.platform, assembly.runs, app.ctx.orgId, runId);
    return api.get(`/v1/runs/${runId}`);
  };
  return (await command.run({ api, args, options, waitForRun, say: (line) => void said.push(line), table: (_columns, rows) => void tables.push(rows), today: () => '2026-03-02' })) as Record<string, unknown>;
}

function file(name: string, content: string): string {
  const place = path.join(folder, name);
  fs.writeFileSync(place, content);
  return place;
}

const orders = 'Order,Customer,Day,Item,Qty\nSO-1,C-1,2026-01-31,P-1,1\nSO-2,C-1,2026-02-31,P-1,1\n';
const map = 'order_number=Order;ordered_on=Day;product=Item';

test('a dry run shows every problem and leaves nothing behind', async () => {
  const answer = await run(['orders', file('orders.csv', orders)], { dryRun: true, map });
  assert.deepEqual([answer['row_count'], answer['good_rows'], answer['rejected_rows']], [2, 0, 2]);
  assert.match(said[0] ?? '', /orders\.csv: 2 rows, 0 can be imported, 2 not/);
  assert.deepEqual(tables[0]?.map((row) => [row['row_number'], row['field']]), [[2, 'customer_number'], [2, 'product'], [3, 'ordered_on']]);
  assert.equal((await app.platform.database.ownerPool.query('select 1 from platform.file union all select 1 from platform.run')).rowCount, 0);
  assert.deepEqual((await run(['orders', file('short.csv', 'a,b\n1,2\n')], { dryRun: true }))['missing'], ['order_number', 'product', 'quantity']);
});

test('an import waits for its run, keeps the mapping and writes the refused rows to a file', async () => {
  const issues = path.join(folder, 'refused.csv');
  const answer = await run(['orders', file('orders.csv', orders)], { map, saveProfile: 'mine', issues });
  assert.deepEqual([answer['status'], (answer['result'] as { rejected: number }).rejected], ['done', 2]);
  assert.match(said.join('\n'), /refused 2/);
  assert.match(fs.readFileSync(issues, 'utf8'), /^\uFEFFOrder,Customer,Day,Item,Qty,import row/);
  assert.equal(((await run(['orders', issues], { profile: 'mine', dryRun: true }))['rejected_rows']), 2, 'the profile fits the file that came back');
});

test('kinds of their own way, unknown kinds and unreadable mappings', async () => {
  assert.deepEqual(await run(['bank-statement', file('bank.xml', '<Document/>')]), { name: 'bank.xml', bytes: 11 });
  await assert.rejects(run(['nonsense', file('x.csv', 'a\n1\n')]), { code: 'import.kind_unknown' });
  await assert.rejects(run(['orders', path.join(folder, 'missing.csv')]), { code: 'file.not_found' });
  await assert.rejects(run(['orders', file('x.csv', 'a\n1\n')], { map: 'nonsense' }), { code: 'import.mapping_malformed' });
  await assert.rejects(run(['orders', file('x.csv', 'a\n1\n')], { mapping: file('m.json', '{') }), { code: 'import.mapping_malformed' });
  await assert.rejects(run(['orders', file('orders.csv', orders)], { map, profile: 'mine' }), { code: 'import.mapping_malformed' });
});
