// What can be done with the chosen documents together: issue the drafts, send the issued ones.
import { FileCheck2, Send } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';

import { useMay } from '../../api/session.ts';
import { BulkBar } from '../../grid/bulk-bar.tsx';
import type { SelectionState } from '../../grid/use-selection.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { collectIds } from '../charges/collect-ids.ts';
import { isDraft, type DocumentRow } from './invoice-wire.ts';
import { choiceOf } from './issue-preview-wire.ts';

const IssueManyDialog = lazy(async () => ({ default: (await import('./issue-many-dialog.tsx')).IssueManyDialog }));
const SendManyDialog = lazy(async () => ({ default: (await import('./send-many-dialog.tsx')).SendManyDialog }));

type InvoiceBulkBarProps = { readonly selection: SelectionState<DocumentRow> };

const idOf = (row: DocumentRow) => row.document_id;

export function InvoiceBulkBar({ selection }: InvoiceBulkBarProps) {
  const [asked, setAsked] = useState<'issue' | 'send'>();
  const { current, count, money } = selection;
  const state = stateOfAll(selection);
  const canIssue = useMay('invoice.issue') && count > 0 && (state === 'draft' || state === 'held');
  const canSend = useMay('invoice.send') && count > 0 && state === 'issued';
  useKeys([{ keys: 'Mod+Enter', label: 'Issue the chosen drafts', group: 'Chosen documents', run: () => setAsked('issue') }], canIssue);
  useKeys([{ keys: 's', label: 'Send the chosen documents', group: 'Chosen documents', run: () => setAsked('send') }], canSend);
  const shared = { count, onClose: () => setAsked(undefined), onDone: selection.clear };
  return (
    <>
      <BulkBar selection={selection}>
        {canIssue && <Button small look="quiet" icon={FileCheck2} keys="Mod+Enter" onClick={() => setAsked('issue')}>Issue</Button>}
        {canSend && <Button small look="quiet" icon={Send} keys="s" onClick={() => setAsked('send')}>Send</Button>}
        {!state && <span className="text-minor text-ink-2">Drafts and issued documents together have no action in common.</span>}
      </BulkBar>
      <Suspense>
        {asked === 'issue' && <IssueManyDialog {...shared} choice={choiceOf(current)} />}
        {asked === 'send' && <SendManyDialog {...shared} money={money} ids={() => collectIds('/v1/invoices', current, idOf)} />}
      </Suspense>
    </>
  );
}

/** What all the chosen ones are; undefined where they are of both kinds. */
function stateOfAll({ current }: SelectionState<DocumentRow>): 'draft' | 'held' | 'issued' | undefined {
  if (current.kind === 'view') {
    const { state, kind } = current.view.filter;
    if (state === 'draft' || state === 'held') return state;
    return state === undefined && kind === undefined ? undefined : 'issued';
  }
  const rows = [...current.rows.values()];
  if (rows.every(isDraft)) return rows.some((row) => row.state === 'held') ? 'held' : 'draft';
  return rows.some(isDraft) ? undefined : 'issued';
}
