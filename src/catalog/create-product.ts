// Products: creating one, and changing what is said of it. Prices are apart; documents keep the words they were made with.

import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { normaliseCode } from './charge-code.ts';
import { checkSku, sameProduct, type Product, type ProductFacts } from './product.ts';
import { findProduct, listChargeCodes, type ChargeCode } from './queries.ts';
import { insertProducts, lockProducts, lockSkus, updateProducts } from './store.ts';
import type { TaxClass } from './tax.ts';

export type NewProduct = {
  readonly sku: string;
  readonly externalId?: string | null | undefined;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly unit?: string | undefined;
  readonly chargeCode: string;
  /** The class of its charge code when not given. */
  readonly taxClass?: TaxClass | undefined;
  readonly active?: boolean | undefined;
};

/** Refuses product.sku, product.exists and charge_code.unknown. */
export async function createProduct(tx: Tx, ctx: Context, input: NewProduct): Promise<Product> {
  await lockSkus(tx);
  checkSku(input.sku);
  const chargeCode = await requireChargeCode(tx, input.chargeCode);
  const productId = newId(millisecondsOf(ctx.now));
  const product = {
    productId, sku: input.sku, externalId: input.externalId ?? null, name: input.name, description: input.description ?? null, unit: input.unit ?? 'unit', chargeCode: chargeCode.chargeCode,
    taxClass: input.taxClass ?? chargeCode.taxClass, active: input.active ?? true,
  };
  if ((await insertProducts(tx, [product], ctx.now)) === 0) refuse('product.exists', `the SKU ${input.sku} or the external id is taken`, { field: 'sku', value: input.sku });
  tx.audit({ subjectKind: 'product', subjectId: productId, after: product });
  return requireProduct(tx, productId);
}

export type ProductChange = { readonly productId: string; readonly version: number; readonly changes: Partial<ProductFacts> };

/** Refuses product.unknown, conflict.stale and charge_code.unknown. */
export async function changeProduct(tx: Tx, _ctx: Context, input: ProductChange): Promise<Product> {
  const { sku } = await requireProduct(tx, input.productId);
  await lockProducts(tx, [sku]);
  const before = await requireProduct(tx, input.productId);
  if (before.version !== input.version) refuse('conflict.stale', `this is version ${before.version} now`, { field: 'version', value: input.version });
  const given = Object.fromEntries(Object.entries(input.changes).filter(([, value]) => value !== undefined)) as Partial<ProductFacts>;
  const chargeCode = given.chargeCode === undefined ? before.chargeCode : (await requireChargeCode(tx, given.chargeCode)).chargeCode;
  const after = { ...before, ...given, chargeCode };
  if (sameProduct(before, after)) return before;
  await updateProducts(tx, [{ before, after }]);
  tx.audit({ subjectKind: 'product', subjectId: before.productId, before, after });
  return requireProduct(tx, before.productId);
}

async function requireChargeCode(tx: Tx, code: string): Promise<ChargeCode> {
  const wanted = normaliseCode(code);
  const found = (await listChargeCodes(tx)).find((known) => known.chargeCode === wanted);
  return found ?? refuse('charge_code.unknown', `there is no charge code ${wanted}`, { field: 'charge_code', value: code });
}

async function requireProduct(tx: Tx, productId: string): Promise<Product> {
  return (await findProduct(tx, productId)) ?? refuse('product.unknown', 'there is no such product', { field: 'product', value: productId });
}
