// The directory at the end of a zip archive, read before anything is unpacked: names, and how large the parts will become.
import { refuse } from '#kernel/refusal.ts';

export type ZipEntry = { readonly name: string; readonly packedBytes: number; readonly unpackedBytes: number };

// PKWARE APPNOTE 4.3.12 and 4.3.16: signatures and offsets of the central directory and of its end record.
const endSignature = 0x06054b50;
const endLength = 22;
const commentLengthMax = 0xffff;
const entrySignature = 0x02014b50;
const entryLength = 46;
const zip64Mark = 0xffffffff;
const deflated = 8;
const entriesMax = 10_000;

export function readZipDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecordAt(view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  // A workbook of more than 4 GiB is beyond every limit here, so the 64-bit form need not be understood.
  if (start === zip64Mark || count === 0xffff) refuse('workbook.expands_too_far', 'The archive is in the 64-bit form for more than 4 GiB.');
  if (count > entriesMax) refuse('workbook.expands_too_far', `The archive holds ${count} parts; ${entriesMax} is the limit.`);
  const entries: ZipEntry[] = [];
  for (let at = start; entries.length < count; ) {
    if (at + entryLength > end || view.getUint32(at, true) !== entrySignature) damaged(`part ${entries.length + 1} of ${count} is not listed`);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + nameLength));
    entries.push(checkedEntry({ name, packedBytes: view.getUint32(at + 20, true), unpackedBytes: view.getUint32(at + 24, true) }, view.getUint16(at + 10, true)));
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

// The reader unpacks at most as much as the directory announces, so an announcement of nothing must not pass for small.
function checkedEntry(entry: ZipEntry, method: number): ZipEntry {
  const emptyStreamBytes = 2;
  if (entry.unpackedBytes === zip64Mark || entry.packedBytes === zip64Mark) {
    refuse('workbook.expands_too_far', 'A part of the archive has more than 4 GiB.', { value: entry.name });
  }
  if (method === deflated && entry.unpackedBytes === 0 && entry.packedBytes > emptyStreamBytes) damaged(`part ${entry.name} hides its size`);
  if (method === deflated && entry.packedBytes === 0) damaged(`part ${entry.name} hides its size`);
  return entry;
}

function endRecordAt(view: DataView): number {
  const last = view.byteLength - endLength;
  for (let at = last; at >= Math.max(0, last - commentLengthMax); at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  return damaged('its directory is missing, so the end of the file may be cut off');
}

function damaged(reason: string): never {
  return refuse('workbook.damaged', `The archive cannot be read: ${reason}.`);
}
