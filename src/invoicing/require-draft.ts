// The draft that a person means, locked, or who changed, issued or deleted it meanwhile.

import { refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { lastChangeOf, staleRefusal } from '#platform/stale-refusal.ts';
import { findDocument } from './document-queries.ts';
import { loadDraft, type StoredDraft } from './draft-store.ts';

/** Refuses request.not_found, and conflict.stale for another version than the one seen; without one any is good. */
export async function requireDraft(tx: Tx, documentId: string, seen?: number): Promise<StoredDraft> {
  // A draft that is saved anew is another row: whoever waited for the old one finds it on a second look.
  const draft = (await loadDraft(tx, documentId)) ?? (await loadDraft(tx, documentId));
  if (draft === null) return refuseGone(tx, documentId);
  const { version, recordedBy: by, recordedAt: at } = draft.head;
  if (seen !== undefined && seen !== version) throw staleRefusal({ name: 'this draft', last: { by, at }, version, seen });
  return draft;
}

async function refuseGone(tx: Tx, documentId: string): Promise<never> {
  const document = await findDocument(tx, documentId);
  const number = document?.number ?? null;
  if (document !== null && number !== null) throw staleRefusal({ name: `this draft as ${number}`, verb: 'issued', last: { by: document.recordedBy, at: document.issuedAt ?? document.recordedAt }, details: { number } });
  const last = await lastChangeOf(tx, 'document', documentId);
  if (last === null) refuse('request.not_found', `there is no draft ${documentId}`);
  throw staleRefusal({ name: 'this draft', verb: 'deleted', last });
}
