// Runs the command line of this checkout for the examples: a data directory of its own, JSON answers, progress on standard error.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type Counterfoil = {
  readonly dataDirectory: string;
  /** Runs one command with --json and answers what it printed; a refusal ends the example with its message. */
  run(...args: string[]): Promise<Record<string, unknown>>;
};

const program = path.join(import.meta.dirname, '..', 'bin', 'counterfoil.mjs');

/** EXAMPLE_DATA names the data directory to keep; without it a fresh one is made in the temporary folder and removed at the end. */
export function openCounterfoil(name: string): Counterfoil {
  const kept = process.env['EXAMPLE_DATA'];
  const dataDirectory = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), `counterfoil-${name}-`));
  if (kept === undefined) process.once('exit', () => fs.rmSync(dataDirectory, { recursive: true, force: true }));
  fs.chmodSync(dataDirectory, 0o755);
  return {
    dataDirectory,
    async run(...args) {
      say(`counterfoil ${args.join(' ')}`);
      const { code, output } = await execute([...args, '--json', '--data-dir', dataDirectory]);
      if (code !== 0) throw new Error(`counterfoil ${args.join(' ')} ended with ${code}: ${output.trim()}`);
      return JSON.parse(output) as Record<string, unknown>;
    },
  };
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function execute(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 2, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Files of a folder whose names match, sorted by name. Ends with a clear message when there is none. */
export function filesLike(folder: string, pattern: RegExp): string[] {
  const found = fs.readdirSync(folder).filter((name) => pattern.test(name)).sort();
  if (found.length === 0) throw new Error(`${folder} has no file like ${pattern.source}`);
  return found.map((name) => path.join(folder, name));
}

/** Cells of one line of a comma-separated file with quotes as RFC 4180 has them. */
export function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const match of line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)) {
    if (match.index === line.length && cells.length > 0 && !line.endsWith(',')) break;
    const cell = match[1] ?? '';
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  }
  return cells;
}

export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

export type SalesRow = { readonly base: { readonly amount: string }; readonly tax: { readonly amount: string } };

/** Net and tax of all rows, in hundredths added as integers. */
export function totalOf(rows: readonly SalesRow[]): string {
  const sum = rows.flatMap((row) => [row.base.amount, row.tax.amount]).reduce((total, amount) => total + BigInt(amount.replace('.', '')), 0n);
  const text = sum.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Whether every check of every organisation holds. */
export function holds(answer: Record<string, unknown>): boolean {
  return answer['holds'] === true;
}
