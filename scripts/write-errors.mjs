// Writes docs/errors.md from the table of refusals, so that each code has its sentence and its next step in one place.

import fs from 'node:fs';
import path from 'node:path';
import { refusalCodes } from '../src/kernel/refusal-codes.ts';

const file = path.join(import.meta.dirname, '..', 'docs', 'errors.md');

export function errorsPage() {
  const byArea = Map.groupBy(Object.entries(refusalCodes), ([code]) => code.split('.')[0]);
  const areas = [...byArea].sort(([a], [b]) => (a < b ? -1 : 1)).map(([area, codes]) => {
    const entries = codes.map(([code, { status, next }]) => `### ${code}\n\n${sentence(code)} (HTTP ${status}). ${next}`);
    return `## ${area}\n\n${entries.join('\n\n')}`;
  });
  const head = [
    '# Refusals', '',
    'Counterfoil says no with a stable code. Every answer carries the code, what was wrong with which field or row, and the next step.',
    'This page lists every code; it is written from `src/kernel/refusal-codes.ts` by `node_modules/.bin/node scripts/write-errors.mjs`, and a test keeps both equal.',
    'A code `internal` (HTTP 500) is a fault of the program, not of the input: nothing was changed; report it with the request id.',
  ].join('\n');
  return `${head}\n\n${areas.join('\n\n')}\n`;
}

function sentence(code) {
  const words = code.split('.').map((part) => part.replaceAll('_', ' '));
  return `Refused: ${words.join(', ')}`;
}

if (import.meta.main) fs.writeFileSync(file, errorsPage());
