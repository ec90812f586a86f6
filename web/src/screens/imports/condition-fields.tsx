// A condition on a column: which column, how it is compared, and with what.
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import type { Comparison, Condition } from './import-wire.ts';
import { comparisonWords, needsValue } from './source-words.ts';

type ConditionFieldsProps = {
  /** Names the condition to people who listen: "Rows" or the title of a field. */
  readonly of: string;
  readonly header: readonly string[];
  readonly condition: Condition | undefined;
  /** What no condition is called, where there may be none. */
  readonly none?: string;
  readonly onCondition: (condition: Condition | undefined) => void;
};

const comparisons = (Object.keys(comparisonWords) as Comparison[]).map((keep) => ({ value: keep, label: comparisonWords[keep] }));

export function ConditionFields({ of, header, condition, none, onCondition }: ConditionFieldsProps) {
  const options = [...(none === undefined ? [] : [{ value: '', label: none }]), ...header.map((column) => ({ value: `c${column}`, label: column }))];
  const setColumn = (value: string) => onCondition(value === '' ? undefined : { keep: 'starting_with', value: '', ...condition, column: value.slice(1) });
  const setKeep = (keep: Comparison) => {
    if (condition) onCondition(needsValue(keep) ? { ...condition, keep, value: condition.value ?? '' } : { column: condition.column, keep });
  };
  return (
    <>
      <Field label={`${of}: column of the condition`} hideLabel className="w-44"><Select value={condition ? `c${condition.column}` : ''} options={options} onValue={setColumn} /></Field>
      {condition && <Field label={`${of}: comparison`} hideLabel className="w-40"><Select value={condition.keep} options={comparisons} onValue={setKeep} /></Field>}
      {condition && needsValue(condition.keep) && (
        <Field label={`${of}: compared with`} hideLabel className="w-32"><Input value={condition.value ?? ''} maxLength={500} onValue={(value) => onCondition({ ...condition, value })} /></Field>
      )}
    </>
  );
}
