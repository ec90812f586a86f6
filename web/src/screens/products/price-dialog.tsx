// A new price from a day on; the prices before stay as they were.
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { currencyDigits } from '../../format/money.ts';
import { AmountField } from '../../kit/amount-field.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import type { Option } from '../../kit/option.ts';
import { showToast } from '../../kit/toast-store.ts';
import { findCustomers } from '../customers/find-customers.ts';
import { trimmedDecimal } from './decimal-text.ts';
import type { PriceBook, ProductRow } from './product-wire.ts';

const unitPriceDigits = 6;

export function PriceDialog({ product, onClose }: { readonly product: ProductRow; readonly onClose: () => void }) {
  const { today } = useSession().company;
  const books = useRecord<WirePage<PriceBook>>('/v1/price-books').data?.items;
  const [bookCode, setBookCode] = useState<string>();
  const [customer, setCustomer] = useState<Option | null>(null);
  const [from, setFrom] = useState<string | undefined>(today);
  const [to, setTo] = useState<string | undefined>('');
  const [quantity, setQuantity] = useState('0');
  const [price, setPrice] = useState<string | undefined>('');
  const book = books?.find((one) => one.price_book === bookCode) ?? books?.[0];
  const add = useAction<object>({
    request: (body) => ({ method: 'POST', path: '/v1/prices', body }),
    refresh: ['/v1/products', '/v1/price'],
    onDone: () => {
      showToast(`Price of ${product.name} added`);
      onClose();
    },
  });
  const submit = () => {
    // An end that can't be read is none of 'no end'.
    if (!book || !price || !from || to === undefined) return;
    add.run({
      price_book: book.price_book, product_id: product.product_id, customer_id: customer?.id ?? null, min_quantity: quantity.trim() === '' ? '0' : quantity.trim(),
      unit_price: trimmedDecimal(price, currencyDigits(book.currency)), valid_from: from, valid_to: to || null,
    });
  };
  const reasonFor = (field: string) => add.problem?.reasonFor(field);
  return (
    <FormDialog title={`New price of ${product.name}`} description="Earlier prices stay: what was billed keeps its proof." verb="Add price" busy={add.isRunning} problem={add.problem} onSubmit={submit} onClose={onClose}>
      {books?.length === 0 && <p className="rounded-control bg-warn-soft px-3 py-2">There is no price book yet. Make one first, under Price books.</p>}
      <Field label="Price book" required error={reasonFor('price_book')}>
        <Select value={book?.price_book ?? ''} options={(books ?? []).map((one) => ({ value: one.price_book, label: `${one.name} (${one.currency})` }))} onValue={setBookCode} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={`Price per ${product.unit}`} required error={reasonFor('unit_price')}>
          <AmountField value={price ?? ''} currency={book?.currency ?? 'EUR'} fractionDigits={unitPriceDigits} autoFocus onValue={setPrice} />
        </Field>
        <Field label="From quantity" hint="0: any" error={reasonFor('min_quantity')}><Input inputMode="decimal" value={quantity} onValue={setQuantity} /></Field>
        <Field label="Counts from" required error={reasonFor('valid_from')}><DateField value={from ?? ''} today={today} onValue={setFrom} /></Field>
        <Field label="Until" hint="Empty: no end" error={reasonFor('valid_to')}><DateField value={to ?? ''} today={today} onValue={setTo} /></Field>
      </div>
      <Field label="Only for" hint="Empty: for everyone" error={reasonFor('customer_id')}>
        <Combobox value={customer} onValue={setCustomer} search={findCustomers} placeholder="Customer" />
      </Field>
    </FormDialog>
  );
}
