// Compares what the bank file readers find with an independent reading of the same files, statement by statement.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { powerOfTen, parseDecimal } from '#kernel/decimal.ts';
import { Refusal } from '#kernel/refusal.ts';
import { bankCurrencyDigits } from '#formats/bank-values.ts';
import { readBankFile } from '#formats/detect-bank-format.ts';
import type { BankStatement } from '#formats/bank-statement.ts';

type ExpectedStatement = {
  readonly id?: string;
  readonly account?: string;
  readonly balances?: readonly (readonly [code: string, amount: string, currency: string])[];
  readonly entries?: number;
  readonly credits?: string;
  readonly debits?: string;
  readonly opening_plus_entries_is_closing?: boolean | null;
  readonly opening?: string;
  readonly closing?: string;
  readonly currency?: string;
  readonly lines?: number;
  readonly sum?: string;
  readonly balances_tie?: boolean;
};
type ExpectedFile = {
  readonly file: string;
  readonly kind?: string;
  readonly not_well_formed?: boolean;
  readonly statements?: readonly Record<string, unknown>[];
};
type Difference = { readonly file: string; readonly statement?: number; readonly field: string; readonly expected: unknown; readonly found: unknown };

const folder = resolve(process.argv[2] ?? '.');
const expected = readExpected(join(folder, 'expected', 'expected_bank.json'));
const differences: Difference[] = [];
const counts = { files: 0, compared: 0, unknown_to_key: 0, statements: 0, agree: 0 };

for (const path of statementFiles(folder)) checkFile(path);
const { files, statements, agree, ...others } = counts;
console.log(JSON.stringify({ files, statements, agree, differ: differences, ...others }));
process.exitCode = differences.length === 0 ? 0 : 1;

function readExpected(path: string): ReadonlyMap<string, ExpectedFile> {
  if (!existsSync(path)) throw new Error(`There is no key at ${path}.`);
  const key: { readonly files: readonly ExpectedFile[] } = JSON.parse(readFileSync(path, 'utf8'));
  return new Map(key.files.map((file) => [file.file.split('/').slice(1).join('/'), file]));
}

function statementFiles(root: string): readonly string[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name));
  return paths.filter((path) => /\.(xml|sta|ofx|qfx)$/i.test(path) || basename(dirname(path)) === 'mt940').sort();
}

function checkFile(path: string): void {
  const name = relative(folder, path);
  const key = expected.get(name);
  counts.files += 1;
  const found = readOrRefusal(path);
  const outcome = found instanceof Refusal ? `refused: ${found.code}, row ${found.row ?? '-'}: ${found.message}` : `${found.length} statements`;
  console.error(`${name}: ${outcome}`);
  if (key === undefined) {
    // The key has no word on payment orders and the like: they must be refused; a statement among them is read and counted apart.
    counts.unknown_to_key += 1;
    const isRight = found instanceof Refusal ? found.code === 'bank_file.not_a_statement' : found.length > 0;
    if (isRight) counts.agree += 1;
    else differences.push({ file: name, field: 'file', expected: 'a statement, or a refusal that it is none', found: outcome });
    return;
  }
  counts.compared += 1;
  const before = differences.length;
  if (found instanceof Refusal) {
    if (key.not_well_formed !== true) differences.push({ file: name, field: 'file', expected: 'readable', found: outcome });
  } else if (key.not_well_formed === true) {
    differences.push({ file: name, field: 'file', expected: 'not well-formed', found: outcome });
  } else {
    compareFile(name, key, found);
  }
  if (differences.length === before) counts.agree += 1;
}

function readOrRefusal(path: string): readonly BankStatement[] | Refusal {
  try {
    return readBankFile(readFileSync(path));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function compareFile(file: string, key: ExpectedFile, found: readonly BankStatement[]): void {
  const keys = key.statements ?? [];
  counts.statements += found.length;
  if (keys.length !== found.length) differences.push({ file, field: 'statements', expected: keys.length, found: found.length });
  found.forEach((statement, index) => {
    const raw = keys[index];
    if (raw === undefined) return;
    const facts: ExpectedStatement = typeof raw['balances'] === 'boolean' ? { ...raw, balances: undefined, balances_tie: raw['balances'] } : raw;
    for (const [field, wanted, given] of comparisons(statement, facts)) {
      if (wanted !== given) differences.push({ file, statement: index + 1, field, expected: String(wanted), found: String(given) });
    }
  });
}

type Comparison = readonly [field: string, expected: unknown, found: unknown];

function comparisons(statement: BankStatement, key: ExpectedStatement): readonly Comparison[] {
  const minor = (text: string | undefined): bigint | undefined => (text === undefined ? undefined : minorOf(text, statement.currency));
  const sum = (chosen: 'credits' | 'debits' | 'all'): bigint =>
    statement.lines.reduce((total, { amountMinor }) => {
      if (chosen === 'all') return total + amountMinor;
      return (chosen === 'credits') === amountMinor >= 0n ? total + (amountMinor < 0n ? -amountMinor : amountMinor) : total;
    }, 0n);
  const all: Comparison[] = [
    ['id', key.id, statement.statementId],
    ['account', key.account, statement.accountId],
    ['currency', key.currency, statement.currency],
    ['entries', key.entries ?? key.lines, statement.lines.length],
    ['credits', minor(key.credits), sum('credits')],
    ['debits', minor(key.debits), sum('debits')],
    ['sum', minor(key.sum), sum('all')],
    ['opening', minor(key.opening ?? balanceIn(key, 'OPBD', statement.currency)), statement.openingMinor ?? undefined],
    ['closing', minor(key.closing ?? balanceIn(key, 'CLBD', statement.currency)), statement.closingMinor ?? undefined],
  ];
  const given = all.filter(([field, wanted]) => wanted !== undefined || field === 'opening' || field === 'closing');
  const ties = key.balances_tie ?? key.opening_plus_entries_is_closing;
  const wanted = ties === undefined || ties === null ? 'unknown' : ties ? 'ties' : 'differs';
  return [...given, ['balance', wanted, statement.balance]];
}

// A balance in another currency than the account's is none of the account.
function balanceIn(key: ExpectedStatement, code: string, currency: string): string | undefined {
  return key.balances?.find((balance) => balance[0] === code && balance[2] === currency)?.[1];
}

function minorOf(text: string, currency: string): bigint {
  const { unscaled, scale } = parseDecimal(text);
  const shift = bankCurrencyDigits(currency) - scale;
  return shift >= 0 ? unscaled * powerOfTen(shift) : unscaled / powerOfTen(-shift);
}
