// Bank accounts of one's own: a statement finds its account by the number.
import { useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import type { WireMoney } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { formatDate } from '../../format/date.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input } from '../../kit/input.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { PlainList } from '../products/plain-list.tsx';

type BankAccount = {
  readonly bank_account_id: string;
  readonly name: string;
  readonly account: string;
  readonly currency: string;
  readonly ledger_code: string;
  readonly last_closing: WireMoney | null;
  readonly last_closing_on: string | null;
};

export function BankAccountsSection() {
  const mayOpen = useMay('org.manage');
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PlainList<BankAccount>
        title="Bank accounts"
        lead="Statements find their account by its number; each moves an account of the ledger."
        path="/v1/bank-accounts"
        rowKey={(account) => account.bank_account_id}
        empty="No bank account yet: set one up before the first statement."
        addLabel="New bank account"
        onAdd={mayOpen ? () => setAdding(true) : undefined}
        columns={[
          { header: 'Name', cell: (account) => <span className="font-medium">{account.name}</span> }, { header: 'Account', cell: (account) => account.account }, { header: 'Ledger', cell: (account) => account.ledger_code },
          { header: 'Last statement', end: true, cell: (account) => (account.last_closing ? <><MoneyText money={account.last_closing} /> {account.last_closing_on && <span className="text-ink-3">on {formatDate(account.last_closing_on)}</span>}</> : `None yet, ${account.currency}`) },
        ]}
      />
      {isAdding && <BankAccountDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function BankAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { company } = useSession();
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [currency, setCurrency] = useState(company.currency);
  const [ledgerCode, setLedgerCode] = useState('');
  const open = useAction<object>({ request: (body) => ({ method: 'POST', path: '/v1/bank-accounts', body }), refresh: ['/v1/bank', '/v1/entities'], onDone: onClose });
  const submit = () => open.run({ name: name.trim(), account: account.trim(), currency: currency.trim().toUpperCase(), ...(ledgerCode.trim() === '' ? {} : { ledger_code: ledgerCode.trim() }) });
  const reasonFor = (field: string) => open.problem?.reasonFor(field);
  return (
    <FormDialog title="New bank account" verb="Add bank account" busy={open.isRunning} problem={open.problem} onSubmit={submit} onClose={onClose}>
      <Field label="Name" required hint="Current account, Main bank" error={reasonFor('name')}><Input autoFocus value={name} onValue={setName} /></Field>
      <Field label="IBAN or account number" required error={reasonFor('account')}><Input value={account} onValue={setAccount} /></Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Currency" required error={reasonFor('currency')}><Input value={currency} maxLength={3} onValue={setCurrency} /></Field>
        <Field label="Ledger account" hint="Empty: the usual bank account" error={reasonFor('ledger_code')}><Input value={ledgerCode} onValue={setLedgerCode} /></Field>
      </div>
    </FormDialog>
  );
}
