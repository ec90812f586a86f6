// The list on paper: a plain table of all rows that are loaded, made only while the browser prints. Rows out of sight are not in the page otherwise.
import { clsx } from 'clsx';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

import { formatCount } from '../format/money.ts';
import type { GridColumn } from './columns.ts';
import { currencyOf } from './grid-foot.tsx';

type GridPrintProps<Row, Totals> = {
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly totals: readonly Totals[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
};

export function GridPrint<Row, Totals>(props: GridPrintProps<Row, Totals>) {
  return useIsPrinting() ? <PrintTable {...props} /> : null;
}

/** The browser lays the paper out right after it has told of it, so the table must be there at once. */
function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}

function PrintTable<Row, Totals>({ columns, rows, rowId, totals, total, hasMore }: GridPrintProps<Row, Totals>) {
  const alignOf = (column: GridColumn<Row, Totals>) => clsx(column.align === 'end' && 'grid-end');
  const hasSums = columns.some((column) => column.total) && totals.length > 0;
  return (
    <table className="grid-print">
      {hasMore && <caption>The first {formatCount(rows.length)} rows{total !== undefined && ` of ${formatCount(total)}`}. An export has them all.</caption>}
      <thead><tr>{columns.map((column) => <th key={column.id} scope="col" className={alignOf(column)}>{column.header}</th>)}</tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowId(row)}>{columns.map((column) => <td key={column.id} className={alignOf(column)}>{column.cell(row)}</td>)}</tr>
        ))}
      </tbody>
      {hasSums && (
        <tfoot>
          {totals.map((line, index) => (
            <tr key={index}>{columns.map((column) => <td key={column.id} className={alignOf(column)}>{column.isAnchor ? `Total ${currencyOf(line) ?? ''}` : column.total?.(line)}</td>)}</tr>
          ))}
        </tfoot>
      )}
    </table>
  );
}
