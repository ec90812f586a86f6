// The chart of accounts, and further accounts of one's own.
import { useState } from 'react';

import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { sentence } from '../../format/sentence.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { PlainList } from '../products/plain-list.tsx';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import type { Account } from './company-wire.ts';

const types = ['asset', 'liability', 'equity', 'income', 'expense'] as const;
type AccountType = (typeof types)[number];
const controls = [{ value: '', label: 'None' }, { value: 'bank', label: 'A bank account' }, { value: 'clearing', label: 'Clearing' }];

export function AccountsSection() {
  const { entityId, control } = useEntityChoice();
  const mayChange = useMay('org.manage');
  const [isAdding, setAdding] = useState(false);
  if (entityId === undefined) return null;
  const path = `/v1/entities/${entityId}/accounts`;
  return (
    <>
      {control}
      <PlainList<Account>
        title="Accounts"
        lead="Where each event posts. Accounts with a purpose are moved by the program alone."
        path={path}
        rowKey={(account) => String(account.account_id)}
        empty="The chart is empty."
        addLabel="New account"
        onAdd={mayChange ? () => setAdding(true) : undefined}
        columns={[
          { header: 'Code', cell: (account) => <span className="font-medium">{account.code}</span> }, { header: 'Name', cell: (account) => account.name },
          { header: 'Type', cell: (account) => words(account.type) }, { header: 'Purpose', cell: (account) => words(account.purpose ?? account.control ?? '–') },
        ]}
      />
      {isAdding && <AccountDialog path={path} onClose={() => setAdding(false)} />}
    </>
  );
}

function AccountDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [type, setType] = useState<AccountType>('income');
  const [control, setControl] = useState('');
  const add = useAction<object>({ request: (body) => ({ method: 'POST', path, body }), refresh: ['/v1/entities'], onDone: onClose });
  const submit = () => add.run({ code: code.trim(), name: name.trim(), type, control: control === '' ? null : control });
  const reasonFor = (field: string) => add.problem?.reasonFor(field);
  return (
    <FormDialog title="New account" verb="Add account" busy={add.isRunning} problem={add.problem} onSubmit={submit} onClose={onClose}>
      <Field label="Code" required error={reasonFor('code')}><Input autoFocus maxLength={20} value={code} onValue={setCode} /></Field>
      <Field label="Name" required error={reasonFor('name')}><Input value={name} onValue={setName} /></Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Type"><Select value={type} options={types.map((value) => ({ value, label: words(value) }))} onValue={setType} /></Field>
        <Field label="Used as"><Select value={control} options={controls} onValue={setControl} /></Field>
      </div>
    </FormDialog>
  );
}

function words(name: string): string {
  return sentence(name.replaceAll('_', ' '));
}
