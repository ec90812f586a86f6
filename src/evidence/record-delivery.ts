// Recording one delivery, service or return by hand.

import { newId } from '#kernel/id.ts';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { DELIVERIES_RECORDED } from './deliveries-recorded.ts';
import { resolveDelivery, type DeliveryDraft, type DeliveryLineDraft } from './delivery-draft.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { refuseFirst } from './finding.ts';
import { loadDeliveryReferences } from './import-deliveries.ts';
import { deliveriesByNumber, lockEvidence } from './reference-store.ts';
import { insertDeliveries } from './store.ts';

export type DeliveryByHand = Omit<DeliveryDraft, 'row' | 'lines'> & { readonly entityId: number; readonly lines: readonly Omit<DeliveryLineDraft, 'row'>[] };

/** Refuses evidence.number_taken, and what resolving refuses: unknown or differing customer, product, order line, and quantities out of range. */
export async function recordDelivery(tx: Tx, ctx: Context, input: DeliveryByHand): Promise<{ deliveryId: string; number: string }> {
  if ((await findEntity(tx, input.entityId)) === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  await lockEvidence(tx, input.entityId);
  if ((await deliveriesByNumber(tx, input.entityId, [input.number])).size > 0) refuse('evidence.number_taken', `delivery ${input.number} is recorded already`, { field: 'number', value: input.number });
  const { entityId, ...facts } = input;
  const draft: DeliveryDraft = { ...facts, row: 0, lines: input.lines.map((line, index) => ({ ...line, row: index + 1 })) };

  const { delivery, findings } = resolveDelivery(draft, entityId, await loadDeliveryReferences(tx, entityId, [draft]));
  refuseFirst(findings);
  invariant(delivery !== null, `the delivery ${input.number} has neither findings nor a value`);

  const deliveryId = newId(millisecondsOf(ctx.now));
  const value = { ...delivery, lines: delivery.lines.map((line) => ({ ...line, sourceRow: null })) };
  await insertDeliveries(tx, [{ id: deliveryId, value }], { fileId: null, runId: null }, ctx.now);

  tx.audit({ subjectKind: 'delivery', subjectId: deliveryId, after: value });
  tx.announce({ topic: DELIVERIES_RECORDED, subjectId: deliveryId, payload: { entityId, runId: null, count: 1 } });
  return { deliveryId, number: input.number };
}
