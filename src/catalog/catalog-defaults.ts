// What a new company's catalogue starts with: charge codes, and the VAT rates in force in the European Union, Great Britain and Switzerland.

import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { insertChargeCode, insertTaxRate, type NewChargeCode } from './store.ts';

const chargeCodes: readonly NewChargeCode[] = [
  { chargeCode: 'GOODS', name: 'Goods', revenueAccountCode: '4000', taxClass: 'standard', supply: 'goods' },
  { chargeCode: 'SERVICE', name: 'Services', revenueAccountCode: '4000', taxClass: 'standard', supply: 'service' },
  { chargeCode: 'FREIGHT', name: 'Freight', revenueAccountCode: '4100', taxClass: 'standard', supply: 'goods' },
];

// Standard and one reduced rate with the first day of the standard rate in force, as the European Commission's "Taxes in Europe" database,
// HMRC and the Swiss tax administration publish them. Further rates are added by the company (Products, Tax rates).
const rates: readonly (readonly [jurisdiction: string, validFrom: string, standard: string, reduced: string | null])[] = [
  ['AT', '2016-01-01', '20', '10'], ['BE', '1996-01-01', '21', '6'], ['CZ', '2024-01-01', '21', '12'], ['DE', '2021-01-01', '19', '7'], ['DK', '1992-01-01', '25', null],
  ['ES', '2012-09-01', '21', '10'], ['FI', '2024-09-01', '25.5', null], ['FR', '2014-01-01', '20', '5.5'], ['IE', '2021-03-01', '23', '13.5'], ['IT', '2013-10-01', '22', '10'],
  ['LU', '2024-01-01', '17', '8'], ['NL', '2019-01-01', '21', '9'], ['PL', '2011-01-01', '23', '8'], ['PT', '2011-01-01', '23', '6'], ['SE', '1996-01-01', '25', '12'],
  ['GB', '2011-01-04', '20', '5'], ['CH', '2024-01-01', '8.1', '2.6'],
];

/** Codes and rates that are there already stay as they are. */
export async function seedCatalogDefaults(tx: Tx, ctx: Context): Promise<void> {
  for (const code of chargeCodes) await insertChargeCode(tx, code, ctx.now);
  for (const [jurisdiction, validFrom, standard, reduced] of rates) {
    await insertTaxRate(tx, { jurisdiction, taxClass: 'standard', validFrom, rate: standard, name: `VAT ${standard} %` }, ctx.now);
    if (reduced !== null) await insertTaxRate(tx, { jurisdiction, taxClass: 'reduced', validFrom, rate: reduced, name: `VAT ${reduced} %` }, ctx.now);
    await insertTaxRate(tx, { jurisdiction, taxClass: 'zero', validFrom, rate: '0', name: 'VAT 0 %' }, ctx.now);
  }
}
