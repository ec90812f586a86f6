// Reads the whole tree and holds the rules of the house; every breach is printed as file:line rule: what and what instead.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';

import { bracketsPair } from './tidy/mask.ts';
import { breachText, rules } from './tidy/rules.ts';
import { readTree } from './tidy/tree.ts';

const tree = readTree(fileURLToPath(new URL('..', import.meta.url)));

describe('the tree is tidy', () => {
  test('there is a tree to look at', () => {
    assert.ok(tree.sources.has('test/tidy.test.ts') && tree.paths.some((path) => path.startsWith('src/')), `${tree.paths.length} files under ${tree.root}`);
  });

  // A rule that reads code only sees what the scanner makes of a file: where its brackets don't pair, it misread a literal.
  test('the scanner understands every file', () => {
    const misread = [...tree.sources.values()].filter((file) => !bracketsPair(file.masked.code)).map(({ path }) => path);
    assert.deepEqual(misread, []);
  });

  for (const rule of rules) {
    test(rule.name, () => {
      const breaches = rule.find(tree).map(breachText);
      assert.ok(breaches.length === 0, `${breaches.length} breaches\n${breaches.join('\n')}`);
    });
  }
});
