// The rows that were refused, as a file to correct and import again: their own columns, then reason and fix.

import { writeDelimitedPieces } from '#formats/write-delimited.ts';
import type { ExportColumn, ExportRow } from '#formats/export-columns.ts';
import type { RunIssue } from '../run-store.ts';

/** The header of the source when the run kept it (imports do). */
export function headerOf(runInput: unknown): readonly string[] {
  const header = (runInput as { header?: unknown } | null)?.header;
  return Array.isArray(header) ? header.map(String) : [];
}

/** The cells of a row under the names of their columns. */
export function namedCells(header: readonly string[], sourceRow: unknown): unknown {
  if (!Array.isArray(sourceRow)) return sourceRow ?? null;
  return Object.fromEntries(sourceRow.map((cell: unknown, index) => [header[index] ?? `column ${index + 1}`, cell]));
}

/**
 * Pages of issues to pieces of CSV; several issues of one row become one line. The file fits the mapping of its run: the same separator,
 * as many lines above the header, and a mark of its encoding. The extra columns are ignored when it comes back.
 */
export async function* issueFile(runInput: unknown, pages: AsyncIterable<readonly RunIssue[]>): AsyncGenerator<Uint8Array> {
  const header = headerOf(runInput);
  const { delimiter = ',', skip_lines: linesAbove = 0 } = (runInput as { mapping?: { delimiter?: string; skip_lines?: number } } | null)?.mapping ?? {};
  const columns: ExportColumn[] = [...header.map((title, index) => ({ key: `c${index}`, title, kind: 'text' as const })), ...extraColumns(header)];
  const encoder = new TextEncoder();
  let isFirst = true;
  let held: RunIssue[] = [];
  const pieceOf = (issues: readonly RunIssue[]): Uint8Array => {
    const text = [...writeDelimitedPieces(columns, rowsOf(header, issues), delimiter)].join('');
    // The header comes with every piece of the writer; after the first it is cut off again.
    const body = isFirst ? `\uFEFF${'\r\n'.repeat(linesAbove)}${text}` : text.slice(text.indexOf('\r\n') + 2);
    isFirst = false;
    return encoder.encode(body);
  };
  for await (const page of pages) {
    const all = [...held, ...page];
    const last = all.at(-1)?.rowNumber ?? null;
    // The last row's issues may go on in the next page.
    const cut = last === null ? all.length : all.findIndex((issue) => issue.rowNumber === last);
    held = all.slice(cut);
    if (cut > 0) yield pieceOf(all.slice(0, cut));
  }
  if (held.length > 0 || isFirst) yield pieceOf(held);
}

const extras = [['row', 'import row'], ['field', 'import field'], ['value', 'import value'], ['reason', 'import reason'], ['fix', 'import fix']] as const;

/** The columns that a file of refused rows had before it was one. */
export function withoutExtras(header: readonly string[]): readonly string[] {
  const isExtra = (name: string): boolean => extras.some(([, title]) => name.toLowerCase() === title);
  const first = header.findIndex(isExtra);
  return first === -1 || !header.slice(first).every(isExtra) ? header : header.slice(0, first);
}

function extraColumns(header: readonly string[]): ExportColumn[] {
  const taken = new Set(header.map((name) => name.toLowerCase()));
  return extras.map(([key, title]) => ({ key, title: taken.has(title) ? `${title} (new)` : title, kind: 'text' }));
}

function rowsOf(header: readonly string[], issues: readonly RunIssue[]): ExportRow[] {
  const rows: ExportRow[] = [];
  let at = 0;
  while (at < issues.length) {
    let end = at + 1;
    while (end < issues.length && issues[at]?.rowNumber !== null && issues[end]?.rowNumber === issues[at]?.rowNumber) end += 1;
    const same = issues.slice(at, end);
    const cells = same.find((issue) => Array.isArray(issue.sourceRow))?.sourceRow as string[] | undefined;
    const all = (pick: (issue: RunIssue) => string | null | undefined): string => [...new Set(same.map(pick).filter((text) => text !== null && text !== undefined && text !== ''))].join('; ');
    rows.push({
      ...Object.fromEntries(header.map((_name, index) => [`c${index}`, cells?.[index] ?? ''])), row: same[0]?.rowNumber ?? null,
      field: all((issue) => issue.field), value: all((issue) => issue.value), reason: all((issue) => issue.reason), fix: all((issue) => issue.fix),
    });
    at = end;
  }
  return rows;
}
