// Somebody else saved, issued or deleted the draft that is being typed: says who and when, and lets the person choose. Nothing is lost by closing.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { get } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { formatInstant } from '../../format/date.ts';
import { counted, formatMoney } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import type { DraftConflict } from './draft-conflict.ts';
import type { DocumentRecord } from './invoice-wire.ts';
import type { DraftActions } from './use-draft-actions.ts';
import type { Preview } from './use-draft-preview.ts';

type DraftConflictDialogProps = {
  readonly conflict: DraftConflict;
  readonly actions: DraftActions;
  readonly mine: Preview | undefined;
  /** Opens the draft anew, as it is at the server. */
  readonly onReload: (id: string) => void;
};

export function DraftConflictDialog({ conflict, actions, mine, onReload }: DraftConflictDialogProps) {
  const { time_zone: timeZone } = useSession().company;
  const { by = 'Somebody', at, verb, number } = conflict;
  const when = at === undefined ? '' : `, ${formatInstant(at, timeZone)}`;
  const isBusy = actions.isSaving;
  return (
    <Dialog
      onClose={actions.reset}
      title={`${by} ${verb} this draft${number === undefined ? '' : ` as ${number}`}`}
      description={`After you opened it${when}. ${explanations[verb]}`}
      footer={(
        <>
          <Button autoFocus onClick={actions.reset}>Decide later</Button>
          {verb === 'changed' && <ReloadButton id={actions.documentId} onReload={onReload} />}
          {verb === 'changed' && conflict.version !== undefined && <Button look="primary" busy={isBusy} onClick={() => void actions.keepMine(conflict.version ?? 0).catch(ignoreShown)}>Keep mine</Button>}
          {verb !== 'changed' && <Button look={verb === 'deleted' ? 'primary' : 'plain'} busy={isBusy} onClick={() => void actions.saveAsNew().catch(ignoreShown)}>Save mine as a new draft</Button>}
          {verb === 'issued' && <OpenButton id={actions.documentId} number={number} actions={actions} />}
        </>
      )}
    >
      {verb === 'changed' && <BothVersions id={actions.documentId} mine={mine} by={by} />}
    </Dialog>
  );
}

const explanations = {
  changed: 'Load theirs and what you typed since is gone; keep yours and what they saved is replaced. Both stay in the history.',
  issued: 'It is an invoice now and changes no more. What you typed can become a draft of its own.',
  deleted: 'What you typed is still here and can become a new draft.',
} as const;

function ignoreShown(): void {
  // Refused again, the dialog says so anew.
}

function ReloadButton({ id, onReload }: { readonly id: string | undefined; readonly onReload: (id: string) => void }) {
  const queries = useQueryClient();
  const reload = () => {
    if (id === undefined) return;
    // What the screen remembers of the draft is the version that was overtaken.
    queries.removeQueries({ queryKey: [`/v1/invoices/${id}`] });
    onReload(id);
  };
  return <Button onClick={reload}>Load theirs</Button>;
}

/** What was typed is still asked about when this screen is left. */
function OpenButton({ id, number, actions }: { readonly id: string | undefined; readonly number: string | undefined; readonly actions: DraftActions }) {
  const navigate = useNavigate();
  const open = () => {
    actions.reset();
    void navigate({ to: `/invoices/${id}` });
  };
  return <Button look="primary" onClick={open}>{number === undefined ? 'Open it' : `Open ${number}`}</Button>;
}

function BothVersions({ id, mine, by }: { readonly id: string | undefined; readonly mine: Preview | undefined; readonly by: string }) {
  // Asked anew: what the screen remembers of the draft may be what was opened.
  const theirs = useQuery({ queryKey: ['the draft as it is now', id], enabled: id !== undefined, staleTime: 0, gcTime: 0, queryFn: ({ signal }) => get<DocumentRecord>(`/v1/invoices/${id}`, {}, signal) }).data;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-control bg-sunken p-3">
      <dt className="text-ink-2">{by}’s</dt>
      <dd>{theirs ? `${counted(theirs.lines.length, 'line', 'lines')}, ${formatMoney(theirs.total)}${theirs.note ? `, “${theirs.note}”` : ''}` : '…'}</dd>
      <dt className="text-ink-2">Yours</dt>
      <dd>{mine ? `${counted(mine.lines.length, 'line', 'lines')}, ${formatMoney(mine.total)}` : '…'}</dd>
    </dl>
  );
}
