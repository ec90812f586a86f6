// Conditions on the cells of a row: which rows are imported, and which rows a field takes its source in.

import { decimalReader, type NumberFormat } from './read-number.ts';

export const comparisons = ['equal', 'not_equal', 'present', 'empty', 'starting_with', 'not_starting_with', 'below_zero', 'not_below_zero'] as const;
export type Comparison = (typeof comparisons)[number];

const withoutValue: ReadonlySet<Comparison> = new Set(['present', 'empty', 'below_zero', 'not_below_zero']);

export function needsValue(comparison: Comparison): boolean {
  return !withoutValue.has(comparison);
}

/** Tests the text of a cell. A text that is no number is neither below zero nor not. */
export function testOf(comparison: Comparison, value: string, numbers: NumberFormat): (text: string) => boolean {
  switch (comparison) {
    case 'equal': return (text) => text === value;
    case 'not_equal': return (text) => text !== value;
    case 'present': return (text) => text !== '';
    case 'empty': return (text) => text === '';
    case 'starting_with': return (text) => text.startsWith(value);
    case 'not_starting_with': return (text) => !text.startsWith(value);
    case 'below_zero': return (text) => isBelowZero(text, numbers) === true;
    case 'not_below_zero': return (text) => isBelowZero(text, numbers) === false;
  }
}

function isBelowZero(text: string, numbers: NumberFormat): boolean | null {
  const found = text === '' ? null : decimalReader(numbers)(text);
  return typeof found === 'string' ? found.startsWith('-') : null;
}
