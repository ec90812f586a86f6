// Credits an issued document, whole or by line: what is left of each line, what the credit note comes to, what it lowers.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../kit/button.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Select, Textarea } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { useReadDays } from '../../kit/use-read-days.ts';
import { CreditEffect } from './credit-effect.tsx';
import { CreditLines } from './credit-lines.tsx';
import { chosenLines, firstChoices, isAnythingChosen, type CreditBody, type CreditedAnswer, type LineChoice } from './credit-choice.ts';
import { documentName, type DocumentRecord } from './invoice-wire.ts';

type CreditDialogProps = { readonly document: DocumentRecord; readonly onClose: () => void };

const reasonCodes = [
  { value: 'return', label: 'Goods came back' },
  { value: 'quantity', label: 'Wrong quantity' },
  { value: 'price', label: 'Wrong price' },
  { value: 'quality', label: 'Damaged or faulty' },
  { value: 'service', label: 'Service not rendered' },
  { value: 'tax', label: 'Wrong tax' },
  { value: 'goodwill', label: 'Goodwill' },
  { value: 'other', label: 'Other' },
] as const;

export function CreditDialog({ document, onClose }: CreditDialogProps) {
  const { today } = useSession().company;
  const navigate = useNavigate();
  const [choices, setChoices] = useState<readonly LineChoice[]>(() => firstChoices(document));
  const [code, setCode] = useState<(typeof reasonCodes)[number]['value']>('return');
  const [reason, setReason] = useState('');
  const [issuedOn, setIssuedOn] = useState(today);
  const [isTried, setTried] = useState(false);
  const days = useReadDays();
  const credit = useAction<CreditBody, CreditedAnswer>({
    request: (body) => ({ method: 'POST', path: `/v1/invoices/${document.document_id}/credit`, body }),
    refresh: ['/v1/invoices', '/v1/customers', '/v1/reports', '/v1/work'],
    onDone: ({ number, document_id: id }) => {
      showToast(`${number} credits ${documentName(document)}`);
      onClose();
      void navigate({ to: `/invoices/${id}` });
    },
  });
  const isReasoned = reason.trim().length >= 3;
  const body: CreditBody = { issued_on: issuedOn, reason_code: code, reason: reason.trim(), lines: chosenLines(document, choices) };
  const submit = () => {
    setTried(true);
    if (isReasoned && isAnythingChosen(choices) && !days.isUnread && !credit.isRunning) credit.run(body);
  };
  return (
    <Dialog
      asksFirst
      wide
      onClose={onClose}
      onCommit={submit}
      title={`Credit ${documentName(document)}`}
      description="Tick what is taken back. Left empty, quantity and amount mean all that is left of the line. The tax is that of the original."
      footer={(
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button look="primary" keys="Mod+Enter" busy={credit.isRunning} onClick={submit}>Issue credit note</Button>
        </>
      )}
    >
      <form className="grid gap-4" onSubmit={(event) => event.preventDefault()}>
        {credit.problem && <ProblemBanner problem={credit.problem} />}
        <CreditLines document={document} choices={choices} onChoices={setChoices} />
        <div className="grid gap-3 md:grid-cols-[1fr_160px]">
          <Field label="Kind of reason"><Select value={code} options={reasonCodes} onValue={setCode} /></Field>
          <Field label="Date" required error={credit.problem?.reasonFor('issued_on')}><DateField value={issuedOn} today={today} min={document.issued_on ?? undefined} onValue={days.reading('issued_on', setIssuedOn, 'required')} /></Field>
        </div>
        <Field label="Reason" required hint="Printed on the credit note" error={isTried && !isReasoned ? 'Write why: the customer reads it, and it stays in the audit trail.' : credit.problem?.reasonFor('reason')}>
          <Textarea value={reason} rows={2} onValue={setReason} />
        </Field>
        {!days.isUnread && <CreditEffect document={document} body={body} isChosen={isAnythingChosen(choices)} />}
      </form>
    </Dialog>
  );
}
