// What invoicing does in the background: bill runs, issuing many, setting and sending documents, and what news of issued documents start.

import { backgroundContext } from '#platform/background-context.ts';
import { command } from '#platform/command.ts';
import type { Announced, Listener } from '#platform/jobs.ts';
import type { Platform } from '#platform/platform.ts';
import type { RunHandler } from '#platform/runs.ts';
import { runBilling } from './bill-run.ts';
import { runIssuing } from './issue-run.ts';
import { DISPATCH_QUEUED } from './queue-dispatch.ts';
import { runRendering, startRenderRun, type RenderRunInput } from './render-run.ts';
import { sendDispatch } from './send-dispatch.ts';

export const invoicingRuns: ReadonlyMap<string, RunHandler> = new Map([['bill', runBilling], ['issue', runIssuing], ['render', runRendering]]);

type Payload = { readonly run_id?: string; readonly document_id?: string } | null;

/** The batches of a run name it; a single issue names its document. */
const sendIssued: Listener = async (platform, news) => {
  const { run_id: billRunId } = (news.payload ?? {}) as NonNullable<Payload>;
  if (billRunId !== undefined) await startOnce(platform, news, { billRunId, documentIds: null });
  else if (news.subjectId !== null) await startOnce(platform, news, { billRunId: null, documentIds: [news.subjectId] });
};

const sendCreditNote: Listener = async (platform, news) => {
  const { document_id: documentId } = (news.payload ?? {}) as NonNullable<Payload>;
  if (documentId !== undefined) await startOnce(platform, news, { billRunId: null, documentIds: [documentId] });
};

/** The news' own id is the key, so news that come twice start one run. */
async function startOnce(platform: Platform, news: Announced, input: RenderRunInput): Promise<void> {
  const ctx = await backgroundContext(platform, news.orgId, 'Sending on issue');
  await command(platform.database, ctx, { name: 'document.start_rendering', permission: 'invoice.send', key: `render ${news.outboxId}`, input }, startRenderRun);
}

const sendQueued: Listener = async (platform, news) => {
  if (news.subjectId !== null) await sendDispatch(platform, await backgroundContext(platform, news.orgId, 'Sending'), news.subjectId);
};

export const invoicingListeners: ReadonlyMap<string, Listener> = new Map([
  ['invoicing.documents_issued', sendIssued], ['invoicing.document_credited', sendCreditNote], [DISPATCH_QUEUED, sendQueued],
]);
