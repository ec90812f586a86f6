// A short list of settings as a card: title, one action, a table or why it is empty.
import { clsx } from 'clsx';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';

import { asProblem } from '../../api/problem.ts';
import type { WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';

export type PlainColumn<Row> = { readonly header: string; readonly end?: boolean; /** Long text: may take several lines. */ readonly wraps?: boolean; readonly cell: (row: Row) => ReactNode };

type PlainListProps<Row> = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly path: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly empty: string;
  readonly addLabel?: string;
  readonly onAdd?: () => void;
  /** Between the title and the list, for what narrows it. */
  readonly filter?: ReactNode;
};

export function PlainList<Row>({ title, lead, path, columns, rowKey, empty, addLabel, onAdd, filter }: PlainListProps<Row>) {
  const list = useRecord<WirePage<Row>>(path);
  const rows = list.data?.items;
  useKeys([{ keys: 'c', label: addLabel ?? 'Add', group: title, run: onAdd }], onAdd !== undefined);
  return (
    <section aria-label={title}>
      <div className="mb-2 flex items-end gap-3">
        <div className="mr-auto">
          <h2 className="text-title font-semibold">{title}</h2>
          {lead && <p className="text-ink-2">{lead}</p>}
        </div>
        {onAdd && <Button icon={Plus} keys="c" onClick={onAdd}>{addLabel}</Button>}
      </div>
      {filter && <div className="mt-3 mb-3">{filter}</div>}
      {list.error && <ProblemBanner problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <SkeletonLines lines={5} />}
      {rows && (
        <div tabIndex={rows.length > 0 ? 0 : undefined} role="group" aria-label={`${title}, list`} className="overflow-x-auto rounded-panel border border-line bg-surface px-4 py-1 -outline-offset-2">
          {rows.length === 0 ? <p className="py-4 text-ink-2">{empty}</p> : (
            <table className="panel-table [&_tbody_tr:last-child_td]:border-b-0!">
              <thead><tr>{columns.map(({ header, end }) => <th key={header} scope="col" className={end ? 'text-end!' : ''}>{header}</th>)}</tr></thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={rowKey(row)}>{columns.map(({ header, end, wraps, cell }) => <td key={header} className={clsx(end ? 'text-end' : 'pr-4!', wraps && 'min-w-52 whitespace-normal!')}>{cell(row)}</td>)}</tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </section>
  );
}
