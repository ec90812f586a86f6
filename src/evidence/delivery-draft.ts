// A delivery as it is told, by a file or by hand: names instead of keys. Resolving it finds order lines, customer and products.

import type { LocalDate } from '#kernel/local-date.ts';
import type { DeliveryKind, NewDelivery } from './delivery.ts';
import type { Finding } from './finding.ts';
import type { References } from './order-draft.ts';
import { isQuantity } from './quantities.ts';

export type DeliveryDraft = {
  readonly number: string;
  readonly kind: DeliveryKind;
  readonly deliveredOn: LocalDate;
  /** Needed only where no recorded order names the customer. */
  readonly customer: string | null;
  readonly confirmedBy: string | null;
  readonly row: number;
  readonly lines: readonly DeliveryLineDraft[];
};

export type DeliveryLineDraft = { readonly orderNumber: string | null; readonly orderLineNo: number | null; readonly product: string | null; readonly quantity: string; readonly row: number };

/** What a delivery may refer to of a recorded order. */
export type KnownOrder = {
  readonly orderId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly lines: readonly { readonly lineNo: number; readonly productId: string; readonly sku: string }[];
};

export type DeliveryReferences = Pick<References, 'customers' | 'products'> & { readonly orders: ReadonlyMap<string, KnownOrder> };

type Add = (code: Finding['code'], row: number, field: string, value: string | null, reason: string) => null;
type ResolvedLine = NewDelivery['lines'][number];

export function resolveDelivery(draft: DeliveryDraft, entityId: number, references: DeliveryReferences): { readonly delivery: NewDelivery | null; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const add: Add = (code, row, field, value, reason) => {
    findings.push({ code, row, field, value, reason });
    return null;
  };
  const customerId = resolveCustomer(draft, references, add);
  const lines = draft.lines.map((line, index) => resolveLine(draft, line, index + 1, references, add)).filter((line) => line !== null);
  if (findings.length > 0 || customerId === null) return { delivery: null, findings };
  const { number, kind, deliveredOn, confirmedBy } = draft;
  return { delivery: { entityId, number, kind, customerId, deliveredOn, confirmedBy, sourceRow: draft.row === 0 ? null : draft.row, lines }, findings };
}

/** The customer is the one of the recorded orders, and the named one where both are known. */
function resolveCustomer(draft: DeliveryDraft, references: DeliveryReferences, add: Add): string | null {
  const named = draft.customer === null ? undefined : references.customers.get(draft.customer);
  if (draft.customer !== null && named === undefined) return add('customer.unknown', draft.row, 'customer_number', draft.customer, `no customer has the number ${draft.customer}`);
  let customerId = named?.customerId ?? null;
  let from = `customer ${draft.customer ?? ''}`;
  for (const line of draft.lines) {
    const order = line.orderNumber === null ? undefined : references.orders.get(line.orderNumber);
    if (order === undefined) continue;
    if (customerId !== null && customerId !== order.customerId) {
      return add('evidence.reference_differs', line.row, 'order_number', line.orderNumber, `order ${order.number} is of customer ${order.customerNumber}; the delivery ${draft.number} is to ${from}`);
    }
    customerId = order.customerId;
    from = `customer ${order.customerNumber} of order ${order.number}`;
  }
  if (customerId !== null) return customerId;
  const orderNumber = draft.lines[0]?.orderNumber ?? null;
  return add('evidence.reference_missing', draft.row, 'customer_number', null, orderNumber === null ? 'neither an order nor a customer is named' : `order ${orderNumber} is not recorded and no customer is named`);
}

function resolveLine(draft: DeliveryDraft, line: DeliveryLineDraft, lineNo: number, references: DeliveryReferences, add: Add): ResolvedLine | null {
  if (!isQuantity(line.quantity)) add('evidence.out_of_range', line.row, 'quantity', line.quantity, draft.kind === 'return' ? 'a quantity is above zero, also of what came back' : 'a quantity is above zero; what came back is a delivery of kind return');
  const productId = line.product === null ? null : (references.products.get(line.product) ?? null);
  if (line.product !== null && productId === null) return add('product.unknown', line.row, 'product', line.product, `no product has the SKU ${line.product}`);
  const base = { lineNo, quantity: line.quantity, orderLineReference: line.orderLineNo, sourceRow: line.row === 0 ? null : line.row };
  const order = line.orderNumber === null ? undefined : references.orders.get(line.orderNumber);
  if (order === undefined) {
    if (productId === null) return add('evidence.reference_missing', line.row, 'product', null, line.orderNumber === null ? 'neither an order nor a product is named' : `order ${line.orderNumber} is not recorded and no product is named`);
    return { ...base, orderId: null, orderLineNo: null, orderReference: line.orderNumber, productId };
  }
  const found = findOrderLine(order, line, productId, add);
  return found === null ? null : { ...base, orderId: order.orderId, orderLineNo: found.lineNo, orderReference: order.number, productId: found.productId };
}

function findOrderLine(order: KnownOrder, line: DeliveryLineDraft, productId: string | null, add: Add): KnownOrder['lines'][number] | null {
  if (line.orderLineNo !== null) {
    const found = order.lines.find((known) => known.lineNo === line.orderLineNo);
    if (found === undefined) return add('evidence.line_unknown', line.row, 'order_line_no', String(line.orderLineNo), `order ${order.number} has no line ${line.orderLineNo}`);
    if (productId !== null && productId !== found.productId) return add('evidence.reference_differs', line.row, 'product', line.product, `line ${found.lineNo} of order ${order.number} is ${found.sku}, not ${line.product ?? ''}`);
    return found;
  }
  const candidates = productId === null ? order.lines : order.lines.filter((known) => known.productId === productId);
  const [only, second] = candidates;
  if (only === undefined) return add('evidence.line_unknown', line.row, 'product', line.product, `order ${order.number} has no line with ${line.product ?? 'a product'}`);
  if (second === undefined) return only;
  const numbers = candidates.slice(0, 10).map((known) => known.lineNo).join(', ');
  return add('evidence.line_unknown', line.row, 'order_line_no', null, `order ${order.number} has ${line.product ?? 'more than one product'} in the lines ${numbers}: say which`);
}
