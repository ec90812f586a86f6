// Reads what the compiler writes: enough of a PDF to see its pages' text, its fonts and its marks of PDF/A, without another program.
import { inflateSync } from 'node:zlib';

export type PdfPage = { readonly text: string; readonly lines: readonly string[] };

export type Pdf = {
  readonly raw: string;
  readonly pages: readonly PdfPage[];
  readonly metadata: string;
  readonly fontNames: readonly string[];
  /** What is read out instead of each picture. */
  readonly alternatives: readonly string[];
  /** How often a role is used in the structure tree: P, H1, TH, TD, Figure. */
  countOf(role: string): number;
  has(part: string | RegExp): boolean;
};

type Objects = ReadonlyMap<string, { readonly head: string; readonly stream: Buffer | null }>;

export function readPdf(bytes: Uint8Array): Pdf {
  const raw = Buffer.from(bytes).toString('latin1');
  const objects = objectsOf(raw);
  const heads = [...objects.values()].map(({ head }) => head);
  const root = objects.get(/\/Type\s*\/Catalog[^]*?\/Pages (\d+) 0 R/.exec(raw)?.[1] ?? '')?.head ?? '';
  const kids = [...(/\/Kids \[([^\]]*)\]/.exec(root)?.[1] ?? '').matchAll(/(\d+) 0 R/g)];
  return {
    raw,
    pages: kids.map(([, id = '']) => pageOf(objects, id)),
    metadata: [...objects.values()].find(({ head }) => /\/Type\s*\/Metadata/.test(head))?.stream?.toString('utf8') ?? '',
    fontNames: [...new Set(heads.flatMap((head) => /\/FontName \/(\S+)/.exec(head)?.[1] ?? []))],
    alternatives: heads.flatMap((head) => textOf(/\/Alt (\([^)]*\)|<[0-9A-F]*>)/.exec(head)?.[1])),
    countOf: (role) => heads.filter((head) => new RegExp(`/S\\s*/${role}\\b`).test(head)).length,
    has: (part) => (typeof part === 'string' ? heads.some((head) => head.includes(part)) : heads.some((head) => part.test(head))),
  };
}

function objectsOf(raw: string): Objects {
  const objects = new Map<string, { head: string; stream: Buffer | null }>();
  for (const [, id = '', body = ''] of raw.matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)) {
    const at = body.indexOf('\nstream\n');
    const head = at < 0 ? body : body.slice(0, at);
    const packed = at < 0 ? null : Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1');
    objects.set(id, { head, stream: packed !== null && head.includes('/FlateDecode') ? inflateSync(packed) : packed });
  }
  return objects;
}

function pageOf(objects: Objects, id: string): PdfPage {
  const page = objects.get(id)?.head ?? '';
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const [, name = '', font = ''] of page.matchAll(/\/(f\d+) (\d+) 0 R/g)) fonts.set(name, glyphTexts(objects, font));
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  const lines: string[] = [];
  let glyphs: ReadonlyMap<string, string> = new Map();
  for (const [, font, several, one] of content.matchAll(/\/(f\d+) [\d.]+ Tf|\[((?:\((?:[^\\()]|\\[^])*\)|[\d.\s-])*)\] TJ|(\((?:[^\\()]|\\[^])*\)) Tj/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    const array = several ?? one;
    if (array === undefined) continue;
    const codes = [...array.matchAll(/\(((?:[^\\()]|\\[^])*)\)/g)].flatMap(([, literal = '']) => hexOf(literal).match(/.{4}/g) ?? []);
    lines.push(codes.map((code) => glyphs.get(code) ?? '\u{FFFD}').join(''));
  }
  return { lines, text: lines.join('\n').replaceAll('\u{A0}', ' ') };
}

// A text string (ISO 32000-1, 7.9.2.2): plain, or hexadecimal UTF-16 with a mark before it.
function textOf(written: string | undefined): string[] {
  if (written === undefined) return [];
  const text = written.startsWith('(') ? written.slice(1, -1) : Buffer.from(written.slice(5, -1), 'hex').swap16().toString('utf16le');
  return [text.replaceAll('\u{A0}', ' ')];
}

const escapes: ReadonlyMap<string, number> = new Map([['n', 10], ['r', 13], ['t', 9], ['b', 8], ['f', 12]]);

// A literal string (ISO 32000-1, 7.3.4.2) as the hexadecimal glyph codes it stands for.
function hexOf(literal: string): string {
  const bytes = [...literal.matchAll(/\\([0-7]{1,3})|\\([^])|([^])/g)].map(([, octal, escaped, plain = '']) => {
    if (octal !== undefined) return Number.parseInt(octal, 8);
    return escaped === undefined ? plain.charCodeAt(0) : escapes.get(escaped) ?? escaped.charCodeAt(0);
  });
  return Buffer.from(bytes).toString('hex');
}

function glyphTexts(objects: Objects, font: string): ReadonlyMap<string, string> {
  const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '')?.[1] ?? '';
  const map = objects.get(unicode)?.stream?.toString('latin1') ?? '';
  const texts = new Map<string, string>();
  for (const [, code = '', hex = ''] of map.matchAll(/^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$/gm)) {
    texts.set(code.toLowerCase(), Buffer.from(hex, 'hex').swap16().toString('utf16le'));
  }
  return texts;
}
