// Issuing a list of drafts in one write: each on its own merits, with a result per draft.

import { Refusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { issueDraft } from './save-draft.ts';
import { draftsInOrder, withSavepoint } from './draft-store.ts';

export type IssueManyRequest = { readonly documentIds: readonly string[]; readonly releaseReason?: string | null | undefined };

export type IssueResult = { readonly documentId: string; readonly number: string | null; readonly code: string | null; readonly detail: string | null };

export type IssuedMany = { readonly issued: number; readonly refused: number; readonly results: readonly IssueResult[] };

/** In the order of their dates, since numbers must be in date order; what one draft is refused for does not stop the others. */
export async function issueMany(tx: Tx, ctx: Context, request: IssueManyRequest): Promise<IssuedMany> {
  const wanted = [...new Set(request.documentIds)];
  const ordered = await draftsInOrder(tx, wanted);
  const unknown = wanted.filter((documentId) => !ordered.includes(documentId));
  const results: IssueResult[] = unknown.map((documentId) => ({ documentId, number: null, code: 'request.not_found', detail: `there is no draft ${documentId}` }));
  for (const documentId of ordered) results.push(await issueOne(tx, ctx, documentId, request.releaseReason ?? null));
  const issued = results.filter((result) => result.number !== null).length;
  return { issued, refused: results.length - issued, results };
}

async function issueOne(tx: Tx, ctx: Context, documentId: string, releaseReason: string | null): Promise<IssueResult> {
  const [notes, announcements] = [tx.notes.length, tx.announcements.length];
  try {
    const { number } = await withSavepoint(tx, () => issueDraft(tx, ctx, { documentId, releaseReason }));
    return { documentId, number, code: null, detail: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What the refused draft noted and announced was undone with its rows.
    tx.notes.length = notes;
    tx.announcements.length = announcements;
    return { documentId, number: null, code: error.code, detail: error.message };
  }
}
