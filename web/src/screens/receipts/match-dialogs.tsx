// What else a payment can be: another payer's, money on account, or no receipt at all.
import { useState } from 'react';

import { get } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { WireMoney, WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { formatMoney } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import type { Option } from '../../kit/option.ts';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { decideLineRequest, onAccountRequest, refreshedByCash, type DecideLineInput, type OnAccountInput } from './receipt-requests.ts';
import type { ReceiptRecord } from './receipt-wire.ts';

type CustomerHit = { readonly id: string; readonly number: string; readonly name: string; readonly balance: WireMoney };

export async function searchCustomers(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const page = await get<WirePage<CustomerHit>>('/v1/customers', { q: text, limit: 12, sort: 'name' }, signal);
  return page.items.map(({ id, number, name, balance }) => ({ id, label: name, detail: `${number} · ${formatMoney(balance)}` }));
}

type FindPayerProps = { readonly onPick: (payer: Option) => void; readonly onClose: () => void };

/** Adds the open documents of another customer: the parent who pays, or the right one of two with the same name. */
export function FindPayer({ onPick, onClose }: FindPayerProps) {
  return (
    <Dialog open onClose={onClose} title="Show the documents of another payer" description="They are added to the ones shown; nothing is decided yet." footer={<Button onClick={onClose}>Close</Button>}>
      <Field label="Customer">
        <Combobox
          autoFocus
          value={null}
          search={searchCustomers}
          placeholder="Name or number"
          onValue={(payer) => {
            if (!payer) return;
            onPick(payer);
            onClose();
          }}
        />
      </Field>
    </Dialog>
  );
}

type OnAccountProps = { readonly receipt: ReceiptRecord; readonly onDone: () => void; readonly onClose: () => void };

export function OnAccountDialog({ receipt, onDone, onClose }: OnAccountProps) {
  const { today } = useSession().company;
  const known = receipt.customer_id && receipt.customer_name ? { id: receipt.customer_id, label: receipt.customer_name } : null;
  const [customer, setCustomer] = useState<Option | null>(known);
  const action = useAction<OnAccountInput>({
    request: onAccountRequest,
    refresh: refreshedByCash,
    onDone: () => {
      showToast(`${formatMoney(receipt.left)} stands on account of ${customer?.label ?? 'the customer'}`);
      onClose();
      onDone();
    },
  });
  return (
    <ReasonDialog
      open
      onClose={onClose}
      title="Put on account"
      effect={(
        <div className="grid gap-2">
          <p>{formatMoney(receipt.left)} waits on the customer’s account until there is something to pay. It stays a liability and ages.</p>
          <Field label="Customer" required error={action.problem?.reasonFor('customer_id')}>
            <Combobox value={customer} search={searchCustomers} placeholder="Name or number" onValue={setCustomer} />
          </Field>
        </div>
      )}
      verb="Put on account"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => customer && action.run({ receiptId: receipt.receipt_id, customerId: customer.id, reason, day: today })}
    />
  );
}

const lineKinds = [
  { value: 'bank_charge', label: 'Bank charge' }, { value: 'interest', label: 'Interest' }, { value: 'own_transfer', label: 'Transfer between own accounts' },
  { value: 'tax_refund', label: 'Tax refund' }, { value: 'card_settlement', label: 'Card settlement' }, { value: 'deposit', label: 'Deposit of cheques or cash' }, { value: 'other', label: 'Something else' },
] as const;

type NotAReceiptProps = { readonly bankLineId: string; readonly amount: WireMoney; readonly onDone: () => void; readonly onClose: () => void };

export function NotAReceiptDialog({ bankLineId, amount, onDone, onClose }: NotAReceiptProps) {
  const { today } = useSession().company;
  const [kind, setKind] = useState<(typeof lineKinds)[number]['value']>('other');
  const [accountCode, setAccountCode] = useState('');
  const action = useAction<DecideLineInput>({
    request: decideLineRequest,
    refresh: refreshedByCash,
    onDone: () => {
      showToast(`${formatMoney(amount)} is no receipt`);
      onClose();
      onDone();
    },
  });
  return (
    <ReasonDialog
      open
      onClose={onClose}
      title="Not a receipt"
      effect={(
        <div className="grid gap-2">
          <p>{formatMoney(amount)} leaves the receipts and is booked to the account it belongs to; without one it waits in suspense.</p>
          <Field label="What it is"><Select value={kind} options={lineKinds} onValue={setKind} /></Field>
          <Field label="Account" hint="A code of the chart of accounts; may be left empty." error={action.problem?.reasonFor('account_code')}>
            <Input value={accountCode} onValue={setAccountCode} />
          </Field>
        </div>
      )}
      verb="Not a receipt"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ bankLineId, decision: 'not_a_receipt', kind, accountCode: accountCode.trim() || undefined, reason, day: today })}
    />
  );
}
