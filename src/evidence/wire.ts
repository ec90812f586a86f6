// Shapes of orders and deliveries on the wire.

import { z } from 'zod';
import { amountText, asOfQuery, currency, decimalText, id, instant, localDate, money, pageQuery, reason } from '#platform/http/schemas.ts';
import { deliveryKinds } from './delivery.ts';
import { orderSorts } from './order-queries.ts';
import { orderStatuses, priceRules } from './order.ts';

const number = z.string().trim().min(1).max(80);
const entityId = z.coerce.number().int().min(1).max(10_000);
const LINES_MAX = 2000;

/** By id, or by number within the first legal entity. */
export const orderParams = z.strictObject({ order: z.string().min(1).max(80).meta({ description: 'The id of the order, or its number' }) });
export const deliveryParams = z.strictObject({ delivery: z.string().min(1).max(80).meta({ description: 'The id of the delivery, or its number' }) });

/** Lists in a query are JSON arrays; one plain word is a list of one. */
function listInQuery<Word extends string>(words: readonly [Word, ...Word[]]) {
  return z.string().max(300).transform((text, context) => {
    if (!text.startsWith('[')) return [text];
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      context.addIssue({ code: 'custom', message: `a JSON array such as ["${words[0]}"] is needed` });
      return z.NEVER;
    }
  }).pipe(z.array(z.enum(words)).max(words.length));
}

export const orderQuery = z.strictObject({
  ...pageQuery, ...asOfQuery, entity_id: entityId.optional(), customer_id: id.optional(), status: listInQuery(orderStatuses).optional(), from: localDate.optional(), to: localDate.optional(),
  q: z.string().trim().min(1).max(80).optional().meta({ description: 'The beginning of the order number or of the customer’s own' }), sort: z.enum(orderSorts).default('-ordered_on'),
});

export const deliveryQuery = z.strictObject({
  ...pageQuery, ...asOfQuery, entity_id: entityId.optional(), customer_id: id.optional(), order_id: id.optional(), kind: z.enum(deliveryKinds).optional(), run_id: id.optional(),
  from: localDate.optional(), to: localDate.optional(), q: z.string().trim().min(1).max(80).optional().meta({ description: 'The beginning of the delivery number' }),
});

const lineNo = z.int().min(1).max(1_000_000);

export const orderBody = z.strictObject({
  entity_id: entityId.default(1), number, customer_number: number, ordered_on: localDate, currency: currency.nullish().meta({ description: 'The customer’s own when not given' }),
  price_rule: z.enum(priceRules).default('order'), blanket: z.boolean().default(false), not_to_exceed: amountText.nullish().meta({ description: 'Up to this amount may be billed, in the currency of the order' }),
  expires_on: localDate.nullish(), customer_po: number.nullish(), ship_to: z.string().trim().min(1).max(30).nullish(),
  lines: z.array(z.strictObject({
    line_no: lineNo.nullish(), product: number.meta({ description: 'SKU or external id' }), description: z.string().trim().min(1).max(500).nullish(), quantity: decimalText,
    unit_price: decimalText.nullish().meta({ description: 'The price book decides when not given' }), discount_percent: decimalText.nullish(),
  })).min(1).max(LINES_MAX),
});

export const closeBody = z.strictObject({ reason, closed_on: localDate.optional().meta({ description: 'Today when not given' }) });

export const deliveryBody = z.strictObject({
  entity_id: entityId.default(1), number, kind: z.enum(deliveryKinds).default('delivery'), delivered_on: localDate, customer_number: number.nullish().meta({ description: 'Needed where no recorded order names the customer' }),
  confirmed_by: z.string().trim().min(1).max(200).nullish(),
  lines: z.array(z.strictObject({ order_number: number.nullish(), order_line_no: lineNo.nullish(), product: number.nullish(), quantity: decimalText }).meta({ examples: [{ order_number: 'A-1', order_line_no: 10, quantity: '10' }] })).min(1).max(LINES_MAX),
});

const source = { file_id: id.nullable(), run_id: id.nullable(), source_row: z.int().nullable() };
const sourceFile = z.object({ file_id: id, file_name: z.string(), sha256: z.string() }).nullable();

const orderFields = {
  id, entity_id: z.int(), number: z.string(), customer_id: id, customer_number: z.string(), customer_name: z.string(), customer_po: z.string().nullable(), ordered_on: localDate, currency,
  price_rule: z.enum(priceRules), blanket: z.boolean(), not_to_exceed: money.nullable(), expires_on: localDate.nullable(), ship_to_code: z.string().nullable(), status: z.enum(orderStatuses), lines: z.int(),
  ordered: money, delivered: money, unpriced_lines: z.int(), last_delivered_on: localDate.nullable(), recorded_at: instant, ...source,
};
export const orderRow = z.object(orderFields).meta({ id: 'OrderRow' });

const deliveryFields = {
  id, entity_id: z.int(), number: z.string(), kind: z.enum(deliveryKinds), customer_id: id, customer_number: z.string(), customer_name: z.string(), delivered_on: localDate,
  confirmed_by: z.string().nullable(), lines: z.int(), orders: z.array(z.string()), unknown_orders: z.array(z.string()), file_name: z.string().nullable(), sha256: z.string().nullable(), recorded_at: instant, ...source,
};
export const deliveryRow = z.object(deliveryFields).meta({ id: 'DeliveryRow' });

export const orderAnswer = z.object({
  ...orderFields, source: sourceFile, closure: z.object({ closed_on: localDate, reason: z.string(), recorded_at: instant, recorded_by: z.string() }).nullable(),
  order_lines: z.array(z.object({
    line_no: z.int(), product_id: id, sku: z.string(), product_name: z.string(), unit: z.string(), description: z.string().nullable(), quantity: z.string(), unit_price: z.string().nullable(),
    discount_percent: z.string(), delivered: z.string(), returned: z.string(), remaining: z.string(), source_row: z.int().nullable(),
  })),
  deliveries: z.array(deliveryRow),
}).meta({ id: 'Order' });

export const deliveryAnswer = z.object({
  ...deliveryFields,
  delivery_lines: z.array(z.object({
    line_no: z.int(), order_id: id.nullable(), order_number: z.string().nullable(), order_line_no: z.int().nullable(), order_reference: z.string().nullable(), product_id: id, sku: z.string(),
    product_name: z.string(), unit: z.string(), quantity: z.string(), source_row: z.int().nullable(),
  })),
}).meta({ id: 'Delivery' });
