// Shapes of charges on the wire.

import { z } from 'zod';
import { currency, id, instant, localDate, money } from '#platform/http/schemas.ts';

export const chargeStatus = z.enum(['pending', 'held', 'billed', 'waived', 'reversed', 'superseded']);

export const checkCode = z.enum([
  'not_ordered', 'over_ordered', 'price_missing', 'price_differs', 'order_expired', 'order_exhausted', 'order_closed', 'order_required', 'tax_undecidable', 'customer_on_hold', 'possible_duplicate',
  'unusual_amount', 'return_exceeds', 'amount_too_large', 'by_hand',
]).meta({ id: 'CheckCode', description: 'The checks of the gate; by_hand is what a person holds' });

export const ownerRole = z.enum(['admin', 'manager', 'senior', 'specialist', 'junior', 'auditor', 'sales']);

export const holdAnswer = z.object({ check_code: z.string(), reason: z.string(), owner_role: z.string(), risk: money, currency, opened_at: instant }).meta({ id: 'Hold' });

const chargeFields = {
  charge_id: id, entity_id: z.int(), kind: z.enum(['delivery', 'return', 'manual', 'adjustment']), status: chargeStatus, customer_id: id, customer_number: z.string(), customer_name: z.string(),
  order_id: id.nullable(), order_number: z.string().nullable(), order_line_no: z.int().nullable(), customer_po: z.string().nullable(), delivery_id: id.nullable(), delivery_number: z.string().nullable(),
  delivery_line_no: z.int().nullable(), product_id: id.nullable(), sku: z.string().nullable(), charge_code: z.string(), description: z.string(), service_on: localDate, quantity: z.string(), unit: z.string(),
  unit_price: z.string(), discount_percent: z.string(), amount: money, currency, tax_jurisdiction: z.string(), tax_category: z.string(), tax_rate: z.string(), age_days: z.int(), holds: z.array(holdAnswer),
};

export const chargeAnswer = z.object(chargeFields).meta({ id: 'Charge' });

export const chargeDetailAnswer = z.object({
  ...chargeFields, tax_reason: z.string().nullable(), evidence_key: z.string(), recorded_at: instant, run_id: id.nullable(),
  proof: z.object({ version: z.int(), steps: z.array(z.looseObject({ step: z.string() })) }).meta({ description: 'From the evidence to the amount, step by step; all values are exact texts' }),
  history: z.array(holdAnswer.extend({ released_at: instant.nullable(), released_by: z.string().nullable(), release_reason: z.string().nullable() })),
}).meta({ id: 'ChargeDetail' });

export const chargeSummaryAnswer = z.object({
  held: z.array(z.object({ check_code: z.string(), owner_role: z.string(), currency, charges: z.int(), risk: money, oldest_on: localDate })),
  held_totals: z.array(z.object({ currency, charges: z.int(), amount: money })),
  pending: z.array(z.object({ customer_id: id, customer_number: z.string(), customer_name: z.string(), currency, charges: z.int(), amount: money, oldest_on: localDate })),
  pending_totals: z.array(z.object({ currency, charges: z.int(), amount: money })),
}).meta({ id: 'ChargeSummary' });

export const decisionAnswer = z.object({
  done: z.int(), refused: z.int(),
  results: z.array(z.object({ charge_id: id, status: z.string().nullable(), done: z.boolean(), code: z.string().nullable(), detail: z.string().nullable() })),
}).meta({ id: 'ChargeDecision' });
