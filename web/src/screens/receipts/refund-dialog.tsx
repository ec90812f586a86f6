// Paying money back to the customer on whose account it stands; a large amount waits for a second person.
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import { formatMoney, sumByCurrency } from '../../format/money.ts';
import { AmountField } from '../../kit/amount-field.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import type { ReceiptDialogProps } from './payer-dialogs.tsx';
import { refundRequest, takeRefundBackRequest, rejectRefundRequest, type RefundInput, type RefundOutcome } from './refund-wire.ts';
import { useCashAction } from './use-cash-action.ts';
import { undoReason } from './use-undo.ts';

export function RefundDialog({ receipt, onDone, onClose }: ReceiptDialogProps) {
  const { today } = useSession().company;
  const onAccount = sumByCurrency(receipt.stands.filter((part) => part.customer_id !== null).map((part) => part.left))[0] ?? receipt.left;
  const [amount, setAmount] = useState<string | undefined>(onAccount.amount);
  const [day, setDay] = useState<string | undefined>(today);
  const [paidTo, setPaidTo] = useState('');
  const action = useCashAction<RefundInput, RefundOutcome>(refundRequest, { onClose, onDone }, (refund) => {
    const isPaid = refund.status === 'paid';
    const back = { refundId: refund.refund_id, reason: undoReason, day: today };
    return {
      message: `${formatMoney(refund.amount)} ${isPaid ? 'is paid back' : 'waits for a second person to approve'}`,
      back: { steps: [isPaid ? takeRefundBackRequest(back) : rejectRefundRequest(back)], message: 'The refund is taken back' },
    };
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title="Pay money back"
      effect={(
        <div className="grid grid-cols-2 gap-2">
          <p className="col-span-2">{formatMoney(onAccount)} stands on the customer’s account. What is paid back leaves it, and stands on payments not yet at the bank until the bank’s line comes.</p>
          <Field label="Amount" required error={action.problem?.reasonFor('amount')}><AmountField value={amount ?? ''} currency={onAccount.currency} onValue={setAmount} /></Field>
          <Field label="Counts from" required error={action.problem?.reasonFor('on')}><DateField value={day ?? ''} today={today} min={receipt.received_on} onValue={setDay} /></Field>
          <Field label="To" className="col-span-2" hint="An account, or how the customer gets it." error={action.problem?.reasonFor('paid_to')}><Input value={paidTo} onValue={setPaidTo} /></Field>
        </div>
      )}
      verb="Pay back"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => {
        if (amount && day) action.run({ receiptId: receipt.receipt_id, amount: { amount, currency: onAccount.currency }, paidTo: paidTo.trim() || undefined, reason, day });
      }}
    />
  );
}
