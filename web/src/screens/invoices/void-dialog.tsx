// Voids an issued document to which nothing has happened: shows the entry that undoes it first, and asks the server whether it may.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { send } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { formatDate } from '../../format/date.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Checkbox } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { documentName, type DocumentRecord } from './invoice-wire.ts';
import { PostingTable, reversedPostings } from './posting-table.tsx';

type VoidDialogProps = { readonly document: DocumentRecord; readonly onClose: () => void };

export function VoidDialog({ document, onClose }: VoidDialogProps) {
  const path = `/v1/invoices/${document.document_id}/void`;
  // What was delivered is owed again; what was typed by hand is typed again, else the next bill run bills the same mistake.
  const [isRebilled, setRebilled] = useState(document.lines.some((line) => line.delivery_reference !== null));
  const trial = useQuery({
    queryKey: [path, 'trial'],
    queryFn: ({ signal }) => send('POST', path, { reason: 'Whether it may be voided', rebill: false }, { dryRun: true, signal }),
    staleTime: 0,
    retry: false,
  });
  const undo = useAction<string, { number: string }>({
    request: (reason) => ({ method: 'POST', path, body: { reason, rebill: isRebilled } }),
    refresh: ['/v1/invoices', '/v1/charges', '/v1/customers', '/v1/reports', '/v1/work'],
    onDone: ({ number }) => {
      showToast(`${number} is voided`);
      onClose();
    },
  });
  const name = documentName(document);
  if (trial.error) {
    return (
      <Dialog onClose={onClose} title={`${name} can’t be voided`} footer={<Button look="primary" autoFocus onClick={onClose}>Close</Button>}>
        <ProblemBanner problem={asProblem(trial.error)} />
      </Dialog>
    );
  }
  const hasCharges = document.lines.some((line) => line.charge_id !== null);
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Void ${name}`}
      verb="Void it"
      busy={undo.isRunning || trial.isPending}
      problem={undo.problem}
      onConfirm={undo.run}
      effect={(
        <div className="grid gap-2">
          <p>This entry is posted on {document.issued_on ? formatDate(document.issued_on) : 'its date'}, so that the period shows neither. The number stays used.</p>
          <PostingTable postings={reversedPostings(document.postings ?? [])} entityId={document.entity_id} />
          {hasCharges && (
            <Checkbox checked={isRebilled} onChecked={setRebilled} hint={isRebilled ? 'The next bill run bills them again as they are.' : 'They are reversed and never billed.'}>Put its charges back, to be billed anew</Checkbox>
          )}
        </div>
      )}
    />
  );
}
