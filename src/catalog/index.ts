// The door of the catalogue.

export { resolvePrice, type PriceRow, type PriceQuestion } from './price.ts';
export {
  decideTax, discountLowersTax, registrationsIn, taxPlace, rateTable, rateOn, rateKey, taxClasses, type TaxQuestion, type TaxAnswer, type TaxDecision, type TaxCategory, type TaxClass, type Supply, type TaxRate,
  type TaxRates, type Registration, type Certificate,
} from './tax.ts';
export { taxReasonIn } from './tax-reasons.ts';
export type { Product } from './product.ts';
export {
  findProduct, findProductBySku, loadProducts, loadProductsBySku, loadPrices, revenueAccounts, loadTaxFacts, type RevenueAccount, type TaxFacts, type ChargeCode,
} from './queries.ts';
export { recordChargeCode, createProduct, changeProduct, addPrice, createPriceBook } from './record-catalog.ts';
export { endTaxRegistration, recordTaxRate, recordTaxRegistration } from './record-tax.ts';
export { catalogImports } from './imports.ts';
export { catalogChecks } from './checks-store.ts';
export { seedCatalogDefaults } from './catalog-defaults.ts';
