// Where a page or a refusal sends people in the settings there is such a section.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { settingsSections } from '../web/src/shell/settings-sections.ts';

const root = path.join(import.meta.dirname, '..');
const pages = [...fs.globSync('*.md', { cwd: root }), ...['docs', 'src', 'web/src'].flatMap((folder) => fs.globSync(`${folder}/**/*.{md,ts,tsx}`, { cwd: root }))];

test('every section of the settings that is named is there', () => {
  const labels = settingsSections.map(({ label }) => label);
  const named = pages.flatMap((file) => [...fs.readFileSync(path.join(root, file), 'utf8').matchAll(/\bSettings,\s+([A-Z][^"'`<{)]{0,30})/g)].map(([, text = '']) => ({ file, text: text.replace(/\s+/g, ' ').replace('&amp;', '&') })));
  const unknown = named.filter(({ file, text }) => !file.endsWith('navigation.ts') && !labels.some((label) => text.startsWith(label)));
  assert.ok(named.length > 20);
  assert.deepEqual(unknown, []);
});
