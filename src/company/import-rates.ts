// Importing exchange rates: the same row again changes nothing, another rate of a day corrects it, one that looks wrong is left out.

import { compareDecimal, parseDecimal } from '#kernel/decimal.ts';
import { Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { insertRates, knownRates, lockRates, type KnownRate, type NewRate, type RateDay } from '#ledger/rate-store.ts';
import { quotations, readRate, refuseUnusual, type Quotation } from './exchange-rate.ts';
import { booksOf, type Books } from './record-rates.ts';

const importRates: ImportKind = {
  kind: 'rates', title: 'Exchange rates', permission: 'rate.write', tables: ['ledger.fx_rate'], write: writeRates,
  fields: [
    { key: 'day', title: 'Day', type: 'date', required: true, aliases: ['date', 'rated_on', 'time'], example: '2026-03-02', description: 'The day of the rate. It counts until the next one.' },
    { key: 'currency', title: 'Currency', type: 'currency', required: true, aliases: ['from', 'foreign_currency'], example: 'USD', description: 'The foreign currency.' },
    { key: 'rate', title: 'Rate', type: 'decimal', required: true, aliases: ['value', 'exchange_rate'], example: '0.9217', description: 'What one unit of it is worth in the currency of the books, unless quoted says otherwise.' },
    {
      key: 'quoted', title: 'Quoted', type: 'choice', choices: quotations, fallback: 'base_per_unit', example: 'base_per_unit',
      description: 'base_per_unit: units of the books’ currency for one of the foreign one. units_per_base: the other way round, as the ECB does.',
    },
    { key: 'base_currency', title: 'Currency of the books', type: 'currency', aliases: ['base', 'to'], example: 'EUR', description: 'That of the legal entity when left out.' },
    { key: 'source', title: 'Source', type: 'text', lengthMax: 100, fallback: 'imported', example: 'ECB', description: 'Where the rate comes from.' },
  ],
};

export const companyImports: readonly ImportKind[] = [importRates];

type Read = { readonly row: CheckedRow; readonly rate: NewRate };

async function writeRates(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  await lockRates(tx);
  const books = await booksOf(tx, ctx);
  const base = (await findEntity(tx, batch.entityId))?.baseCurrency ?? books.first;
  const issues: RunIssue[] = [];
  const read = batch.rows.flatMap((row) => decided(issues, row, (): Read => ({ row, rate: rateOf(row, base, books) })));
  const known = new Map((await knownRates(tx, read.map(({ rate: { currency, baseCurrency, ratedOn } }) => ({ currency, baseCurrency, ratedOn })))).map((one) => [keyOf(one), one]));
  const fresh = new Map<string, NewRate>();
  const lastOf = new Map<string, string>();
  let unchanged = 0;
  // By day, so that each is held against the one before, whatever the order of the file.
  for (const { row, rate } of read.toSorted((a, b) => (a.rate.ratedOn < b.rate.ratedOn ? -1 : Number(a.rate.ratedOn > b.rate.ratedOn)))) {
    const pair = `${rate.currency} ${rate.baseCurrency}`;
    for (const verdict of decided(issues, row, () => decide(rate, known.get(keyOf(rate)), lastOf.get(pair), fresh))) {
      lastOf.set(pair, rate.rate);
      if (verdict === 'unchanged') unchanged += 1;
      else fresh.set(keyOf(rate), rate);
    }
  }
  await insertRates(tx, [...fresh.values()], ctx.now);
  const created = [...fresh.keys()].filter((key) => (known.get(key)?.rate ?? null) === null).length;
  if (fresh.size > 0) tx.audit({ subjectKind: 'exchange_rate', reason: 'imported', after: { fileId: batch.fileId, created, corrected: fresh.size - created } });
  return { created, updated: fresh.size - created, unchanged, issues };
}

/** last: of this batch, on the nearest day before. */
function decide(rate: NewRate, known: KnownRate | undefined, last: string | undefined, fresh: ReadonlyMap<string, NewRate>): 'new' | 'unchanged' {
  if (fresh.has(keyOf(rate))) refuse('exchange_rate.day', `the file has two rates of ${rate.currency} for ${rate.ratedOn}`, { field: 'day', value: rate.ratedOn });
  const before = known?.rate ?? null;
  if (before !== null && compareDecimal(parseDecimal(before), parseDecimal(rate.rate)) === 0) return 'unchanged';
  refuseUnusual(rate.rate, last ?? known?.rateBefore ?? null);
  return 'new';
}

/** The value, or none and the issue of what was refused. Anything but a refusal is a fault of ours and goes on. */
function decided<Value>(issues: RunIssue[], row: CheckedRow, decide: () => Value): Value[] {
  try {
    return [decide()];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.field === 'rated_on' ? 'day' : (error.field ?? null);
    issues.push({ rowNumber: row.rowNumber, field, value: field === null ? null : (row.values[field] ?? null), code: error.code, reason: error.message, fix: error.next });
    return [];
  }
}

function rateOf(row: CheckedRow, base: string, books: Books): NewRate {
  const cell = (key: string): string => row.values[key] ?? '';
  const day = { currency: cell('currency'), baseCurrency: row.values['base_currency'] ?? base, ratedOn: cell('day') };
  return { ...day, rate: readRate({ ...day, rate: cell('rate'), quoted: cell('quoted') as Quotation }, books), source: cell('source') };
}

function keyOf({ currency, baseCurrency, ratedOn }: RateDay): string {
  return `${currency} ${baseCurrency} ${ratedOn}`;
}
