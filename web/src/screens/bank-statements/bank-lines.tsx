// Bank lines of a filter; the active one can be decided: no receipt, or a receipt after all.
import { ListTree } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import type { QueryParams } from '../../api/client.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { heldBy } from '../../grid/held.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { NotAReceiptDialog } from '../receipts/match-dialogs.tsx';
import { bankLineColumns } from './bank-line-columns.tsx';
import { ReceiptAfterAllDialog } from './receipt-after-all.tsx';
import type { BankLine, BankLineTotals } from './bank-wire.ts';

const idOf = (row: BankLine) => row.bank_line_id;
const nameOf = (row: BankLine) => `line of ${row.booked_on}, ${row.payer_name ?? row.text}`;

type BankLinesProps = { readonly filter: QueryParams; readonly tabs: ReactNode; readonly emptyTitle?: string };

export function BankLines({ filter, tabs, emptyTitle = 'No line here' }: BankLinesProps) {
  const { today, currency } = useSession().company;
  const [chosenId, setActive] = useAddressText('line');
  const list = useList<BankLine, BankLineTotals>('/v1/bank-lines', filter);
  const columns = useMemo(() => bankLineColumns(today, currency), [today, currency]);
  const active = list.rows.find((row) => row.bank_line_id === chosenId) ?? list.rows[0];
  return (
    <div className="relative flex min-h-[400px] grow basis-0 flex-col">
      {tabs}
      <div className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
        <ColumnMenu name="bank-lines" columns={columns} />
        {active && <DecideLine line={active} />}
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
        empty={<EmptyState icon={ListTree} title={emptyTitle}>Lines come in with the statements of your bank.</EmptyState>}
      />
    </div>
  );
}

function DecideLine({ line }: { readonly line: BankLine }) {
  const mayWrite = useMay('receipt.write');
  const [dialog, setDialog] = useState<'not_a_receipt' | 'receipt'>();
  const canBeReceipt = mayWrite && !line.amount.amount.startsWith('-') && line.status !== 'receipt' && line.status !== 'return';
  const canBeOther = mayWrite && line.status !== 'return';
  useKeys([{ keys: 'n', label: 'Not a receipt', group: 'Bank line', run: () => setDialog('not_a_receipt') }], canBeOther);
  useKeys([{ keys: 'r', label: 'A receipt after all', group: 'Bank line', run: () => setDialog('receipt') }], canBeReceipt);
  const close = () => setDialog(undefined);
  return (
    <>
      {canBeOther && <Button small keys="n" onClick={() => setDialog('not_a_receipt')}>{line.status === 'not_a_receipt' ? 'Book it elsewhere' : 'Not a receipt'}</Button>}
      {canBeReceipt && <Button small keys="r" onClick={() => setDialog('receipt')}>A receipt after all</Button>}
      {dialog === 'not_a_receipt' && <NotAReceiptDialog bankLineId={line.bank_line_id} amount={line.amount} onDone={close} onClose={close} />}
      {dialog === 'receipt' && <ReceiptAfterAllDialog line={line} onClose={close} />}
    </>
  );
}
