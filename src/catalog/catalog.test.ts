// The catalogue on a real database: by hand, by import, over the API, and who sees what.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { createCustomer, seedTermsDefaults } from '#customers/index.ts';
import { bringIn } from '#customers/testing/bring-in.ts';
import { routeCaller, type Asked, type Wire } from '#customers/testing/call-route.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly, inTransaction } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { catalogRoutes } from './http.ts';
import { importPrices } from './import-prices.ts';
import { importProducts } from './import-products.ts';
import { importTaxRates } from './import-tax-rates.ts';
import { catalogChecks, decideTax, findProductBySku, loadPrices, loadTaxFacts, resolvePrice, revenueAccounts, seedCatalogDefaults } from './index.ts';

let platform: TestPlatform;
let ctx: Context;
let call: (operation: string, asked?: Asked) => Promise<Wire>;
let customerId = '';

before(async () => {
  platform = await openTestPlatform();
  ctx = await testContext(platform);
  const callRoute = routeCaller(platform, catalogRoutes);
  call = (operation, asked) => callRoute(ctx, operation, asked);
  const address = { lines: ['Kade 1'], country: 'NL' };
  await command(platform.database, ctx, { name: 'company', permission: 'org.manage', key: 'company', input: {} }, async (tx) => {
    await createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', taxId: 'NL123456789B01', address } });
    await seedTermsDefaults(tx, ctx);
    await seedCatalogDefaults(tx, ctx);
    await seedCatalogDefaults(tx, ctx);
    customerId = (await createCustomer(tx, ctx, { number: '10001', name: 'Tegelhuis', billTo: { lines: ['Plein 1'], country: 'DE' }, taxId: 'DE136695976' })).customerId;
    return {};
  });
});
after(() => platform.close());

const read = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => inReadOnly(platform.database, ctx, work);
const product = (sku: string, more: object = {}): Promise<Wire> => call('createProduct', { body: { sku, name: `Product ${sku}`, charge_code: 'GOODS', tax_class: 'standard', ...more } });

async function assertChecks(): Promise<void> {
  for (const check of catalogChecks) {
    const { breaches, examined } = await read((tx) => check.run(tx));
    assert.deepEqual(breaches, [], check.name);
    assert.ok(examined > 0, `${check.name} looked at something`);
  }
}

test('a new company can charge, at home and into the Union, with the rates of the day', async () => {
  const accounts = await read((tx) => revenueAccounts(tx, 1));
  assert.deepEqual([...accounts.values()].map((account) => [account.chargeCode, account.taxClass, account.supply]).sort(), [['FREIGHT', 'standard', 'goods'], ['GOODS', 'standard', 'goods'], ['SERVICE', 'standard', 'service']]);
  const { seller, rates } = await read((tx) => loadTaxFacts(tx, 1));
  assert.deepEqual(seller, { country: 'NL', registrations: [{ jurisdiction: 'NL', number: 'NL123456789B01', validFrom: '2000-01-01', validTo: null }] });
  const decide = (country: string, on: string, taxClass: 'standard' | 'reduced' = 'standard'): unknown =>
    decideTax({ seller: { country, registrations: [{ jurisdiction: country, number: 'x', validFrom: '2000-01-01', validTo: null }] }, rates, shipTo: { country, region: null }, customer: { taxTreatment: 'standard', taxId: null, country }, taxClass, on });
  const rateOf = (country: string, taxClass?: 'reduced'): string => (decide(country, '2026-03-02', taxClass) as { rate: string }).rate;
  assert.deepEqual(['NL', 'DE', 'FI', 'EE', 'RO', 'SK', 'GB', 'CH'].map((country) => rateOf(country)), ['21', '19', '25.5', '24', '21', '23', '20', '8.1']);
  assert.deepEqual(['NL', 'FI', 'LT', 'CH'].map((country) => rateOf(country, 'reduced')), ['9', '13.5', '12', '2.6']);
  assert.match((decide('RO', '2025-07-31') as { undecidable: string }).undecidable, /no standard rate of RO/);
});

test('a product is created once and changed by who saw it last', async () => {
  const made = await product('T-60', { external_id: 'erp-1', charge_code: 'goods' });
  await assert.rejects(product('T-60'), { code: 'product.exists' });
  await assert.rejects(product('T-61', { external_id: 'erp-1' }), { code: 'product.exists' });
  await assert.rejects(product(' '), /too_small|Too small/);
  await assert.rejects(product('T\u0007'), { code: 'product.sku' });
  await assert.rejects(product('T-62', { charge_code: 'NONE' }), { code: 'product.charge_code' });
  const body = { version: 1, name: 'Floor tile 60x60', charge_code: 'GOODS', tax_class: 'standard', unit: 'm2' };
  assert.equal((await call('changeProduct', { params: { product: 'T-60' }, body }))['version'], 2);
  await assert.rejects(call('changeProduct', { params: { product: 'T-60' }, body }), { code: 'conflict.stale' });
  assert.equal((await call('changeProduct', { params: { product: String(made['product_id']) }, body: { ...body, version: 2 } }))['version'], 2);
  await assert.rejects(call('getProduct', { params: { product: 'none' } }), { code: 'product.unknown' });
  const found = async (q: string): Promise<unknown[]> => ((await call('listProducts', { query: { q } })).items ?? []).map((row) => row['sku']);
  assert.deepEqual([await found('floor 60x'), await found('t60'), await found('product'), await found('--')], [['T-60'], ['T-60'], [], []]);
});

test('prices are added and never changed; the one that counts is told', async () => {
  const price = (body: object): Promise<Wire> => call('addPrice', { body: { price_book: 'list', product_id: productId, unit_price: '10', valid_from: '2026-01-01', ...body } });
  const productId = (await read((tx) => findProductBySku(tx, 'T-60')))?.productId ?? '';
  await price({});
  await price({ unit_price: '10.123456', valid_from: '2026-03-01' });
  await price({ unit_price: '9', customer_id: customerId, min_quantity: '10', valid_to: '2026-12-31' });
  const resolve = async (query: object): Promise<unknown> => (await call('resolvePrice', { query: { product: 'T-60', on: '2026-03-02', ...query } }))['unit_price'];
  assert.deepEqual([await resolve({}), await resolve({ on: '2026-02-28' }), await resolve({ customer_id: customerId, quantity: '10' }), await resolve({ on: '2025-12-31' }), await resolve({ currency: 'USD' })], ['10.123456', '10', '9', null, null]);
  const listed = (await call('listProducts', { query: {} })).items?.[0];
  assert.deepEqual([listed?.['list_price'], listed?.['list_currency']], ['10.123456', 'EUR']);
  assert.equal(((await call('getProduct', { params: { product: 'T-60' } }))['prices'] as Wire[]).length, 3);
  await assert.rejects(price({ price_book: 'NONE' }), { code: 'price.book_unknown' });
  await assert.rejects(price({ product_id: customerId }), { code: 'product.unknown' });
  await assert.rejects(price({ customer_id: productId }), { code: 'customer.unknown' });
  await assert.rejects(price({ unit_price: '-1' }), { code: 'price.negative' });
  await assert.rejects(price({ min_quantity: '-1' }), { code: 'price.quantity' });
  await assert.rejects(price({ valid_to: '2025-12-31' }), { code: 'price.dates' });
  await assert.rejects(call('createPriceBook', { body: { price_book: 'LIST', name: 'x', currency: 'USD' } }), { code: 'price_book.exists' });
  await assert.rejects(call('createPriceBook', { body: { price_book: 'my book', name: 'x', currency: 'USD' } }), { code: 'catalog.code' });
});

test('a charge code may be named anew, but not be posted elsewhere', async () => {
  const code = (body: object): Promise<Wire> => call('createChargeCode', { body: { charge_code: 'books', name: 'Books', revenue_account_code: '4000', tax_class: 'reduced', ...body } });
  assert.equal((await code({}))['charge_code'], 'BOOKS');
  await code({ name: 'Printed matter' });
  assert.equal((await call('listChargeCodes')).items?.find((row) => row['charge_code'] === 'BOOKS')?.['name'], 'Printed matter');
  await assert.rejects(code({ tax_class: 'standard' }), { code: 'charge_code.exists' });
  await assert.rejects(code({ charge_code: 'X', revenue_account_code: '9999' }), { code: 'account.unknown' });
  await assert.rejects(code({ charge_code: 'X', revenue_account_code: '1200' }), { code: 'account.unknown' });
});

test('a rate is recorded once per day; registrations begin and end', async () => {
  const rate = (body: object): Promise<Wire> => call('createTaxRate', { body: { jurisdiction: 'US-CA', tax_class: 'standard', valid_from: '2017-01-01', rate: '7.25', name: 'State', ...body } });
  await rate({});
  await rate({ rate: '7.250' });
  await assert.rejects(rate({ rate: '8' }), { code: 'tax.rate_exists' });
  await assert.rejects(rate({ rate: '101' }), { code: 'tax.rate_bounds' });
  await assert.rejects(rate({ jurisdiction: 'Calif' }), { code: 'tax.jurisdiction' });
  assert.equal((await call('listTaxRates', { query: { jurisdiction: 'US-CA' } })).items?.length, 1);

  const params = { entity_id: '1' };
  const register = (body: object): Promise<Wire> => call('addTaxRegistration', { params, body: { jurisdiction: 'DE', number: 'DE1', valid_from: '2026-01-01', ...body } });
  await register({});
  await register({});
  await assert.rejects(register({ number: 'DE2' }), { code: 'tax.registration_exists' });
  await assert.rejects(register({ valid_from: '2026-02-01', valid_to: '2026-01-31' }), { code: 'date.malformed' });
  await assert.rejects(call('addTaxRegistration', { params: { entity_id: '9' }, body: { jurisdiction: 'DE', number: 'x', valid_from: '2026-01-01' } }), { code: 'request.not_found' });
  const decide = async (on: string): Promise<unknown> => (await call('decideTax', { query: { customer: '10001', supply: 'goods', on, tax_class: 'standard' } }))['category'];
  assert.equal(await decide('2026-03-02'), 'K', 'a business in another member state');
  const end = (lastDay: string): Promise<Wire> => call('endTaxRegistration', { params: { ...params, jurisdiction: 'DE' }, body: { last_day: lastDay, reason: 'moved out' } });
  await assert.rejects(end('2026-01-01'), { code: 'tax.registration_exists' });
  await end('2026-06-30');
  await assert.rejects(end('2026-07-31'), { code: 'request.not_found' });
  assert.deepEqual((await call('listTaxRegistrations', { params })).items?.map((row) => [row['jurisdiction'], row['valid_from'], row['valid_to']]), [['DE', '2026-01-01', null], ['DE', '2026-06-30', '2026-06-30'], ['NL', '2000-01-01', null]]);
});

test('products come in once, and an empty cell erases nothing', async () => {
  const rows: readonly Readonly<Record<string, string>>[] = [
    { sku: 'P-1', name: 'Adhesive', unit: 'bag', charge_code: 'goods', tax_class: 'standard', external_id: 'erp-9' }, { sku: 'P-2', name: 'Book', charge_code: 'books' }, { sku: 'P-3', name: 'Cutting', charge_code: 'cutting' },
    { sku: 'P-4', name: 'Taken', external_id: 'erp-1' },
  ];
  const first = await bringIn(platform, ctx, importProducts, rows);
  assert.deepEqual([first.created, first.issues.map((issue) => [issue.rowNumber, issue.code])], [2, [[4, 'product.charge_code'], [5, 'product.exists']]]);
  const again = await bringIn(platform, ctx, importProducts, rows.slice(0, 2), 1_780_000_000_000);
  assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, 2]);
  const changed = await bringIn(platform, ctx, importProducts, [{ sku: 'P-1', name: 'Adhesive C2' }, { sku: 'P-2', name: 'Book', active: 'false' }]);
  assert.deepEqual([changed.updated, changed.unchanged], [2, 0]);
  const adhesive = await read((tx) => findProductBySku(tx, 'P-1'));
  assert.deepEqual([adhesive?.name, adhesive?.unit, adhesive?.externalId, adhesive?.version, adhesive?.active], ['Adhesive C2', 'bag', 'erp-9', 2, true]);
  const book = await read((tx) => findProductBySku(tx, 'P-2'));
  assert.deepEqual([book?.taxClass, book?.active, book?.unit], ['reduced', false, 'unit']);
  await assertChecks();
});

test('two imports of one file at the same time make each product and each price once', async () => {
  const products = Array.from({ length: 40 }, (_row, index) => ({ sku: `Q-${index}`, name: `Parallel ${index}` }));
  const made = await Promise.all([bringIn(platform, ctx, importProducts, products), bringIn(platform, ctx, importProducts, products, 1_780_000_000_000)]);
  assert.equal(made[0].created + made[1].created, 40);
  const prices = products.map(({ sku }) => ({ price_book: 'LIST', product: sku, unit_price: '3', valid_from: '2026-01-01' }));
  const priced = await Promise.all([bringIn(platform, ctx, importPrices, prices), bringIn(platform, ctx, importPrices, prices, 1_780_000_000_000)]);
  assert.equal(priced[0].created + priced[1].created, 40);
});

test('prices come in once; a later file corrects, one file does not contradict itself', async () => {
  const row = { price_book: 'list', product: 'P-1', unit_price: '24.90', currency: 'EUR', valid_from: '2026-01-01' };
  const first = await bringIn(platform, ctx, importPrices, [
    row, { ...row, unit_price: '24.900' }, { ...row, unit_price: '25' }, { ...row, min_quantity: '10', unit_price: '23' }, { ...row, customer_number: '10001', unit_price: '20' }, { ...row, product: 'none' },
    { ...row, customer_number: 'none' }, { ...row, currency: 'USD' }, { ...row, price_book: 'export', currency: 'USD', unit_price: '30' }, { ...row, unit_price: '-1' }, { ...row, valid_to: '2025-01-01' },
  ]);
  assert.deepEqual([first.created, first.unchanged], [4, 1]);
  assert.deepEqual(first.issues.map((issue) => [issue.rowNumber, issue.code]), [
    [4, 'import.duplicate_in_file'], [7, 'product.unknown'], [8, 'price.customer_unknown'], [9, 'price.book_currency'], [11, 'price.negative'], [12, 'price.dates'],
  ]);
  assert.deepEqual((await bringIn(platform, ctx, importPrices, [row], 1_780_000_000_000)).unchanged, 1);
  platform.clock.moveTo('2026-03-03T09:00:00.000Z');
  await bringIn(platform, { ...ctx, now: platform.clock.now() }, importPrices, [{ ...row, unit_price: '26' }], 1_780_000_000_000);
  const { productId } = (await read((tx) => findProductBySku(tx, 'P-1'))) ?? { productId: '' };
  const prices = (await read((tx) => loadPrices(tx, [productId]))).get(productId) ?? [];
  const resolve = (quantity: string, currency: string): string | undefined => resolvePrice(prices, { productId, customerId: null, quantity, on: '2026-06-01', currency })?.unitPrice;
  assert.deepEqual([resolve('1', 'EUR'), resolve('10', 'EUR'), resolve('1', 'USD')], ['26', '23', '30']);
  await assertChecks();
});

test('tax rates come in once and are not contradicted', async () => {
  const rows = [
    { jurisdiction: 'nl', tax_class: 'standard', valid_from: '2012-10-01', rate: '21.0' }, { jurisdiction: 'NO', tax_class: 'standard', valid_from: '2005-01-01', rate: '25' },
    { jurisdiction: 'NL', tax_class: 'standard', valid_from: '2012-10-01', rate: '19' }, { jurisdiction: 'Norway', tax_class: 'standard', valid_from: '2005-01-01', rate: '25' }, { jurisdiction: 'NO', tax_class: 'reduced', valid_from: '2005-01-01', rate: '250' },
  ];
  const outcome = await bringIn(platform, ctx, importTaxRates, rows);
  assert.deepEqual([outcome.created, outcome.unchanged, outcome.issues.map((issue) => [issue.rowNumber, issue.code])], [1, 1, [[4, 'tax.rate_exists'], [5, 'tax.jurisdiction'], [6, 'tax.rate_bounds']]]);
  assert.deepEqual((await bringIn(platform, ctx, importTaxRates, rows.slice(0, 2))).unchanged, 2);
});

test('another organisation sees nothing, a price is never rewritten, the checks find what is wrong', async () => {
  const stranger = await testContext(platform);
  const unseen = await inReadOnly(platform.database, stranger, (tx) => tx.many({ text: 'select 1 from catalog.product union all select 1 from catalog.price union all select 1 from catalog.product_word union all select 1 from catalog.tax_rate', values: [] }));
  assert.deepEqual(unseen, []);
  await assert.rejects(inTransaction(platform.database, ctx, (tx) => tx.run({ text: 'update catalog.price set unit_price = 1', values: [] })), /permission denied/);
  await assert.rejects(platform.database.ownerPool.query('delete from catalog.tax_rate'), /append-only/);
  await platform.database.ownerPool.query("update catalog.product set name = 'Another' where sku = 'P-1'");
  await platform.database.ownerPool.query("update catalog.charge_code set revenue_account_code = '1200' where charge_code = 'BOOKS'");
  const breaches = await Promise.all(catalogChecks.map(async (check) => (await read((tx) => check.run(tx))).breaches));
  assert.deepEqual(breaches.flat(), ['charge code BOOKS is posted to 1200', 'product P-1 is not found under its words']);
});
