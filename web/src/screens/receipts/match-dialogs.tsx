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
import { Checkbox, Input, Select } from '../../kit/input.tsx';
import type { Option } from '../../kit/option.ts';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { decideLineRequest, identifyRequest, keepOnAccountRequest, refreshedByCash, rejectRequest, type DecideLineInput, type KeepInput, type PayerInput } from './receipt-requests.ts';
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

/** Says who paid, and that the money waits there on purpose; without the latter the matcher goes on trying. */
export function OnAccountDialog({ receipt, onDone, onClose }: OnAccountProps) {
  const { today } = useSession().company;
  const known = receipt.customer_id && receipt.customer_name ? { id: receipt.customer_id, label: receipt.customer_name } : null;
  const [customer, setCustomer] = useState<Option | null>(known);
  const [isKept, setKept] = useState(true);
  const identify = useAction<PayerInput>({ request: identifyRequest, refresh: refreshedByCash });
  const keep = useAction<KeepInput>({ request: keepOnAccountRequest, refresh: refreshedByCash });
  const run = async (reason: string) => {
    if (!customer) return;
    await identify.runAsync({ receiptId: receipt.receipt_id, customerId: customer.id, reason, day: today });
    if (isKept) await keep.runAsync({ receiptId: receipt.receipt_id, reason });
    showToast(`${formatMoney(receipt.left)} stands on account of ${customer.label}`);
    onClose();
    onDone();
  };
  const problem = identify.problem ?? keep.problem;
  return (
    <ReasonDialog
      open
      onClose={onClose}
      title="Put on account"
      effect={(
        <div className="grid gap-2">
          <p>{formatMoney(receipt.left)} moves to the customer’s account. It stays a liability and ages.</p>
          <Field label="Customer" required error={problem?.reasonFor('customer_id')}>
            <Combobox value={customer} search={searchCustomers} placeholder="Name or number" onValue={setCustomer} />
          </Field>
          <Checkbox checked={isKept} onChecked={setKept} hint="No run applies it until someone does.">Keep it there on purpose</Checkbox>
        </div>
      )}
      verb="Put on account"
      busy={identify.isRunning || keep.isRunning}
      problem={problem}
      // A refusal is shown by the dialog itself.
      onConfirm={(reason) => void run(reason).catch(() => undefined)}
    />
  );
}

export function RejectDialog({ matchId, onClose }: { readonly matchId: string; readonly onClose: () => void }) {
  const action = useAction<{ readonly matchId: string; readonly reason: string }>({
    request: rejectRequest,
    refresh: refreshedByCash,
    onDone: () => {
      showToast('The suggestion is rejected');
      onClose();
    },
  });
  return (
    <ReasonDialog
      open
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
