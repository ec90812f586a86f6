// A product, new or changed; documents keep what they said.
import { useState } from 'react';

import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Checkbox, Input, Select, Textarea } from '../../kit/input.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { taxClassOptions, type ChargeCode, type ProductRow, type TaxClass } from './product-wire.ts';

/** What an import takes where nothing is said; the first by the alphabet may be freight. */
const usualCode = 'GOODS';

type ProductDialogProps = {
  /** Undefined for a new one. */
  readonly product?: ProductRow;
  readonly onClose: () => void;
  readonly onDone: (productId: string) => void;
};

export function ProductDialog({ product, onClose, onDone }: ProductDialogProps) {
  const codes = useRecord<WirePage<ChargeCode>>('/v1/charge-codes').data?.items ?? [];
  const [sku, setSku] = useState(product?.sku ?? '');
  const [name, setName] = useState(product?.name ?? '');
  const [description, setDescription] = useState(product?.description ?? '');
  const [unit, setUnit] = useState(product?.unit ?? 'unit');
  const [chosenCode, setCode] = useState(product?.charge_code);
  const [chosenClass, setTaxClass] = useState<TaxClass | undefined>(product?.tax_class);
  const [active, setActive] = useState(product?.active ?? true);
  const code = codes.find((one) => one.charge_code === (chosenCode ?? usualCode)) ?? codes.find((one) => one.tax_class === 'standard') ?? codes[0];
  const taxClass = chosenClass ?? code?.tax_class ?? 'standard';
  const save = useAction<object, { product_id: string }>({
    request: (body) => (product ? { method: 'PUT', path: `/v1/products/${product.product_id}`, body } : { method: 'POST', path: '/v1/products', body }),
    refresh: ['/v1/products'],
    onDone: ({ product_id: id }) => {
      showToast(product ? `${name} changed` : `${name} added`);
      onDone(id);
    },
  });
  const submit = () => save.run({
    ...(product ? { version: product.version } : { sku: sku.trim() }),
    name: name.trim(), description: description.trim() === '' ? null : description.trim(), unit: unit.trim(), charge_code: code?.charge_code ?? '', tax_class: taxClass, active,
  });
  const reasonFor = (field: string) => save.problem?.reasonFor(field);
  return (
    <FormDialog title={product ? `Change ${product.name}` : 'New product'} verb={product ? 'Save' : 'Add product'} busy={save.isRunning} problem={save.problem} onSubmit={submit} onClose={onClose}>
      {!product && <Field label="SKU" required error={reasonFor('sku')}><Input autoFocus value={sku} onValue={setSku} /></Field>}
      <Field label="Name" required hint="As it stands on invoices." error={reasonFor('name')}><Input autoFocus={Boolean(product)} value={name} onValue={setName} /></Field>
      <Field label="Description" error={reasonFor('description')}><Textarea rows={2} value={description} onValue={setDescription} /></Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Unit" required error={reasonFor('unit')}><Input value={unit} maxLength={30} onValue={setUnit} /></Field>
        <Field label="Tax class" error={reasonFor('tax_class')}><Select value={taxClass} options={taxClassOptions} onValue={setTaxClass} /></Field>
      </div>
      <Field label="Charge code" hint={code && `Revenue account ${code.revenue_account_code}, ${code.supply === 'service' ? 'a service' : 'goods'}`} error={reasonFor('charge_code')}>
        <Select value={code?.charge_code ?? ''} options={codes.map((one) => ({ value: one.charge_code, label: `${one.charge_code} · ${one.name}` }))} onValue={setCode} />
      </Field>
      {product && <Checkbox checked={active} onChecked={setActive} hint="Off: it is kept, but can’t be ordered or billed anew.">For sale</Checkbox>}
    </FormDialog>
  );
}
