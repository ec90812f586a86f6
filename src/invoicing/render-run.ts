// A run that sets the PDFs of issued documents and queues their sending, a batch at a time; it starts when documents were issued.

import { refusalCodes } from '#kernel/refusal-codes.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { mailChannel } from '#platform/mail.ts';
import type { Platform } from '#platform/platform.ts';
import { insertRunIssues, listRuns, saveProgress, startRun, type RunIssue } from '#platform/run-store.ts';
import type { RunHandler } from '#platform/runs.ts';
import { findSetting } from '#platform/setting-store.ts';
import { insertDocumentFile, unsentDocuments } from './document-file-store.ts';
import { requireDocument } from './document-view.ts';
import { queueByPreference } from './queue-dispatch.ts';
import { loadPresented, typeset } from './render-document.ts';
import { findUnprintable, tellUnprintable, UNPRINTABLE } from './unprintable.ts';

/** The documents of a bill run, or some by id. */
export type RenderRunInput = { readonly billRunId: string | null; readonly documentIds: readonly string[] | null };

type RenderCursor = { readonly batch: number; readonly after: string | null; readonly documents: number; readonly unprintable: number; readonly ended: boolean };

const BATCH_DOCUMENTS = 40;

/** Setting "sending": automatic is 'yes' (the default) or 'no'. */
export const sendingDefaults: { readonly automatic: string } = { automatic: 'yes' };

/** A waiting run of the same bill run will find these documents too. Answers null where sending is a person's decision. */
export async function startRenderRun(tx: Tx, ctx: Context, input: RenderRunInput): Promise<{ runId: string | null }> {
  const { automatic } = { ...sendingDefaults, ...(await findSetting(tx, 'sending')) };
  if (automatic === 'no') return { runId: null };
  const waiting = input.billRunId === null ? undefined
    : (await listRuns(tx, { kind: 'render', limit: 20 })).find((run) => run.status === 'waiting' && (run.input as RenderRunInput).billRunId === input.billRunId);
  return { runId: waiting?.runId ?? await startRun(tx, ctx, { kind: 'render', title: 'Make and send PDFs', input }) };
}

export const runRendering: RunHandler = async ({ platform, ctx, run, isCancelled }) => {
  const input = run.input as RenderRunInput;
  let cursor: RenderCursor = (run.cursor as RenderCursor | null) ?? { batch: 0, after: null, documents: 0, unprintable: 0, ended: false };
  while (!cursor.ended && !(await isCancelled())) cursor = await renderBatch(platform, ctx, run.runId, input, cursor);
  return { documents: cursor.documents, unprintable: cursor.unprintable };
};

/** Set outside of the transaction, in parallel; kept, queued and counted in one. */
async function renderBatch(platform: Platform, ctx: Context, runId: string, input: RenderRunInput, at: RenderCursor): Promise<RenderCursor> {
  const ids = await inReadOnly(platform.database, ctx, (tx) => unsentDocuments(tx, { ...input, after: at.after, limit: BATCH_DOCUMENTS }));
  const pdfs = await Promise.all(ids.map(async ({ documentId, hasPdf }) => {
    if (hasPdf) return { documentId, name: null, bytes: null, unprintable: [] };
    const { presented, name } = await inReadOnly(platform.database, ctx, (tx) => loadPresented(tx, documentId));
    return { documentId, name, bytes: await typeset(platform, presented), unprintable: findUnprintable(presented, platform.config.fonts) };
  }));
  const issues = pdfs.flatMap(({ documentId, name, unprintable }): RunIssue[] => (unprintable.length === 0 ? [] : [
    { field: 'document', value: name?.replace(/\.pdf$/, '') ?? null, code: UNPRINTABLE, reason: tellUnprintable(unprintable), fix: refusalCodes[UNPRINTABLE].next, sourceRow: { document_id: documentId } },
  ]));
  const now = platform.clock.now();
  const channel = mailChannel(platform.config);
  return command(platform.database, { ...ctx, now }, { name: 'document.render', permission: 'invoice.send', key: `${runId}:${at.batch}`, input: { runId, cursor: at } }, async (tx, inner): Promise<RenderCursor> => {
    for (const { documentId, name, bytes } of pdfs) {
      if (bytes !== null) {
        const file = await platform.files.keep(tx, inner, { name, mediaType: 'application/pdf', bytes });
        await insertDocumentFile(tx, { documentId, kind: 'pdf', fileId: file.fileId, now });
      }
      await queueByPreference(tx, inner, await requireDocument(tx, documentId), channel);
    }
    const next = { batch: at.batch + 1, after: ids.at(-1)?.documentId ?? at.after, documents: at.documents + ids.length, unprintable: at.unprintable + issues.length, ended: ids.length < BATCH_DOCUMENTS };
    tx.audit({ subjectKind: 'render_batch', subjectId: runId, after: { documents: ids.map((one) => one.documentId) } });
    await insertRunIssues(tx, runId, at.unprintable + 1, issues);
    await saveProgress(tx, runId, { done: next.documents, cursor: next, now });
    return next;
  });
}
