// Two people over one draft: nobody overwrites, issues or deletes what they have not seen, and each learns who was first.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Customer } from '#customers/index.ts';
import type { Context } from '#platform/context.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';

let trade: BilledTrade;
let customer: Customer;
let ada: Context;
let bo: Context;

before(async () => {
  trade = await openBilledTrade();
  customer = await trade.customer('C-1');
  [ada, bo] = [{ ...trade.ctx, actor: { ...trade.ctx.actor, name: 'Ada' } }, { ...trade.ctx, actor: { ...trade.ctx.actor, name: 'Bo' } }];
});
after(() => trade.close());

const bodyOf = (note: string): object => ({ customer_id: customer.customerId, note, lines: [{ product: 'P-1', quantity: '2' }] });

async function draft(): Promise<{ document_id: string }> {
  const saved = await trade.call('saveInvoice', { body: bodyOf('first') }, ada);
  assert.equal(saved['version'], 1);
  return { document_id: String(saved['document_id']) };
}

async function refusedAs(work: Promise<unknown>, message: RegExp, details: object): Promise<void> {
  await assert.rejects(work, (error: { code: string; message: string; details: Record<string, unknown> }) => {
    assert.equal(error.code, 'conflict.stale');
    assert.match(error.message, message);
    assert.deepEqual(Object.fromEntries(Object.keys(details).map((key) => [key, error.details[key]])), details);
    return true;
  });
}

test('who saves a version that is no longer the last is told who saved in between, and nothing is lost', async () => {
  const params = await draft();
  assert.equal((await trade.call('replaceInvoice', { params, body: { ...bodyOf('Bo was here'), version: 1 } }, bo))['version'], 2);
  const stale = trade.call('replaceInvoice', { params, body: { ...bodyOf('Ada was here'), version: 1 } }, ada);
  await refusedAs(stale, /^Bo changed this draft on 2026-03-02 at 09:00 UTC, after you opened it$/, { verb: 'changed', changedBy: 'Bo', version: 2 });
  const kept = await trade.call('getInvoice', { params });
  assert.deepEqual([kept['note'], kept['version']], ['Bo was here', 2]);
  assert.equal((await trade.call('replaceInvoice', { params, body: { ...bodyOf('Ada all the same'), version: 2 } }, ada))['version'], 3);
});

test('two who save the same version at the same time: one is done, the other is told', async () => {
  const params = await draft();
  const both = await Promise.allSettled([ada, bo].map((ctx) => trade.call('replaceInvoice', { params, body: { ...bodyOf('at once'), version: 1 } }, ctx)));
  assert.deepEqual(both.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  const lost = both.find((result) => result.status === 'rejected');
  assert.equal((lost?.reason as { code: string }).code, 'conflict.stale');
  assert.equal((await trade.call('getInvoice', { params }))['version'], 2);
});

test('a draft is issued and deleted as it was seen, where the version is named', async () => {
  const params = await draft();
  await trade.call('replaceInvoice', { params, body: { ...bodyOf('dearer'), version: 1 } }, bo);
  await refusedAs(trade.call('issueInvoice', { params, body: { version: 1 } }, ada), /^Bo changed this draft/, { version: 2 });
  await refusedAs(trade.call('deleteInvoice', { params, query: { version: '1' } }, ada), /^Bo changed this draft/, { version: 2 });
  const issued = await trade.call('issueInvoice', { params, body: { version: 2 } }, bo);
  await refusedAs(trade.call('replaceInvoice', { params, body: { ...bodyOf('late'), version: 2 } }, ada), /^Bo issued this draft as INV-/, { verb: 'issued', changedBy: 'Bo', number: issued['number'] });
  await refusedAs(trade.call('issueInvoice', { params, body: {} }, ada), /^Bo issued this draft as INV-/, { verb: 'issued' });
});

test('a draft that somebody deleted says so; one that never was is unknown', async () => {
  const params = await draft();
  await trade.call('deleteInvoice', { params, query: { version: '1' } }, bo);
  await refusedAs(trade.call('replaceInvoice', { params, body: { ...bodyOf('late'), version: 1 } }, ada), /^Bo deleted this draft/, { verb: 'deleted', changedBy: 'Bo' });
  await assert.rejects(trade.call('replaceInvoice', { params: { document_id: trade.ctx.orgId }, body: { ...bodyOf('x'), version: 1 } }), { code: 'request.not_found' });
});
