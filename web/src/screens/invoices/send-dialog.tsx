// Sends a document by mail: to the customer's address for invoices, or to another one this time.
import { useState } from 'react';

import { useAction } from '../../api/use-action.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { DispatchList } from './dispatch-list.tsx';
import { documentName, type DocumentRecord } from './invoice-wire.ts';

type SendDialogProps = { readonly document: DocumentRecord; readonly onClose: () => void };

type Sent = { readonly channel: string; readonly recipient: string };

export function SendDialog({ document, onClose }: SendDialogProps) {
  const usual = document.customer.invoice_email ?? '';
  const [to, setTo] = useState(usual);
  const send = useAction<string, Sent>({
    request: (address) => ({ method: 'POST', path: `/v1/invoices/${document.document_id}/send`, body: { to: address === '' || address === usual ? null : address } }),
    refresh: ['/v1/invoices', '/v1/dispatches', '/v1/work'],
    onDone: ({ channel, recipient }) => {
      showToast(channel === 'outbox' ? `Put into the file outbox for ${recipient}` : `On its way to ${recipient}`);
      onClose();
    },
  });
  const sendNow = () => {
    if (!send.isRunning) send.run(to.trim());
  };
  return (
    <Dialog
      asksFirst
      onClose={onClose}
      onCommit={sendNow}
      title={`Send ${documentName(document)}`}
      description="The PDF goes as an attachment. Each sending is kept with what became of it."
      footer={(
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" keys="Mod+Enter" busy={send.isRunning} onClick={sendNow}>Send</Button>
        </>
      )}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          sendNow();
        }}
      >
        {send.problem && <ProblemBanner problem={send.problem} />}
        <Field label="To" hint={usual ? `${document.customer_name} takes invoices at ${usual}` : 'Empty: the first billing contact of the customer'} error={send.problem?.reasonFor('to')}>
          <Input type="email" value={to} onValue={setTo} autoFocus autoComplete="email" />
        </Field>
        {document.dispatches.length > 0 && (
          <div>
            <p className="mb-1 text-minor font-medium text-ink-2">Sent before</p>
            <DispatchList dispatches={document.dispatches} />
          </div>
        )}
      </form>
    </Dialog>
  );
}
