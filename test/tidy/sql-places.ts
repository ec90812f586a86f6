// Holds SQL to the store and query files, so that every statement on a table is found in one place.
import { isTestSupport, lineAt } from './tree.ts';
import type { Breach, Rule, SourceFile } from './tree.ts';

// A store writes and locks, a query file reads for screens, a check recomputes; the database folder runs what they wrote.
const sqlFile = /(?:^|[/-])(?:store|queries|checks?)\.ts$|\/checks\/[\w-]+\.ts$|^src\/platform\/database\//;
const sqlText = /^\s*(?:select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+[\w."]+(?:\s+(?:as\s+)?\w+)?\s+set\s|delete\s+from\s|with\s+\w+(?:\s*\([^)]*\))?\s+as\s+(?:not\s+)?(?:materialized\s+)?\(|create\s+(?:temp\w*\s+|unique\s+)?(?:table|index|view|function)\s|alter\s+table\s|truncate\s+\w|merge\s+into\s|copy\s+[\w."]+\s*(?:\([^)]*\)\s*)?(?:from|to)\s|lock\s+table\s|listen\s+\w+$|notify\s+\w+)/i;
const sqlTag = /(?<![\w$.])sql\s*(?:<[^`;]*>)?\s*$/;

export const sqlPlaces: Rule = {
  name: 'SQL is written only in store.ts, queries.ts, *-store.ts, *-queries.ts, checks and the database folder',
  find: (tree) => [...tree.sources.values()].filter(({ path }) => path.startsWith('src/') && !sqlFile.test(path) && !isTestSupport(path)).flatMap(sqlOutside),
};

function sqlOutside(file: SourceFile): Breach[] {
  const { code, literals } = file.masked;
  return literals
    .filter(({ kind, value, start }) => {
      if (kind === 'regex') return false;
      const isTagged = kind === 'template' && sqlTag.test(code.slice(Math.max(0, start - 200), start));
      return isTagged || sqlText.test(value);
    })
    .map(({ start, value }) => ({ path: file.path, line: lineAt(file.text, start), rule: 'sql-place', detail: `SQL outside a store or query file: ${value.trim().slice(0, 60).replace(/\s+/g, ' ')}` }));
}
