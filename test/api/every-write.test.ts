// What an Idempotency-Key promises, for every write of the table of routes: once done, however often and however close together it is asked.
// A write without a case fails, so a new route brings its case along.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import type { Route } from '#platform/http/route.ts';
import { assembly } from '#server/assembly.ts';
import type { Told } from '#server/testing/test-app.ts';
import { cashWrites } from './writes/cash-writes.ts';
import { catalogWrites } from './writes/catalog-writes.ts';
import { companyWrites, keptFile, orderMapping } from './writes/company-writes.ts';
import { customerWrites } from './writes/customer-writes.ts';
import { evidenceWrites } from './writes/evidence-writes.ts';
import { invoiceWrites } from './writes/invoice-writes.ts';
import { readTables, rowsAdded, type Tables } from './writes/tables.ts';
import { draftOf, openWorld, type Attempt, type Json, type Parts, type World, type WriteCases } from './writes/world.ts';

const cases: WriteCases = { ...customerWrites, ...catalogWrites, ...evidenceWrites, ...invoiceWrites, ...cashWrites, ...companyWrites };

/** Sent as writes because what they are asked with is long; they write nothing, so a key means nothing to them. */
const previews: Readonly<Record<string, (world: World) => Promise<Parts>>> = {
  previewInvoice: async (world) => ({ body: draftOf(await world.customer()) }),
  previewInvoicePdf: async (world) => ({ body: draftOf(await world.customer()) }),
  previewIssueRun: async (world) => ({ body: { document_ids: [await world.draft(await world.customer())] } }),
  previewImport: async (world) => ({ body: { kind: 'orders', mapping: orderMapping, file_id: await keptFile(world), try_records: true } }),
  previewImportOfUpload: async () => ({ query: 'kind=orders', body: 'order_number,product,quantity\nSO-1,P-1,1\n' }),
};

let world: World;

before(async () => {
  world = await openWorld();
});
after(() => world.close());

const writes = assembly.routes.filter((route) => route.method !== 'GET');

function ask(route: Route, { params = {}, query, body }: Parts, key: string, more = ''): Promise<Told> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? `no ${name}`));
  const asked = [query, more].filter((part) => part !== undefined && part !== '').join('&');
  return world.app.ask(`${path}${asked === '' ? '' : `?${asked}`}`, { method: route.method, key: world.app.keys.admin, headers: { 'idempotency-key': key }, ...(body === undefined ? {} : { body }) });
}

function succeeded(told: Told, route: Route): Told {
  assert.equal(told.status, route.status ?? 200, told.text.slice(0, 600));
  return told;
}

const tables = (): Promise<Tables> => readTables(world.app.platform.database.ownerPool);

/** The answer as it comes again: what is shown once is null. */
function asRepeated(told: Told, { shownOnce = [] }: Attempt): object {
  return { ...told.body, ...Object.fromEntries(shownOnce.map((field) => [field, null])) };
}

function refusedAs(told: Told, status: number, code: string): void {
  assert.deepEqual([told.status, told.body['code']], [status, code], told.text.slice(0, 400));
}

for (const route of writes.filter(({ operation }) => !(operation in previews))) {
  describe(`${route.method} ${route.path}`, () => {
    const arrange = async (): Promise<Attempt> => (await cases[route.operation]?.(world)) ?? assert.fail(`${route.operation} has no case: add one to test/api/writes`);
    let once: Readonly<Record<string, number>> = {};

    test('is tried without a trace, done once, answered again as before, and its key is good for nothing else', async () => {
      const attempt = await arrange();
      const key = randomUUID();
      const untouched = await tables();
      succeeded(await ask(route, attempt, key, 'dry_run=true'), route);
      assert.deepEqual(await tables(), untouched, 'a dry run leaves nothing, not even its key');

      const first = succeeded(await ask(route, attempt, key), route);
      const done = await tables();
      once = rowsAdded(untouched, done);
      assert.equal(once['platform.command'], 1);
      assert.ok((once['platform.audit'] ?? 0) >= 1, 'who did it is written down');

      const again = succeeded(await ask(route, attempt, key), route);
      assert.deepEqual(again.body, asRepeated(first, attempt));
      assert.deepEqual(await tables(), done, 'asked again, nothing happens');

      refusedAs(await ask(route, attempt.other, key), 409, 'idempotency.key_reused');
      assert.deepEqual(await tables(), done, 'refused, nothing happens');
    });

    test('is done once when two ask at the same time', async () => {
      const attempt = await arrange();
      const key = randomUUID();
      const untouched = await tables();
      const [left, right] = await Promise.all([ask(route, attempt, key), ask(route, attempt, key)]);
      succeeded(left, route);
      succeeded(right, route);
      for (const field of attempt.shownOnce ?? []) assert.equal([left, right].filter((told) => told.body[field] !== null).length, 1, `${field} is shown to one of them`);
      assert.deepEqual(asRepeated(left, attempt), asRepeated(right, attempt));
      const twice = rowsAdded(untouched, await tables());
      assert.deepEqual(['platform.command', 'platform.audit', 'platform.outbox'].map((name) => twice[name]), ['platform.command', 'platform.audit', 'platform.outbox'].map((name) => once[name]));
      // Fewer are right: the first write of a day or a month also makes rows that later ones share.
      for (const [name, added] of Object.entries(twice)) assert.ok(added <= (once[name] ?? 0), `${name} gained ${added} rows, asking once ${once[name] ?? 0}`);
    });
  });
}

/** A filter that names one finds nothing where there is no such entity; what is written for one says so at the top of its body. */
const namesEntity = ({ body }: Route): boolean => {
  if (body === undefined) return false;
  const { properties = {}, ...shapes } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
  return 'entity_id' in properties || (!('filter' in properties) && JSON.stringify([properties, shapes]).includes('"entity_id"'));
};

for (const route of writes.filter(namesEntity)) {
  test(`${route.operation} refuses a legal entity that there is not, and does its work for a second one`, async () => {
    const parts: Parts = (await cases[route.operation]?.(world)) ?? (await previews[route.operation]?.(world)) ?? {};
    const untouched = await tables();
    const told = await ask(route, { ...parts, body: { ...(parts.body as Json), entity_id: 9999 } }, randomUUID());
    assert.ok(told.status >= 400 && told.status < 500, told.text.slice(0, 400));
    assert.deepEqual(await tables(), untouched);
    const second = await ask(route, { ...parts, body: { ...(parts.body as Json), entity_id: await world.secondEntity() } }, randomUUID());
    // What was arranged for a delivery is an order of the first.
    if (route.operation === 'recordDelivery') refusedAs(second, 422, 'evidence.reference_missing');
    else assert.ok(second.status < 300, second.text.slice(0, 400));
  });
}

for (const [operation, arrange] of Object.entries(previews)) {
  test(`${operation} writes nothing`, async () => {
    const route = writes.find((candidate) => candidate.operation === operation) ?? assert.fail(`there is no ${operation}`);
    const parts = await arrange(world);
    const untouched = await tables();
    const first = succeeded(await ask(route, parts, 'the-same'), route);
    assert.deepEqual((await ask(route, parts, 'the-same')).body, first.body);
    assert.deepEqual(await tables(), untouched);
  });
}

test('every case belongs to a route', () => {
  const known = new Set(writes.map(({ operation }) => operation));
  assert.deepEqual([...Object.keys(cases), ...Object.keys(previews)].filter((operation) => !known.has(operation)), []);
});
