// One report as a list with its totals: whatever its columns are, it is read, filtered by the page above it and exported the same way.
import { FileSearch } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';

import type { QueryParams } from '../../api/client.ts';
import { useList } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import type { WireMoney } from '../../api/types.ts';
import { counted, sumByCurrency } from '../../format/money.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';

export type ReportRow = Readonly<Record<string, unknown>>;

type ReportTableProps = {
  readonly name: string;
  readonly label: string;
  readonly path: string;
  readonly params: QueryParams;
  readonly columns: readonly GridColumn<ReportRow, ReportRow>[];
  readonly rowKey: (row: ReportRow) => string;
  /** Its rows come in pages; otherwise they all come at once. */
  readonly isPaged?: boolean;
  /** One and many of what its rows are. */
  readonly things?: readonly [one: string, many: string];
  readonly emptyTitle: string;
  readonly onOpen?: (row: ReportRow) => void;
  /** Controls beside the columns. */
  readonly children?: ReactNode;
};

export function ReportTable({ name, label, path, params, columns, rowKey, isPaged = false, things = ['row', 'rows'], emptyTitle, onOpen, children }: ReportTableProps) {
  const [chosenId, setActive] = useAddressText('row');
  const answer = useList<ReportRow, ReportRow>(path, isPaged ? params : { ...params, limit: undefined });
  const list = useMemo(() => ({ ...answer, totals: answer.totals && perCurrency(answer.totals), total: answer.total ?? (isPaged || answer.isStale || answer.isFirstLoad ? undefined : answer.rows.length) }), [answer, isPaged]);
  const hasTotals = (list.totals?.length ?? 0) > 0;
  return (
    <div className="relative flex min-h-[400px] grow basis-0 flex-col">
      <div className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
        {children}
        <ColumnMenu name={`report-${name}`} columns={columns} />
        <p className="ml-auto text-minor text-ink-2" aria-live="polite">{list.total !== undefined && counted(list.total, ...things)}</p>
      </div>
      <DataGrid
        name={`report-${name}`}
        label={label}
        columns={columns}
        list={list}
        rowId={rowKey}
        rowName={rowKey}
        activeId={chosenId ?? (list.rows[0] && rowKey(list.rows[0]))}
        onActive={setActive}
        onOpen={onOpen}
        hasFoot={hasTotals}
        empty={<EmptyState icon={FileSearch} title={emptyTitle} />}
      />
    </div>
  );
}

/** Some reports add up by reason and currency; the foot has one line per currency. */
function perCurrency(totals: readonly ReportRow[]): ReportRow[] {
  return [...Map.groupBy(totals, (total) => total.currency).values()].map((group) => {
    const [first = {}] = group;
    if (group.length === 1) return first;
    return Object.fromEntries(Object.entries(first).map(([key, value]) => {
      const money = group.map((total) => total[key]).filter(isMoney);
      return [key, money.length > 0 ? sumByCurrency(money)[0] : value];
    }));
  });
}

function isMoney(value: unknown): value is WireMoney {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}
