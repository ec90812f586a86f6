// Which words of a document no font can draw: where they stand on the paper, and which characters. Pure but for reading the fonts once.

import type { ExtraFont } from '#platform/typesetting/fonts.ts';
import { findUndrawable } from '#platform/typesetting/printable-text.ts';
import { presentInvoice, type Presented } from './present-invoice.ts';

export type Unprintable = { /** Such as "name of the customer" or "line 2". */ readonly field: string; readonly characters: string };

export const UNPRINTABLE = 'document.unprintable';
/** So many different characters are named; the rest is the same story. */
const NAMED_MAX = 20;

/** Every text that would stand on the paper, whatever it came from. */
export function findUnprintable(presented: Presented, fonts: readonly ExtraFont[]): Unprintable[] {
  const found = new Map<string, Set<string>>();
  visit(presentInvoice(presented), [], (text, path) => {
    const signs = findUndrawable(text, fonts);
    if (signs.length === 0) return;
    const field = nameOf(path);
    found.set(field, new Set([...(found.get(field) ?? []), ...signs]));
  });
  return [...found].map(([field, signs]) => ({ field, characters: [...signs].slice(0, NAMED_MAX).join('') }));
}

/** One sentence for lists: what stands where. */
export function tellUnprintable(list: readonly Unprintable[]): string {
  return `no font draws ${list.map(({ field, characters }) => `${characters} (${field})`).join(', ')}, so the paper shows squares`;
}

function visit(value: unknown, path: readonly string[], take: (text: string, path: readonly string[]) => void): void {
  if (typeof value === 'string') take(value, path);
  else if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) visit(part, [...path, key], take);
}

const parties: Readonly<Record<string, string>> = { seller: 'the seller', customer: 'the customer', shipTo: 'the delivery address' };
const others: Readonly<Record<string, string>> = { notes: 'note', payment: 'payment details', terms: 'terms', reason: 'reason', orderReference: 'order number', deliveryReference: 'delivery number' };

function nameOf([first = '', second = '']: readonly string[]): string {
  if (first === 'lines') return `line ${Number(second) + 1}`;
  const party = parties[first];
  if (party !== undefined) return `${second === 'name' ? 'name' : second === 'addressLines' ? 'address' : 'details'} of ${party}`;
  return others[first] ?? first.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
