// A product as a value: what is sold, in which unit, what it is for the books and for tax.

import { refuse } from '#kernel/refusal.ts';
import type { Instant } from '#platform/clock.ts';
import type { TaxClass } from './tax.ts';

export type ProductFacts = {
  readonly name: string;
  readonly description: string | null;
  readonly unit: string;
  readonly chargeCode: string;
  readonly taxClass: TaxClass;
  readonly active: boolean;
};

export type Product = ProductFacts & {
  readonly productId: string;
  readonly sku: string;
  readonly externalId: string | null;
  /** Counts the changes, so that two people do not overwrite each other. */
  readonly version: number;
  readonly recordedAt: Instant;
};

const skuShape = /^[^\p{C}\s](?:[^\p{C}]{0,78}[^\p{C}\s])?$/u;

/** Codes of the catalogue are written in capitals, however they are typed. */
export function normaliseCode(text: string): string {
  return text.trim().toUpperCase();
}

export function checkSku(sku: string): void {
  if (!skuShape.test(sku)) refuse('product.sku', 'a SKU has 1 to 80 characters without blanks at its ends', { field: 'sku', value: sku });
}

export function sameProduct(a: ProductFacts, b: ProductFacts): boolean {
  return a.name === b.name && a.description === b.description && a.unit === b.unit && a.chargeCode === b.chargeCode && a.taxClass === b.taxClass && a.active === b.active;
}
