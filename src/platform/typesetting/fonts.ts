// The fonts that documents are set in, and which signs they can print.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A further font, for names in scripts that the built-in ones lack. The family is the name inside the file. */
export type ExtraFont = { readonly family: string; readonly file: string };

export const builtInFamilies = ['Inter', 'Noto Sans Arabic'] as const;

const builtInFiles = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  '@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
];

export function readFonts(extra: readonly ExtraFont[]): Buffer[] {
  const files = [...builtInFiles.map((name) => fileURLToPath(import.meta.resolve(name))), ...extra.map(({ file }) => file)];
  return files.map((file) => fs.readFileSync(file));
}

/** The signs that at least one of the fonts has. */
export type Coverage = (codePoint: number) => boolean;

export function coverageOf(fonts: readonly Uint8Array[]): Coverage {
  const covered = new Set<number>();
  for (const font of fonts) addCharacters(new DataView(font.buffer, font.byteOffset, font.byteLength), covered);
  return (codePoint) => covered.has(codePoint);
}

// The table "cmap" of an OpenType font (ISO/IEC 14496-22, 5.2.1): formats 4 and 12, which is what Unicode fonts use.
function addCharacters(font: DataView, covered: Set<number>): void {
  const start = tableStart(font, 0x636d6170);
  const subtables = font.getUint16(start + 2);
  for (let index = 0; index < subtables; index += 1) {
    const at = start + font.getUint32(start + 4 + 8 * index + 4);
    const format = font.getUint16(at);
    if (format === 4) addSegments(font, at, covered);
    if (format === 12) addGroups(font, at, covered);
  }
}

function tableStart(font: DataView, tag: number): number {
  const tables = font.getUint16(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + 16 * index;
    if (font.getUint32(record) === tag) return font.getUint32(record + 8);
  }
  throw new Error('a font without the table "cmap" cannot be used');
}

function addSegments(font: DataView, at: number, covered: Set<number>): void {
  const count = font.getUint16(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + 2 * count + 2;
  const deltas = starts + 2 * count;
  const offsets = deltas + 2 * count;
  for (let segment = 0; segment < count; segment += 1) {
    const first = font.getUint16(starts + 2 * segment);
    const last = font.getUint16(ends + 2 * segment);
    const delta = font.getUint16(deltas + 2 * segment);
    const offset = font.getUint16(offsets + 2 * segment);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const glyph = offset === 0 ? (code + delta) & 0xffff : font.getUint16(offsets + 2 * segment + offset + 2 * (code - first));
      if (glyph !== 0) covered.add(code);
    }
  }
}

function addGroups(font: DataView, at: number, covered: Set<number>): void {
  const count = font.getUint32(at + 12);
  for (let group = 0; group < count; group += 1) {
    const record = at + 16 + 12 * group;
    const last = font.getUint32(record + 4);
    for (let code = font.getUint32(record); code <= last; code += 1) covered.add(code);
  }
}
