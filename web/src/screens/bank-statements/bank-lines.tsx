// Bank lines of a filter; the active one, or those that are chosen, can be decided: no receipt, a receipt after all, a return, a duplicate.
import { CircleSlash, ListTree } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import type { QueryParams } from '../../api/client.ts';
import { BulkBar } from '../../grid/bulk-bar.tsx';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { heldBy } from '../../grid/held.ts';
import { useSelection } from '../../grid/use-selection.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { isNegativeAmount } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { bankLineColumns } from './bank-line-columns.tsx';
import { DuplicateDialog, ReceiptAfterAllDialog, ReturnDialog } from './line-dialogs.tsx';
import { NotAReceiptDialog } from './not-a-receipt.tsx';
import type { BankLine, BankLineTotals } from './bank-wire.ts';

const path = '/v1/bank-lines';
const idOf = (row: BankLine) => row.bank_line_id;
const nameOf = (row: BankLine) => `line of ${row.booked_on}, ${row.payer_name ?? row.text}`;

type BankLinesProps = { readonly filter: QueryParams; readonly tabs: ReactNode; readonly emptyTitle?: string };

export function BankLines({ filter, tabs, emptyTitle = 'No line here' }: BankLinesProps) {
  const { today, currency } = useSession().company;
  const [chosenId, setActive] = useAddressText('line');
  const list = useList<BankLine, BankLineTotals>(path, filter);
  const columns = useMemo(() => bankLineColumns(today, currency), [today, currency]);
  const active = list.rows.find((row) => row.bank_line_id === chosenId) ?? list.rows[0];
  const selection = useSelection<BankLine>({
    view: { key: JSON.stringify(filter), label: 'this list', filter, total: list.total ?? list.rows.length },
    moneyOf: (row) => row.amount,
    viewMoney: list.totals?.map((total) => total.amount),
  });
  const { current, count } = selection;
  const chosen = useMemo(() => (current.kind === 'rows' ? [...current.rows.values()] : list.rows.filter((row) => !current.except.has(row.bank_line_id))), [current, list.rows]);
  // A view with more rows than are loaded is not decided unseen.
  const isWhole = current.kind === 'rows' || !list.hasMore;
  const next = (done: readonly BankLine[]) => {
    const ids = new Set(done.map(idOf));
    const from = list.rows.findIndex((row) => row.bank_line_id === active?.bank_line_id);
    setActive((list.rows.slice(from + 1).find((row) => !ids.has(row.bank_line_id)) ?? list.rows.findLast((row) => !ids.has(row.bank_line_id)))?.bank_line_id);
    selection.clear();
  };
  const deciding = useDeciding(count > 0 ? chosen : active ? [active] : [], count === 0 || isWhole, next);
  return (
    <div className="relative flex min-h-[400px] grow basis-0 flex-col">
      {tabs}
      <div className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
        <ColumnMenu name="bank-lines" columns={columns} />
        {count === 0 && deciding.buttons}
        <p className="ml-auto text-minor text-ink-2" aria-live="polite">{heldBy(list, 'line', 'lines')}</p>
      </div>
      <DataGrid
        name="bank-lines"
        label="Bank lines"
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        activeId={active?.bank_line_id}
        onActive={setActive}
        selection={selection}
        bulkBar={(
          <BulkBar selection={selection}>
            {deciding.may.book ? <Button small look="quiet" icon={CircleSlash} keys="n" onClick={deciding.book}>Not a receipt</Button> : <span className="text-minor text-ink-2">{isWhole ? 'Only lines of one company, all out or all in, are booked together.' : 'Scroll to the end first: all of them must be in sight.'}</span>}
          </BulkBar>
        )}
        empty={<EmptyState icon={ListTree} title={emptyTitle}>Lines come in with the statements of your bank.</EmptyState>}
      />
      {deciding.dialog}
    </div>
  );
}

type DialogName = 'not_a_receipt' | 'receipt' | 'return' | 'duplicate';

const isDecided = (line: BankLine) => line.status === 'return' || line.status === 'duplicate';

/** What the lines may be said to be: one of them anything that fits its sign, several of them no receipts. */
function useDeciding(lines: readonly BankLine[], isWhole: boolean, onDone: (lines: readonly BankLine[]) => void) {
  const mayWrite = useMay('receipt.write');
  const [dialog, setDialog] = useState<DialogName>();
  const [first] = lines;
  const only = lines.length === 1 ? first : undefined;
  const isOut = first !== undefined && isNegativeAmount(first.amount.amount);
  const isFree = mayWrite && only !== undefined && !isDecided(only);
  const may = {
    book: mayWrite && isWhole && first !== undefined && lines.every((line) => !isDecided(line) && line.entity_id === first.entity_id && isNegativeAmount(line.amount.amount) === isOut),
    receipt: isFree && !isOut && only.status !== 'receipt',
    returned: isFree && isOut,
    duplicate: isFree,
  };
  const book = () => setDialog('not_a_receipt');
  useKeys([{ keys: 'n', label: 'Not a receipt', group: 'Bank line', run: book }], may.book);
  useKeys([{ keys: 'r', label: 'A receipt after all', group: 'Bank line', run: () => setDialog('receipt') }], may.receipt);
  useKeys([{ keys: 'r', label: 'A payment came back', group: 'Bank line', run: () => setDialog('return') }], may.returned);
  useKeys([{ keys: 'u', label: 'A duplicate', group: 'Bank line', run: () => setDialog('duplicate') }], may.duplicate);
  const buttons = (
    <>
      {may.returned && <Button small keys="r" onClick={() => setDialog('return')}>A payment came back</Button>}
      {may.receipt && <Button small keys="r" onClick={() => setDialog('receipt')}>A receipt after all</Button>}
      {may.book && <Button small keys="n" onClick={book}>{first?.status === 'not_a_receipt' ? 'Book it elsewhere' : 'Not a receipt'}</Button>}
      {may.duplicate && <Button small keys="u" onClick={() => setDialog('duplicate')}>Duplicate</Button>}
    </>
  );
  const ends = { onDone: () => onDone(lines), onClose: () => setDialog(undefined) };
  return {
    may, book, buttons,
    dialog: (
      <>
        {dialog === 'not_a_receipt' && first && <NotAReceiptDialog lines={lines} entityId={first.entity_id} {...ends} />}
        {dialog === 'receipt' && only && <ReceiptAfterAllDialog line={only} {...ends} />}
        {dialog === 'return' && only && <ReturnDialog line={only} {...ends} />}
        {dialog === 'duplicate' && only && <DuplicateDialog line={only} {...ends} />}
      </>
    ),
  };
}
