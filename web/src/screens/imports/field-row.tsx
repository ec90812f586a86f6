// One field of the mapping: a column, a fixed value or nothing, and the first values read.
import { SlidersHorizontal } from 'lucide-react';
import { useId, useState } from 'react';

import { lowered, sentence } from '../../format/sentence.ts';
import { IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { AdjustSource } from './adjust-source.tsx';
import type { ColumnSource, ImportField } from './import-wire.ts';
import { changedSource, movedSource, sourceText } from './source-words.ts';

type FieldRowProps = {
  readonly field: ImportField;
  readonly header: readonly string[];
  readonly source: ColumnSource | undefined;
  readonly isMissing: boolean;
  readonly samples: readonly (string | null)[];
  readonly onSource: (source: ColumnSource | undefined) => void;
};

const nothing = '';
const fixed = '=';
const joined = '+';
const samplesShown = 3;

export function FieldRow({ field, header, source, isMissing, samples, onSource }: FieldRowProps) {
  const present = [...new Set(samples.filter((sample) => sample !== null && sample !== ''))].slice(0, samplesShown);
  const value = source === undefined ? nothing : source.constant !== undefined ? fixed : source.join ? joined : `c${source.column}`;
  const options = [
    { value: nothing, label: field.fallback ? `Not in the file: ${field.fallback}` : 'Not in the file' },
    { value: fixed, label: 'A fixed value' },
    ...(source?.join ? [{ value: joined, label: source.join.join(' + ') }] : []),
    ...header.map((column) => ({ value: `c${column}`, label: column })),
  ];
  const choose = (next: string) => {
    if (next === nothing) onSource(undefined);
    else if (next === fixed) onSource(movedSource(source, { constant: field.choices?.[0] ?? '' }));
    else if (next !== joined) onSource(movedSource(source, { column: next.slice(1) }));
  };
  const [isOpen, setOpen] = useState(false);
  const panelId = useId();
  const adjusted = source && sourceText(source);
  return (
    <>
      <tr>
        <th scope="row" className="w-2/5 py-1.5! whitespace-normal!">
          <span className="font-medium">{field.title}{field.required && <span className="text-ink-3"> *</span>}</span>
          <span className="block text-minor text-ink-2">{field.description}</span>
        </th>
        <td className="w-72 py-1.5! align-middle">
          <div className="grid gap-1.5">
            <Field label={`${field.title} comes from`} hideLabel error={isMissing ? 'Needed' : undefined}><Select value={value} options={options} onValue={choose} /></Field>
            {source?.constant !== undefined && <Constant field={field} value={source.constant} onValue={(constant) => onSource(changedSource(source, { constant }))} />}
            {adjusted && !isOpen && <p className="text-minor whitespace-normal text-ink-2">{sentence(adjusted)}</p>}
          </div>
        </td>
        <td className="w-9 py-1.5! pr-0! align-middle">
          {source && (
            <IconButton
              label={`Adjust how ${lowered(field.title)} is read`}
              icon={SlidersHorizontal}
              className={adjusted || isOpen ? 'text-accent!' : ''}
              aria-expanded={isOpen}
              aria-controls={isOpen ? panelId : undefined}
              onClick={() => setOpen(!isOpen)}
            />
          )}
        </td>
        <td className="max-w-56 truncate pl-2!" title={present.join(' · ')}>
          {present.length > 0 ? present.join(' · ') : <span className="text-ink-3">–</span>}
        </td>
      </tr>
      {source && isOpen && <tr id={panelId}><td colSpan={4} className="py-2! pl-0!"><AdjustSource field={field} header={header} source={source} onSource={onSource} /></td></tr>}
    </>
  );
}

type ConstantProps = { readonly field: ImportField; readonly value: string; readonly onValue: (value: string) => void };

function Constant({ field, value, onValue }: ConstantProps) {
  return (
    <Field label={`Fixed value of ${field.title}`} hideLabel>
      {field.choices
        ? <Select value={value} options={field.choices.map((choice) => ({ value: choice, label: choice }))} onValue={onValue} />
        : <Input value={value} placeholder={field.example} onValue={onValue} />}
    </Field>
  );
}
