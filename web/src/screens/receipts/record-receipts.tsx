// Cheques, cash and cards by hand: one form that stays open, so that a pile is entered without leaving the keyboard.
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { formatMoney, sumByCurrency } from '../../format/money.ts';
import { AmountField } from '../../kit/amount-field.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { MoneyList, MoneyText } from '../../kit/money-text.tsx';
import type { Option } from '../../kit/option.ts';
import { searchCustomers } from './find-documents.tsx';
import { recordRequest, refreshedByCash, type RecordInput } from './receipt-requests.ts';
import { methodLabels } from './receipt-wire.ts';

type Recorded = { readonly receiptId: string; readonly number: string; readonly payer: string; readonly amount: RecordInput['amount'] };
type Fields = { readonly amount: string | undefined; readonly currency: string; readonly customer: Option | null; readonly payerName: string; readonly reference: string; readonly text: string };

const methods = (['cheque', 'cash', 'card', 'other'] as const).map((value) => ({ value, label: methodLabels[value] }));
/** As the browser knows them; typing the letters chooses one. */
const currencies = Intl.supportedValuesOf('currency').map((value) => ({ value, label: value }));
type Method = (typeof methods)[number]['value'];

export function RecordReceiptsDialog({ onClose }: { readonly onClose: () => void }) {
  const { today, currency } = useSession().company;
  const empty: Fields = { amount: '', currency, customer: null, payerName: '', reference: '', text: '' };
  const [method, setMethod] = useState<Method>('cheque');
  const [day, setDay] = useState<string | undefined>(today);
  const [fields, setFields] = useState(empty);
  const [isMissing, setMissing] = useState(false);
  const [recorded, setRecorded] = useState<readonly Recorded[]>([]);
  const form = useRef<HTMLDivElement>(null);
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  const action = useAction<RecordInput, { readonly receipt_id: string; readonly number: string }>({
    request: recordRequest,
    refresh: refreshedByCash,
    onDone: ({ receipt_id: receiptId, number }, input) => {
      setRecorded([{ receiptId, number, payer: (fields.customer?.label ?? fields.payerName) || 'Unknown payer', amount: input.amount }, ...recorded]);
      // The next of the pile: day, method and currency stay.
      setFields({ ...empty, currency: fields.currency });
      setMissing(false);
      form.current?.querySelector<HTMLInputElement>('[data-first] input')?.focus();
    },
  });
  const submit = () => {
    const isWhole = Boolean(fields.amount) && day !== undefined && day !== '';
    setMissing(!isWhole);
    if (!isWhole) return;
    action.run({ method, receivedOn: day, amount: { amount: fields.amount ?? '', currency: fields.currency }, customerId: fields.customer?.id, payerName: textOrNone(fields.payerName), reference: textOrNone(fields.reference), text: textOrNone(fields.text) });
  };
  const reasonFor = (field: string) => action.problem?.reasonFor(field);
  return (
    <FormDialog title="Enter receipts" description="For what no bank statement brings. The form stays open for the next one; Esc ends." verb="Record and next" leave={recorded.length === 0 ? undefined : 'Done'} wide kept={recorded.length} busy={action.isRunning} problem={action.problem} onSubmit={submit} onClose={onClose}>
      <div ref={form} className="grid grid-cols-6 gap-3">
        <Field label="Amount" required className="col-span-2" error={isMissing && !fields.amount ? 'Write the amount.' : reasonFor('amount')}>
          <span data-first=""><AmountField autoFocus value={fields.amount ?? ''} currency={fields.currency} onValue={(amount) => set({ amount })} /></span>
        </Field>
        <Field label="Currency" error={reasonFor('currency')}><Select value={fields.currency} options={currencies} onValue={(code) => set({ currency: code })} /></Field>
        <Field label="Customer" className="col-span-3" hint="Left empty, the payer is unidentified." error={reasonFor('customer_id')}><Combobox value={fields.customer} search={searchCustomers} placeholder="Name or number" onValue={(customer) => set({ customer })} /></Field>
        <Field label="Text" className="col-span-3" hint="Document numbers in it are read by the matcher."><Input value={fields.text} onValue={(text) => set({ text })} /></Field>
        <Field label="Reference" className="col-span-3" hint="Cheque number, slip, terminal batch." error={reasonFor('reference')}><Input value={fields.reference} onValue={(reference) => set({ reference })} /></Field>
        <Field label="Payer’s name" className="col-span-2" hint="If it isn’t the customer’s."><Input value={fields.payerName} onValue={(payerName) => set({ payerName })} /></Field>
        <Field label="How it came" className="col-span-2"><Select value={method} options={methods} onValue={setMethod} /></Field>
        <Field label="Received" required className="col-span-2" error={isMissing && day === '' ? 'Write the day.' : reasonFor('received_on')}><DateField value={day ?? ''} today={today} max={today} onValue={setDay} /></Field>
      </div>
      <RecordedList recorded={recorded} onClose={onClose} />
    </FormDialog>
  );
}

function textOrNone(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}

/** What was entered in this sitting, with its sum to compare with the slip. */
function RecordedList({ recorded, onClose }: { readonly recorded: readonly Recorded[]; readonly onClose: () => void }) {
  return (
    <div aria-live="polite" className="rounded-control bg-sunken p-3">
      {recorded.length === 0
        ? <p className="text-ink-3">Nothing is entered yet. The sum of this sitting stands here, to compare with the slip.</p>
        : (
          <>
            <p className="mb-1.5 font-medium">{recorded.length} entered, <MoneyList list={sumByCurrency(recorded.map((one) => one.amount))} /></p>
            <ul className="grid max-h-32 gap-1 overflow-y-auto">
              {recorded.map((one) => (
                <li key={one.receiptId} className="flex gap-2">
                  <Link to={`/receipts/${one.receiptId}` as never} className="font-medium text-accent hover:underline" onClick={onClose}>{one.number}</Link>
                  <span className="min-w-0 grow truncate text-ink-2">{one.payer}</span>
                  <span title={formatMoney(one.amount)}><MoneyText money={one.amount} /></span>
                </li>
              ))}
            </ul>
          </>
        )}
    </div>
  );
}
