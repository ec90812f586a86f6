// Importing tax rates: a rate in force from a day is never changed; the same row again changes nothing.

import { compareDecimal, parseDecimal } from '#kernel/decimal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { rowIssue } from '#customers/index.ts';
import { listTaxRates } from './queries.ts';
import { insertTaxRate, type NewTaxRate } from './store.ts';
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
  const known = new Map((await listTaxRates(tx)).map((rate) => [keyOf(rate), rate]));
  const issues: RunIssue[] = [];
  let created = 0;
  let unchanged = 0;
  for (const row of batch.rows) {
    const rate = rateOf(row);
    const before = known.get(keyOf(rate));
    const value = parseDecimal(rate.rate);
    if (value.unscaled < 0n || compareDecimal(value, parseDecimal('100')) > 0) issues.push(rowIssue(row, 'tax.rate_bounds', 'a rate lies between 0 and 100 percent', 'rate'));
    else if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(rate.jurisdiction)) issues.push(rowIssue(row, 'tax.jurisdiction', `${rate.jurisdiction} is no country or state`, 'jurisdiction'));
    else if (before === undefined) {
      await insertTaxRate(tx, rate, ctx.now);
      known.set(keyOf(rate), { ...rate, recordedAt: ctx.now });
      created += 1;
    } else if (compareDecimal(parseDecimal(before.rate), value) === 0) unchanged += 1;
    else issues.push(rowIssue(row, 'tax.rate_exists', `the rate from ${rate.validFrom} is recorded as ${before.rate}`, 'rate'));
  }
  if (created > 0) tx.audit({ subjectKind: 'tax_rate', reason: 'imported', after: { run: batch.runId, created } });
  return { created, updated: 0, unchanged, issues };
}

function rateOf(row: CheckedRow): NewTaxRate {
  const cell = (key: string): string => row.values[key] ?? '';
  const rate = { jurisdiction: cell('jurisdiction').toUpperCase(), taxClass: cell('tax_class') as TaxClass, validFrom: cell('valid_from'), rate: cell('rate') };
  return { ...rate, name: row.values['name'] ?? `Tax ${rate.rate} %` };
}

function keyOf(rate: Pick<NewTaxRate, 'jurisdiction' | 'taxClass' | 'validFrom'>): string {
  return `${rate.jurisdiction} ${rate.taxClass} ${rate.validFrom}`;
}
