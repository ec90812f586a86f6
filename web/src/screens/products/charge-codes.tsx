// Charge codes: what a line is for the books and for tax.
import { useState } from 'react';

import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { PlainList } from './plain-list.tsx';
import { taxClassLabel, taxClassOptions, type ChargeCode, type TaxClass } from './product-wire.ts';

const supplies: readonly { readonly value: ChargeCode['supply']; readonly label: string }[] = [{ value: 'goods', label: 'Goods' }, { value: 'service', label: 'Service' }];

export function ChargeCodes() {
  const mayWrite = useMay('catalog.write');
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PlainList<ChargeCode>
        title="Charge codes"
        lead="Each product has one: it names the revenue account and the tax class."
        path="/v1/charge-codes"
        rowKey={(code) => code.charge_code}
        empty="No charge codes yet."
        addLabel="New charge code"
        onAdd={mayWrite ? () => setAdding(true) : undefined}
        columns={[
          { header: 'Code', cell: (code) => <span className="font-medium">{code.charge_code}</span> }, { header: 'Name', cell: (code) => code.name },
          { header: 'Revenue account', cell: (code) => code.revenue_account_code }, { header: 'Tax class', cell: (code) => taxClassLabel(code.tax_class) },
          { header: 'Supply', cell: (code) => (code.supply === 'service' ? 'Service' : 'Goods') },
        ]}
      />
      {isAdding && <ChargeCodeDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function ChargeCodeDialog({ onClose }: { readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [taxClass, setTaxClass] = useState<TaxClass>('standard');
  const [supply, setSupply] = useState<ChargeCode['supply']>('goods');
  const add = useAction<object>({ request: (body) => ({ method: 'POST', path: '/v1/charge-codes', body }), refresh: ['/v1/charge-codes'], onDone: onClose });
  const submit = () => add.run({ charge_code: code.trim(), name: name.trim(), revenue_account_code: account.trim(), tax_class: taxClass, supply });
  const reasonFor = (field: string) => add.problem?.reasonFor(field);
  return (
    <FormDialog title="New charge code" verb="Add charge code" busy={add.isRunning} problem={add.problem} onSubmit={submit} onClose={onClose}>
      <Field label="Code" required error={reasonFor('charge_code')}><Input autoFocus value={code} onValue={setCode} /></Field>
      <Field label="Name" required error={reasonFor('name')}><Input value={name} onValue={setName} /></Field>
      <Field label="Revenue account" required hint="Its code in the chart of accounts" error={reasonFor('revenue_account_code')}><Input value={account} onValue={setAccount} /></Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Tax class"><Select value={taxClass} options={taxClassOptions} onValue={setTaxClass} /></Field>
        <Field label="Supply"><Select value={supply} options={supplies} onValue={setSupply} /></Field>
      </div>
    </FormDialog>
  );
}
