// Issuing many drafts: in date order, held ones released or kept, earlier days refused or moved, and never twice, whatever happens to the process.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Customer } from '#customers/index.ts';
import { findRun, listRunIssues } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { issueInBatches } from './issue-run.ts';
import { invoicingRuns } from './jobs.ts';
import { startRenderRun } from './render-run.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';
import { currentRun, killUntilDone } from './testing/kill-until-done.ts';

const open: BilledTrade[] = [];
let trade: BilledTrade;
let customer: Customer;

async function opened(): Promise<{ trade: BilledTrade; customer: Customer }> {
  const fresh = await openBilledTrade();
  open.push(fresh);
  return { trade: fresh, customer: await fresh.customer('C-1') };
}

before(async () => void ({ trade, customer } = await opened()));
after(async () => {
  for (const one of open) await one.close();
});

let quantity = 0;
/** A draft of its own quantity, so that no two look like twins. */
async function draft(issuedOn: string, more: { product?: string; quantity?: string; of?: { trade: BilledTrade; customer: Customer } } = {}): Promise<string> {
  quantity += 1;
  const of = more.of ?? { trade, customer };
  return String((await of.trade.call('saveInvoice', { body: { customer_id: of.customer.customerId, issued_on: issuedOn, lines: [{ product: more.product ?? 'P-1', quantity: more.quantity ?? String(quantity) }] } }))['document_id']);
}

const stateOf = async (documentId: string): Promise<unknown[]> => {
  const document = await trade.call('getInvoice', { params: { document_id: documentId } });
  return [document['state'] === 'draft' || document['state'] === 'held' ? document['state'] : document['number'], document['issued_on']];
};

test('drafts go in the order of their dates, whatever the order in which they are chosen, and bear the run', async () => {
  const [late, early, middle] = [await draft('2026-03-01'), await draft('2026-02-02'), await draft('2026-02-10')];
  const { runId, run } = await trade.issue({ document_ids: [late, middle, early] });
  assert.deepEqual([run.documents, run.rejected, run.first, run.last], [3, 0, 'INV-2026-00001', 'INV-2026-00003']);
  assert.deepEqual([await stateOf(early), await stateOf(middle), await stateOf(late)], [['INV-2026-00001', '2026-02-02'], ['INV-2026-00002', '2026-02-10'], ['INV-2026-00003', '2026-03-01']]);
  assert.equal((await trade.call('listInvoices', { query: { run_id: runId } }))['total'], 3);
});

test('a draft of a day before the last number is told beforehand, refused with what to do, and dated on the last day where that is asked', async () => {
  const early = await draft('2026-02-15');
  const preview = await trade.call('previewIssueRun', { body: { document_ids: [early] } });
  assert.deepEqual([preview['drafts'], preview['earlier_drafts'], preview['earlier']], [1, 1, [{ entity_id: 1, kind: 'invoice', issued_on: '2026-02-15', last_on: '2026-03-01', drafts: 1 }]]);
  const { run, issues } = await trade.issue({ document_ids: [early] });
  assert.deepEqual([run.documents, run.rejected], [0, 1]);
  assert.equal(issues[0]?.code, 'invoice.date_before_last');
  assert.match(issues[0]?.fix ?? '', /date such drafts on that day/);
  assert.deepEqual(await stateOf(early), ['draft', '2026-02-15']);
  const moved = await trade.issue({ document_ids: [early], earlier_days: 'last_day' });
  assert.deepEqual([moved.run.documents, moved.run.redated], [1, 1]);
  assert.deepEqual(await stateOf(early), ['INV-2026-00004', '2026-03-01']);
  await trade.assertChecks();
});

test('what a check holds is told beforehand, stays held where nobody releases it, and goes out with a reason of someone who may', async () => {
  const [twin, good, bad] = [await draft('2026-03-02', { quantity: '500' }), await draft('2026-03-02'), await draft('2026-03-02', { quantity: '500' })];
  // Once its twin is issued a check holds the other, whose stored state still says that nothing does.
  await trade.call('issueInvoice', { params: { document_id: twin }, body: {} });
  const preview = await trade.call('previewIssueRun', { body: { document_ids: [good, bad] } });
  assert.deepEqual([preview['drafts'], preview['held'], preview['checked'], preview['held_by'], preview['unreleasable']], [2, 1, 2, [{ check: 'possible_duplicate', drafts: 1 }], 0]);
  assert.deepEqual(preview['held_totals'], [{ currency: 'EUR', drafts: 1, total: { amount: '6050.00', currency: 'EUR' } }]);
  const first = await trade.issue({ document_ids: [good, bad] });
  assert.deepEqual([first.run.documents, first.run.rejected, first.run.held, first.issues[0]?.code], [1, 1, 1, 'gate.held']);
  assert.match(first.issues[0]?.reason ?? '', /INV-2026-00005 has the same line: text, day, quantity and amount/);
  assert.deepEqual((await trade.call('listInvoices', { query: { state: 'held' } })).items?.map((row) => row['document_id']), [bad], 'it shows among the held drafts');
  await assert.rejects(trade.issue({ filter: { state: 'held' }, release_reason: 'agreed by telephone' }, await trade.as('specialist')), { code: 'auth.forbidden' });
  const second = await trade.issue({ filter: { state: 'held' }, release_reason: 'agreed by telephone' });
  assert.deepEqual([second.run.documents, second.run.released, second.run.rejected], [1, 1, 0]);
  await trade.assertChecks();
});

test('a draft that was changed after the run began is not issued unseen, and one that was issued meanwhile is told as such', async () => {
  const [changed, gone, good] = [await draft('2026-03-02'), await draft('2026-03-02'), await draft('2026-03-02')];
  const started = await trade.call('startIssueRun', { body: { document_ids: [changed, gone, good] } });
  await trade.call('replaceInvoice', { params: { document_id: changed }, body: { customer_id: customer.customerId, issued_on: '2026-03-02', version: 1, lines: [{ product: 'P-2', quantity: '900' }] } });
  await trade.call('issueInvoice', { params: { document_id: gone }, body: {} });
  await executeRun(trade.platform, invoicingRuns, trade.ctx.orgId, String(started['run_id']));
  const run = await trade.read((tx) => findRun(tx, String(started['run_id'])));
  assert.deepEqual([(run?.result as { documents: number }).documents, (run?.result as { rejected: number }).rejected, run?.done, run?.total], [1, 2, 3n, 3n]);
});

test('a choice without a draft is refused, and either ids or a filter is needed', async () => {
  await assert.rejects(trade.call('startIssueRun', { body: { filter: { q: 'nothing like this' } } }), { code: 'draft.none_chosen' });
  await assert.rejects(trade.call('startIssueRun', { body: {} }), /either document_ids or a filter is needed/);
});

test('a name that no font draws is told in the preview, in the result of the issue and of the run, and by the run that makes the PDF', async () => {
  const japanese = await trade.customer('C-JP', { name: '株式会社', deliveryChannel: 'print' });
  const body = { customer_id: japanese.customerId, issued_on: '2026-03-02', lines: [{ product: 'P-1', quantity: '3' }] };
  const expected = [{ field: 'name of the customer', characters: '株式会社' }];
  assert.deepEqual((await trade.call('previewInvoice', { body }))['unprintable'], expected);
  const first = String((await trade.call('saveInvoice', { body }))['document_id']);
  assert.deepEqual((await trade.call('issueInvoice', { params: { document_id: first }, body: {} }))['unprintable'], expected);
  const second = String((await trade.call('saveInvoice', { body: { ...body, lines: [{ product: 'P-1', quantity: '4' }] } }))['document_id']);
  const preview = await trade.call('previewIssueRun', { body: { document_ids: [second] } });
  assert.deepEqual([preview['unprintable'], preview['unprintable_characters']], [1, '株式会社']);
  const { run, issues } = await trade.issue({ document_ids: [second] });
  assert.deepEqual([run.documents, run.unprintable, issues[0]?.code], [1, 1, 'document.unprintable']);
  assert.match(issues[0]?.reason ?? '', /株式会社 \(name of the customer\)/);
  assert.match(issues[0]?.fix ?? '', /FONTS/);
  const { runId } = await trade.write((tx) => startRenderRun(tx, trade.ctx, { billRunId: null, documentIds: [second] }));
  await executeRun(trade.platform, invoicingRuns, trade.ctx.orgId, String(runId));
  const paper = await trade.read(async (tx) => ({ run: await findRun(tx, String(runId)), issues: await listRunIssues(tx, String(runId), 0, 10) }));
  assert.deepEqual(paper.run?.result, { documents: 1, unprintable: 1 });
  assert.deepEqual(paper.issues.map((issue) => [issue.code, issue.value, issue.reason]), [['document.unprintable', run.first, 'no font draws 株式会社 (name of the customer), so the paper shows squares']]);
});

async function prepared(): Promise<{ trade: BilledTrade; runId: string }> {
  const of = await opened();
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1) ids.push(await draft(`2026-02-${String(28 - index)}`, { of, quantity: String(index + 1), product: index % 5 === 4 ? 'P-4' : 'P-1' }));
  return { trade: of.trade, runId: String((await of.trade.call('startIssueRun', { body: { document_ids: ids } }))['run_id']) };
}

async function result(of: BilledTrade): Promise<unknown> {
  await of.assertChecks();
  const rows = (text: string): Promise<unknown[]> => of.read((tx) => tx.many({ text, values: [] }));
  return [
    await rows('select number, issued_on, total_minor::text as total, status from invoicing.document order by issued_on, number nulls last'), await rows('select ordinal, code, reason from platform.run_issue order by ordinal'),
    await rows('select kind, last_sequence::text as last, last_date from platform.series_counter order by 1'), await rows('select count(*)::int as charges from charges.charge'),
  ];
}

const whole = (async () => {
  const { trade: of, runId } = await prepared();
  await executeRun(of.platform, invoicingRuns, of.ctx.orgId, runId);
  return result(of);
})();

test('a run whose process dies before any of its batches, or after one, ends where an undisturbed one ends', async () => {
  const { trade: of, runId } = await prepared();
  for (let stops = 0; ; stops += 1) {
    let left = 1 + stops % 2;
    const isCancelled = async (): Promise<boolean> => {
      left -= 1;
      if (left < 0) throw new Error('pulled the plug');
      return false;
    };
    try {
      const end = await issueInBatches({ platform: of.platform, ctx: of.ctx, run: await currentRun(of, runId), isCancelled }, 2);
      assert.deepEqual([end.documents, end.rejected, end.held], [10, 2, 2]);
      assert.ok(stops > 3);
      break;
    } catch (error) {
      assert.equal((error as Error).message, 'pulled the plug');
    }
  }
  assert.deepEqual(await result(of), await whole);
});

test('two processes that both carry out the run at once issue nothing twice', async () => {
  const { trade: of, runId } = await prepared();
  const run = await currentRun(of, runId);
  const both = await Promise.all([1, 2].map(() => issueInBatches({ platform: of.platform, ctx: of.ctx, run, isCancelled: async () => false }, 2)));
  assert.deepEqual(both[0], both[1]);
  assert.deepEqual(await result(of), await whole);
});

test('two runs over the same drafts at once issue each draft once, and the second tells so', async () => {
  const of = await opened();
  const ids: string[] = [];
  for (let index = 0; index < 8; index += 1) ids.push(await draft('2026-02-20', { of }));
  const started = await Promise.all([1, 2].map(() => of.trade.call('startIssueRun', { body: { document_ids: ids } })));
  await Promise.all(started.map((one) => executeRun(of.trade.platform, invoicingRuns, of.trade.ctx.orgId, String(one['run_id']))));
  const runs = await Promise.all(started.map((one) => currentRun(of.trade, String(one['run_id']))));
  const sum = (name: string): number => runs.reduce((total, run) => total + Number((run.result as Record<string, unknown>)[name]), 0);
  assert.deepEqual([sum('documents'), sum('rejected')], [8, 8]);
  assert.equal((await of.trade.documents()).length, 8);
  await of.trade.assertChecks();
});

test('a process that is killed with SIGKILL at random moments leaves a run that ends the same', async () => {
  const { trade: of, runId } = await prepared();
  const kills = await killUntilDone(of, runId, { drafts: 1 }, 20);
  assert.ok(kills >= 3, `${kills} kills`);
  assert.equal((await currentRun(of, runId)).status, 'done');
  assert.deepEqual(await result(of), await whole);
});
