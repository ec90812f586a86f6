// The two standing lists as the API sends them: delivered but not billed, billed but not delivered.
import type { WireMoney } from '../../api/types.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type UnbilledWhy = 'uncharged' | 'pending' | 'held' | 'billed_later';

export type UnbilledRow = {
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly delivery_id: string;
  readonly delivery_number: string;
  readonly line_no: number;
  readonly kind: string;
  readonly delivered_on: string;
  readonly order_id: string | null;
  readonly order_number: string | null;
  readonly customer_po: string | null;
  readonly sku: string;
  readonly description: string;
  readonly quantity: string;
  readonly age_days: number;
  readonly charge_id: string | null;
  readonly why: UnbilledWhy;
  readonly reasons: readonly string[];
  readonly owner_role: string | null;
  /** Null where no charge says what it is worth. */
  readonly amount: WireMoney | null;
  readonly currency: string;
};

/** One sum per reason and currency; joined to one per currency for the foot of the list. */
export type StandingTotals = { readonly currency: string; readonly lines: number; readonly amount: WireMoney | null };

export type UndeliveredRow = {
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly document_id: string;
  readonly document_number: string;
  readonly line_no: number;
  readonly issued_on: string;
  readonly order_number: string;
  readonly order_line_no: number | null;
  readonly description: string;
  readonly billed_quantity: string;
  readonly delivered_quantity: string;
  readonly excess_quantity: string;
  readonly why: 'not_delivered' | 'no_order_line';
  readonly age_days: number;
  readonly amount: WireMoney;
  readonly currency: string;
};

export const unbilledReasons: Readonly<Record<UnbilledWhy, StatusLook>> = {
  uncharged: { label: 'Not priced yet', tone: 'neutral' },
  pending: { label: 'Ready to bill', tone: 'info' },
  held: { label: 'Held', tone: 'warn' },
  billed_later: { label: 'Billed later', tone: 'ok' },
};

export const undeliveredReasons: Readonly<Record<UndeliveredRow['why'], StatusLook>> = {
  not_delivered: { label: 'Not delivered', tone: 'warn' },
  no_order_line: { label: 'No order line', tone: 'neutral' },
};
