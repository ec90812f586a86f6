// Saving, issuing and deleting a draft. Issuing saves first what was typed, so that what is issued is what was seen.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { send } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { conflictOf, type DraftConflict } from './draft-conflict.ts';
import type { DraftBody } from './draft-form.ts';
import type { Unprintable } from './use-draft-preview.ts';

type Saved = { readonly document_id: string; readonly version: number; readonly status: 'draft' | 'held'; readonly failures: number };
type Issued = { readonly document_id: string; readonly number: string; readonly unprintable: readonly Unprintable[] };

/** A draft at the server, in the version that was opened or saved here. */
export type SeenDraft = { readonly id: string; readonly version: number };

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
  /** Somebody changed, issued or deleted the draft since it was opened. */
  readonly conflict: DraftConflict | undefined;
  /** Saves what is typed here over the version that came between. */
  readonly keepMine: (version: number) => Promise<unknown>;
  readonly saveAsNew: () => Promise<unknown>;
  readonly reset: () => void;
};

const refresh = ['/v1/invoices', '/v1/work'];

export function useDraftActions(input: {
  readonly body: DraftBody | undefined;
  /** Everything that was typed, also what can't be sent yet: it must not be lost either. */
  readonly typed: string;
  readonly saved: SeenDraft | undefined;
  readonly onSaved: (saved: Saved) => void;
}): DraftActions {
  const { body, typed } = input;
  const [seen, setSeen] = useState(input.saved);
  // What is kept at the server; at the beginning what the editor opened with.
  const kept = useRef(typed);
  const { saving, issuing } = useSavingAndIssuing((saved, sent) => {
    kept.current = sent.typed;
    setSeen({ id: saved.document_id, version: saved.version });
    input.onSaved(saved);
  });
  const discarding = useDiscarding();

  const isDirty = () => typed !== kept.current;
  const reset = () => {
    saving.reset();
    issuing.reset();
    discarding.reset();
  };
  const saveOver = async (over: SeenDraft | undefined) => {
    if (!body) return undefined;
    reset();
    return saving.runAsync({ over, body, typed });
  };
  const save = () => saveOver(seen);
  const problem = saving.problem ?? issuing.problem ?? discarding.problem;
  return {
    documentId: seen?.id,
    isSaving: saving.isRunning,
    isIssuing: issuing.isRunning,
    isDirty,
    problem,
    conflict: conflictOf(problem),
    keepMine: (version) => saveOver(seen && { ...seen, version }),
    saveAsNew: () => saveOver(undefined),
    save,
    issue: async (releaseReason) => {
      const saved = seen === undefined || isDirty() ? await save() : undefined;
      const of = saved ? { id: saved.document_id, version: saved.version } : seen;
      if (of === undefined) throw new Error('a draft without a customer is not issued');
      const issued = await issuing.runAsync({ of, releaseReason });
      // It is no draft any more, so nothing is left to save.
      kept.current = typed;
      return issued;
    },
    discard: async () => {
      if (seen !== undefined) await discarding.runAsync(seen);
      kept.current = typed;
      return () => discarding.restore(body);
    },
    reset,
  };
}

type Sent = { readonly over: SeenDraft | undefined; readonly body: DraftBody; readonly typed: string };

/** A draft is saved over the version that was seen, and issued in it: what came between is refused. */
function useSavingAndIssuing(onSaved: (saved: Saved, sent: Sent) => void) {
  const saving = useAction<Sent, Saved>({
    request: ({ over, body }) => (over ? { method: 'PUT', path: `/v1/invoices/${over.id}`, body: { ...body, version: over.version } } : { method: 'POST', path: '/v1/invoices', body }),
    refresh,
    onDone: onSaved,
  });
  const issuing = useAction<{ of: SeenDraft; releaseReason: string | null }, Issued>({
    request: ({ of: { id, version }, releaseReason }) => ({ method: 'POST', path: `/v1/invoices/${id}/issue`, body: { release_reason: releaseReason, version } }),
    refresh: [...refresh, '/v1/customers', '/v1/reports', '/v1/charges'],
  });
  return { saving, issuing };
}

function useDiscarding() {
  const queries = useQueryClient();
  // The lists only: the deleted draft itself, still on screen for a moment, must not be asked for again.
  const refreshLists = () => void queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => path === '/v1/invoices' || String(path).startsWith('/v1/work') });
  const action = useAction<SeenDraft>({ request: ({ id, version }) => ({ method: 'DELETE', path: `/v1/invoices/${id}?version=${version}` }), onDone: refreshLists });
  const restore = async (body: DraftBody | undefined) => {
    const saved = await send<Saved>('POST', '/v1/invoices', body);
    refreshLists();
    return saved;
  };
  return { ...action, restore };
}
