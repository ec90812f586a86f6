// Bytes of unknown origin to text: byte order mark, then strict UTF-8, then an educated guess; what is not text is refused.
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { analyse } from 'chardet';
import { refuse } from '#kernel/refusal.ts';

export type SniffedText = { readonly text: string; readonly encoding: string; readonly hadBom: boolean };

// Text arrives in pieces of whole lines, so that memory stays constant however large the file is.
export type LineDecoder = {
  push(bytes: Uint8Array): string;
  finish(): string;
  encoding(): string;
  hadBom(): boolean;
};

// No line of an order file, a price list or a statement comes near this; a file without line ends must not fill the memory.
const lineBytesMax = 4 * 1024 * 1024;
const guessSampleBytes = 64 * 1024;
const lineFeed = 0x0a;

export function sniffText(bytes: Uint8Array, encoding?: string): SniffedText {
  const decoder = openLineDecoder(encoding, Number.POSITIVE_INFINITY);
  const text = decoder.push(bytes) + decoder.finish();
  return { text, encoding: decoder.encoding(), hadBom: decoder.hadBom() };
}

export function openLineDecoder(encoding?: string, lineLimit: number = lineBytesMax): LineDecoder {
  let carry: Uint8Array = new Uint8Array(0);
  let decoder: TextDecoder | null = null;
  let started = false;
  let hadBom = false;
  let certain = encoding !== undefined;
  let isWide = false;

  function start(bytes: Uint8Array): Uint8Array {
    started = true;
    refuseKnownBinary(bytes);
    const mark = byteOrderMark(bytes);
    hadBom = mark !== null;
    certain ||= hadBom;
    // The mark was written by the program that wrote the file; it knows better than the person who names another encoding.
    decoder = strictDecoder(mark?.encoding ?? encoding ?? 'utf-8');
    isWide = decoder.encoding.startsWith('utf-16');
    return bytes.subarray(mark?.length ?? 0);
  }

  function decode(bytes: Uint8Array, isLast: boolean): string {
    let rest = started ? bytes : start(bytes);
    if (decoder === null || (rest.length === 0 && !isWide)) return '';
    if (isWide) return decodeStrictly(decoder, rest, !isLast);
    if (rest.includes(0)) refuse('file.binary', 'The file contains NUL bytes: it is not text.');
    if (decoder.encoding === 'utf-8' && !isUtf8(rest)) {
      if (certain) refuse('file.encoding', `The file is not valid ${decoder.encoding} throughout.`, { value: excerptAround(rest) });
      decoder = guessDecoder(rest);
    }
    const text = decodeStrictly(decoder, rest, false);
    // As long as everything was plain ASCII the guess is still open: every encoding guessed here agrees on it.
    certain ||= text.length !== rest.length || decoder.encoding !== 'utf-8';
    return text;
  }

  return {
    push(bytes) {
      const all = carry.length === 0 ? bytes : Buffer.concat([carry, bytes]);
      const cut = isWide ? all.length : all.lastIndexOf(lineFeed) + 1;
      const ready = cut === 0 || (!started && all.length < 4) ? 0 : cut;
      carry = all.subarray(ready);
      if (carry.length > lineLimit) refuse('table.row_too_long', `A line of the file is longer than ${lineLimit} bytes.`);
      return ready === 0 ? '' : decode(all.subarray(0, ready), false);
    },
    finish() {
      const rest = carry;
      carry = new Uint8Array(0);
      if (!started && rest.length === 0) refuse('file.empty', 'The file is empty.');
      return decode(rest, true);
    },
    encoding: () => decoder?.encoding ?? encoding ?? 'utf-8',
    hadBom: () => hadBom,
  };
}

const signatures: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a TIFF image', [0x49, 0x49, 0x2a, 0x00]],
  ['a compressed file (gzip)', [0x1f, 0x8b]],
  ['a compressed file (7z)', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a compressed file (rar)', [0x52, 0x61, 0x72, 0x21]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
];

const zipSignature = [0x50, 0x4b];
const oleSignature = [0xd0, 0xcf, 0x11, 0xe0];

// What the first bytes say that the file is, in words for the person who chose it; null for what may be text.
export function refuseKnownBinary(bytes: Uint8Array): void {
  if (startsWith(bytes, zipSignature) && (bytes[2] ?? 0) < 0x20) {
    refuse('file.is_workbook', 'This is a workbook (xlsx) or another zip archive, not text.');
  }
  if (startsWith(bytes, oleSignature)) refuse('file.is_workbook', 'This is an old or an encrypted Office file, not text.');
  for (const [name, signature] of signatures) {
    if (startsWith(bytes, signature)) refuse('file.binary', `This is ${name}, not text.`);
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

type Mark = { readonly encoding: string; readonly length: number };

function byteOrderMark(bytes: Uint8Array): Mark | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', length: 3 };
  if (startsWith(bytes, [0xff, 0xfe])) return { encoding: 'utf-16le', length: 2 };
  if (startsWith(bytes, [0xfe, 0xff])) return { encoding: 'utf-16be', length: 2 };
  return null;
}

function strictDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    return refuse('file.encoding', 'This encoding is not known.', { field: 'encoding', value: encoding });
  }
}

function decodeStrictly(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return refuse('file.encoding', `The file is not valid ${decoder.encoding} throughout.`, { value: excerptAround(bytes) });
  }
}

// Alphabets that share most of their letters: a weak guess among them says nothing, and the western one is likeliest in trade.
const latinEncodings = new Set(['ISO-8859-1', 'ISO-8859-2', 'ISO-8859-9', 'windows-1250', 'windows-1252', 'windows-1254', 'windows-1257', 'windows-1258']);
const weakConfidence = 30;
const westernMargin = 15;

function guessDecoder(bytes: Uint8Array): TextDecoder {
  const matches = analyse(linesWithLetters(bytes));
  const best = matches[0];
  const western = matches.find((match) => match.name === 'ISO-8859-1' || match.name === 'windows-1252');
  const isWeak = best !== undefined && latinEncodings.has(best.name) && best.confidence < weakConfidence;
  const isClose = best !== undefined && western !== undefined && best.confidence - western.confidence <= westernMargin;
  for (const name of [isWeak || isClose ? 'windows-1252' : best?.name, 'windows-1252']) {
    if (name === undefined || name.startsWith('UTF-')) continue;
    try {
      const decoder = new TextDecoder(name, { fatal: true, ignoreBOM: true });
      decoder.decode(bytes);
      return decoder;
    } catch {
      continue;
    }
  }
  return refuse('file.encoding', 'The file is neither UTF-8 nor in another encoding that could be recognised.');
}

// A guess is only as good as its sample: lines of plain ASCII would only drown the letters that tell.
function linesWithLetters(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let length = 0;
  for (let from = 0; from < bytes.length && length < guessSampleBytes; ) {
    const lineBreak = bytes.indexOf(lineFeed, from);
    const end = lineBreak === -1 ? bytes.length : lineBreak + 1;
    const line = bytes.subarray(from, Math.min(end, from + guessSampleBytes));
    from = end;
    if (isAscii(line)) continue;
    lines.push(line);
    length += line.length;
  }
  return Buffer.concat(lines);
}

function excerptAround(bytes: Uint8Array): string {
  const first = Math.max(0, bytes.findIndex((byte) => byte >= 0x80));
  return Buffer.from(bytes.subarray(Math.max(0, first - 20), first + 20)).toString('latin1');
}
