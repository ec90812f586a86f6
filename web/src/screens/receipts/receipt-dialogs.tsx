// What is done to a receipt as a whole: reversed, given back to the work list, noted.
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import { formatMoney } from '../../format/money.ts';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Textarea } from '../../kit/input.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import type { ReceiptDialogProps } from './payer-dialogs.tsx';
import { keepOnAccountRequest, noteRequest, releaseRequest, reverseRequest } from './receipt-requests.ts';
import type { ReceiptRecord } from './receipt-wire.ts';
import { useCashAction } from './use-cash-action.ts';
import { undoReason } from './use-undo.ts';

/** A cheque that bounced, a payment that came back, an entry by mistake. It can't be undone: the money has to come in again. */
export function ReverseDialog({ receipt, onDone, onClose }: ReceiptDialogProps) {
  const { today } = useSession().company;
  const [day, setDay] = useState<string | undefined>(today);
  const action = useCashAction(reverseRequest, { onClose, onDone }, () => ({ message: `${receipt.number}, ${formatMoney(receipt.amount)}: reversed` }));
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Reverse ${receipt.number}`}
      effect={(
        <div className="grid gap-2">
          <p>{effectOf(receipt)}</p>
          <Field label="Counts from" required error={action.problem?.reasonFor('reversed_on')}><DateField value={day ?? ''} today={today} min={receipt.received_on} onValue={setDay} /></Field>
        </div>
      )}
      verb="Reverse the receipt"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => {
        if (day) action.run({ receiptId: receipt.receipt_id, reason, day });
      }}
    />
  );
}

function effectOf({ applications, amount, bank_line_id: bankLineId }: ReceiptRecord): string {
  const standing = applications.filter((application) => application.unapplied_on === null);
  const opens = standing.length === 0 ? '' : `${standing.slice(0, 3).map((application) => application.number).join(', ')}${standing.length > 3 ? ` and ${standing.length - 3} more` : ''} ${standing.length === 1 ? 'opens' : 'open'} again. `;
  const from = bankLineId === null ? 'leaves the account where it was entered' : 'stands on lines to be clarified, until the bank’s own line takes it off';
  return `${opens}${formatMoney(amount)} is taken from the payer and ${from}. This can’t be undone; the number stays in the books.`;
}

export function ReleaseDialog({ receipt, onDone, onClose }: ReceiptDialogProps) {
  const { today } = useSession().company;
  const action = useCashAction(releaseRequest, { onClose, onDone }, () => {
    const customerId = receipt.customer_id;
    const steps = customerId ? [keepOnAccountRequest({ receiptId: receipt.receipt_id, customerId, reason: undoReason, day: today })] : undefined;
    return { message: `${receipt.number} is on the work list again`, back: steps && { steps, message: `${receipt.number} stays on account` } };
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title="Give back to the work list"
      effect={`${formatMoney(receipt.left)} no longer waits on account of ${receipt.customer_name ?? 'the customer'}: it may be applied again, by a person or a run.`}
      verb="Give back"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ receiptId: receipt.receipt_id, reason })}
    />
  );
}

export function NoteDialog({ receipt, onClose }: Omit<ReceiptDialogProps, 'onDone'>) {
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const action = useCashAction(noteRequest, { onClose }, () => ({ message: `Noted on ${receipt.number}` }));
  return (
    <FormDialog
      title={`Note on ${receipt.number}`}
      description="It stands in the history with your name, and is never changed."
      verb="Write the note"
      busy={action.isRunning}
      problem={action.problem}
      onSubmit={() => {
        setMissing(text.trim() === '');
        if (text.trim() !== '') action.run({ receiptId: receipt.receipt_id, text: text.trim() });
      }}
      onClose={onClose}
    >
      <Field label="Note" required error={isMissing && text.trim() === '' ? 'Write something.' : undefined}><Textarea autoFocus value={text} onValue={setText} /></Field>
    </FormDialog>
  );
}
