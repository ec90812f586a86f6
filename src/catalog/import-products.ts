// Importing products: by SKU; the same content changes nothing, another content changes the product.

import { derivedId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { decideRow } from '#customers/index.ts';
import { checkSku, sameProduct } from './product.ts';
import { listChargeCodes, loadProductsBySku } from './queries.ts';
import { insertProducts, updateProducts, type WrittenProduct } from './store.ts';
import { taxClasses, type TaxClass } from './tax.ts';

export const importProducts: ImportKind = {
  kind: 'products', title: 'Products', permission: 'catalog.write', uniqueBy: ['sku'], tables: ['catalog.product', 'catalog.product_word'], write: writeProducts,
  fields: [
    { key: 'sku', title: 'SKU', type: 'text', required: true, lengthMax: 80, aliases: ['product', 'product_id', 'product_no', 'item', 'item_no', 'stock_code', 'article', 'artikelnummer'], example: 'TONER-BK', description: 'The number that identifies the product; a row with a known SKU changes that product.' },
    { key: 'name', title: 'Name', type: 'text', required: true, lengthMax: 200, aliases: ['product_name', 'title', 'bezeichnung'], example: 'Toner, black', description: 'What the invoice says.' },
    { key: 'external_id', title: 'External id', type: 'text', lengthMax: 100, aliases: ['external_key'], example: 'P-77', description: 'The id of the product in the system it comes from.' },
    { key: 'description', title: 'Description', type: 'text', lengthMax: 2000, aliases: ['details'], example: 'For 2,000 pages', description: 'For people; not printed.' },
    { key: 'unit', title: 'Unit', type: 'text', lengthMax: 30, aliases: ['uom', 'unit_of_measure', 'quantity_per_unit'], fallback: 'unit', example: 'piece', description: 'The unit of its quantities.' },
    { key: 'charge_code', title: 'Charge code', type: 'text', lengthMax: 40, fallback: 'GOODS', example: 'GOODS', description: 'Decides the revenue account, and the tax class where none is given.' },
    { key: 'tax_class', title: 'Tax class', type: 'choice', choices: taxClasses, aliases: ['vat_class', 'tax'], example: 'standard', description: 'Empty: that of the charge code.' },
    { key: 'active', title: 'Active', type: 'flag', fallback: 'true', example: 'true', description: 'Whether it is still sold.' },
  ],
};

async function writeProducts(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const codes = new Map((await listChargeCodes(tx)).map((code) => [code.chargeCode, code.taxClass]));
  const known = await loadProductsBySku(tx, batch.rows.flatMap((row) => row.values['sku'] ?? []));
  const created: WrittenProduct[] = [];
  const updated: WrittenProduct[] = [];
  const issues: RunIssue[] = [];
  let unchanged = 0;
  for (const row of batch.rows) {
    const decided = decideRow(row, () => productOf(row, batch, codes));
    if ('issue' in decided) {
      issues.push(decided.issue);
      continue;
    }
    const before = known.get(decided.value.sku);
    if (before === undefined) created.push(decided.value);
    else if (sameProduct(before, decided.value)) unchanged += 1;
    else updated.push({ ...decided.value, productId: before.productId, externalId: before.externalId });
  }
  await insertProducts(tx, created, ctx.now);
  await updateProducts(tx, updated);
  if (created.length + updated.length > 0) tx.audit({ subjectKind: 'product', reason: 'imported', after: { run: batch.runId, created: created.map((product) => product.sku), updated: updated.map((product) => product.sku) } });
  return { created: created.length, updated: updated.length, unchanged, issues };
}

function productOf(row: CheckedRow, batch: ImportBatch, codes: ReadonlyMap<string, TaxClass>): WrittenProduct {
  const cell = (key: string): string | null => row.values[key] ?? null;
  const sku = cell('sku') ?? '';
  checkSku(sku);
  const chargeCode = cell('charge_code') ?? '';
  const taxClass = codes.get(chargeCode);
  if (taxClass === undefined) refuse('product.charge_code', `there is no charge code ${chargeCode}`, { field: 'charge_code', value: chargeCode });
  return {
    productId: derivedId(batch.runMs, `product ${batch.runId} ${sku}`), sku, externalId: cell('external_id'), name: cell('name') ?? sku, description: cell('description'), unit: cell('unit') ?? 'unit', chargeCode,
    taxClass: (cell('tax_class') as TaxClass | null) ?? taxClass, active: cell('active') !== 'false',
  };
}
