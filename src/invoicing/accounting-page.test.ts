// The page that says which event posts what names every event of the journal.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '..', '..');
const posting = ['invoicing', 'payments', 'cash'];

function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(place);
    return entry.name.endsWith('.ts') && !entry.name.includes('.test.') ? [fs.readFileSync(place, 'utf8')] : [];
  });
}

test('every event that posts stands in docs/accounting.md', () => {
  const page = fs.readFileSync(path.join(root, 'docs', 'accounting.md'), 'utf8');
  const named = posting.flatMap((folder) => sources(path.join(root, 'src', folder)).flatMap((text) => [...text.matchAll(/\bevent: '([a-z_]+\.[a-z_]+)'/g)].map((match) => match[1] ?? '')));
  const events = new Set([...named, ...['invoice', 'credit_note', 'debit_note'].map((kind) => `${kind}.issued`)]);
  assert.ok(events.size >= 14, `${events.size} events were found in the code`);
  assert.deepEqual([...events].filter((event) => !page.includes(`\`${event}\``)), []);
});
