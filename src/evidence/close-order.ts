// Closing an order: what is delivered afterwards is billed only when a person releases it.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { lockEvidence } from './reference-store.ts';
import { findClosure, insertClosure, loadOrders } from './store.ts';

/** Refuses evidence.already_closed, and evidence.out_of_range for a day before the order. */
export async function closeOrder(tx: Tx, ctx: Context, input: { orderId: string; closedOn: LocalDate; reason: string }): Promise<{ orderId: string; closedOn: LocalDate }> {
  const order = (await loadOrders(tx, [input.orderId])).get(input.orderId) ?? refuse('request.not_found', `there is no order ${input.orderId}`);
  await lockEvidence(tx, order.entityId);
  const earlier = await findClosure(tx, input.orderId);

  if (earlier !== null) refuse('evidence.already_closed', `order ${order.number} was closed on ${earlier.closedOn}: ${earlier.reason}`);
  if (input.closedOn < order.orderedOn) refuse('evidence.out_of_range', `order ${order.number} is of ${order.orderedOn}`, { field: 'closed_on', value: input.closedOn });

  await insertClosure(tx, { ...input, recordedAt: ctx.now, recordedBy: ctx.actor.name });

  tx.audit({ subjectKind: 'order', subjectId: input.orderId, reason: input.reason, before: { closed: false }, after: { closed: true, closedOn: input.closedOn } });
  return { orderId: input.orderId, closedOn: input.closedOn };
}
