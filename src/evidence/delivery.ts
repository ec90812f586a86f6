// A confirmation that something was delivered, performed or came back, as a value.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import type { Source } from './order.ts';

export const deliveryKinds = ['delivery', 'service', 'return'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

export type Delivery = Source & {
  readonly deliveryId: string;
  readonly entityId: number;
  readonly number: string;
  readonly kind: DeliveryKind;
  readonly customerId: string;
  readonly deliveredOn: LocalDate;
  readonly confirmedBy: string | null;
  readonly recordedAt: Instant;
};

export type DeliveryLine = {
  readonly deliveryId: string;
  readonly lineNo: number;
  /** Null where the confirmation names no order that is recorded; orderReference keeps what it names. */
  readonly orderId: string | null;
  readonly orderLineNo: number | null;
  readonly orderReference: string | null;
  /** The line of it that the confirmation names. */
  readonly orderLineReference: number | null;
  readonly productId: string;
  /** Always above zero; what came back is a delivery of kind return. */
  readonly quantity: string;
  readonly sourceRow: number | null;
};

export type NewDelivery = Omit<Delivery, 'deliveryId' | 'recordedAt' | 'fileId' | 'runId'> & { readonly lines: readonly Omit<DeliveryLine, 'deliveryId'>[] };
