// Which column feeds which field by their names alone: used when another header line or sheet was chosen.
import type { ColumnSource, ImportField } from './import-wire.ts';

/** Names that are equal but for case, accents, spaces and punctuation belong together; each column is used once. */
export function matchByName(fields: readonly ImportField[], header: readonly string[]): Record<string, ColumnSource> {
  const byName = new Map(header.map((column) => [folded(column), column]));
  const columns: Record<string, ColumnSource> = {};
  const used = new Set<string>();
  for (const namesOf of [(field: ImportField) => [field.key, field.title], (field: ImportField) => field.aliases ?? []]) {
    for (const field of fields) {
      if (columns[field.key]) continue;
      const column = namesOf(field).map((name) => byName.get(folded(name))).find((found) => found !== undefined && !used.has(found));
      if (column === undefined) continue;
      columns[field.key] = { column };
      used.add(column);
    }
  }
  return columns;
}

function folded(name: string): string {
  return name.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}
