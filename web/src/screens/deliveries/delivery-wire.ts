// Confirmations of delivery or service, and returns, as the API sends them.
import type { StatusLook } from '../../grid/column-makers.tsx';

export type DeliveryKind = 'delivery' | 'service' | 'return';

export type DeliveryRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: DeliveryKind;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly delivered_on: string;
  readonly confirmed_by: string | null;
  readonly lines: number;
  readonly orders: readonly string[];
  /** Named by the confirmation but not recorded: what they deliver is held. */
  readonly unknown_orders: readonly string[];
  readonly file_id: string | null;
  readonly file_name: string | null;
  readonly sha256: string | null;
  readonly source_row: number | null;
  readonly recorded_at: string;
};

export type DeliveryRecord = DeliveryRow & {
  readonly delivery_lines: readonly {
    readonly line_no: number;
    readonly order_id: string | null;
    readonly order_number: string | null;
    readonly order_line_no: number | null;
    readonly order_reference: string | null;
    readonly sku: string;
    readonly product_name: string;
    readonly unit: string;
    readonly quantity: string;
    readonly source_row: number | null;
  }[];
};

export const deliveryKinds: Readonly<Record<DeliveryKind, StatusLook>> = {
  delivery: { label: 'Delivery', tone: 'ok' },
  service: { label: 'Service', tone: 'info' },
  return: { label: 'Return', tone: 'warn' },
};
