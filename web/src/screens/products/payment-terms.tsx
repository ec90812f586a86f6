// Payment terms as they are now; a change is a next version, and documents keep the one they were issued with.
import { useState } from 'react';

import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { PlainList } from './plain-list.tsx';
import type { Terms } from './product-wire.ts';

type TermsForm = { readonly code: string; readonly name: string; readonly kind: 'net' | 'end_of_month'; readonly days: string; readonly months: string; readonly percent: string; readonly discountDays: string; readonly roll: string };

const usual: TermsForm = { code: '', name: '', kind: 'net', days: '30', months: '0', percent: '', discountDays: '10', roll: 'none' };
const kinds: readonly { readonly value: TermsForm['kind']; readonly label: string }[] = [{ value: 'net', label: 'Days after the invoice' }, { value: 'end_of_month', label: 'Days after the end of a month' }];
const rolls = [
  { value: 'none', label: 'Stays' }, { value: 'following', label: 'Moves to the next business day' }, { value: 'preceding', label: 'Moves to the business day before' },
  { value: 'modified-following', label: 'Next business day of the same month' },
];

export function PaymentTerms() {
  const mayWrite = useMay('customer.write');
  const [open, setOpen] = useState<TermsForm>();
  return (
    <>
      <PlainList<Terms>
        title="Payment terms"
        lead="When an invoice is due and what is deducted for paying early."
        path="/v1/terms"
        rowKey={(terms) => terms.terms_code}
        empty="No payment terms yet: customers need them before anything can be billed."
        addLabel="New payment terms"
        onAdd={mayWrite ? () => setOpen(usual) : undefined}
        columns={[
          { header: 'Code', cell: (terms) => <span className="font-medium">{terms.terms_code}</span> }, { header: 'Name', wraps: true, cell: (terms) => terms.name }, { header: 'On invoices', wraps: true, cell: (terms) => terms.text },
          { header: 'Version', end: true, cell: (terms) => terms.version },
          ...(mayWrite ? [{ header: 'Action', end: true, cell: (terms: Terms) => <Button small aria-label={`Change ${terms.name}`} onClick={() => setOpen(formOf(terms))}>Change</Button> }] : []),
        ]}
      />
      {open && <TermsDialog start={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function TermsDialog({ start, onClose }: { readonly start: TermsForm; readonly onClose: () => void }) {
  const [form, setForm] = useState(start);
  const set = (change: Partial<TermsForm>) => setForm({ ...form, ...change });
  const save = useAction<TermsForm>({
    request: (terms) => ({ method: 'PUT', path: `/v1/terms/${encodeURIComponent(terms.code.trim())}`, body: { name: terms.name.trim(), rule: ruleOf(terms) } }),
    refresh: ['/v1/terms'],
    onDone: onClose,
  });
  const isChange = start.code !== '';
  const reasonFor = (field: string) => save.problem?.reasonFor(field);
  return (
    <FormDialog
      title={isChange ? `Change ${start.name}` : 'New payment terms'}
      description={isChange ? 'Makes the next version; issued invoices keep theirs.' : undefined}
      verb={isChange ? 'Save' : 'Add payment terms'}
      busy={save.isRunning}
      problem={save.problem}
      onSubmit={() => save.run(form)}
      onClose={onClose}
    >
      {!isChange && <Field label="Code" required hint="Short, for files: NET30" error={reasonFor('terms_code')}><Input autoFocus value={form.code} maxLength={30} onValue={(code) => set({ code })} /></Field>}
      <Field label="Name" required error={reasonFor('name')}><Input autoFocus={isChange} value={form.name} onValue={(name) => set({ name })} /></Field>
      <Field label="Due"><Select value={form.kind} options={kinds} onValue={(kind) => set({ kind })} /></Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Days" required error={reasonFor('rule.days')}><Input type="number" min={0} value={form.days} onValue={(days) => set({ days })} /></Field>
        {form.kind === 'end_of_month' && <Field label="Months after the invoice" required error={reasonFor('rule.months')}><Input type="number" min={0} max={24} value={form.months} onValue={(months) => set({ months })} /></Field>}
        <Field label="Discount in percent" hint="Empty: none" error={reasonFor('rule.discount.percent')}><Input inputMode="decimal" value={form.percent} onValue={(percent) => set({ percent })} /></Field>
        {form.percent.trim() !== '' && <Field label="Within days" required error={reasonFor('rule.discount.days')}><Input type="number" min={0} value={form.discountDays} onValue={(discountDays) => set({ discountDays })} /></Field>}
      </div>
      <Field label="A due date that is no business day"><Select value={form.roll} options={rolls} onValue={(roll) => set({ roll })} /></Field>
    </FormDialog>
  );
}

type Rule = { readonly kind?: string; readonly days?: number; readonly months?: number; readonly roll?: string; readonly discount?: { readonly percent: string; readonly days: number } };

function formOf(terms: Terms): TermsForm {
  const rule = terms.rule as Rule;
  return {
    code: terms.terms_code, name: terms.name, kind: rule.kind === 'end_of_month' ? 'end_of_month' : 'net', days: String(rule.days ?? 0), months: String(rule.months ?? 0),
    percent: rule.discount?.percent ?? '', discountDays: String(rule.discount?.days ?? 10), roll: rule.roll ?? 'none',
  };
}

function ruleOf(form: TermsForm): object {
  const percent = form.percent.trim().replace(',', '.');
  return {
    kind: form.kind, days: Number(form.days), ...(form.kind === 'end_of_month' ? { months: Number(form.months) } : {}),
    ...(percent === '' ? {} : { discount: { percent, days: Number(form.discountDays) } }), ...(form.roll === 'none' ? {} : { roll: form.roll }),
  };
}
