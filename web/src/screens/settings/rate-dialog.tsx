// One exchange rate by hand; one that looks wrong beside the day before is taken when the person says that it is right.
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { formatDecimal } from '../../format/money.ts';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Checkbox, Input, Select } from '../../kit/input.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { missingPath, ratePath, type ExchangeRate } from './rate-wire.ts';

type Quotation = 'base_per_unit' | 'units_per_base';

export function RateDialog({ currency: first, onClose }: { readonly currency: string; readonly onClose: () => void }) {
  const { currency: homeCurrency, today } = useSession().company;
  const [currency, setCurrency] = useState(first);
  const [base, setBase] = useState(homeCurrency);
  const [day, setDay] = useState<string | undefined>(today);
  const [rate, setRate] = useState('');
  const [quoted, setQuoted] = useState<Quotation>('base_per_unit');
  const [source, setSource] = useState('');
  const [isConfirmed, setConfirmed] = useState(false);
  const record = useAction<object, ExchangeRate>({
    request: (body) => ({ method: 'POST', path: ratePath, body }),
    refresh: [ratePath, missingPath],
    onDone: (done) => {
      showToast(`1 ${done.currency} is ${formatDecimal(done.rate)} ${done.base_currency}`);
      onClose();
    },
  });
  // Said of one rate, not of the next that is typed.
  const changeRate = (text: string) => {
    setRate(text);
    setConfirmed(false);
  };
  const isUnusual = record.problem?.code === 'exchange_rate.unusual';
  const reasonFor = (field: string) => record.problem?.reasonFor(field);
  const submit = () => record.run({
    currency: currency.trim().toUpperCase(), base_currency: base.trim().toUpperCase(), rated_on: day, rate: rate.trim().replace(',', '.'), quoted, ...(source.trim() === '' ? {} : { source: source.trim() }), confirmed: isConfirmed,
  });
  const foreign = currency.trim().toUpperCase() || 'USD';
  const shown = base.trim().toUpperCase() || homeCurrency;
  return (
    <FormDialog title="Record rate" description="For a day that has a rate already it is a correction: it counts for what is posted from now on." verb="Record rate" busy={record.isRunning} problem={record.problem} onSubmit={submit} onClose={onClose}>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Currency" required hint="USD" error={reasonFor('currency')}><Input autoFocus value={currency} maxLength={3} onValue={setCurrency} /></Field>
        <Field label="Currency of the books" required error={reasonFor('base_currency')}><Input value={base} maxLength={3} onValue={setBase} /></Field>
        <Field label="Day" required error={reasonFor('rated_on')}><DateField value={day ?? ''} today={today} onValue={setDay} /></Field>
        <Field label="Rate" required error={reasonFor('rate')}><Input inputMode="decimal" value={rate} onValue={changeRate} /></Field>
      </div>
      <Field label="It says">
        <Select value={quoted} options={[{ value: 'base_per_unit', label: `what 1 ${foreign} is in ${shown}` }, { value: 'units_per_base', label: `what 1 ${shown} is in ${foreign} (as the ECB)` }]} onValue={setQuoted} />
      </Field>
      <Field label="Source" hint="ECB, your bank" error={reasonFor('source')}><Input value={source} maxLength={100} onValue={setSource} /></Field>
      {isUnusual && <Checkbox checked={isConfirmed} onChecked={setConfirmed}>I have compared it: the rate is right</Checkbox>}
    </FormDialog>
  );
}
