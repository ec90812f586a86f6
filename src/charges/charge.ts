// A charge: one priced, billable thing with its proof, and the table of its moves.

import { defineMoves } from '#kernel/move-table.ts';
import type { LocalDate } from '#kernel/local-date.ts';

export const chargeMoves = defineMoves({
  pending: { hold: 'held', bill: 'billed', waive: 'waived', supersede: 'superseded' },
  held: { release: 'pending', waive: 'waived', supersede: 'superseded' },
  billed: { reverse: 'reversed' },
  waived: {},
  reversed: {},
  /** Priced anew before it was billed: another charge of the same evidence stands in its place. */
  superseded: {},
});

export type ChargeStatus = (typeof chargeMoves.states)[number];

/** One step of the proof: what went in, what came out, so that it can be read and computed again. All values are exact texts. */
export type ProofStep =
  | { readonly step: 'evidence'; readonly delivery: string; readonly line: number; readonly quantity: string; readonly on: LocalDate; readonly fileId: string | null; readonly row: number | null }
  | { readonly step: 'entered'; readonly by: string; readonly at: string; readonly documentId: string; readonly line: number; readonly quantity: string }
  | { readonly step: 'order'; readonly order: string; readonly line: number; readonly orderedOn: LocalDate; readonly quantity: string; readonly unitPrice: string | null; readonly discountPercent: string; readonly fileId: string | null; readonly row: number | null }
  | { readonly step: 'price'; readonly source: 'order' | 'price_book' | 'person' | 'none'; readonly priceId: string | null; readonly on: LocalDate; readonly unitPrice: string }
  | { readonly step: 'amount'; readonly quantity: string; readonly unitPrice: string; readonly discountPercent: string; readonly rounding: 'half-up'; readonly amountMinor: string; readonly currency: string }
  | { readonly step: 'tax'; readonly jurisdiction: string; readonly category: string; readonly rate: string; readonly reason: string | null; readonly on: LocalDate };

export type Proof = { readonly version: 1; readonly steps: readonly ProofStep[] };

export type NewCharge = {
  readonly chargeId: string;
  readonly entityId: number;
  readonly customerId: string;
  readonly kind: 'delivery' | 'return' | 'manual' | 'adjustment';
  readonly status: 'pending' | 'held';
  readonly evidenceKey: string;
  readonly deliveryId: string | null;
  readonly deliveryLineNo: number | null;
  readonly orderId: string | null;
  readonly orderLineNo: number | null;
  readonly customerPo: string | null;
  readonly productId: string | null;
  readonly chargeCode: string;
  readonly description: string;
  readonly serviceOn: LocalDate;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly discountPercent: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly taxJurisdiction: string;
  readonly taxCategory: string;
  readonly taxRate: string;
  readonly taxReason: string | null;
  readonly revenueAccountId: number;
  readonly proof: Proof;
};
