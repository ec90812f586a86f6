// The head of a draft: for whom, when, on which terms, for which order; a debit note also says to what and why.
import { Checkbox, Input, Select } from '../../kit/input.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import type { ReadDays } from '../../kit/use-read-days.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { isZeroAmount } from '../../format/money.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { entityOptions, useEntityList } from '../../shell/entity-choice.tsx';
import { findCustomers } from '../customers/find-customers.ts';
import type { DraftForm } from './draft-form.ts';
import { invoicesOf, ordersOf } from './find-options.ts';
import { useTerms, type DraftCustomer } from './use-customer.ts';

type EditorHeadProps = {
  readonly form: DraftForm;
  readonly onForm: (change: Partial<DraftForm>) => void;
  readonly customer: DraftCustomer | undefined;
  readonly problem: ApiProblem | undefined;
  readonly today: string;
  readonly startsEmpty: boolean;
  readonly days: ReadDays;
  /** Enter in the head leads to the lines. */
  readonly onEnter: () => void;
};

export function EditorHead(props: EditorHeadProps) {
  const { form, onForm, customer, problem, today } = props;
  const customerId = form.customer?.id;
  const reason = (field: string) => problem?.reasonFor(field);
  return (
    <section
      aria-label="Head"
      className="grid gap-x-3 gap-y-2.5 sm:grid-cols-2 md:grid-cols-4"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        props.onEnter();
      }}
    >
      <Field label="Customer" required className="md:col-span-2" error={reason('customer_id')} hint={customer && <CustomerHint customer={customer} />}>
        <Combobox
          value={form.customer}
          search={findCustomers}
          placeholder="Name or number"
          autoFocus={props.startsEmpty}
          onValue={(next) => onForm({ customer: next, ...(next?.id === customerId ? {} : { termsCode: '', order: null, shipTo: '', reference: null }) })}
        />
      </Field>
      <EntityField form={form} onForm={onForm} />
      <Field label="Date" required error={reason('issued_on')}><DateField value={form.issuedOn} today={today} onValue={props.days.reading('issued_on', (issuedOn) => onForm({ issuedOn }), 'required')} /></Field>
      <TermsField form={form} onForm={onForm} customer={customer} error={reason('terms_code')} />
      <Field label="Order" error={reason('order_number')}>
        {customerId
          ? <Combobox key={customerId} value={form.order} search={ordersOf(customerId)} placeholder={customer?.order_required ? 'This customer needs one' : 'None'} onValue={(order) => onForm({ order })} />
          : <Input value="" onValue={ignore} disabled placeholder="After the customer" />}
      </Field>
      <Field label="Customer PO" error={reason('customer_po')}><Input value={form.customerPo} onValue={(customerPo) => onForm({ customerPo })} /></Field>
      <ShipToField form={form} onForm={onForm} customer={customer} />
      <div className="flex items-end pb-1">
        <Checkbox checked={form.kind === 'debit_note'} onChecked={(on) => onForm({ kind: on ? 'debit_note' : 'invoice' })}>Debit note</Checkbox>
      </div>
      {form.kind === 'debit_note' && <DebitFields {...props} />}
    </section>
  );
}

function ignore(): void {
  // Nothing is typed into a box that waits for the customer.
}

function CustomerHint({ customer }: { readonly customer: DraftCustomer }) {
  if (customer.status === 'on_hold') return <span className="font-medium text-warn">On hold{customer.hold_reason ? `: ${customer.hold_reason}` : ''}. Lines will be held.</span>;
  return (
    <>
      {customer.number} · {customer.terms} · <MoneyText money={customer.receivable} /> open
      {!isZeroAmount(customer.overdue.amount) && <>, <MoneyText money={customer.overdue} /> overdue</>}
    </>
  );
}

type PartProps = Pick<EditorHeadProps, 'form' | 'onForm' | 'customer'>;

/** Only companies with several entities are asked which one bills. */
function EntityField({ form, onForm }: Pick<EditorHeadProps, 'form' | 'onForm'>) {
  const entities = useEntityList();
  const [first, second] = entities;
  if (first === undefined || second === undefined) return null;
  return (
    <Field label="Legal entity">
      <Select value={String(form.entityId ?? first.entity_id)} options={entityOptions(entities)} onValue={(id) => onForm({ entityId: Number(id) })} />
    </Field>
  );
}

function TermsField({ form, onForm, customer, error }: PartProps & { readonly error: string | undefined }) {
  const terms = useTerms();
  const own = customer ? `${customer.terms} (usual)` : 'The customer’s';
  const others = terms.filter((one) => one.terms_code !== customer?.terms_code).map((one) => ({ value: one.terms_code, label: one.name }));
  const value = form.termsCode === customer?.terms_code ? '' : form.termsCode;
  return (
    <Field label="Terms" error={error}>
      <Select value={value} options={[{ value: '', label: own }, ...others]} onValue={(termsCode) => onForm({ termsCode })} />
    </Field>
  );
}

function ShipToField({ form, onForm, customer }: PartProps) {
  const places = (customer?.ship_tos ?? []).map((place) => ({ value: place.code, label: `${place.code} ${place.name}` }));
  const known = form.shipTo === '' || places.some((place) => place.value === form.shipTo) ? [] : [{ value: form.shipTo, label: form.shipTo }];
  return (
    <Field label="Ship to">
      <Select value={form.shipTo} options={[{ value: '', label: 'Bill-to address' }, ...places, ...known]} onValue={(shipTo) => onForm({ shipTo })} />
    </Field>
  );
}

const debitReasons = [
  { value: '', label: 'Choose one' }, { value: 'price', label: 'Price was too low' }, { value: 'quantity', label: 'Quantity was too low' }, { value: 'fee', label: 'Fee or charge' },
  { value: 'short_payment', label: 'Discount taken wrongly' }, { value: 'other', label: 'Other' },
];

function DebitFields({ form, onForm, problem }: EditorHeadProps) {
  const customerId = form.customer?.id;
  return (
    <>
      <Field label="To invoice" error={problem?.reasonFor('references_document_id')}>
        {customerId
          ? <Combobox value={form.reference} search={invoicesOf(customerId)} placeholder="None" onValue={(reference) => onForm({ reference })} />
          : <Input value="" onValue={ignore} disabled placeholder="After the customer" />}
      </Field>
      <Field label="Kind of reason" required error={problem?.reasonFor('reason_code')}>
        <Select value={form.reasonCode} options={debitReasons} onValue={(reasonCode) => onForm({ reasonCode })} />
      </Field>
      <Field label="Reason" className="sm:col-span-2" hint="Printed on the debit note" error={problem?.reasonFor('reason')}><Input value={form.reason} onValue={(reason) => onForm({ reason })} /></Field>
    </>
  );
}
