// Aging: what is owed, by customer and age, as of any day and as known at any instant. Every number opens its items.
import { CalendarClock } from 'lucide-react';
import { useCallback, useMemo } from 'react';

import type { QueryParams } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useList, type ListState } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import { counted, formatMoney, isZeroAmount, sumByCurrency } from '../../format/money.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { AgingBar, AgingLegend } from '../../kit/aging-bar.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { Page, SplitView } from '../../shell/page.tsx';
import { ExportMenu } from '../reports/export-menu.tsx';
import { AgedItemsPanel } from './aged-items-panel.tsx';
import { agingColumns, bucketOf, DrillNumber } from './aging-columns.tsx';
import { BasisControl, BucketsControl, CurrencyControl, KnownAtControl } from './aging-controls.tsx';
import { bucketLabels, bucketsOf, type AgingRow, type AgingTotals, type Drill, type Part } from './aging-wire.ts';

const path = '/v1/reports/aging';
const idOf = (row: AgingRow) => `${row.customer_id} ${row.currency}`;
const nameOf = (row: AgingRow) => `${row.name}, ${row.currency}`;

export function AgingScreen() {
  const { currency: homeCurrency } = useSession().company;
  const asOf = useAsOf();
  const entity = useEntityChoice();
  const question = useQuestion(asOf.param, entity.param);
  const { buckets, params } = question;
  const list = useAgingList(params);
  const { drill, setDrill, setPart } = useDrill(list.rows);
  const [activeId, setActive] = useAddressText('id');
  const columns = useMemo(() => agingColumns(buckets, homeCurrency, setDrill), [buckets, homeCurrency, setDrill]);
  const close = () => {
    setDrill(undefined);
    document.querySelector<HTMLElement>('[role="grid"]')?.focus();
  };
  return (
    <Page title="Aging" beside={<>{entity.control}<AsOfControl asOf={asOf} /></>} actions={<ExportMenu path={path} params={params} />}>
      <AgingFiguresStrip totals={list.totals} labels={bucketLabels(buckets)} onDrill={setDrill} />
      <SplitView panel={drill && <AgedItemsPanel key={idOfDrill(drill)} drill={drill} buckets={buckets} params={question.base} onPart={setPart} onClose={close} />}>
        <div className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
          <BasisControl value={question.basis} onValue={(basis) => question.setBasis(basis === 'due' ? undefined : basis)} />
          <BucketsControl key={buckets.join()} value={buckets} onValue={question.setBuckets} />
          <CurrencyControl value={question.currency} currencies={list.totals?.map((total) => total.currency) ?? []} onValue={question.setCurrency} />
          <KnownAtControl value={question.knownAt} onValue={question.setKnownAt} />
          <ColumnMenu name="aging" columns={columns} />
          <p className="ml-auto text-minor text-ink-2" aria-live="polite">{list.total !== undefined && counted(list.total, 'customer', 'customers')}</p>
        </div>
        <DataGrid
          name="aging"
          label="Aging by customer"
          columns={columns}
          list={list}
          rowId={idOf}
          rowName={nameOf}
          activeId={activeId ?? (list.rows[0] && idOf(list.rows[0]))}
          onActive={setActive}
          onOpen={(row) => setDrill({ customerId: row.customer_id, name: row.name, currency: row.currency, part: 'all' })}
          onEscape={close}
          empty={<EmptyState icon={CalendarClock} title="Nothing is owed">Nobody owed anything on this day, and no money waited to be applied.</EmptyState>}
        />
      </SplitView>
    </Page>
  );
}

function useQuestion(asOf: string | undefined, entityId: number | undefined) {
  const [basisText, setBasis] = useAddressText('basis');
  const [bucketText, setBuckets] = useAddressText('buckets');
  const [currency, setCurrency] = useAddressText('currency');
  const [knownAt, setKnownAt] = useAddressText('known_at');
  const basis: 'due' | 'issue' = basisText === 'issue' ? 'issue' : 'due';
  const bucketKey = bucketsOf(bucketText).join(',');
  const buckets = useMemo(() => bucketsOf(bucketKey), [bucketKey]);
  const base: QueryParams = { as_of: asOf, known_at: knownAt, basis, buckets: bucketKey, entity_id: entityId };
  return { basis, setBasis, buckets, setBuckets, currency, setCurrency, knownAt, setKnownAt, base, params: { ...base, currency } };
}

/** The report counts its customers in its totals, per currency. */
function useAgingList(params: QueryParams): ListState<AgingRow, AgingTotals> {
  const list = useList<AgingRow, AgingTotals>(path, params);
  return useMemo(() => {
    const total = list.isStale || !list.totals ? undefined : list.totals.reduce((sum, one) => sum + one.customers, 0);
    return { ...list, total };
  }, [list]);
}

/** What is looked into is in the address, so that a number can be sent to someone as a link. */
function useDrill(rows: readonly AgingRow[]) {
  const [text, setText] = useAddressText('drill');
  const [customerId, currency, part] = (text ?? '').split('~');
  const drill: Drill | undefined = currency && part
    ? { customerId: customerId || undefined, name: customerId ? rows.find((row) => row.customer_id === customerId)?.name ?? 'Customer' : undefined, currency, part: part as Part }
    : undefined;
  const setDrill = useCallback((next: Drill | undefined) => setText(next && idOfDrill(next)), [setText]);
  const setPart = (next: Part) => drill && setDrill({ ...drill, part: next });
  return { drill, setDrill, setPart };
}

function idOfDrill({ customerId = '', currency, part }: Drill): string {
  return `${customerId}~${currency}~${part}`;
}

type AgingFiguresStripProps = { readonly totals: readonly AgingTotals[] | undefined; readonly labels: readonly string[]; readonly onDrill: (drill: Drill) => void };

/** How the balance comes about: what is owed is the receivable of the books, the rest is what customers have in hand. */
function makeUp(total: AgingTotals, buckets: number): string {
  const owed = sumByCurrency(Array.from({ length: buckets }, (_, index) => bucketOf(total, index)))[0];
  const less = ([[total.credits, 'credits'], [total.unapplied, 'unapplied']] as const).filter(([money]) => !isZeroAmount(money.amount));
  if (!owed || less.length === 0) return 'owed';
  return [`${formatMoney(owed, 'whole')} owed`, ...less.map(([money, word]) => `${formatMoney(money, 'whole')} ${word}`)].join(' less ');
}

/** One line per currency: how it is spread over the ages, and money of unknown payers, which belongs to no customer. */
function AgingFiguresStrip({ totals = [], labels, onDrill }: AgingFiguresStripProps) {
  if (totals.length === 0) return null;
  return (
    <section aria-label="Totals" className="grid shrink-0 gap-2 border-b border-line bg-surface px-4 py-2.5">
      {totals.map((total) => (
        <div key={total.currency} className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="min-w-36 text-amount font-semibold">
            <span className="mr-2 text-minor font-medium text-ink-3">{total.currency}</span>
            <DrillNumber money={total.balance} label={`Balance in ${total.currency}`} mark="" onOpen={() => onDrill({ customerId: undefined, name: undefined, currency: total.currency, part: 'all' })} />
            <span className="block text-minor font-normal whitespace-nowrap text-ink-2">{makeUp(total, labels.length)}</span>
          </span>
          <span className="min-w-40 grow"><AgingBar amounts={labels.map((_label, index) => bucketOf(total, index).amount)} label={`Spread over the ages in ${total.currency}`} /></span>
          {!isZeroAmount(total.unidentified.amount) && (
            <span className="text-minor text-ink-2">
              <DrillNumber money={total.unidentified} label="Money of unknown payers" mark="" onOpen={() => onDrill({ customerId: undefined, name: 'Unknown payers', currency: total.currency, part: 'unidentified' })} /> from unknown payers
            </span>
          )}
        </div>
      ))}
      <AgingLegend buckets={labels.map((label) => ({ label }))} />
    </section>
  );
}
