// What a new company's catalogue starts with: charge codes, a price book, the VAT rates of Europe, and its registration at home.

import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { firstEntity } from '#customers/index.ts';
import { recordTaxRegistration } from './record-tax.ts';
import { furtherRates, startingRates } from './starting-rates.ts';
import { insertChargeCode, insertPriceBook, insertTaxRates, type NewChargeCode, type NewTaxRate } from './store.ts';

const chargeCodes: readonly NewChargeCode[] = [
  { chargeCode: 'GOODS', name: 'Goods', revenueAccountCode: '4000', taxClass: 'standard', supply: 'goods' },
  { chargeCode: 'SERVICE', name: 'Services', revenueAccountCode: '4000', taxClass: 'standard', supply: 'service' },
  { chargeCode: 'FREIGHT', name: 'Freight', revenueAccountCode: '4100', taxClass: 'standard', supply: 'goods' },
];

/** The day from which a company that has a tax id counts as registered, where it says no other. */
const registeredSince = '2000-01-01';

/** What is there already stays as it is. */
export async function seedCatalogDefaults(tx: Tx, ctx: Context): Promise<void> {
  const entity = await firstEntity(tx);
  for (const code of chargeCodes) await insertChargeCode(tx, code, ctx.now);
  await insertPriceBook(tx, { priceBook: 'LIST', name: 'List prices', currency: entity.baseCurrency }, ctx.now);
  const rates = startingRates.flatMap(([jurisdiction, standard, reduced]): NewTaxRate[] => [
    { jurisdiction, taxClass: 'standard', validFrom: standard[1], rate: standard[0], name: `VAT ${standard[0]} %` },
    ...(reduced === null ? [] : [{ jurisdiction, taxClass: 'reduced' as const, validFrom: reduced[1], rate: reduced[0], name: `VAT ${reduced[0]} %` }]),
  ]);
  const further = furtherRates.map(([jurisdiction, taxClass, rate, validFrom]): NewTaxRate => ({ jurisdiction, taxClass, validFrom, rate, name: `VAT ${rate} %` }));
  const added = await insertTaxRates(tx, [...rates, ...further], ctx.now);
  tx.audit({ subjectKind: 'catalogue', after: { chargeCodes, taxRates: added } });
  if (entity.taxId !== null && entity.taxId !== '') {
    await recordTaxRegistration(tx, ctx, { entityId: entity.entityId, jurisdiction: entity.country, number: entity.taxId, validFrom: registeredSince, validTo: null });
  }
}
