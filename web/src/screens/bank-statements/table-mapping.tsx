// Which column of a bank's table is what, said once and kept under a name for the next file of this bank.
import { useState } from 'react';

import { useAction } from '../../api/use-action.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import type { TableHead } from './table-head.ts';

const dateForms = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYY/MM/DD', 'YYYY.MM.DD', 'YYYYMMDD', 'DD.MM.YY', 'DD/MM/YY', 'MM/DD/YY'] as const;
const marks = [{ value: 'comma', label: 'Comma: 1.234,50' }, { value: 'point', label: 'Point: 1,234.50' }] as const;
const ways = [
  { value: 'signed', label: 'One column, minus for out' },
  { value: 'split', label: 'A column each for out and in' },
  { value: 'words', label: 'One column, and one that says out or in' },
] as const;

type Way = (typeof ways)[number]['value'];
type ColumnName = 'date' | 'amount' | 'debit' | 'credit' | 'direction' | 'name' | 'account' | 'text' | 'reference' | 'currency';
type Mapping = { readonly name: string; readonly dateForm: (typeof dateForms)[number]; readonly mark: (typeof marks)[number]['value']; readonly way: Way; readonly debitWords: string; readonly columns: Readonly<Partial<Record<ColumnName, string>>> };

const empty: Mapping = { name: '', dateForm: 'DD.MM.YYYY', mark: 'comma', way: 'signed', debitWords: 'S, D, debit', columns: {} };
const neededBy: Readonly<Record<Way, readonly ColumnName[]>> = { signed: ['date', 'amount'], split: ['date', 'debit', 'credit'], words: ['date', 'amount', 'direction'] };

type TableMappingProps = { readonly head: TableHead; readonly onKept: (name: string) => void; readonly onClose: () => void };

export function TableMappingDialog({ head, onKept, onClose }: TableMappingProps) {
  const [mapping, setMapping] = useState(empty);
  const [isMissing, setMissing] = useState(false);
  const set = (part: Partial<Mapping>) => setMapping({ ...mapping, ...part });
  const keep = useAction<Mapping, { readonly name: string }>({
    request: (input) => ({ method: 'PUT', path: `/v1/bank-table-mappings/${encodeURIComponent(input.name.trim())}`, body: bodyOf(input) }),
    refresh: ['/v1/import-profiles'],
    onDone: ({ name }) => onKept(name),
  });
  const needed = neededBy[mapping.way];
  const submit = () => {
    const isWhole = mapping.name.trim() !== '' && needed.every((column) => mapping.columns[column]);
    setMissing(!isWhole);
    if (isWhole) keep.run(mapping);
  };
  const column = (key: ColumnName, label: string) => (
    <Field label={label} required={needed.includes(key)} error={isMissing && needed.includes(key) && !mapping.columns[key] ? 'Choose the column.' : undefined}>
      <Select value={mapping.columns[key] ?? ''} options={optionsOf(head)} onValue={(value) => set({ columns: { ...mapping.columns, [key]: value } })} />
    </Field>
  );
  return (
    <FormDialog title="Which column is what" description="Kept under a name, for the next file of this bank." verb="Keep and use" wide busy={keep.isRunning} problem={keep.problem} onSubmit={submit} onClose={onClose}>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Name" required error={isMissing && mapping.name.trim() === '' ? 'Write a name, such as that of the bank.' : undefined}><Input autoFocus value={mapping.name} onValue={(name) => set({ name })} /></Field>
        <Field label="Money in and out"><Select value={mapping.way} options={ways} onValue={(way) => set({ way })} /></Field>
        {column('date', 'Day')}
        <Field label="How days are written"><Select value={mapping.dateForm} options={dateForms.map((value) => ({ value, label: value }))} onValue={(dateForm) => set({ dateForm })} /></Field>
        {mapping.way === 'split' ? <>{column('debit', 'Out')}{column('credit', 'In')}</> : column('amount', 'Amount')}
        <Field label="Decimal sign"><Select value={mapping.mark} options={marks} onValue={(mark) => set({ mark })} /></Field>
        {mapping.way === 'words' && <>{column('direction', 'Out or in')}<Field label="Words for out" hint="With commas between them."><Input value={mapping.debitWords} onValue={(debitWords) => set({ debitWords })} /></Field></>}
        {column('name', 'Payer')}
        {column('account', 'Their account')}
        {column('text', 'Text')}
        {column('reference', 'The bank’s reference')}
        {column('currency', 'Currency')}
      </div>
    </FormDialog>
  );
}

function optionsOf({ columns, first }: TableHead): readonly { readonly value: string; readonly label: string }[] {
  return [{ value: '', label: '–' }, ...columns.map((name, index) => ({ value: name, label: first[index] ? `${name} · ${first[index].slice(0, 30)}` : name }))];
}

function bodyOf({ dateForm, mark, way, debitWords, columns }: Mapping): object {
  const { date, amount, debit, credit, direction, ...more } = columns;
  const words = debitWords.split(',').map((word) => word.trim()).filter((word) => word !== '');
  return {
    date, date_format: dateForm, decimal_mark: mark,
    ...(way === 'split' ? { debit, credit } : { amount }),
    ...(way === 'words' ? { direction: { column: direction, debit_words: words } } : {}),
    ...Object.fromEntries(Object.entries(more).filter(([, name]) => name !== '')),
  };
}
