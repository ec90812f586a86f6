// What is done to a column before it is read: parts taken off, sign and factor, words translated, and in which rows it counts.
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { ConditionFields } from './condition-fields.tsx';
import type { ColumnSource, ImportField } from './import-wire.ts';
import { changedSource, isNumber, takesWords } from './source-words.ts';
import { WordPairs } from './word-pairs.tsx';

type AdjustSourceProps = { readonly field: ImportField; readonly header: readonly string[]; readonly source: ColumnSource; readonly onSource: (source: ColumnSource) => void };

const signs = [{ value: '', label: 'As written' }, { value: 'drop', label: 'Without the minus' }, { value: 'reverse', label: 'Turned round' }];
const mostLetters = 20;

export function AdjustSource({ field, header, source, onSource }: AdjustSourceProps) {
  const set = (change: Partial<ColumnSource>) => onSource(changedSource(source, change));
  return (
    <div className="grid gap-3 rounded-control bg-sunken px-3 py-2.5 whitespace-normal">
      {source.constant === undefined && <Text field={field} header={header} source={source} set={set} />}
      <Where field={field} header={header} source={source} set={set} />
      {source.constant === undefined && takesWords(field.type) && (
        <Part title="Words of the file"><WordPairs field={field} values={source.values ?? {}} onValues={(values) => set({ values })} /></Part>
      )}
    </div>
  );
}

type PartProps = { readonly field: ImportField; readonly header: readonly string[]; readonly source: ColumnSource; readonly set: (change: Partial<ColumnSource>) => void };

function Text({ field, header, source, set }: PartProps) {
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label="Take off the start" className="w-36"><Input value={source.drop_prefix ?? ''} maxLength={mostLetters} onValue={(text) => set({ drop_prefix: text })} /></Field>
      <Field label="Take off the end" className="w-36"><Input value={source.drop_suffix ?? ''} maxLength={mostLetters} onValue={(text) => set({ drop_suffix: text })} /></Field>
      {isNumber(field.type) && <Field label="Times" className="w-28"><Input value={source.multiply ?? ''} inputMode="decimal" placeholder="1" maxLength={mostLetters} onValue={(text) => set({ multiply: text })} /></Field>}
      {isNumber(field.type) && <Field label="Sign" className="w-44"><Select value={source.sign ?? ''} options={signs} onValue={(sign) => set(sign === '' ? { sign: undefined, sign_if: undefined } : { sign: sign as 'drop' | 'reverse' })} /></Field>}
      {source.sign && <div className="flex flex-wrap items-center gap-2"><span className="text-ink-2">{source.sign_if ? 'in rows where' : 'in'}</span><ConditionFields of={`Sign of ${field.title}`} header={header} condition={source.sign_if} none="every row" onCondition={(next) => set({ sign_if: next })} /></div>}
    </div>
  );
}

function Where({ field, header, source: { only_if: condition }, set }: PartProps) {
  const setOtherwise = (otherwise: string) => {
    if (!condition) return;
    const { otherwise: _before, ...rest } = condition;
    set({ only_if: otherwise === '' ? rest : { ...rest, otherwise } });
  };
  return (
    <Part title={condition ? 'Counts in rows where' : 'Counts in'}>
      <div className="flex flex-wrap items-center gap-2">
        <ConditionFields
          of={field.title}
          header={header}
          condition={condition}
          none="every row"
          onCondition={(next) => set({ only_if: next && { ...next, ...(condition?.otherwise === undefined ? {} : { otherwise: condition.otherwise }) } })}
        />
        {condition && (
          <>
            <span className="text-ink-2">otherwise</span>
            <Field label={`${field.title} in other rows`} hideLabel className="w-40">
              {field.choices
                ? <Select value={condition.otherwise ?? ''} options={[{ value: '', label: field.fallback ? `nothing: ${field.fallback}` : 'nothing' }, ...field.choices.map((choice) => ({ value: choice, label: choice }))]} onValue={setOtherwise} />
                : <Input value={condition.otherwise ?? ''} maxLength={500} placeholder={field.fallback ? `nothing: ${field.fallback}` : 'nothing'} onValue={setOtherwise} />}
            </Field>
          </>
        )}
      </div>
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div role="group" aria-label={title}>
      <p className="mb-1 text-minor font-medium text-ink-2">{title}</p>
      {children}
    </div>
  );
}
