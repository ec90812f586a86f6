// The columns of aging; every amount in them, the totals too, leads to the items it is made of.
import { moneyColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { formatMoney, isNegativeAmount, isZeroAmount } from '../../format/money.ts';
import { AgingBar } from '../../kit/aging-bar.tsx';
import type { WireMoney } from '../../api/types.ts';
import { bucketLabels, type AgingFigures, type AgingRow, type AgingTotals, type Buckets, type Drill, type Part } from './aging-wire.ts';

type Column = GridColumn<AgingRow, AgingTotals>;
type OnDrill = (drill: Drill) => void;

export function agingColumns(buckets: Buckets, homeCurrency: string, onDrill: OnDrill): Column[] {
  const parts: readonly [string, Part, (row: AgingFigures) => WireMoney][] = [
    ...bucketLabels(buckets).map((label, index): [string, Part, (row: AgingFigures) => WireMoney] => [label, String(index) as Part, (row) => bucketOf(row, index)]),
    ['Credits', 'credits', (row) => row.credits],
    ['Unapplied', 'unapplied', (row) => row.unapplied],
    ['Balance', 'all', (row) => row.balance],
  ];
  return [
    textColumn({ id: 'name', header: 'Customer', width: 172, grow: true, isAnchor: true, strong: true, text: (row) => row.name }),
    textColumn({ id: 'number', header: 'Number', fits: true, text: (row) => row.number }),
    textColumn({ id: 'currency', header: 'Currency', width: 74, startsHidden: true, text: (row) => row.currency }),
    ...parts.map(([header, part, money]) => drillColumn({ header, part, money, homeCurrency, onDrill })),
    { id: 'mix', header: 'Mix', width: 64, cell: (row) => <AgingBar amounts={[0, 1, 2, 3, 4].map((index) => bucketOf(row, index).amount)} /> },
  ];
}

export function bucketOf(row: AgingFigures, index: number): WireMoney {
  return [row.current, row.bucket1, row.bucket2, row.bucket3, row.bucket4][index] ?? row.current;
}

type DrillColumn = { readonly header: string; readonly part: Part; readonly money: (row: AgingFigures) => WireMoney; readonly homeCurrency: string; readonly onDrill: OnDrill };

function drillColumn({ header, part, money, homeCurrency, onDrill }: DrillColumn): Column {
  return moneyColumn<AgingRow, AgingTotals>({
    id: part,
    header,
    homeCurrency,
    money,
    sum: money,
    cell: (row) => (
      <DrillNumber
        money={money(row)}
        label={`${header} of ${row.name}`}
        mark={row.currency === homeCurrency ? '' : row.currency}
        className={part === 'all' ? 'font-semibold' : part === '4' ? 'text-bad' : ''}
        inGrid
        onOpen={() => onDrill({ customerId: row.customer_id, name: row.name, currency: row.currency, part })}
      />
    ),
    total: (total) => (
      <DrillNumber
        money={money(total)}
        label={`${header} of all customers in ${total.currency}`}
        mark=""
        onOpen={() => onDrill({ customerId: undefined, name: undefined, currency: total.currency, part })}
      />
    ),
  });
}

type DrillNumberProps = {
  readonly money: WireMoney;
  readonly label: string;
  readonly mark: string;
  readonly className?: string;
  /** In a row the grid is the tab stop; Enter opens the row and the panel has the parts. */
  readonly inGrid?: boolean;
  readonly onOpen: () => void;
};

export function DrillNumber({ money, label, mark, className = '', inGrid = false, onOpen }: DrillNumberProps) {
  if (isZeroAmount(money.amount)) return <span className="text-ink-3">–</span>;
  return (
    <button
      type="button"
      tabIndex={inGrid ? -1 : undefined}
      title={formatMoney(money)}
      className={`inline-flex min-h-6 items-center rounded-small font-[inherit] hover:text-accent hover:underline ${isNegativeAmount(money.amount) ? '' : className}`}
      onClick={onOpen}
    >
      <span className="sr-only">{label}: </span>
      {formatMoney(money, 'whole')}
      {mark && <span className="text-meta font-normal text-ink-3"> {mark}</span>}
    </button>
  );
}
