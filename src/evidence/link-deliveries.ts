// Deliveries that came before their order: when it is recorded they are linked to it, and priced anew.

import type { Tx } from '#platform/database/transaction.ts';
import { DELIVERIES_RECORDED } from './deliveries-recorded.ts';
import { linkDeliveries } from './store.ts';

const TOLD_MAX = 200;

/** To be called where orders were just written; what is linked is noted, and announced like deliveries that were just recorded. */
export async function linkEarlierDeliveries(tx: Tx, batch: { entityId: number; runId: string | null }): Promise<void> {
  const linked = await linkDeliveries(tx);
  if (linked.length === 0) return;
  const lines = linked.slice(0, TOLD_MAX).map((line) => `${line.delivery} line ${line.lineNo} to ${line.order} line ${line.orderLineNo}`);
  const [first] = linked;
  const deliveries = new Set(linked.map((line) => line.deliveryId));
  // Each delivery finds this note in its own history where there is one; of many, the note says what was linked.
  tx.audit({ subjectKind: 'delivery', ...(deliveries.size === 1 && first !== undefined ? { subjectId: first.deliveryId } : {}), reason: 'the order that it names was recorded', after: { linked: linked.length, lines } });
  tx.announce({ topic: DELIVERIES_RECORDED, payload: { entityId: batch.entityId, runId: batch.runId, count: deliveries.size } });
}
