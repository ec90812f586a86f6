// Totals of the whole filter, as the server added them up, under the columns they belong to: one line per currency.
import { clsx } from 'clsx';

import { formatCount } from '../format/money.ts';
import { notAddedUp } from './held.ts';
import type { GridColumn } from './columns.ts';

type GridFootProps<Row, Totals> = {
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly totals: readonly Totals[];
  readonly total: number | undefined;
  /** There are sums, but over more rows than the server adds up. */
  readonly isNotAddedUp: boolean;
};

export const footRowHeight = 30;
/** More currencies than these are in the report, not at the foot of a list. */
const mostLines = 4;

export function footHeightOf(totals: readonly unknown[] | undefined): number {
  return Math.max(1, Math.min(mostLines, totals?.length ?? 1)) * footRowHeight + 1;
}

export function GridFoot<Row, Totals>({ columns, totals, total, isNotAddedUp }: GridFootProps<Row, Totals>) {
  const lines: readonly (Totals | undefined)[] = totals.length === 0 ? [undefined] : totals.slice(0, mostLines);
  return (
    <div role="rowgroup" className="grid-foot">
      {lines.map((line, index) => (
        <div key={index} role="row" className="grid-foot-row">
          <div role="gridcell" className="grid-cell grid-tick" />
          {columns.map((column) => (
            <div key={column.id} role="gridcell" className={clsx('grid-cell', column.align === 'end' && 'grid-end', column.isAnchor && 'grid-anchor')}>
              {column.isAnchor ? isNotAddedUp && columns.some((one) => one.total) ? notAddedUp : <FootLabel currency={currencyOf(line)} total={index === 0 ? total : undefined} /> : line !== undefined && column.total?.(line)}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function FootLabel({ currency, total }: { readonly currency: string | undefined; readonly total: number | undefined }) {
  return (
    <>
      Total {currency}
      {total !== undefined && <span className="font-normal text-ink-3">of {formatCount(total)}</span>}
    </>
  );
}

export function currencyOf(line: unknown): string | undefined {
  const currency = (line as { currency?: unknown } | undefined)?.currency;
  return typeof currency === 'string' ? currency : undefined;
}
