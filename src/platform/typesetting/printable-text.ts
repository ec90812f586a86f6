// Text from anywhere made printable in a PDF/A document: what the standard forbids goes, what no font can draw becomes a visible mark.
import { coverageOf, readFonts } from './fonts.ts';
import type { Coverage, ExtraFont } from './fonts.ts';

/** Stands where a sign cannot be drawn: an empty square, because Inter lacks the replacement character of Unicode. */
export const undrawable = '\u{25A1}';

// Never drawn, only steering: joiners, directions, breaks, variation selectors. The shaper hides them.
const steering = /[\u{AD}\u{61C}\u{180B}-\u{180E}\u{200B}-\u{200F}\u{2060}-\u{2069}\u{FE00}-\u{FE0F}]/u;

// PDF/A-3a (ISO 19005-3, 6.2.11.7.2 and 6.2.11.8) refuses control characters, U+FEFF, U+FFFE and private use: Inter has signs for some of the last.
// Direction overrides (U+202A to U+202E) are left out too: they can make a number or a name read as another one.
const forbidden = /[\u{202A}-\u{202E}\p{Cc}\p{Cs}\p{Co}\p{Cn}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E0FFF}]/u;

const latin = /^[\t\n\x20-\x7e\u{A0}-\u{AC}\u{AE}-\u{17F}\u{2010}-\u{2015}\u{2018}-\u{201E}\u{2022}\u{2026}\u{202F}\u{20AC}\u{2212}]*$/u;

export function toPrintable(text: string, covers: Coverage): string {
  if (latin.test(text)) return text;
  let result = '';
  // Canonical composition first: a letter and its accent become the one sign that the font has.
  for (const sign of text.toWellFormed().normalize('NFC').replace(/\r\n?|[\u{85}\u{2028}\u{2029}]/gu, '\n')) {
    if (sign === '\n' || sign === '\t') result += sign;
    else if (forbidden.test(sign)) continue;
    else if (steering.test(sign) || covers(sign.codePointAt(0) ?? 0)) result += sign;
    else result += undrawable;
  }
  return result;
}

const coverages = new Map<string, Coverage>();

/** The signs of a text that neither the built-in fonts nor the further ones can draw: told to a person, since the paper shows squares. */
export function findUndrawable(text: string, fonts: readonly ExtraFont[] = []): string[] {
  if (latin.test(text)) return [];
  const covers = coverageWith(fonts);
  return [...new Set(text.toWellFormed().normalize('NFC'))].filter((sign) => sign !== undrawable && toPrintable(sign, covers) === undrawable);
}

/** Fonts are read once: which ones there are is decided when the program starts. */
function coverageWith(fonts: readonly ExtraFont[]): Coverage {
  const key = fonts.map((font) => font.file).join('\n');
  const covers = coverages.get(key) ?? coverageOf(readFonts(fonts));
  coverages.set(key, covers);
  return covers;
}
