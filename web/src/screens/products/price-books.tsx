// Price books: each in one currency; its prices are added product by product or imported.
import { useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { formatCount } from '../../format/money.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input } from '../../kit/input.tsx';
import { PlainList } from './plain-list.tsx';
import type { PriceBook } from './product-wire.ts';

export function PriceBooks() {
  const mayWrite = useMay('catalog.write');
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PlainList<PriceBook>
        title="Price books"
        lead="A price counts from its day on; a customer’s own price goes before the general one."
        path="/v1/price-books"
        rowKey={(book) => book.price_book}
        empty="No price book yet."
        addLabel="New price book"
        onAdd={mayWrite ? () => setAdding(true) : undefined}
        columns={[
          { header: 'Code', cell: (book) => <span className="font-medium">{book.price_book}</span> }, { header: 'Name', cell: (book) => book.name },
          { header: 'Currency', cell: (book) => book.currency }, { header: 'Prices', end: true, cell: (book) => formatCount(book.prices) },
        ]}
      />
      {isAdding && <PriceBookDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function PriceBookDialog({ onClose }: { readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [currency, setCurrency] = useState(useSession().company.currency);
  const add = useAction<object>({ request: (body) => ({ method: 'POST', path: '/v1/price-books', body }), refresh: ['/v1/price-books'], onDone: onClose });
  const submit = () => add.run({ price_book: code.trim(), name: name.trim(), currency: currency.trim().toUpperCase() });
  return (
    <FormDialog title="New price book" verb="Add price book" busy={add.isRunning} problem={add.problem} onSubmit={submit} onClose={onClose}>
      <Field label="Code" required error={add.problem?.reasonFor('price_book')}><Input autoFocus value={code} onValue={setCode} /></Field>
      <Field label="Name" required error={add.problem?.reasonFor('name')}><Input value={name} onValue={setName} /></Field>
      <Field label="Currency" required error={add.problem?.reasonFor('currency')}><Input value={currency} maxLength={3} onValue={setCurrency} /></Field>
    </FormDialog>
  );
}
