// The list of receipts that a person works through, kept in the address, so that the list and the match screen follow the same order.
import type { QueryParams } from '../../api/client.ts';
import type { WirePage } from '../../api/types.ts';
import { useList, type ListState } from '../../api/use-list.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { useSettled } from '../../app/use-settled.ts';
import type { View } from '../../kit/view-tabs.tsx';
import type { ReceiptRow, ReceiptTotals, ReceiptStatus } from './receipt-wire.ts';

export const receiptPath = '/v1/receipts';

/** The tabs; the last one shows bank lines that are nobody's payment. */
export const receiptViews: readonly { readonly id: ReceiptStatus | 'suggested' | 'all' | 'not_a_receipt'; readonly label: string }[] = [
  { id: 'suggested', label: 'Suggested' },
  { id: 'unidentified', label: 'Unidentified' },
  { id: 'unapplied', label: 'Unapplied' },
  { id: 'partly', label: 'Part applied' },
  { id: 'applied', label: 'Applied' },
  { id: 'not_a_receipt', label: 'Not a receipt' },
  { id: 'all', label: 'All receipts' },
];

const typingMs = 180;

export function useReceiptView(): { readonly view: string; readonly setView: (view: string | undefined) => void } {
  const [view = 'suggested', setView] = useAddressText('view');
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
  const { view } = useReceiptView();
  const [search = ''] = useAddressText('find');
  const list = useList<ReceiptRow, ReceiptTotals>(receiptPath, queueParams(view, useSettled(search, typingMs)));
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

/** Work is done oldest first; what is done is looked up latest first. */
export function queueParams(view: string, search: string): QueryParams {
  const isWork = view === 'suggested' || view === 'unidentified' || view === 'unapplied' || view === 'partly';
  return {
    status: isWork || view === 'applied' ? view : undefined,
    order: isWork ? 'oldest' : 'latest',
    q: search.trim().length >= leastLetters ? search.trim() : undefined,
  };
}

const leastLetters = 2;

/** The tabs with how many receipts each has. */
export function useReceiptViews(): readonly View[] {
  const all = useRecord<WirePage<ReceiptRow, ReceiptTotals>>(receiptPath, { limit: 1 });
  const suggested = useRecord<WirePage<ReceiptRow, ReceiptTotals>>(receiptPath, { status: 'suggested', limit: 1 });
  const counts = new Map<string, number>();
  for (const { status, receipts } of all.data?.totals ?? []) counts.set(status, (counts.get(status) ?? 0) + receipts);
  return receiptViews.map((view) => {
    if (view.id === 'not_a_receipt' || !all.data) return view;
    if (view.id === 'suggested') return { ...view, count: suggested.data?.total };
    return { ...view, count: view.id === 'all' ? all.data.total : counts.get(view.id) ?? 0 };
  });
}
