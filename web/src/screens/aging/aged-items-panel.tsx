// The open items that add up to one number of aging, oldest first, with their sum to compare.
import { Link } from '@tanstack/react-router';

import { withQuery, type QueryParams } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { formatDate, formatDayNear } from '../../format/date.ts';
import { counted, formatCount, sumByCurrency } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { PanelBody, PanelHead, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Why } from '../../kit/why.tsx';
import { ExportMenu } from '../reports/export-menu.tsx';
import { belongsTo, partLabel, type AgedItem, type Buckets, type Drill, type Part } from './aging-wire.ts';

type AgedItemsPanelProps = {
  readonly drill: Drill;
  readonly buckets: Buckets;
  readonly params: QueryParams;
  readonly onPart: (part: Part) => void;
  readonly onClose: () => void;
};

const parts: readonly Part[] = ['all', '0', '1', '2', '3', '4', 'credits', 'unapplied'];
const path = '/v1/reports/open-items';

export function AgedItemsPanel({ drill, buckets, params, onPart, onClose }: AgedItemsPanelProps) {
  const isBucket = /^[0-4]$/.test(drill.part);
  const asked = { ...params, currency: drill.currency, customer_id: drill.customerId, bucket: isBucket ? drill.part : undefined };
  const list = useList<AgedItem>(path, asked);
  const items = list.rows.filter((item) => belongsTo(item, drill.part));
  useKeys(['0', '1', '2', '3', '4'].map((key) => ({ keys: key, label: partLabel(key as Part, buckets), group: 'Aging', run: () => onPart(key as Part) })));
  return (
    <SidePanel label="Open items" onClose={onClose}>
      <PanelHead title={drill.name ?? `All customers, ${drill.currency}`} detail={`${partLabel(drill.part, buckets)} · ${counted(items.length, 'item', 'items')}${list.hasMore ? ' so far' : ''}`}>
        <div className="mt-2 flex flex-wrap gap-1" role="group" aria-label="Part">
          {parts.map((part) => (
            <button
              key={part}
              type="button"
              aria-pressed={part === drill.part}
              className={`h-6 rounded-small px-1.5 text-minor ${part === drill.part ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-hover'}`}
              onClick={() => onPart(part)}
            >
              {part === 'all' ? 'All' : partLabel(part, buckets)}
            </button>
          ))}
        </div>
        <div className="mt-2 flex gap-2">
          <ExportMenu small path={path} params={asked} />
          {drill.customerId && <Why of={`the receivable of ${drill.name ?? 'the customer'} in ${drill.currency}`} proof={withQuery(`/v1/customers/${drill.customerId}/explain`, { as_of: params.as_of, known_at: params.known_at, entity_id: params.entity_id, currency: drill.currency })} asWord />}
          {drill.customerId && <Link to={`/customers/${drill.customerId}/account` as never} search={{ currency: drill.currency } as never} className="inline-flex h-7 items-center text-accent hover:underline">Account</Link>}
        </div>
      </PanelHead>
      <PanelBody>
        {list.problem && <div className="p-3"><ProblemBanner problem={list.problem} onRetry={list.reload} /></div>}
        {list.isFirstLoad || list.isStale ? <SkeletonLines lines={6} /> : <AgedItems items={items} showsCustomer={drill.customerId === undefined} />}
        {list.hasMore && <div className="px-4 pb-4"><Button small busy={list.isLoadingMore} onClick={list.loadMore}>More items</Button></div>}
      </PanelBody>
    </SidePanel>
  );
}

function AgedItems({ items, showsCustomer }: { readonly items: readonly AgedItem[]; readonly showsCustomer: boolean }) {
  const { today } = useSession().company;
  const sums = sumByCurrency(items.map((item) => item.open));
  if (items.length === 0) return <p className="px-4 py-3 text-ink-2">Nothing is open here.</p>;
  return (
    <div className="overflow-x-auto px-4 py-2">
      <table className="panel-table">
        <thead>
          <tr><th scope="col">Document</th>{showsCustomer && <th scope="col">Customer</th>}<th scope="col">Due</th><th scope="col" className="text-end!">Days</th><th scope="col" className="text-end!">Open</th></tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.item_id}>
              <td><Link to={pageOf(item) as never} className="font-medium text-accent hover:underline">{item.number ?? item.document_kind}</Link></td>
              {showsCustomer && <td><span title={item.customer_name ?? undefined} className="block max-w-28 truncate">{item.customer_name ?? 'Unknown'}</span></td>}
              <td><time dateTime={item.due_on} title={formatDate(item.due_on, 'long')}>{formatDayNear(item.due_on, today)}</time></td>
              <td className={`text-end ${item.age_days > 90 ? 'text-bad' : ''}`}>{item.age_days > 0 ? formatCount(item.age_days) : '–'}</td>
              <td className="text-end"><MoneyText money={item.open} /></td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums.map((sum) => <tr key={sum.currency}><th scope="row" colSpan={showsCustomer ? 4 : 3}>Total</th><td className="text-end"><MoneyText money={sum} /></td></tr>)}
        </tfoot>
      </table>
    </div>
  );
}

function pageOf(item: AgedItem): string {
  return item.document_kind === 'receipt' ? `/receipts/${item.document_id}` : `/invoices/${item.document_id}`;
}
