// What a new company's catalogue starts with: charge codes, a price book, tax rates, and its registration at home.

import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { loadPriceBooks } from './queries.ts';
import { setChargeCode, type ChargeCodeInput } from './charge-code.ts';
import { startingRates } from './starting-rates.ts';
import { insertPriceBook, insertRegistration, insertTaxRates } from './store.ts';
import type { TaxRate } from './tax.ts';

export const startingChargeCodes: readonly ChargeCodeInput[] = [
  { chargeCode: 'GOODS', name: 'Goods', revenueAccountCode: '4000', taxClass: 'standard', supply: 'goods' },
  { chargeCode: 'SERVICE', name: 'Services', revenueAccountCode: '4000', taxClass: 'standard', supply: 'service' },
  { chargeCode: 'FREIGHT', name: 'Freight', revenueAccountCode: '4100', taxClass: 'standard', supply: 'goods' },
];

export const startingPriceBook = 'LIST';

/** Adds what is missing and leaves the rest as it is. An entity with a tax id counts as registered in its own country. */
export async function seedCatalogDefaults(tx: Tx, ctx: Context, entityId: number): Promise<void> {
  const entity = (await findEntity(tx, entityId)) ?? refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  for (const chargeCode of startingChargeCodes) await setChargeCode(tx, ctx, chargeCode);
  if (!(await loadPriceBooks(tx, [startingPriceBook])).has(startingPriceBook)) {
    await insertPriceBook(tx, { priceBook: startingPriceBook, name: 'List prices', currency: entity.baseCurrency, now: ctx.now });
  }
  const rates = startingRates.flatMap(([jurisdiction, standard, reduced]): TaxRate[] => [
    { jurisdiction, taxClass: 'standard', validFrom: standard.since, rate: standard.rate, name: 'Standard rate' },
    ...(reduced === null ? [] : [{ jurisdiction, taxClass: 'reduced' as const, validFrom: reduced.since, rate: reduced.rate, name: 'Reduced rate' }]),
  ]);
  const added = await insertTaxRates(tx, rates, ctx.now);
  tx.audit({ subjectKind: 'tax_rate', subjectId: 'starting rates', after: { added } });
  if (entity.taxId !== null && entity.taxId !== '') {
    const registration = { jurisdiction: entity.country, number: entity.taxId, validFrom: '2000-01-01', validTo: null };
    if (await insertRegistration(tx, entityId, registration, ctx.now)) tx.audit({ subjectKind: 'entity', subjectId: String(entityId), after: { registration } });
  }
}
