// Makes the files of the sample company; with --invoices FILE also the bank statements that pay those invoices.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { bankFiles } from './make/bank-files.ts';
import { masterFiles } from './make/files.ts';
import { readInvoices } from './make/invoices.ts';

const { values } = parseArgs({ options: { invoices: { type: 'string' }, into: { type: 'string' } } });
const folder = values.into ?? fileURLToPath(new URL('.', import.meta.url));
const files = values.invoices === undefined ? masterFiles() : bankFiles(readInvoices(readFileSync(values.invoices, 'utf8')));

for (const [name, text] of files) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  process.stdout.write(`${name} ${Buffer.byteLength(text)} bytes\n`);
}
