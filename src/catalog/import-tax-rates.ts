// Importing tax rates: a rate in force from a day is never changed; the same row again changes nothing.

import { compareDecimal, parseDecimal } from '#kernel/decimal.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { decideRow } from '#customers/index.ts';
import { listTaxRates } from './queries.ts';
import { checkTaxRate } from './record-tax.ts';
import { insertTaxRates, type NewTaxRate } from './store.ts';
import { taxClasses, type TaxClass } from './tax.ts';

export const importTaxRates: ImportKind = {
  kind: 'tax-rates', title: 'Tax rates', permission: 'catalog.write', tables: ['catalog.tax_rate'], write: writeTaxRates,
  fields: [
    { key: 'jurisdiction', title: 'Jurisdiction', type: 'text', required: true, lengthMax: 10, aliases: ['country'], example: 'NL', description: 'Country, or country and state: DE, US-CA.' },
    { key: 'tax_class', title: 'Tax class', type: 'choice', choices: taxClasses, required: true, example: 'standard', description: 'The class of products that it is for.' },
    { key: 'valid_from', title: 'Valid from', type: 'date', required: true, example: '2019-01-01', description: 'The first day of the rate.' },
    { key: 'rate', title: 'Rate', type: 'decimal', required: true, aliases: ['percent'], example: '21', description: 'In percent.' },
    { key: 'name', title: 'Name', type: 'text', lengthMax: 100, example: 'VAT 21 %', description: 'What it is called.' },
  ],
};

async function writeTaxRates(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const known = new Map<string, NewTaxRate>((await listTaxRates(tx)).map((rate) => [keyOf(rate), rate]));
  const fresh: NewTaxRate[] = [];
  const issues: RunIssue[] = [];
  let unchanged = 0;
  for (const row of batch.rows) {
    const decided = decideRow(row, () => decideRate(row, known));
    if ('issue' in decided) issues.push(decided.issue);
    else if (decided.value === null) unchanged += 1;
    else {
      fresh.push(decided.value);
      known.set(keyOf(decided.value), decided.value);
    }
  }
  const created = await insertTaxRates(tx, fresh, ctx.now);
  if (created > 0) tx.audit({ subjectKind: 'tax_rate', reason: 'imported', after: { fileId: batch.fileId, created } });
  return { created, updated: 0, unchanged: unchanged + fresh.length - created, issues };
}

/** Null where the rate is recorded as it is. */
function decideRate(row: CheckedRow, known: ReadonlyMap<string, NewTaxRate>): NewTaxRate | null {
  const rate = rateOf(row);
  checkTaxRate(rate);
  const before = known.get(keyOf(rate));
  if (before === undefined) return rate;
  if (compareDecimal(parseDecimal(before.rate), parseDecimal(rate.rate)) !== 0) refuse('tax.rate_exists', `the rate from ${rate.validFrom} is recorded as ${before.rate}`, { field: 'rate', value: rate.rate });
  return null;
}

function rateOf(row: CheckedRow): NewTaxRate {
  const cell = (key: string): string => row.values[key] ?? '';
  const rate = { jurisdiction: cell('jurisdiction').toUpperCase(), taxClass: cell('tax_class') as TaxClass, validFrom: cell('valid_from'), rate: cell('rate') };
  return { ...rate, name: row.values['name'] ?? `Tax ${rate.rate} %` };
}

function keyOf(rate: Pick<NewTaxRate, 'jurisdiction' | 'taxClass' | 'validFrom'>): string {
  return `${rate.jurisdiction} ${rate.taxClass} ${rate.validFrom}`;
}
