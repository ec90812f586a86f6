// A new customer: who they are, where the invoice goes, when it is due. Everything else has a usual value and can be changed later.
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select, Textarea } from '../../kit/input.tsx';
import { showToast } from '../../kit/toast-store.ts';

type Terms = { readonly terms_code: string; readonly name: string };
/** What the server takes where nothing is said; never the first by the alphabet, which may give a discount away. */
const usualTerms = 'NET30';

type CustomerDialogProps = { readonly onClose: () => void; readonly onDone: (id: string) => void };

export function CustomerDialog({ onClose, onDone }: CustomerDialogProps) {
  const { company } = useSession();
  const terms = useRecord<WirePage<Terms>>('/v1/terms').data?.items ?? [];
  const [form, setForm] = useState({ name: '', number: '', lines: '', postalCode: '', city: '', country: company.country ?? '', email: '', taxId: '', currency: company.currency, terms: '' });
  const termsCode = form.terms || (terms.find((one) => one.terms_code === usualTerms) ?? terms[0])?.terms_code;
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const create = useAction<object, { id: string; number: string }>({
    request: (body) => ({ method: 'POST', path: '/v1/customers', body }),
    refresh: ['/v1/customers'],
    onDone: ({ id, number }) => {
      showToast(`${form.name.trim()} is customer ${number}`);
      onDone(id);
    },
  });
  const submit = () => create.run({
    name: form.name.trim(), currency: form.currency.trim().toUpperCase(),
    bill_to: { lines: form.lines.split('\n').map((line) => line.trim()).filter(Boolean), postal_code: form.postalCode.trim() || null, city: form.city.trim() || null, country: form.country.trim().toUpperCase() },
    ...given({ number: form.number, invoice_email: form.email, tax_id: form.taxId, terms_code: termsCode }),
  });
  const reasonFor = (field: string) => create.problem?.reasonFor(field);
  return (
    <FormDialog wide title="New customer" verb="Add customer" busy={create.isRunning} problem={create.problem} onSubmit={submit} onClose={onClose}>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-3">
        <Field label="Legal name" required error={reasonFor('name')}><Input autoFocus value={form.name} onValue={(name) => set({ name })} /></Field>
        <Field label="Number" hint="Empty: the next free one" error={reasonFor('number')}><Input value={form.number} onValue={(number) => set({ number })} /></Field>
      </div>
      <Field label="Street" required hint="One or more lines" error={reasonFor('bill_to.lines')}><Textarea rows={2} value={form.lines} onValue={(lines) => set({ lines })} /></Field>
      <div className="grid grid-cols-3 gap-3">
        <Field label="Postal code"><Input value={form.postalCode} onValue={(postalCode) => set({ postalCode })} /></Field>
        <Field label="City"><Input value={form.city} onValue={(city) => set({ city })} /></Field>
        <Field label="Country" required hint="Two letters: NL" error={reasonFor('bill_to.country')}><Input maxLength={2} value={form.country} onValue={(country) => set({ country })} /></Field>
        <Field label="Payment terms" error={reasonFor('terms_code')}>
          <Select value={termsCode ?? ''} options={terms.map((one) => ({ value: one.terms_code, label: one.name }))} onValue={(code) => set({ terms: code })} />
        </Field>
        <Field label="Currency" required error={reasonFor('currency')}><Input maxLength={3} value={form.currency} onValue={(currency) => set({ currency })} /></Field>
        <Field label="Tax id" error={reasonFor('tax_id')}><Input value={form.taxId} onValue={(taxId) => set({ taxId })} /></Field>
      </div>
      <Field label="E-mail for invoices" error={reasonFor('invoice_email')}><Input type="email" value={form.email} onValue={(email) => set({ email })} /></Field>
    </FormDialog>
  );
}

function given(fields: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined || value.trim() === '' ? [] : [[key, value.trim()]])));
}
