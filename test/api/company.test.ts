// The company over the API: a new version of an entity, its chart and months, settings, keys, the audit trail that tells of them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestApp, type TestApp, type Told } from '#server/testing/test-app.ts';

let app: TestApp;
before(async () => {
  app = await openTestApp();
});
after(() => app.close());

const get = (address: string): Promise<Told> => app.ask(address, { key: app.keys.admin });
const write = (method: string, address: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> =>
  app.ask(address, { method, key: app.keys.admin, headers, ...(body === undefined ? {} : { body }) });

const profile = { name: 'Ink and Paper International B.V.', country: 'NL', address: { lines: ['Kade 2'], city: 'Amsterdam', country: 'NL' }, language: 'en', page: 'a4' };

test('a changed entity is a new version, and a change made from an old one is stale', async () => {
  const changed = await write('POST', '/v1/entities/1/versions', { ...profile, version: 1, tax_rounding: 'line' });
  assert.deepEqual([changed.status, changed.body], [201, { entity_id: 1, version: 2 }]);
  assert.equal((await write('POST', '/v1/entities/1/versions', { ...profile, version: 1 })).body['code'], 'conflict.stale');
  assert.equal((await write('POST', '/v1/entities/9/versions', { ...profile, version: 1 })).body['code'], 'entity.unknown');
  const entity = (await get('/v1/entities/1')).body;
  assert.deepEqual([entity['name'], entity['tax_rounding'], entity['current_version']], [profile.name, 'line', 2]);
});

test('a second entity has books of its own; a code is used once', async () => {
  const second = { ...profile, name: 'Ink and Paper Ltd', country: 'GB', code: 'UK', base_currency: 'GBP', time_zone: 'Europe/London' };
  assert.equal((await write('POST', '/v1/entities', { ...second, time_zone: 'Europe/Nowhere' })).body['code'], 'date.unknown_zone');
  const added = await Promise.all([write('POST', '/v1/entities', second), write('POST', '/v1/entities', { ...second, code: 'UK2' })]);
  assert.deepEqual(added.map(({ status, body }) => [status, body['entity_id']]).sort(), [[201, 2], [201, 3]]);
  assert.equal((await write('POST', '/v1/entities', second)).body['code'], 'entity.exists');
  assert.equal(((await get('/v1/entities/2/accounts')).body['items'] as unknown[]).length > 10, true);
  assert.equal((await write('POST', '/v1/entities/2/accounts', { code: '4010', name: 'Books', type: 'income' })).status, 201);
  assert.equal((await write('POST', '/v1/entities/2/accounts', { code: '4010', name: 'Books again', type: 'income' })).body['code'], 'account.exists');
});

test('a month is closed and opened again with a reason', async () => {
  assert.deepEqual((await write('POST', '/v1/entities/1/periods/2026-01/close', { reason: 'month end' })).body, { entity_id: 1, month: '2026-01', status: 'closed' });
  const [period] = (await get('/v1/entities/1/periods')).body['items'] as Record<string, unknown>[];
  assert.deepEqual([period?.['month'], period?.['status'], period?.['reason']], ['2026-01-01', 'closed', 'month end']);
  assert.equal((await write('POST', '/v1/entities/1/periods/2026-13/close', { reason: 'no such month' })).body['code'], 'request.malformed');
  assert.equal((await app.ask('/v1/entities/1/periods/2026-01/reopen', { method: 'POST', key: app.keys.senior, body: { reason: 'forgotten' } })).status, 403);
  assert.equal((await write('POST', '/v1/entities/1/periods/2026-01/reopen', { reason: 'forgotten' })).body['status'], 'open');
});

test('of two who change a setting from the same version, one is told of the other', async () => {
  const versionOf = async (): Promise<unknown> => ((await get('/v1/settings')).body['items'] as { name: string; version: number }[]).find(({ name }) => name === 'sending')?.version;
  assert.equal(await versionOf(), 0);
  const both = await Promise.all(['yes', 'no'].map((automatic) => write('PUT', '/v1/settings/sending', { automatic, version: 0 })));
  assert.deepEqual(both.map(({ status, body }) => [status, body['code']]).sort(), [[200, undefined], [409, 'conflict.stale']]);
  assert.match(String(both.find(({ status }) => status === 409)?.body['detail']), /changed the setting “Sending of documents when they are issued” on 2026-03-02/);
  assert.equal(await versionOf(), 1);
  assert.equal((await write('PUT', '/v1/settings/sending', { automatic: 'yes', version: 1 })).body['version'], 2);
});

test('settings have known names and checked values; a field left out keeps its value', async () => {
  const valueOf = async (name: string, key: string): Promise<unknown> => {
    const items = (await get('/v1/settings')).body['items'] as { name: string; fields: { key: string; value: string }[] }[];
    return items.find((item) => item.name === name)?.fields.find((field) => field.key === key)?.value;
  };
  assert.equal(await valueOf('numbering', 'credit_note'), 'CN-{year}-{number:5}');
  assert.equal((await write('PUT', '/v1/settings/numbering', { credit_note: 'CREDIT' })).body['code'], 'request.malformed');
  assert.equal((await write('PUT', '/v1/settings/numbering', { credit_note: 'GS-{year}-{number:4}' })).status, 200);
  assert.equal((await write('PUT', '/v1/settings/numbering', { invoice: 'RE-{year}-{number:4}' })).status, 200);
  assert.deepEqual([await valueOf('numbering', 'credit_note'), await valueOf('numbering', 'invoice')], ['GS-{year}-{number:4}', 'RE-{year}-{number:4}']);
  assert.equal((await write('PUT', '/v1/settings/gate', { price_difference_percent: '2.5' })).status, 200);
  assert.equal(await valueOf('gate', 'price_difference_percent'), '2.5');
  assert.equal((await write('PUT', '/v1/settings/cash', { bank_fee_tolerance: 'EUR 15.00; USD 20.00', automatic_at: '0.97' })).status, 200);
  assert.equal(await valueOf('cash', 'bank_fee_tolerance'), 'EUR 15.00; USD 20.00');
  for (const wrong of [{ bank_fee_tolerance: '15 euro' }, { automatic_at: '0.5' }]) assert.equal((await write('PUT', '/v1/settings/cash', wrong)).body['code'], 'request.malformed');
  for (const [days, status] of [['15,30,45,60', 200], ['60,30', 400], ['', 400]] as const) assert.equal((await write('PUT', '/v1/settings/aging', { days })).status, status, days);
  assert.equal((await write('PUT', '/v1/settings/unheard-of', {})).status, 404);
});

test('a key is shown once, works in its role, gives no more than its maker has, and ends when revoked', async () => {
  const made = await write('POST', '/v1/api-keys', { name: 'Warehouse', role: 'specialist' }, { 'idempotency-key': 'make a key'.replaceAll(' ', '-') });
  assert.equal(made.status, 201, made.text);
  const key = String(made.body['key']);
  assert.match(key, /^cf_[\w-]{43}$/);
  assert.deepEqual((await write('POST', '/v1/api-keys', { name: 'Warehouse', role: 'specialist' }, { 'idempotency-key': 'make-a-key' })).body, { key_id: made.body['key_id'], key: null });
  assert.equal((await app.ask('/v1/session', { key })).body['role'], 'specialist');
  const listed = ((await get('/v1/api-keys')).body['items'] as Record<string, unknown>[]).find(({ key_id: id }) => id === made.body['key_id']);
  assert.equal(listed?.['hint'], key.slice(0, 9));
  assert.equal(typeof listed?.['last_used_at'], 'string');
  assert.equal((await write('POST', `/v1/api-keys/${String(made.body['key_id'])}/revoke`)).status, 200);
  assert.equal((await app.ask('/v1/session', { key })).body['code'], 'auth.required');
  const stored = await app.platform.database.ownerPool.query<{ found: string }>('select (to_jsonb(c)::text || to_jsonb(a)::text) as found from platform.command c, platform.audit a');
  assert.equal(stored.rows.some(({ found }) => found.includes(key)), false);
});

test('an expired key opens nothing', async () => {
  const made = await write('POST', '/v1/api-keys', { name: 'Short', role: 'auditor', expires_at: '2026-03-03T00:00:00Z' });
  const key = String(made.body['key']);
  assert.equal((await app.ask('/v1/session', { key })).status, 200);
  app.platform.clock.moveTo('2026-03-03T00:00:01.000Z');
  assert.equal((await app.ask('/v1/session', { key })).status, 401);
});

test('a dry run answers as the write would and changes nothing', async () => {
  const told = await app.ask('/v1/organisation?dry_run=true', { method: 'PUT', key: app.keys.admin, body: { name: 'Renamed' } });
  assert.equal(told.body['name'], 'Renamed');
  assert.equal((await get('/v1/organisation')).body['name'], 'Ink and Paper');
});

test('the audit trail is read page by page, by subject, person and command, and its chain verifies', async () => {
  const first = await get('/v1/audit?limit=5');
  const next = await get(`/v1/audit?limit=5&cursor=${String(first.body['next_cursor'])}`);
  const sequences = [...(first.body['items'] as { sequence: string }[]), ...(next.body['items'] as { sequence: string }[])].map(({ sequence }) => Number(sequence));
  assert.deepEqual(sequences, sequences.toSorted((a, b) => b - a));
  assert.equal(new Set(sequences).size, 10);
  const keys = (await get('/v1/audit?command=api_key&actor=Test%20admin')).body['items'] as { command: string }[];
  assert.ok(keys.length > 0 && keys.every(({ command }) => command.startsWith('api_key.')));
  // Half a name and words as a screen shows them are enough: nobody reads that it was never done.
  assert.deepEqual((await get('/v1/audit?command=key%20create&actor=adm')).body['items'], keys.filter(({ command }) => command === 'api_key.create'));
  assert.deepEqual((await get('/v1/audit?command=eriod')).body['items'], []);
  const periods = (await get('/v1/audit?subject_id=1%202026-01')).body['items'] as { reason: string }[];
  assert.deepEqual(periods.map(({ reason }) => reason), ['forgotten', 'month end']);
  assert.deepEqual((await get('/v1/audit?until=2020-01-01')).body['items'], []);
  assert.equal((await get('/v1/audit?cursor=nonsense')).body['code'], 'request.malformed');
  assert.equal((await get('/v1/audit/verification')).body['verified'], true);
  const check = await get('/v1/check');
  assert.equal(check.body['holds'], true, check.text);
});
