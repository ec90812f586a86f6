// Compares an order that comes again with the one that is recorded: the same, or where they contradict each other.

import { formatAmount } from '#kernel/money.ts';
import type { Finding } from './finding.ts';
import type { OrderDraft } from './order-draft.ts';
import type { NewOrder, Order, OrderLine } from './order.ts';
import { sameNumber } from './quantities.ts';

/** As recorded, with the words that people know its customer and products by. */
export type RecordedOrder = Order & { readonly customerNumber: string; readonly lines: readonly (OrderLine & { readonly sku: string })[] };

/** One finding per difference, naming both values; none when the content is the same. */
export function compareOrder(recorded: RecordedOrder, given: NewOrder, draft: OrderDraft): Finding[] {
  const findings: Finding[] = [];
  const row = draft.row;
  const differ = (field: string, known: string | null, told: string | null, at: number, name = draft.number): void => void findings.push(contradiction(name, at, field, known, told));
  if (recorded.customerId !== given.customerId) differ('customer_number', recorded.customerNumber, draft.customer, row);
  for (const [key, field] of [['customerPo', 'customer_po'], ['orderedOn', 'ordered_on'], ['currency', 'currency'], ['priceRule', 'price_rule'], ['expiresOn', 'expires_on'], ['shipToCode', 'ship_to']] as const) {
    if (recorded[key] !== given[key]) differ(field, recorded[key], given[key], row);
  }
  if (recorded.blanket !== given.blanket) differ('blanket', String(recorded.blanket), String(given.blanket), row);
  if (recorded.notToExceedMinor !== given.notToExceedMinor) differ('not_to_exceed', limitText(recorded), limitText(given), row);

  const left = new Map(recorded.lines.map((line) => [line.lineNo, line]));
  given.lines.forEach((line, index) => {
    const known = left.get(line.lineNo);
    const at = draft.lines[index]?.row ?? row;
    left.delete(line.lineNo);
    if (known === undefined) return differ('line_no', null, `line ${line.lineNo}`, at);
    const name = `${draft.number} line ${line.lineNo}`;
    if (known.productId !== line.productId) differ('product', known.sku, draft.lines[index]?.product ?? null, at, name);
    if (known.description !== line.description) differ('description', known.description, line.description, at, name);
    for (const [key, field] of [['quantity', 'quantity'], ['unitPrice', 'unit_price'], ['discountPercent', 'discount_percent']] as const) {
      if (!sameNumber(known[key], line[key])) differ(field, known[key], line[key], at, name);
    }
  });
  for (const lineNo of left.keys()) differ('line_no', `line ${lineNo}`, null, row);
  return findings;
}

export function contradiction(name: string, row: number, field: string, recorded: string | null, given: string | null): Finding {
  return { code: 'evidence.contradiction', row, field, value: given, reason: `${name} is recorded with ${field} ${recorded ?? 'empty'}; now it comes with ${given ?? 'empty'}` };
}

function limitText(order: Pick<Order, 'notToExceedMinor' | 'currency'>): string | null {
  return order.notToExceedMinor === null ? null : formatAmount(order.notToExceedMinor, order.currency);
}
