// Orders as the API sends them: where each stands, and per line what was ordered, delivered and is still to come.
import type { WireMoney } from '../../api/types.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';
import type { DeliveryRow } from '../deliveries/delivery-wire.ts';

export type OrderStatus = 'closed' | 'complete' | 'exhausted' | 'expired' | 'open';

export type OrderRow = {
  readonly id: string;
  readonly entity_id: number;
  readonly number: string;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly customer_po: string | null;
  readonly ordered_on: string;
  readonly currency: string;
  readonly price_rule: 'order' | 'delivery';
  readonly blanket: boolean;
  readonly not_to_exceed: WireMoney | null;
  readonly expires_on: string | null;
  readonly ship_to_code: string | null;
  readonly status: OrderStatus;
  readonly lines: number;
  readonly ordered: WireMoney;
  readonly delivered: WireMoney;
  readonly unpriced_lines: number;
  readonly last_delivered_on: string | null;
  readonly recorded_at: string;
  readonly file_id: string | null;
  readonly source_row: number | null;
};

export type OrderRecord = OrderRow & {
  readonly source: { readonly file_id: string; readonly file_name: string; readonly sha256: string } | null;
  readonly closure: { readonly closed_on: string; readonly reason: string; readonly recorded_at: string; readonly recorded_by: string } | null;
  readonly order_lines: readonly OrderLine[];
  readonly deliveries: readonly DeliveryRow[];
};

export type OrderLine = {
  readonly line_no: number;
  readonly product_id: string;
  readonly sku: string;
  readonly product_name: string;
  readonly unit: string;
  readonly description: string | null;
  readonly quantity: string;
  readonly unit_price: string | null;
  readonly discount_percent: string;
  readonly delivered: string;
  readonly returned: string;
  readonly remaining: string;
  readonly source_row: number | null;
};

export const orderStatuses: Readonly<Record<OrderStatus, StatusLook>> = {
  open: { label: 'Open', tone: 'info' },
  expired: { label: 'Expired', tone: 'warn' },
  exhausted: { label: 'Exhausted', tone: 'warn' },
  complete: { label: 'Delivered', tone: 'ok' },
  closed: { label: 'Closed', tone: 'neutral' },
};
