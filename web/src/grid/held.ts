// What the filter of a list holds, in words: its count, or that there is too much to count or to add up. The server reads ten thousand rows for
// a count or a sum and no more.
import type { ListState } from '../api/use-list.ts';
import { counted } from '../format/money.ts';

type Held = Pick<ListState<unknown>, 'rows' | 'total' | 'totals' | 'isFirstLoad' | 'isStale' | 'hasMore'>;

export const notAddedUp = 'Too many to add up';

/** '2,340 orders', 'More than 10,000 orders to count', with what they come to; nothing while the answer is awaited. */
export function heldBy(list: Held, one: string, many: string, money?: string): string | undefined {
  if (!isAnswered(list)) return undefined;
  const total = list.total ?? (list.hasMore ? undefined : list.rows.length);
  const count = total === undefined ? `More than 10,000 ${many} to count` : counted(total, one, many);
  return money ? `${count} · ${money}` : count;
}

/** The answer is here and leaves the sums out. */
export function isNotAddedUp(list: Held): boolean {
  return isAnswered(list) && list.totals === undefined && list.rows.length > 0;
}

/** A list that could not be read holds nothing that is known. */
function isAnswered(list: Held): boolean {
  return !list.isFirstLoad && !list.isStale && (list.total !== undefined || list.rows.length > 0);
}
