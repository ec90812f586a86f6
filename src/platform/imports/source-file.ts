// Opens a file for import as a header and batches of rows, whatever it is: delimited text, a workbook or the ECB's rates, kept or just sent.

import { Readable } from 'node:stream';
import { readDelimitedStream } from '#formats/delimited.ts';
import { ecbRateHeader, isEcbRates, readEcbRates } from '#formats/ecb-rates.ts';
import { readSpreadsheetStream } from '#formats/spreadsheet.ts';
import { checkFileSize, tableLimits, type TableRow } from '#formats/table.ts';
import type { Mapping } from './mapping.ts';

export type SourceFile = {
  readonly name: string;
  readonly sizeBytes: number;
  /** A new stream over the bytes from the start. */
  stream(): Readable;
};

export type SourceFormat =
  | { readonly format: 'delimited'; readonly delimiter: string; readonly encoding: string }
  | { readonly format: 'workbook'; readonly sheet: string; readonly sheets: readonly string[] }
  | { readonly format: 'ecb-rates' };

export type ImportSource = {
  readonly header: readonly string[];
  readonly batches: AsyncIterable<readonly TableRow[]>;
  /** The encoding of a text is certain only once it was read to its end. */
  format(): SourceFormat;
  /** Frees the file; harmless when it was read to its end. */
  close(): void;
};

type ReadingOptions = Pick<Mapping, 'delimiter' | 'encoding' | 'sheet' | 'skip_lines'>;

export function sourceOfBytes(name: string, bytes: Uint8Array): SourceFile {
  const pieces = function* (): Generator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
  };
  return { name, sizeBytes: bytes.length, stream: () => Readable.from(pieces(), { objectMode: true, highWaterMark: 2 }) };
}

const PIECE_BYTES = 128 * 1024;

/** Refuses what is no table at all (see formats): empty, binary, wrong encoding, no or duplicate names, too large, too many columns. */
export async function openSource(file: SourceFile, options: ReadingOptions): Promise<ImportSource> {
  checkFileSize(file.sizeBytes, tableLimits);
  const head = await firstPiece(file);
  if (isZip(head)) return openWorkbook(file, options);
  return isEcbRates(head) ? openEcbRates(file) : openDelimited(file, options);
}

/** Its rows are read whole first: XML that ends in the middle must not come in by half. */
async function openEcbRates(file: SourceFile): Promise<ImportSource> {
  const rows = await readEcbRates(file.stream() as AsyncIterable<Uint8Array>, tableLimits);
  const batches = async function* (): AsyncGenerator<readonly TableRow[]> {
    for (let from = 0; from < rows.length; from += ECB_BATCH) yield rows.slice(from, from + ECB_BATCH);
  };
  return { header: ecbRateHeader, batches: batches(), close: () => {}, format: () => ({ format: 'ecb-rates' }) };
}

const ECB_BATCH = 1000;

async function openDelimited(file: SourceFile, options: ReadingOptions): Promise<ImportSource> {
  const stream = file.stream();
  try {
    const table = await readDelimitedStream(stream as AsyncIterable<Uint8Array>, { ...tableLimits, delimiter: options.delimiter, encoding: options.encoding, skipLines: options.skip_lines });
    return {
      header: table.header, batches: table.batches, close: () => void stream.destroy(),
      format: () => ({ format: 'delimited', delimiter: table.delimiter, encoding: table.encoding() }),
    };
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

async function openWorkbook(file: SourceFile, options: ReadingOptions): Promise<ImportSource> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.stream() as AsyncIterable<Uint8Array>) pieces.push(piece);
  const table = await readSpreadsheetStream(Buffer.concat(pieces), { ...tableLimits, sheet: options.sheet, skipRows: options.skip_lines });
  return {
    header: table.header, batches: table.batches, close: () => {},
    format: () => ({ format: 'workbook', sheet: table.sheet, sheets: table.sheets }),
  };
}

async function firstPiece(file: SourceFile): Promise<Uint8Array> {
  const stream = file.stream();
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) return piece;
    return new Uint8Array(0);
  } finally {
    stream.destroy();
  }
}

/** Local file header of a zip archive (PKWARE APPNOTE 4.3.7): a workbook, or refused as none by its reader. */
function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}
