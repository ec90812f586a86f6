// Delimited text (CSV and its relatives) to rows, in pieces, so that a file of any size is read in constant memory and linear time.
import { isUtf8 } from 'node:buffer';
import { refuse } from '#kernel/refusal.ts';
import { openRowSplitter } from './delimited-rows.ts';
import { openLineDecoder } from './sniff-text.ts';
import { checkFileSize } from './table.ts';
import type { Delimiter, RowSplitter } from './delimited-rows.ts';
import type { LineDecoder } from './sniff-text.ts';
import type { TableLimits, TableRow } from './table.ts';

export { sniffText } from './sniff-text.ts';
export type { SniffedText } from './sniff-text.ts';
export { tableLimits } from './table.ts';
export type { TableLimits, TableRow } from './table.ts';
export type { Delimiter } from './delimited-rows.ts';

export type DelimitedOptions = TableLimits & {
  readonly delimiter?: Delimiter | undefined;
  readonly encoding?: string | undefined;
  // Title lines above the header, as many bank exports have them.
  readonly skipLines?: number | undefined;
};

export type DelimitedTable = {
  readonly header: readonly string[];
  readonly rows: Iterable<TableRow>;
  readonly delimiter: Delimiter;
  readonly encoding: string;
};

export type DelimitedStream = {
  readonly header: readonly string[];
  // Rows in the batches in which they come off the wire: one await for thousands of rows instead of one for each.
  readonly batches: AsyncIterable<readonly TableRow[]>;
  readonly delimiter: Delimiter;
  // Final only at the end: a file may be plain ASCII for a gigabyte and then name a customer in Łódź.
  encoding(): string;
};

// Small enough that a piece and its cells die young; measured, pieces of a megabyte cost a quarter more.
const pieceBytes = 128 * 1024;

// The rows can be walked again from the start; nothing but the current piece is held between them.
export function readDelimited(bytes: Uint8Array, options: DelimitedOptions): DelimitedTable {
  checkFileSize(bytes.length, options);
  const encoding = options.encoding ?? encodingOf(bytes);
  const splitter = openRowSplitter(options);
  for (const text of decodedPieces(bytes, openLineDecoder(encoding))) {
    splitter.push(text);
    if (splitter.header() !== null) break;
  }
  if (splitter.header() === null) splitter.finish();
  return {
    header: splitter.header() ?? noHeader(),
    rows: { [Symbol.iterator]: () => rowsOf(bytes, { ...options, encoding }) },
    delimiter: splitter.delimiter(),
    encoding,
  };
}

// Checking for UTF-8 without decoding costs next to nothing; only the other files are decoded once more to make the guess.
function encodingOf(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return 'utf-8';
  const decoder = openLineDecoder();
  for (const text of decodedPieces(bytes, decoder)) void text;
  return decoder.encoding();
}

function* rowsOf(bytes: Uint8Array, options: DelimitedOptions): Generator<TableRow> {
  const splitter = openRowSplitter(options);
  for (const text of decodedPieces(bytes, openLineDecoder(options.encoding))) {
    for (const row of splitter.push(text)) yield row;
  }
  for (const row of splitter.finish()) yield row;
}

function* decodedPieces(bytes: Uint8Array, decoder: LineDecoder): Generator<string> {
  for (let from = 0; from < bytes.length; from += pieceBytes) yield decoder.push(bytes.subarray(from, from + pieceBytes));
  yield decoder.finish();
}

export async function readDelimitedStream(chunks: AsyncIterable<Uint8Array>, options: DelimitedOptions): Promise<DelimitedStream> {
  const decoder = openLineDecoder(options.encoding);
  const splitter = openRowSplitter(options);
  const batches = batchesOf(chunks, options, decoder, splitter);
  // The generator is started here so that a file without a header is refused before anybody asks for its rows.
  const first = await batches.next();
  return {
    header: splitter.header() ?? noHeader(),
    batches: resumed(first, batches),
    delimiter: splitter.delimiter(),
    encoding: () => decoder.encoding(),
  };
}

async function* batchesOf(
  chunks: AsyncIterable<Uint8Array>,
  options: DelimitedOptions,
  decoder: LineDecoder,
  splitter: RowSplitter,
): AsyncGenerator<readonly TableRow[]> {
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.length;
    checkFileSize(byteCount, options);
    const rows = splitter.push(decoder.push(chunk));
    if (rows.length > 0) yield rows;
  }
  const rows = [...splitter.push(decoder.finish()), ...splitter.finish()];
  if (rows.length > 0) yield rows;
}

async function* resumed(
  first: IteratorResult<readonly TableRow[], unknown>,
  rest: AsyncGenerator<readonly TableRow[]>,
): AsyncGenerator<readonly TableRow[]> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

function noHeader(): never {
  return refuse('table.header_empty', 'The file has no line with column names.');
}
