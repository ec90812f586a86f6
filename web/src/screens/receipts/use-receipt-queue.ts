// The list of receipts that a person works through, kept in the address, so that the list and the match screen follow the same order.
import type { QueryParams } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useList, type ListState } from '../../api/use-list.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { useSettled } from '../../app/use-settled.ts';
import { addDays } from '../../format/date.ts';
import type { View } from '../../kit/view-tabs.tsx';
import type { ReceiptCount, ReceiptRow, ReceiptTotals } from './receipt-wire.ts';

export const receiptPath = '/v1/receipts';

type ReceiptView = {
  readonly id: string;
  readonly label: string;
  /** What the server is asked for; everything where it is left out. */
  readonly status?: string;
  /** Done oldest first; anything else is looked up latest first. */
  readonly isWork?: boolean;
  /** Shown only while it is chosen, by a link from elsewhere. */
  readonly isAside?: boolean;
  /** Only what was received in so many days up to today. */
  readonly days?: number;
};

/** The tabs in the order of a morning's work. */
export const receiptViews: readonly ReceiptView[] = [
  { id: 'to_match', label: 'To match', status: 'to_match', isWork: true },
  { id: 'suggested', label: 'Suggested', status: 'suggested', isWork: true },
  { id: 'unidentified', label: 'Unidentified', status: 'unidentified', isWork: true },
  { id: 'unapplied', label: 'Unapplied', status: 'unapplied', isWork: true, isAside: true },
  { id: 'nobody_known', label: 'From nobody known', status: '["unidentified","no_proposal"]', isWork: true, isAside: true },
  { id: 'not_applied', label: 'Not applied', status: '["unapplied","partly","no_proposal"]', isWork: true, isAside: true },
  { id: 'partly', label: 'Part applied', status: 'partly', isWork: true, isAside: true },
  { id: 'on_account', label: 'On account', status: 'on_account', isWork: true },
  { id: 'applied_today', label: 'Applied today', status: 'applied_today' },
  { id: 'applied', label: 'Applied', status: 'applied', isAside: true },
  { id: 'reversed', label: 'Reversed', status: 'reversed', isAside: true },
  { id: 'received_lately', label: 'Received in 30 days', days: 30, isAside: true },
  { id: 'refunds', label: 'Refunds' },
  { id: 'not_a_receipt', label: 'Not a receipt' },
  { id: 'all', label: 'All receipts' },
];

const firstView = 'to_match';
const typingMs = 180;

export function useReceiptView(): { readonly view: string; readonly setView: (view: string | undefined) => void } {
  const [view = firstView, setView] = useAddressText('view');
  return { view, setView };
}

export type ReceiptQueue = {
  readonly view: string;
  readonly list: ListState<ReceiptRow, ReceiptTotals>;
  readonly indexOf: (id: string) => number;
  /** The receipt after this one, or before it, in the list as it is now. */
  readonly neighbour: (id: string, step: 1 | -1) => string | undefined;
};

export function useReceiptQueue(): ReceiptQueue {
  const { today } = useSession().company;
  const { view } = useReceiptView();
  const [search = ''] = useAddressText('find');
  const [method] = useAddressText('method');
  const list = useList<ReceiptRow, ReceiptTotals>(receiptPath, queueParams(view, useSettled(search, typingMs), { method, today }));
  const indexOf = (id: string) => list.rows.findIndex((row) => row.receipt_id === id);
  return {
    view,
    list,
    indexOf,
    neighbour: (id, step) => {
      const index = indexOf(id);
      // A receipt that has left the list, because it was just applied, makes room for the one that took its place.
      if (index < 0) return list.rows[0]?.receipt_id;
      return list.rows[index + step]?.receipt_id;
    },
  };
}

export function queueParams(viewId: string, search: string, { method, today }: { readonly method: string | undefined; readonly today: string }): QueryParams {
  const view = receiptViews.find((one) => one.id === viewId);
  return {
    status: view?.status,
    order: view?.isWork ? 'oldest' : 'latest',
    method,
    from: view?.days === undefined ? undefined : addDays(today, 1 - view.days),
    to: view?.days === undefined ? undefined : today,
    q: search.trim().length >= leastLetters ? search.trim() : undefined,
  };
}

const leastLetters = 2;

/** The tabs with how many receipts each has. */
export function useReceiptViews(): readonly View[] {
  const { view: chosen } = useReceiptView();
  const counts = useRecord<WirePage<ReceiptCount>>('/v1/receipt-counts');
  return viewsWithCounts(chosen, counts.data?.items);
}

export function viewsWithCounts(chosen: string, counts: readonly ReceiptCount[] | undefined): readonly View[] {
  return receiptViews.filter((view) => !view.isAside || view.id === chosen).map(({ id, label }) => {
    const own = counts?.filter((count) => count.view === id);
    // Of what is only looked up no number is known, and none is shown.
    const isCounted = counts !== undefined && (own?.length !== 0 || !uncounted.has(id));
    return { id, label, ...(isCounted ? { count: own?.reduce((sum, count) => sum + count.receipts, 0) } : {}) };
  });
}

const uncounted: ReadonlySet<string> = new Set(['nobody_known', 'not_applied', 'applied', 'reversed', 'received_lately', 'refunds', 'not_a_receipt']);
