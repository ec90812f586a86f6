// Rows of a file that make one record: what concerns the whole record must agree in all its rows, or stand in the first only.

import type { CheckedRow } from '#platform/imports/import-kind.ts';
import type { Finding } from './finding.ts';

export type RecordRows = { readonly name: string; readonly rows: readonly CheckedRow[] };

/** Rows by the value of a column, in the order in which the records begin. */
export function groupRows(rows: readonly CheckedRow[], key: string): RecordRows[] {
  const groups = Map.groupBy(rows, (row) => row.values[key] ?? '');
  return [...groups].map(([name, members]) => ({ name, rows: members }));
}

/** The value of each header field: the first that a row gives. A later row that says otherwise is a finding. */
export function headerValues<Key extends string>(record: RecordRows, keys: readonly Key[]): { readonly values: Readonly<Record<Key, string | null>>; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const values = {} as Record<Key, string | null>;
  for (const key of keys) {
    let found: string | null = null;
    let foundIn = 0;
    for (const row of record.rows) {
      const value = row.values[key] ?? null;
      if (value === null || value === found) continue;
      if (found === null) {
        found = value;
        foundIn = row.rowNumber;
      } else {
        findings.push({ code: 'evidence.rows_differ', row: row.rowNumber, field: key, value, reason: `row ${foundIn} of ${record.name} says ${found}, this row says ${value}` });
      }
    }
    values[key] = found;
  }
  return { values, findings };
}
