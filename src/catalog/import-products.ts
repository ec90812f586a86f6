// Importing products: by SKU; the same content changes nothing, another content changes the product.

import { derivedId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { decideRow } from '#customers/index.ts';
import { checkSku, normaliseCode, sameProduct, type Product } from './product.ts';
import { listChargeCodes, loadProductsBySku } from './queries.ts';
import { insertProducts, lockProductsBySku, lockSkus, subjectsOf, takenProducts, updateProducts, type WrittenProduct } from './store.ts';
import { taxClasses, type TaxClass } from './tax.ts';

export const importProducts: ImportKind = {
  kind: 'products', title: 'Products', permission: 'catalog.write', uniqueBy: ['sku', 'external_id'], tables: ['catalog.product', 'catalog.product_word'], write: writeProducts,
  fields: [
    { key: 'sku', title: 'SKU', type: 'text', required: true, lengthMax: 80, aliases: ['product', 'product_id', 'product_no', 'item', 'item_no', 'stock_code', 'article', 'artikelnummer'], example: 'TONER-BK', description: 'The number that identifies the product; a row with a known SKU changes that product.' },
    { key: 'name', title: 'Name', type: 'text', required: true, lengthMax: 200, aliases: ['product_name', 'title', 'bezeichnung'], example: 'Toner, black', description: 'What the invoice says.' },
    { key: 'external_id', title: 'External id', type: 'text', lengthMax: 100, aliases: ['external_key'], example: 'P-77', description: 'The id of the product in the system it comes from.' },
    { key: 'description', title: 'Description', type: 'text', lengthMax: 4000, aliases: ['details'], example: 'For 2,000 pages', description: 'For people; not printed.' },
    { key: 'unit', title: 'Unit', type: 'text', lengthMax: 30, aliases: ['uom', 'unit_of_measure', 'quantity_per_unit'], example: 'piece', description: 'The unit of its quantities; unit where it is empty and the product new.' },
    { key: 'charge_code', title: 'Charge code', type: 'text', lengthMax: 40, example: 'GOODS', description: 'Decides the revenue account, and the tax class where none is given; GOODS where it is empty and the product new.' },
    { key: 'tax_class', title: 'Tax class', type: 'choice', choices: taxClasses, aliases: ['vat_class', 'tax'], example: 'standard', description: 'Empty: that of the charge code.' },
    { key: 'active', title: 'Active', type: 'flag', example: 'true', description: 'Whether it is still sold.' },
  ],
};

const defaultChargeCode = 'GOODS';

type Known = { readonly products: ReadonlyMap<string, Product>; readonly skuByExternalId: ReadonlyMap<string, string>; readonly taxClasses: ReadonlyMap<string, TaxClass>; readonly runMs: number };

async function writeProducts(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const known = await readKnown(tx, batch);
  const created: WrittenProduct[] = [];
  const changes: { before: Product; after: WrittenProduct }[] = [];
  const issues: RunIssue[] = [];
  let unchanged = 0;
  for (const row of batch.rows) {
    const decided = decideRow(row, () => decideProduct(row, known));
    if ('issue' in decided) {
      issues.push(decided.issue);
      continue;
    }
    const before = known.products.get(decided.value.sku);
    if (before === undefined) created.push(decided.value);
    else if (sameProduct(before, decided.value)) unchanged += 1;
    else changes.push({ before, after: decided.value });
  }
  await insertProducts(tx, created, ctx.now);
  await updateProducts(tx, changes);
  const touched = [...created, ...changes.map((change) => change.after)].map((product) => product.productId);
  if (touched.length > 0) tx.audit({ subjectKind: 'product', reason: 'imported', after: { fileId: batch.fileId, created: created.length, updated: changes.length }, subjects: subjectsOf(touched) });
  return { created: created.length, updated: changes.length, unchanged, issues };
}

async function readKnown(tx: Tx, batch: ImportBatch): Promise<Known> {
  await lockSkus(tx);
  const texts = (key: string): string[] => batch.rows.flatMap((row) => row.values[key] ?? []);
  await lockProductsBySku(tx, texts('sku'));
  const taken = await takenProducts(tx, [], texts('external_id'));
  return {
    products: await loadProductsBySku(tx, texts('sku')), skuByExternalId: new Map(taken.flatMap(({ sku, externalId }) => (externalId === null ? [] : [[externalId, sku]]))),
    taxClasses: new Map((await listChargeCodes(tx)).map((code) => [code.chargeCode, code.taxClass])), runMs: batch.runMs,
  };
}

/** An empty cell says nothing: what is recorded stays. */
function decideProduct(row: CheckedRow, known: Known): WrittenProduct {
  const cell = (key: string): string | null => row.values[key] ?? null;
  const sku = cell('sku') ?? '';
  checkSku(sku);
  const before = known.products.get(sku) ?? null;
  const externalId = cell('external_id');
  const owner = externalId === null ? undefined : known.skuByExternalId.get(externalId);
  if (externalId !== null && ((owner !== undefined && owner !== sku) || (before !== null && before.externalId !== externalId))) {
    refuse('product.exists', owner === undefined ? `${sku} was recorded without this external id` : `the external id belongs to ${owner}`, { field: 'external_id', value: externalId });
  }
  const chargeCode = normaliseCode(cell('charge_code') ?? before?.chargeCode ?? defaultChargeCode);
  const codeClass = known.taxClasses.get(chargeCode);
  if (codeClass === undefined) refuse('product.charge_code', `there is no charge code ${chargeCode}`, { field: 'charge_code', value: cell('charge_code') ?? chargeCode });
  const keptClass = before !== null && before.chargeCode === chargeCode ? before.taxClass : codeClass;
  return {
    productId: before?.productId ?? derivedId(known.runMs, `product ${sku}`), sku, externalId: before?.externalId ?? externalId, name: cell('name') ?? sku, description: cell('description') ?? before?.description ?? null,
    unit: cell('unit') ?? before?.unit ?? 'unit', chargeCode, taxClass: (cell('tax_class') as TaxClass | null) ?? keptClass, active: cell('active') === null ? (before?.active ?? true) : cell('active') === 'true',
  };
}
