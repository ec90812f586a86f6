// The server is killed without warning in the middle of imports and of a bill run, again and again, and ends where an undisturbed one ends.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { removeFolders, seed, wholeJob } from './whole-job.ts';

const ORDERS = 6000;
after(removeFolders);

test('killed at random moments of imports and of a bill run, the server ends in the state of an undisturbed one', { timeout: 600_000 }, async (context) => {
  context.diagnostic(`seed ${seed}`);
  const calm = await wholeJob({ orders: ORDERS, hitsPerRun: 0, hit: async () => undefined });
  const disturbed = await wholeJob({
    orders: ORDERS, hitsPerRun: 10,
    async hit(server) {
      await server.kill();
      await server.start();
    },
  });
  context.diagnostic(`${disturbed.hits} kills hit a run`);
  assert.ok(disturbed.hits >= 8, `only ${disturbed.hits} kills hit a run`);
  assert.equal(calm.checks, true);
  assert.deepEqual({ ...disturbed, hits: 0 }, { ...calm, hits: 0 });
  assert.equal(calm.orders, ORDERS);
  assert.equal(calm.documents, ORDERS);
});
