// A customer order as a value: header, lines, and where it stands against what was delivered.

import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';

export const priceRules = ['order', 'delivery'] as const;
/** Which day's price counts where a line names none: that of the order or that of the delivery. */
export type PriceRule = (typeof priceRules)[number];

/** The file, run and row that a piece of evidence came from; all null for what was recorded by hand. */
export type Source = { readonly fileId: string | null; readonly runId: string | null; readonly sourceRow: number | null };

export type Order = Source & {
  readonly orderId: string;
  readonly entityId: number;
  readonly number: string;
  readonly customerId: string;
  readonly customerPo: string | null;
  readonly orderedOn: LocalDate;
  readonly currency: Currency;
  readonly priceRule: PriceRule;
  /** Called off over time: the quantities are expectations, the limit is the amount. */
  readonly blanket: boolean;
  readonly notToExceedMinor: bigint | null;
  readonly expiresOn: LocalDate | null;
  readonly shipToCode: string | null;
  readonly recordedAt: Instant;
};

export type OrderLine = {
  readonly orderId: string;
  readonly lineNo: number;
  readonly productId: string;
  readonly description: string | null;
  readonly quantity: string;
  /** Null: the price book decides, on the day of the price rule. */
  readonly unitPrice: string | null;
  readonly discountPercent: string;
  readonly sourceRow: number | null;
};

/**
 * closed: someone ended it. complete: everything ordered was delivered. exhausted: the amount not to exceed was delivered.
 * expired: its last day has passed. The first that applies counts.
 */
export const orderStatuses = ['closed', 'complete', 'exhausted', 'expired', 'open'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** An order before it has a key, and the same order as compared with what is recorded. */
export type NewOrder = Omit<Order, 'orderId' | 'recordedAt' | 'fileId' | 'runId'> & { readonly lines: readonly Omit<OrderLine, 'orderId'>[] };
