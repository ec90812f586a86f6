// Which kind of bank file this is, told from its content alone: names and endings of downloads say little.
import { refuse } from '#kernel/refusal.ts';
import { bankFileLimits } from './bank-values.ts';
import { readCamt } from './camt.ts';
import { readMt940 } from './mt940.ts';
import { readOfx } from './ofx.ts';
import { refuseKnownBinary } from './sniff-text.ts';
import type { BankStatement } from './bank-statement.ts';
import type { BankFileLimits } from './bank-values.ts';

export type BankFileKind = 'camt' | 'mt940' | 'ofx' | 'csv';

// Envelopes of some banks' portals put kilobytes before the message.
const headBytes = 16 * 1024;

export function detectBankFormat(bytes: Uint8Array): BankFileKind | null {
  if (bytes.length === 0) refuse('file.empty', 'The file is empty.');
  refuseKnownBinary(bytes);
  const head = headText(bytes);
  if (head === null) return null;
  if (/<OFX>|OFXHEADER[:=]/i.test(head)) return 'ofx';
  if (/^\s*</.test(head)) return 'camt';
  if (/(?:^|[\r\n]|\{4:)[\u0000-\u001f]*:(?:20|25|28C?|60[FM]|13D):/.test(head)) return 'mt940';
  const firstLine = head.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? '';
  return /[,;\t|]/.test(firstLine) ? 'csv' : null;
}

// Reads every format that needs no mapping; a CSV file is refused with the way to import it.
export function readBankFile(bytes: Uint8Array, limits: BankFileLimits = bankFileLimits): readonly BankStatement[] {
  switch (detectBankFormat(bytes)) {
    case 'camt':
      return readCamt(bytes, limits);
    case 'mt940':
      return readMt940(bytes, limits);
    case 'ofx':
      return readOfx(bytes, limits);
    case 'csv':
      return refuse('bank_file.unknown_format', 'The file is a table: its columns have to be named by a mapping first.');
    case null:
      return refuse('bank_file.unknown_format', 'The content of this file is of no known bank format.');
  }
}

function headText(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, headBytes);
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
  if (head.includes(0)) return null;
  // Only ASCII is looked for, which all remaining encodings share.
  return Buffer.from(head).toString('latin1').replace(/^\xef\xbb\xbf/, '');
}
