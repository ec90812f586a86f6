// Finding documents and receipts as people say them: by the last digits of a number, and by an amount.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openWorld, type Json, type World } from './writes/world.ts';

let world: World;

before(async () => {
  world = await openWorld();
  const customer = await world.customer();
  await world.invoice(customer, '2564.60');
  await world.invoice(customer, '77.00');
  await world.receipt('2564.60', customer);
});
after(() => world.close());

const numbersOf = async (address: string, field: string): Promise<unknown[]> => ((await world.get(address))['items'] as Json[]).map((row) => row[field]);

test('the list finds a document by the last digits of its number and by its total', async () => {
  for (const [q, found] of [['00001', ['INV-2026-00001']], ['0002', ['INV-2026-00002']], ['2564.60', ['INV-2026-00001']], ['2.564,60', ['INV-2026-00001']], ['01', []], ['999', []]] as const) {
    assert.deepEqual(await numbersOf(`/v1/invoices?q=${q}`, 'number'), found, q);
  }
});

test('so does the search over everything, documents and receipts, each once', async () => {
  assert.deepEqual((await numbersOf('/v1/search?q=00001', 'title')).sort(), ['INV-2026-00001', 'RCP-2026-00001']);
  assert.deepEqual((await numbersOf('/v1/search?q=2564.60', 'title')).sort(), ['INV-2026-00001', 'RCP-2026-00001']);
  assert.deepEqual(await numbersOf('/v1/search?q=INV-2026-00002', 'title'), ['INV-2026-00002']);
});
