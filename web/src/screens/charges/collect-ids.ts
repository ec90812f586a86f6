// The rows behind a selection: those ticked, or all of a chosen view but a few, read page by page from the list itself.
import { get, type QueryParams } from '../../api/client.ts';
import type { WirePage } from '../../api/types.ts';
import type { Selection } from '../../grid/selection.ts';

const pageRows = 500;
/** As many as one request takes. */
export const mostAtOnce = 1000;

export async function collectIds<Row>(path: string, selection: Selection<Row>, idOf: (row: Row) => string): Promise<string[]> {
  return (await collectRows(path, selection, idOf)).map(idOf);
}

export async function collectRows<Row>(path: string, selection: Selection<Row>, idOf: (row: Row) => string): Promise<Row[]> {
  if (selection.kind === 'rows') return [...selection.rows.values()];
  const rows: Row[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const params: QueryParams = { ...selection.view.filter, limit: pageRows, cursor };
    const page: WirePage<Row> = await get<WirePage<Row>>(path, params);
    for (const row of page.items) if (!selection.except.has(idOf(row))) rows.push(row);
    cursor = page.next_cursor;
  }
  return rows;
}

export function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}
