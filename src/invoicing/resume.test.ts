// A bill run that dies again and again, at the end of a batch or in the middle of one, ends where an undisturbed one ends.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Run } from '#platform/run-store.ts';
import { billInBatches, startBillRun } from './bill-run.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';
import { currentRun, killUntilDone } from './testing/kill-until-done.ts';

const sizes = { pricingLines: 7, billingCharges: 3 };
const open: BilledTrade[] = [];
after(async () => {
  for (const trade of open) await trade.close();
});

/** Fourteen customers with orders, partial deliveries, over-deliveries and returns. */
async function prepared(): Promise<{ trade: BilledTrade; run: Run }> {
  const trade = await openBilledTrade();
  open.push(trade);
  for (let index = 0; index < 14; index += 1) {
    const number = `C-${String(index).padStart(2, '0')}`;
    await trade.customer(number, { invoiceGrouping: index % 2 === 0 ? 'delivery' : 'customer' });
    await trade.order({ number: `SO-${index}`, customer: number, lines: [{ product: 'P-1', quantity: '5' }, { product: 'P-2', quantity: '3' }] });
    await trade.deliver({ number: `DN-${index}a`, on: '2026-02-10', lines: [{ order: `SO-${index}`, line: 1, quantity: '5' }, { order: `SO-${index}`, line: 2, quantity: '2' }] });
    await trade.deliver({ number: `DN-${index}b`, on: '2026-02-11', lines: [{ order: `SO-${index}`, line: 2, quantity: index % 5 === 0 ? '9' : '1' }] });
    if (index % 7 === 3) await trade.deliver({ number: `RT-${index}`, kind: 'return', on: '2026-02-20', lines: [{ order: `SO-${index}`, line: 1, quantity: '1' }] });
  }
  const { runId } = await trade.write((tx) => startBillRun(tx, trade.ctx, { entityId: 1, through: '2026-02-28', issuedOn: '2026-02-28', customerId: null }));
  return { trade, run: await currentRun(trade, runId) };
}

/** Everything the run decided, without keys and instants. */
async function stateOf(trade: BilledTrade): Promise<unknown> {
  await trade.assertChecks();
  const rows = async (text: string): Promise<unknown[]> => trade.read((tx) => tx.many({ text, values: [] }));
  return {
    documents: await rows(`select d.number, d.kind, k.number as customer, d.issued_on, d.due_on, d.net_minor::text as net, d.tax_minor::text as tax, r.number as refers from invoicing.document d join customers.customer k using (org_id, customer_id)
      left join invoicing.document r on r.document_id = d.references_document_id where d.status = 'issued' order by d.kind, d.sequence`),
    lines: await rows('select d.number, l.line_no, l.description, trim_scale(l.quantity) as quantity, l.amount_minor::text as amount, l.delivery_reference from invoicing.document_line l join invoicing.document d using (org_id, document_id) order by 1, 2'),
    charges: await rows('select d.number, c.delivery_line_no, c.status from charges.charge c join evidence.delivery d using (org_id, delivery_id) order by 1, 2'),
    holds: await rows('select count(*)::int as holds from charges.hold'),
    balances: await rows('select a.code, sum(b.debit_minor)::text as debit, sum(b.credit_minor)::text as credit from ledger.balance_month b join ledger.account a using (org_id, account_id) group by 1 order by 1'),
    counters: await rows('select kind, last_sequence::text as last, last_date from platform.series_counter order by 1'),
    history: await rows('select k.number, h.lines::text as lines, h.largest_minor::text as largest from charges.customer_history h join customers.customer k using (org_id, customer_id) order by 1'),
  };
}

async function undisturbed(): Promise<{ state: unknown; batches: number }> {
  const { trade, run } = await prepared();
  const end = await billInBatches({ platform: trade.platform, ctx: trade.ctx, run, isCancelled: async () => false }, sizes);
  assert.equal(end.phase, 'end');
  return { state: await stateOf(trade), batches: end.batch };
}

const reference = undisturbed();

test('a run that fails before any of its batches goes on from its cursor, whatever the batch', async () => {
  const { state, batches } = await reference;
  assert.ok(batches > 12, `${batches} batches are enough to stop between`);
  const { trade, run } = await prepared();
  for (let stops = 0; ; stops += 1) {
    let left = 1 + (stops * 7) % 3;
    const isCancelled = async (): Promise<boolean> => {
      left -= 1;
      if (left < 0) throw new Error('pulled the plug');
      return false;
    };
    // What the process remembers is gone: the run is read anew.
    const job = { platform: trade.platform, ctx: trade.ctx, run: await currentRun(trade, run.runId), isCancelled };
    try {
      await billInBatches(job, sizes);
      assert.ok(stops > 5);
      break;
    } catch (error) {
      assert.equal((error as Error).message, 'pulled the plug');
    }
  }
  assert.deepEqual(await stateOf(trade), state);
});

test('a batch that is sent again after it was kept is not done twice', async () => {
  const { state } = await reference;
  const { trade, run } = await prepared();
  // Every batch is carried out twice from the same cursor, as by two processes that both believe the run is theirs.
  for (;;) {
    const before = await currentRun(trade, run.runId);
    const once = async (): Promise<unknown> => {
      let batches = 0;
      return billInBatches({ platform: trade.platform, ctx: trade.ctx, run: before, isCancelled: async () => (batches += 1) > 1 }, sizes);
    };
    assert.deepEqual(await once(), await once());
    const phase = ((await currentRun(trade, run.runId)).cursor as { phase: string }).phase;
    if (phase === 'end') break;
  }
  assert.deepEqual(await stateOf(trade), state);
});

test('a process that is killed with SIGKILL at random moments leaves a run that ends the same', async () => {
  const { state } = await reference;
  const { trade, run } = await prepared();
  const kills = await killUntilDone(trade, run.runId, sizes, 40);
  assert.ok(kills >= 4, `${kills} kills`);
  assert.equal((await currentRun(trade, run.runId)).status, 'done');
  assert.deepEqual(await stateOf(trade), state);
});
