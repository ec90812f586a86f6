// Charges as the API sends them: what may be billed, what is held and why, and the steps that made the amount.
import type { WireMoney } from '../../api/types.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type ChargeStatus = 'pending' | 'held' | 'billed' | 'waived' | 'reversed' | 'superseded';

export type Hold = {
  readonly check_code: string;
  readonly reason: string;
  readonly owner_role: string;
  readonly risk: WireMoney;
  readonly opened_at: string;
};

export type ChargeRow = {
  readonly charge_id: string;
  readonly kind: 'delivery' | 'return' | 'manual' | 'adjustment';
  readonly status: ChargeStatus;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly order_id: string | null;
  readonly order_number: string | null;
  readonly order_line_no: number | null;
  readonly customer_po: string | null;
  readonly delivery_id: string | null;
  readonly delivery_number: string | null;
  readonly delivery_line_no: number | null;
  readonly sku: string | null;
  readonly charge_code: string;
  readonly description: string;
  readonly service_on: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unit_price: string;
  readonly discount_percent: string;
  readonly amount: WireMoney;
  readonly currency: string;
  readonly tax_jurisdiction: string;
  readonly tax_category: string;
  readonly tax_rate: string;
  readonly age_days: number;
  readonly holds: readonly Hold[];
};

export type ChargeTotals = { readonly currency: string; readonly charges: number; readonly amount: WireMoney };

export type PastHold = Hold & {
  readonly released_at: string | null;
  readonly released_by: string | null;
  readonly release_reason: string | null;
};

export type ChargeRecord = ChargeRow & {
  readonly tax_reason: string | null;
  readonly recorded_at: string;
  readonly history: readonly PastHold[];
};

export type ChargeSummary = {
  readonly held: readonly HeldGroup[];
  readonly held_totals: readonly ChargeTotals[];
  readonly pending: readonly PendingGroup[];
  readonly pending_totals: readonly ChargeTotals[];
};

export type HeldGroup = {
  readonly check_code: string;
  readonly owner_role: string;
  readonly currency: string;
  readonly charges: number;
  readonly risk: WireMoney;
  readonly oldest_on: string;
};

export type PendingGroup = {
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly currency: string;
  readonly charges: number;
  readonly amount: WireMoney;
  readonly oldest_on: string;
};

/** What became of each charge that a person released or waived. */
export type DecisionAnswer = {
  readonly done: number;
  readonly refused: number;
  readonly results: readonly { readonly charge_id: string; readonly done: boolean; readonly detail: string | null }[];
};

export const chargeStatuses: Readonly<Record<ChargeStatus, StatusLook>> = {
  pending: { label: 'Ready to bill', tone: 'info' },
  held: { label: 'Held', tone: 'warn' },
  billed: { label: 'Billed', tone: 'ok' },
  waived: { label: 'Waived', tone: 'neutral' },
  reversed: { label: 'Reversed', tone: 'neutral' }, superseded: { label: 'Priced anew', tone: 'neutral' },
};
