// The small trade with billing: bill runs, the routes of invoicing, and every check at the end.

import assert from 'node:assert/strict';
import { chargesChecks } from '#charges/index.ts';
import { openSmallTrade, type SmallTrade } from '#charges/testing/small-trade.ts';
import { routeCaller, type Asked, type Wire } from '#customers/testing/call-route.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import type { Context } from '#platform/context.ts';
import { findRun, listRunIssues, type RunIssue } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { startBillRun } from '../bill-run.ts';
import { invoicingChecks, replayChecks } from '../checks-store.ts';
import { invoicingRoutes } from '../http.ts';
import type { IssueCursor } from '../issue-run.ts';
import { invoicingRuns } from '../jobs.ts';

export type BilledTrade = SmallTrade & {
  call(operation: string, asked?: Asked, ctx?: Context): Promise<Wire>;
  bill(through: string, issuedOn?: string): Promise<{ documents: number; lines: number; creditNotes: number; held: number }>;
  /** Starts a run over drafts through its route, carries it out, and answers what it did and what it told of single drafts. */
  issue(body: object, ctx?: Context): Promise<{ runId: string; run: IssueCursor; issues: RunIssue[] }>;
  /** Every issued document as number, total in minor units and what is open. */
  documents(): Promise<{ documentId: string; number: string; kind: string; totalMinor: bigint; openMinor: bigint }[]>;
  assertChecks(): Promise<void>;
};

export async function openBilledTrade(start?: string): Promise<BilledTrade> {
  const trade = await openSmallTrade(start);
  const call = routeCaller(trade.platform, invoicingRoutes);
  return {
    ...trade,
    call: (operation, asked = {}, ctx = trade.ctx) => call({ ...ctx, now: trade.platform.clock.now() }, operation, asked),
    async bill(through, issuedOn = through) {
      const { runId } = await trade.write((tx) => startBillRun(tx, trade.ctx, { entityId: 1, through, issuedOn, customerId: null }));
      await executeRun(trade.platform, invoicingRuns, trade.ctx.orgId, runId);
      const run = await trade.read((tx) => findRun(tx, runId));
      assert.equal(run?.status, 'done', JSON.stringify(run?.failure));
      return run.result as Awaited<ReturnType<BilledTrade['bill']>>;
    },
    async issue(body, ctx = trade.ctx) {
      const started = await call({ ...ctx, now: trade.platform.clock.now() }, 'startIssueRun', { body });
      const runId = String(started['run_id']);
      await executeRun(trade.platform, invoicingRuns, trade.ctx.orgId, runId);
      const run = await trade.read((tx) => findRun(tx, runId));
      assert.equal(run?.status, 'done', JSON.stringify(run?.failure));
      return { runId, run: run.result as IssueCursor, issues: await trade.read((tx) => listRunIssues(tx, runId, 0, 1000)) };
    },
    documents: () => trade.read((tx) => tx.many({ text: `
      select d.document_id, d.number, d.kind, d.total_minor, coalesce((select sum(i.open_minor) from ledger.open_item i where i.document_id = d.document_id), 0)::bigint as open_minor
      from invoicing.document d where d.status = 'issued' order by d.kind desc, d.fiscal_year, d.sequence`, values: [] })),
    async assertChecks() {
      for (const check of [...ledgerChecks, ...chargesChecks, ...invoicingChecks, ...replayChecks]) assert.deepEqual((await trade.read((tx) => check.run(tx))).breaches, [], check.name);
    },
  };
}
