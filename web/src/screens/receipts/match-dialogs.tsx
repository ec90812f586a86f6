// What a suggestion or a payment can turn out to be: wrong, or no receipt at all.
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import type { WireMoney } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { formatMoney } from '../../format/money.ts';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { decideLineRequest, refreshedByCash, rejectRequest, unidentifyRequest, type DecideLineInput, type ReasonedInput } from './receipt-requests.ts';
import type { ReceiptRecord } from './receipt-wire.ts';
import { useCashAction } from './use-cash-action.ts';
import { undoReason, useUndo } from './use-undo.ts';

export function RejectDialog({ matchId, onClose }: { readonly matchId: string; readonly onClose: () => void }) {
  const action = useCashAction(rejectRequest, { onClose }, () => ({ message: 'The suggestion is rejected' }));
  return (
    <ReasonDialog
      onClose={onClose}
      title="Reject the suggestion"
      effect="It is not made again, and nothing of this receipt is applied without a person from now on."
      verb="Reject"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ matchId, reason })}
    />
  );
}

const lineKinds = [
  { value: 'bank_charge', label: 'Bank charge' }, { value: 'interest', label: 'Interest' }, { value: 'own_transfer', label: 'Transfer between own accounts' },
  { value: 'tax_refund', label: 'Tax refund' }, { value: 'card_settlement', label: 'Card settlement' }, { value: 'deposit', label: 'Deposit of cheques or cash' }, { value: 'other', label: 'Something else' },
] as const;

type NotAReceiptProps = {
  readonly bankLineId: string;
  readonly amount: WireMoney;
  /** The receipt that the line is now: its payer is taken back first. */
  readonly receipt?: ReceiptRecord;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

export function NotAReceiptDialog({ bankLineId, amount, receipt, onDone, onClose }: NotAReceiptProps) {
  const { today } = useSession().company;
  const [kind, setKind] = useState<(typeof lineKinds)[number]['value']>('other');
  const [accountCode, setAccountCode] = useState('');
  const undo = useUndo();
  const free = useAction<ReasonedInput>({ request: unidentifyRequest, refresh: refreshedByCash });
  const action = useAction<DecideLineInput>({ request: decideLineRequest, refresh: refreshedByCash });
  const run = async (reason: string) => {
    const isOnAccount = receipt?.stands.some((part) => part.customer_id !== null);
    if (receipt && isOnAccount) await free.runAsync({ receiptId: receipt.receipt_id, reason, day: today });
    await action.runAsync({ bankLineId, decision: 'not_a_receipt', kind, accountCode: accountCode.trim() || undefined, reason, day: today });
    const back = decideLineRequest({ bankLineId, decision: 'receipt', reason: undoReason, day: today });
    showToast(`${formatMoney(amount)} is no receipt`, receipt && { undo: () => undo([back], `${formatMoney(amount)} is a receipt again, with a new number`) });
    onClose();
    onDone();
  };
  return (
    <ReasonDialog
      onClose={onClose}
      title="Not a receipt"
      effect={(
        <div className="grid gap-2">
          <p>{formatMoney(amount)} leaves the receipts and is booked to the account it belongs to; without one it waits in suspense. The tab “Not a receipt” shows it, and brings it back.</p>
          <Field label="What it is"><Select value={kind} options={lineKinds} onValue={setKind} /></Field>
          <Field label="Account" hint="A code of the chart of accounts; may be left empty." error={action.problem?.reasonFor('account_code')}>
            <Input value={accountCode} onValue={setAccountCode} />
          </Field>
        </div>
      )}
      verb="Not a receipt"
      busy={action.isRunning || free.isRunning}
      problem={free.problem ?? action.problem}
      // A refusal is shown by the dialog itself.
      onConfirm={(reason) => void run(reason).catch(() => undefined)}
    />
  );
}
