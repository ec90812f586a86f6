// Which rows of the file are imported at all: the others are left out and counted.
import { Plus, X } from 'lucide-react';

import { lowered } from '../../format/sentence.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Select } from '../../kit/input.tsx';
import { ConditionFields } from './condition-fields.tsx';
import type { Condition, ImportKind, ImportMapping } from './import-wire.ts';

type RowFilterProps = { readonly kind: ImportKind; readonly mapping: ImportMapping; readonly header: readonly string[]; readonly onMapping: (mapping: ImportMapping) => void };

const mostConditions = 10;

export function RowFilter({ kind, mapping, header, onMapping }: RowFilterProps) {
  const filter = mapping.filter ?? [];
  const set = (next: readonly Condition[]) => onMapping({ ...mapping, filter: next });
  const [first] = kind.unique_by ?? [];
  const numberField = kind.fields.find(({ key }) => key === first);
  const numberTitle = numberField && lowered(numberField.title);
  return (
    <section aria-label="Rows" className="grid gap-2 rounded-panel border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="mr-auto font-semibold">{filter.length === 0 ? 'Every row of the file is taken' : 'Only rows in which all of this holds are taken'}</h3>
        {numberTitle && (
          <Field label="Rows that repeat a row above" hideLabel className="w-80">
            <Select
              value={mapping.repeats ?? 'refuse'}
              options={[{ value: 'refuse', label: `Refuse a repeated ${numberTitle}` }, { value: 'first', label: `Take the first of each ${numberTitle}` }]}
              onValue={(repeats) => onMapping({ ...mapping, repeats })}
            />
          </Field>
        )}
        <Button small icon={Plus} disabled={filter.length >= mostConditions} onClick={() => set([...filter, { column: header[0] ?? '', keep: 'present' }])}>Leave rows out</Button>
      </div>
      {filter.map((condition, index) => (
        <div key={index} className="flex flex-wrap items-center gap-2">
          <ConditionFields of={`Rows, condition ${index + 1}`} header={header} condition={condition} onCondition={(next) => next && set(filter.with(index, next))} />
          <IconButton label="Remove this condition" icon={X} onClick={() => set(filter.toSpliced(index, 1))} />
        </div>
      ))}
    </section>
  );
}
