// What is done to a column before it is read, in words; and small changes to a source that keep it free of what is empty.
import type { ColumnSource, Comparison, Condition, FieldType } from './import-wire.ts';

export const comparisonWords: Readonly<Record<Comparison, string>> = {
  equal: 'is', not_equal: 'is not', starting_with: 'starts with', not_starting_with: 'doesn’t start with', present: 'is filled', empty: 'is empty', below_zero: 'is below zero', not_below_zero: 'is zero or more',
};

const alone: ReadonlySet<Comparison> = new Set(['present', 'empty', 'below_zero', 'not_below_zero']);

export function needsValue(keep: Comparison): boolean {
  return !alone.has(keep);
}

export function isNumber(type: FieldType): boolean {
  return type === 'integer' || type === 'decimal' || type === 'amount';
}

/** Texts of a file may mean another word of ours; a day or a number is read, not translated. */
export function takesWords(type: FieldType): boolean {
  return !isNumber(type) && type !== 'date';
}

export function conditionText({ column, keep, value }: Condition): string {
  return `${column} ${comparisonWords[keep]}${needsValue(keep) ? ` “${value ?? ''}”` : ''}`;
}

/** Empty when the cell is taken as it is. */
export function sourceText(source: ColumnSource): string {
  const { drop_prefix: prefix, drop_suffix: suffix, multiply, sign, sign_if: signRows, values = {}, only_if: condition } = source;
  const words = Object.entries(values).map(([from, to]) => `“${from}” is ${to === '' ? 'empty' : `“${to}”`}`);
  const parts = [
    prefix && `without “${prefix}” in front`, suffix && `without “${suffix}” at the end`, sign && `${sign === 'drop' ? 'without its minus' : 'with its sign turned round'}${signRows ? ` where ${conditionText(signRows)}` : ''}`, multiply && `times ${multiply}`,
    ...words.slice(0, 2), words.length > 2 && `${words.length - 2} more words`,
    condition && `only where ${conditionText(condition)}${condition.otherwise ? `, otherwise “${condition.otherwise}”` : ''}`,
  ];
  return parts.filter((part) => part !== undefined && part !== '' && part !== false).join('; ');
}

/** An empty text is no change: it is left out, as the server wants it. */
export function changedSource(source: ColumnSource, change: Partial<ColumnSource>): ColumnSource {
  const all = { ...source, ...change };
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => value !== undefined && (value !== '' || key === 'constant' || key === 'separator'))) as ColumnSource;
}

/** Another place of the same value: what was said about the value stays, what a fixed value can't have goes. */
export function movedSource(before: ColumnSource | undefined, to: { readonly column: string } | { readonly constant: string }): ColumnSource {
  const { column: _column, constant: _constant, join: _join, separator: _separator, only_if: condition, ...changes } = before ?? {};
  const where = condition ? { only_if: condition } : {};
  return 'column' in to ? { ...to, ...changes, ...where } : { ...to, ...where };
}
