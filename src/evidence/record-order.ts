// Recording one order by hand.

import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { refuseFirst } from './finding.ts';
import { loadReferences } from './import-orders.ts';
import { linkEarlierDeliveries } from './link-deliveries.ts';
import { resolveOrder, type OrderDraft, type OrderLineDraft } from './order-draft.ts';
import { lockEvidence, ordersByNumber } from './reference-store.ts';
import { insertOrders } from './store.ts';

export type OrderByHand = Omit<OrderDraft, 'row' | 'lines'> & { readonly entityId: number; readonly lines: readonly Omit<OrderLineDraft, 'row'>[] };

/** Refuses evidence.number_taken, and what resolving refuses: customer.unknown, product.unknown, ship_to.unknown, evidence.line_numbers, evidence.out_of_range. */
export async function recordOrder(tx: Tx, ctx: Context, input: OrderByHand): Promise<{ orderId: string; number: string }> {
  if ((await findEntity(tx, input.entityId)) === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  await lockEvidence(tx, input.entityId);
  if ((await ordersByNumber(tx, input.entityId, [input.number])).size > 0) refuse('evidence.number_taken', `order ${input.number} is recorded already`, { field: 'number', value: input.number });
  const { entityId, ...facts } = input;
  const draft: OrderDraft = { ...facts, row: 0, lines: input.lines.map((line, index) => ({ ...line, row: index + 1 })) };

  const { order, findings } = resolveOrder(draft, entityId, await loadReferences(tx, [draft]));
  refuseFirst(findings);
  if (order === null) refuse('evidence.reference_missing', 'the order has no currency', { field: 'currency' });

  const orderId = newId(millisecondsOf(ctx.now));
  const value = { ...order, lines: order.lines.map((line) => ({ ...line, sourceRow: null })) };
  await insertOrders(tx, [{ id: orderId, value }], { fileId: null, runId: null }, ctx.now);

  await linkEarlierDeliveries(tx, { entityId, runId: null });

  tx.audit({ subjectKind: 'order', subjectId: orderId, after: value });
  return { orderId, number: input.number };
}
