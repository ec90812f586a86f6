// How much work waits behind each entry of the navigation, from the same queues that Today shows.
import type { WireQueue } from '../api/types.ts';
import { placeOf } from './work-queues.ts';

/** Overdue items are many and nobody's to-do of this hour; ready charges wait for the next bill run. */
const entryOf: Readonly<Record<string, string | null>> = { overdue: null, ready_to_bill: '/bill-runs' };

export function countsOf(queues: readonly WireQueue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { queue, items } of queues) {
    const entry = entryOf[queue] === undefined ? placeOf(queue).path : entryOf[queue];
    if (entry !== null) counts.set(entry, (counts.get(entry) ?? 0) + items);
  }
  counts.set('/today', new Set(queues.map(({ queue }) => queue)).size);
  return counts;
}
