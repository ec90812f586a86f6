// Compares a delivery that comes again with the one that is recorded. Its lines have no numbers in files, so their order doesn't matter.

import { contradiction } from './compare-order.ts';
import type { DeliveryDraft } from './delivery-draft.ts';
import type { Delivery, DeliveryLine, NewDelivery } from './delivery.ts';
import type { Finding } from './finding.ts';
import { sameNumber } from './quantities.ts';

/** As recorded, with the words that people know things by. orderNumber is what the line refers to, recorded or not. */
export type RecordedDelivery = Delivery & { readonly customerNumber: string; readonly lines: readonly (DeliveryLine & { readonly sku: string; readonly orderNumber: string | null })[] };

export function compareDelivery(recorded: RecordedDelivery, given: NewDelivery, draft: DeliveryDraft): Finding[] {
  const findings: Finding[] = [];
  const differ = (field: string, known: string | null, told: string | null, at: number): void => void findings.push(contradiction(draft.number, at, field, known, told));
  if (recorded.kind !== given.kind) differ('kind', recorded.kind, given.kind, draft.row);
  if (recorded.customerId !== given.customerId) differ('customer_number', recorded.customerNumber, draft.customer, draft.row);
  if (recorded.deliveredOn !== given.deliveredOn) differ('delivered_on', recorded.deliveredOn, given.deliveredOn, draft.row);
  if (recorded.confirmedBy !== given.confirmedBy) differ('confirmed_by', recorded.confirmedBy, given.confirmedBy, draft.row);

  const left = Map.groupBy(recorded.lines, (line) => `${line.orderNumber ?? ''}\0${line.productId}`);
  given.lines.forEach((line, index) => {
    const alike = left.get(`${line.orderReference ?? ''}\0${line.productId}`) ?? [];
    // A line recorded before its order was known has no line number to compare.
    const at = alike.findIndex((known) => sameNumber(known.quantity, line.quantity) && (known.orderId === null || known.orderLineNo === line.orderLineNo));
    const row = draft.lines[index]?.row ?? draft.row;
    if (at !== -1) alike.splice(at, 1);
    else differ('quantity', linesText(alike), `${line.quantity} of ${draft.lines[index]?.product ?? `order line ${String(line.orderLineNo)}`}`, row);
  });
  const missing = [...left.values()].flat();
  if (missing.length > 0 && findings.length === 0) differ('lines', linesText(missing), null, draft.row);
  return findings;
}

function linesText(lines: readonly { readonly quantity: string; readonly sku: string }[]): string | null {
  return lines.length === 0 ? null : lines.map((line) => `${line.quantity} of ${line.sku}`).join(', ');
}
