// What becomes of signs that a PDF/A file may not hold, that no font has, or that would deceive the reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageOf, readFonts } from './fonts.ts';
import { findUndrawable, toPrintable } from './printable-text.ts';
import { breakLongWords } from './map-texts.ts';

const covers = coverageOf(readFonts([]));

const cases: readonly (readonly [string, string, string])[] = [
  ['plain text stays', 'Größe 4 × 5, «été», 20 €', 'Größe 4 × 5, «été», 20 €'],
  ['Arabic stays', 'شركة 12', 'شركة 12'],
  ['a letter and its accent become one sign', 'e\u{301}a\u{308}', 'éä'],
  ['control characters go', 'a\u{0}b\u{7}c\u{7F}d\u{9F}e', 'abcde'],
  ['line ends become one kind', 'a\r\nb\rc\u{2028}d', 'a\nb\nc\nd'],
  ['byte order marks and non-characters go', 'a\u{FEFF}b\u{FFFE}c\u{FFFF}d', 'abcd'],
  ['private use goes, also where the font has a sign for it', 'a\u{E000}b\u{100000}c', 'abc'],
  ['half a surrogate pair is a square', 'a\u{D800}b', 'a□b'],
  ['direction overrides go', 'pay \u{202E}001\u{202C} EUR', 'pay 001 EUR'],
  ['what no font has is a square', '株 😀 ש', '□ □ □'],
  ['joiners stay', 'a\u{200D}b\u{200B}c', 'a\u{200D}b\u{200B}c'],
];

for (const [what, text, printable] of cases) test(what, () => assert.equal(toPrintable(text, covers), printable));

test('the signs that cannot be drawn are listed once each, so that a person can be asked first', () => {
  assert.deepEqual(findUndrawable('株式会社 Café 株 شركة'), ['株', '式', '会', '社']);
  assert.deepEqual(findUndrawable('Café □'), []);
});

test('the fonts have the letters of Latin, Greek, Cyrillic and Arabic', () => {
  for (const sign of 'AzÄßçŁőğşØñΩжЇ€£¥₺₴−–’…ﷲعگچ') assert.ok(covers(sign.codePointAt(0) ?? 0), sign);
});

test('only words too long for a column get places to break, and lose nothing', () => {
  const value = { short: 'a word of twenty-eight signs', long: ['x'.repeat(29), 'https://example.com/a/very/long/path/indeed'], count: 3, none: null };
  const broken = breakLongWords(value);
  assert.equal(broken.short, value.short);
  assert.ok(broken.long[0]?.includes('\u{200B}'));
  assert.deepEqual(broken.long.map((text) => text.replaceAll('\u{200B}', '')), value.long);
  assert.equal(broken.count, 3);
  assert.equal(broken.none, null);
});
