// Cursors of lists: the sort key of the last row, opaque to the caller.

import { refuse } from '#kernel/refusal.ts';

export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Refuses request.malformed when the text is not a cursor of this list's length. */
export function decodeCursor(text: string | undefined, length: number): (string | number | null)[] | null {
  if (text === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === length && key.every((part) => part === null || typeof part === 'string' || typeof part === 'number')) return key as (string | number | null)[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor', value: text });
}

/** Cuts a page of limit + 1 rows to limit and names the cursor of the next page. */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly (string | number | null)[]): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
