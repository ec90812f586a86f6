// Which price counts: customer before general, then the largest quantity reached, then the latest start, then the latest recorded.

import { compareDecimal, parseDecimal, type Decimal } from '#kernel/decimal.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';

export type PriceRow = {
  readonly priceId: string;
  readonly priceBook: string;
  readonly productId: string;
  /** Null: the price of everybody. */
  readonly customerId: string | null;
  readonly currency: Currency;
  readonly minQuantity: string;
  readonly unitPrice: string;
  readonly validFrom: LocalDate;
  /** The last day on which it counts; null has no end. */
  readonly validTo: LocalDate | null;
  readonly recordedAt: Instant;
};

export type PriceQuestion = {
  readonly productId: string;
  readonly customerId: string | null;
  readonly quantity: string | Decimal;
  readonly on: LocalDate;
  /** Prices in other currencies are left aside; without it every currency may answer. */
  readonly currency?: Currency | undefined;
  readonly priceBook?: string | undefined;
};

/** The price in force for a customer, a quantity and a day; null where none is. */
export function resolvePrice(prices: readonly PriceRow[], question: PriceQuestion): PriceRow | null {
  const quantity = typeof question.quantity === 'string' ? parseDecimal(question.quantity) : question.quantity;
  let best: PriceRow | null = null;
  for (const price of prices) {
    if (counts(price, question, quantity) && (best === null || isBetter(price, best))) best = price;
  }
  return best;
}

function counts(price: PriceRow, question: PriceQuestion, quantity: Decimal): boolean {
  if (price.productId !== question.productId) return false;
  if (price.customerId !== null && price.customerId !== question.customerId) return false;
  if (question.currency !== undefined && price.currency !== question.currency) return false;
  if (question.priceBook !== undefined && price.priceBook !== question.priceBook) return false;
  if (price.validFrom > question.on || (price.validTo !== null && price.validTo < question.on)) return false;
  return compareDecimal(parseDecimal(price.minQuantity), quantity) <= 0;
}

function isBetter(price: PriceRow, best: PriceRow): boolean {
  if ((price.customerId === null) !== (best.customerId === null)) return price.customerId !== null;
  const byQuantity = compareDecimal(parseDecimal(price.minQuantity), parseDecimal(best.minQuantity));
  if (byQuantity !== 0) return byQuantity > 0;
  if (price.validFrom !== best.validFrom) return price.validFrom > best.validFrom;
  if (price.recordedAt !== best.recordedAt) return Date.parse(price.recordedAt) > Date.parse(best.recordedAt);
  // Prices of one instant (an import) follow each other by their time-ordered ids.
  return price.priceId > best.priceId;
}
