// Whose money it is: said, changed, taken back, split among several customers, or left on an account on purpose.
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import type { WireMoney } from '../../api/types.ts';
import type { ActionRequest } from '../../api/use-action.ts';
import { formatMoney, isNegativeAmount, subtractAmounts, sumByCurrency } from '../../format/money.ts';
import { AmountField } from '../../kit/amount-field.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { Field } from '../../kit/field.tsx';
import type { Option } from '../../kit/option.ts';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { searchCustomers } from './find-documents.tsx';
import { identifyRequest, keepOnAccountRequest, releaseRequest, splitRequest, unidentifyRequest } from './receipt-requests.ts';
import type { ReceiptRecord } from './receipt-wire.ts';
import { useCashAction } from './use-cash-action.ts';
import { undoReason } from './use-undo.ts';

export type ReceiptDialogProps = { readonly receipt: ReceiptRecord; readonly onDone: () => void; readonly onClose: () => void };

function payerOf({ customer_id: id, customer_name: label }: ReceiptRecord): Option | null {
  return id && label ? { id, label } : null;
}

/** The way back to where the money stood: with nobody, or on the account of whoever had it. */
function backSteps(receipt: ReceiptRecord, day: string): ActionRequest[] {
  const receiptId = receipt.receipt_id;
  const [only, ...more] = receipt.stands;
  const before = only?.customer_id;
  if (more.length > 0) {
    const parts = receipt.stands.flatMap((part) => (part.customer_id === null ? [] : [{ customerId: part.customer_id, amount: part.left }]));
    return parts.length === 0 ? [] : [splitRequest({ receiptId, parts, reason: undoReason, day })];
  }
  return [before ? identifyRequest({ receiptId, customerId: before, reason: undoReason, day }) : unidentifyRequest({ receiptId, reason: undoReason, day })];
}

/** Says who paid, or moves what is left from one customer's account to another's. */
export function PayerDialog({ receipt, onDone, onClose }: ReceiptDialogProps) {
  const { today } = useSession().company;
  const [customer, setCustomer] = useState<Option | null>(null);
  const [isMissing, setMissing] = useState(false);
  const before = payerOf(receipt);
  const action = useCashAction(identifyRequest, { onClose, onDone }, () => ({
    message: `${formatMoney(receipt.left)} stands on account of ${customer?.label ?? ''}`, back: { steps: backSteps(receipt, today), message: `${receipt.number} is as it was` },
  }));
  return (
    <ReasonDialog
      onClose={onClose}
      title={before ? 'Another customer paid' : 'Say who paid'}
      effect={(
        <div className="grid gap-2">
          <p>{before ? `${formatMoney(receipt.left)} moves from the account of ${before.label} to the other customer’s.` : `${formatMoney(receipt.left)} moves from money of unknown payers to the customer’s account, and waits to be matched there.`} What is applied stays applied.</p>
          <Field label="Customer" required error={isMissing && !customer ? 'Choose the customer.' : action.problem?.reasonFor('customer_id')}>
            <Combobox autoFocus value={customer} search={searchCustomers} placeholder="Name or number" onValue={setCustomer} />
          </Field>
        </div>
      )}
      hasFields
      verb={before ? 'Move the money' : 'Say who paid'}
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => {
        setMissing(!customer);
        if (customer) action.run({ receiptId: receipt.receipt_id, customerId: customer.id, reason, day: today });
      }}
    />
  );
}

export function UnidentifyDialog({ receipt, onDone, onClose }: ReceiptDialogProps) {
  const { today } = useSession().company;
  const action = useCashAction(unidentifyRequest, { onClose, onDone }, () => ({
    message: `Nobody is the payer of ${receipt.number} now`, back: { steps: backSteps(receipt, today), message: `${receipt.number} is as it was` },
  }));
  return (
    <ReasonDialog
      onClose={onClose}
      title="The payer is not known"
      effect={`${formatMoney(receipt.left)} goes back from the account of ${receipt.customer_name ?? 'the customer'} to money of unknown payers. What is applied stays applied.`}
      verb="Take the payer back"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ receiptId: receipt.receipt_id, reason, day: today })}
    />
  );
}

/** Says who paid, and that the money waits there on purpose: no run applies it, and it leaves the work list. */
export function OnAccountDialog({ receipt, onDone, onClose }: ReceiptDialogProps) {
  const { today } = useSession().company;
  const [customer, setCustomer] = useState<Option | null>(payerOf(receipt));
  const [isMissing, setMissing] = useState(false);
  const action = useCashAction(keepOnAccountRequest, { onClose, onDone }, () => {
    const steps = [releaseRequest({ receiptId: receipt.receipt_id, reason: undoReason }), ...(customer?.id === receipt.customer_id ? [] : backSteps(receipt, today))];
    return { message: `${formatMoney(receipt.left)} stays on account of ${customer?.label ?? ''}`, back: { steps, message: `${receipt.number} is on the work list again` } };
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title="Keep on account"
      effect={(
        <div className="grid gap-2">
          <p>{formatMoney(receipt.left)} stays on the customer’s account on purpose: a prepayment, or for the next invoice. It is a liability and ages; no run applies it until someone gives it back to the work list.</p>
          <Field label="Customer" required error={isMissing && !customer ? 'Choose the customer.' : action.problem?.reasonFor('customer_id')}>
            <Combobox autoFocus={receipt.customer_id === null} value={customer} search={searchCustomers} placeholder="Name or number" onValue={setCustomer} />
          </Field>
        </div>
      )}
      hasFields={receipt.customer_id === null}
      verb="Keep on account"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => {
        setMissing(!customer);
        if (customer) action.run({ receiptId: receipt.receipt_id, customerId: customer.id, reason, day: today });
      }}
    />
  );
}

type Part = { readonly key: number; readonly customer: Option | null; readonly amount: string | undefined };

/** One payment for several customers: each gets an amount on its account. */
export function SplitDialog({ receipt, onDone, onClose }: ReceiptDialogProps) {
  const { today } = useSession().company;
  const [parts, setParts] = useState<readonly Part[]>(() => partsOf(receipt));
  const given = sumByCurrency(parts.map((part) => ({ amount: part.amount || '0', currency: receipt.left.currency })))[0]?.amount ?? '0';
  const left: WireMoney = { amount: subtractAmounts(receipt.left.amount, given), currency: receipt.left.currency };
  const action = useCashAction(splitRequest, { onClose, onDone }, () => ({
    message: `${receipt.number} is split among ${parts.length} customers`, back: { steps: backSteps(receipt, today), message: `${receipt.number} is as it was` },
  }));
  const change = (key: number, part: Partial<Part>) => setParts(parts.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const whole = parts.flatMap(({ customer, amount }) => (customer && amount ? [{ customerId: customer.id, amount: { amount, currency: receipt.left.currency } }] : []));
  return (
    <ReasonDialog
      onClose={onClose}
      title="Split among customers"
      effect={(
        <div className="grid gap-2">
          {parts.map((part, index) => (
            <div key={part.key} className="flex items-end gap-2">
              <Field label={`Customer ${index + 1}`} hideLabel className="min-w-0 grow"><Combobox autoFocus={!part.customer} value={part.customer} search={searchCustomers} placeholder="Name or number" onValue={(customer) => change(part.key, { customer })} /></Field>
              <Field label={`Amount ${index + 1}`} hideLabel className="w-32 shrink-0"><AmountField value={part.amount ?? ''} currency={receipt.left.currency} onValue={(amount) => change(part.key, { amount })} /></Field>
              <IconButton label={`Without customer ${index + 1}`} icon={Trash2} disabled={parts.length === 1} onClick={() => setParts(parts.filter((one) => one.key !== part.key))} />
            </div>
          ))}
          <div className="flex items-center gap-2">
            <Button small icon={Plus} onClick={() => setParts([...parts, { key: 1 + Math.max(...parts.map((part) => part.key)), customer: null, amount: isNegativeAmount(left.amount) ? '' : left.amount }])}>Another customer</Button>
            <p aria-live="polite" className={isNegativeAmount(left.amount) ? 'text-bad' : 'text-ink-2'}>{formatMoney(left)} of {formatMoney(receipt.left)} stays unidentified</p>
          </div>
        </div>
      )}
      hasFields
      verb="Split"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => {
        if (whole.length > 0 && whole.length === parts.length) action.run({ receiptId: receipt.receipt_id, parts: whole, reason, day: today });
      }}
    />
  );
}

function partsOf(receipt: ReceiptRecord): readonly Part[] {
  const standing = receipt.stands.flatMap((part, key) => (part.customer_id && part.customer_name ? [{ key, customer: { id: part.customer_id, label: part.customer_name }, amount: part.left.amount }] : []));
  return [...standing, { key: standing.length, customer: null, amount: '' }];
}
