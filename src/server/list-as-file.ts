// A list as a file: the route is asked page by page, and all its rows go into one CSV or workbook.

import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import { exportReport, requireOneFile, type ReportFormat } from '#platform/http/export-report.ts';
import type { Table } from '#platform/http/route.ts';

const ROWS_PER_PAGE = 10_000;

type Row = Readonly<Record<string, unknown>>;

/** Takes format out of the query of a list that has a table; json is what it answers anyway. */
export function takeFormat(query: Readonly<Record<string, string>>, table: Table | undefined): { readonly format: ReportFormat | null; readonly rest: Record<string, string> } {
  const { format, ...rest } = query;
  if (table === undefined || format === undefined) return { format: null, rest: { ...query } };
  if (format !== 'json' && format !== 'csv' && format !== 'xlsx') refuse('request.malformed', 'format is json, csv or xlsx', { field: 'format', value: format });
  if (format !== 'json' && query['cursor'] !== undefined) refuse('request.malformed', 'a file holds the whole list: it takes no cursor', { field: 'cursor', value: query['cursor'] });
  return { format: format === 'json' ? null : format, rest };
}

/** Refuses request.too_large for more rows than one file holds. */
export async function listAsFile(format: ReportFormat, table: Table, pageAt: (page: { limit: number; cursor: string | undefined }) => Promise<unknown>): Promise<Response> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const answer = (await pageAt({ limit: ROWS_PER_PAGE, cursor })) as { items?: unknown; nextCursor?: unknown };
    invariant(Array.isArray(answer.items), `the list ${table.name} answers items`);
    rows.push(...(answer.items as Row[]));
    requireOneFile(rows.length);
    cursor = typeof answer.nextCursor === 'string' ? answer.nextCursor : undefined;
  } while (cursor !== undefined);
  return exportReport(format, { name: table.name, columns: table.columns, rows, notes: [] });
}
