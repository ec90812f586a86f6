// Tax rates by jurisdiction, class and the day they count from; a rate is never changed, a later one follows it.
import { useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { formatDate } from '../../format/date.ts';
import { formatDecimal } from '../../format/money.ts';
import { placeName } from '../../format/place.ts';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { PlainList } from './plain-list.tsx';
import { taxClassLabel, taxClassOptions, type TaxClass, type TaxRate } from './product-wire.ts';

export function TaxRates() {
  const mayWrite = useMay('catalog.write');
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PlainList<TaxRate>
        title="Tax rates"
        lead="The rate of the day of supply counts. Documents keep the rate they were issued with."
        path="/v1/tax-rates"
        rowKey={(rate) => `${rate.jurisdiction} ${rate.tax_class} ${rate.valid_from}`}
        empty="No tax rates yet: without them nothing with tax can be billed."
        addLabel="New tax rate"
        onAdd={mayWrite ? () => setAdding(true) : undefined}
        columns={[
          { header: 'Where', cell: (rate) => <span className="font-medium">{placeName(rate.jurisdiction)}</span> }, { header: 'Class', cell: (rate) => taxClassLabel(rate.tax_class) },
          { header: 'Name', cell: (rate) => rate.name }, { header: 'From', cell: (rate) => formatDate(rate.valid_from) }, { header: 'Rate', end: true, cell: (rate) => `${formatDecimal(rate.rate)}%` },
        ]}
      />
      {isAdding && <TaxRateDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function TaxRateDialog({ onClose }: { readonly onClose: () => void }) {
  const { country, today } = useSession().company;
  const [jurisdiction, setJurisdiction] = useState(country ?? '');
  const [taxClass, setTaxClass] = useState<TaxClass>('standard');
  const [from, setFrom] = useState<string | undefined>(today);
  const [rate, setRate] = useState('');
  const [name, setName] = useState('');
  const add = useAction<object>({ request: (body) => ({ method: 'POST', path: '/v1/tax-rates', body }), refresh: ['/v1/tax-rates'], onDone: onClose });
  const submit = () => from && add.run({ jurisdiction: jurisdiction.trim().toUpperCase(), tax_class: taxClass, valid_from: from, rate: rate.trim().replace(',', '.'), name: name.trim() });
  const reasonFor = (field: string) => add.problem?.reasonFor(field);
  return (
    <FormDialog title="New tax rate" description="It counts from its day on; the rate before stays for earlier days." verb="Add tax rate" busy={add.isRunning} problem={add.problem} onSubmit={submit} onClose={onClose}>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Where" required hint="NL, or US-CA" error={reasonFor('jurisdiction')}><Input autoFocus value={jurisdiction} maxLength={6} onValue={setJurisdiction} /></Field>
        <Field label="Class" error={reasonFor('tax_class')}><Select value={taxClass} options={taxClassOptions} onValue={setTaxClass} /></Field>
        <Field label="Rate in percent" required error={reasonFor('rate')}><Input inputMode="decimal" value={rate} onValue={setRate} /></Field>
        <Field label="Counts from" required error={reasonFor('valid_from')}><DateField value={from ?? ''} today={today} onValue={setFrom} /></Field>
      </div>
      <Field label="Name" required hint="As it stands on invoices: VAT 21%" error={reasonFor('name')}><Input value={name} onValue={setName} /></Field>
    </FormDialog>
  );
}
