// Saving, issuing and deleting a draft. Issuing saves first what was typed, so that what is issued is what was seen.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { send } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import type { DraftBody } from './draft-form.ts';

type Saved = { readonly document_id: string; readonly status: 'draft' | 'held'; readonly failures: number };
type Issued = { readonly document_id: string; readonly number: string };

export type DraftActions = {
  readonly documentId: string | undefined;
  readonly isSaving: boolean;
  readonly isIssuing: boolean;
  readonly isDirty: () => boolean;
  readonly problem: ApiProblem | undefined;
  readonly save: () => Promise<Saved | undefined>;
  readonly issue: (releaseReason: string | null) => Promise<Issued>;
  /** Gives back what saves the same draft anew, for those who want it back. */
  readonly discard: () => Promise<() => Promise<Saved>>;
  readonly reset: () => void;
};

const refresh = ['/v1/invoices', '/v1/work'];

export function useDraftActions(input: {
  readonly body: DraftBody | undefined;
  /** Everything that was typed, also what can't be sent yet: it must not be lost either. */
  readonly typed: string;
  readonly savedId: string | undefined;
  readonly onSaved: (saved: Saved) => void;
}): DraftActions {
  const { body, typed } = input;
  const [documentId, setDocumentId] = useState(input.savedId);
  // What is kept at the server; at the beginning what the editor opened with.
  const kept = useRef(typed);
  const saving = useAction<{ id: string | undefined; body: DraftBody; typed: string }, Saved>({
    request: ({ id, body: sent }) => (id === undefined ? { method: 'POST', path: '/v1/invoices', body: sent } : { method: 'PUT', path: `/v1/invoices/${id}`, body: sent }),
    refresh,
    onDone: (saved, sent) => {
      kept.current = sent.typed;
      setDocumentId(saved.document_id);
      input.onSaved(saved);
    },
  });
  const issuing = useAction<{ id: string; releaseReason: string | null }, Issued>({
    request: ({ id, releaseReason }) => ({ method: 'POST', path: `/v1/invoices/${id}/issue`, body: { release_reason: releaseReason } }),
    refresh: [...refresh, '/v1/customers', '/v1/reports', '/v1/charges'],
  });
  const discarding = useDiscarding();

  const isDirty = () => typed !== kept.current;
  const save = async () => {
    if (!body) return undefined;
    issuing.reset();
    return saving.runAsync({ id: documentId, body, typed });
  };
  return {
    documentId,
    isSaving: saving.isRunning,
    isIssuing: issuing.isRunning,
    isDirty,
    problem: saving.problem ?? issuing.problem ?? discarding.problem,
    save,
    issue: async (releaseReason) => {
      const id = documentId === undefined || isDirty() ? (await save())?.document_id : documentId;
      if (id === undefined) throw new Error('a draft without a customer is not issued');
      const issued = await issuing.runAsync({ id, releaseReason });
      // It is no draft any more, so nothing is left to save.
      kept.current = typed;
      return issued;
    },
    discard: async () => {
      if (documentId !== undefined) await discarding.runAsync(documentId);
      kept.current = typed;
      return () => discarding.restore(body);
    },
    reset: () => {
      saving.reset();
      issuing.reset();
      discarding.reset();
    },
  };
}

function useDiscarding() {
  const queries = useQueryClient();
  // The lists only: the deleted draft itself, still on screen for a moment, must not be asked for again.
  const refreshLists = () => void queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => path === '/v1/invoices' || String(path).startsWith('/v1/work') });
  const action = useAction<string>({ request: (id) => ({ method: 'DELETE', path: `/v1/invoices/${id}` }), onDone: refreshLists });
  const restore = async (body: DraftBody | undefined) => {
    const saved = await send<Saved>('POST', '/v1/invoices', body);
    refreshLists();
    return saved;
  };
  return { ...action, restore };
}
