// Bill runs, the latest first; a new one bills everything due through a day.
import { useNavigate } from '@tanstack/react-router';
import { FileStack, Play } from 'lucide-react';
import { useCallback, useMemo } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import { formatInstant } from '../../format/date.ts';
import { formatCount } from '../../format/money.ts';
import { runTitle } from '../../format/run-title.ts';
import { statusColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Page } from '../../shell/page.tsx';
import { runStatuses, type BillRunRow } from './bill-run-wire.ts';

const idOf = (run: BillRunRow) => run.run_id;
const nameOf = runTitle;
const bills = { kind: 'bill' };

export function BillRunsScreen() {
  const navigate = useNavigate();
  const { time_zone: timeZone } = useSession().company;
  const mayBill = useMay('invoice.issue');
  const [chosenId, setActiveId] = useAddressText('id');
  const list = useList<BillRunRow>('/v1/runs', bills);
  const columns = useMemo(() => runColumns(timeZone), [timeZone]);
  const start = () => void navigate({ to: '/bill-runs/new' });
  const open = useCallback((run: BillRunRow) => void navigate({ to: `/bill-runs/${run.run_id}` }), [navigate]);
  useKeys([{ keys: 'c', label: 'New bill run', group: 'Bill runs', run: start }], mayBill);
  return (
    <Page title="Bill runs" actions={mayBill && <Button look="primary" icon={Play} keys="c" onClick={start}>Bill everything due</Button>}>
      <DataGrid
        name="bill-runs"
        label="Bill runs"
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        activeId={chosenId ?? list.rows[0]?.run_id}
        onActive={setActiveId}
        onOpen={open}
        onOpenPage={open}
        hasFoot={false}
        empty={(
          <EmptyState icon={FileStack} title="Nothing was billed yet" action={mayBill && <Button onClick={start}>Bill everything due</Button>}>
            A run prices what was delivered, issues an invoice per customer, order or delivery, and leaves aside what the checks hold.
          </EmptyState>
        )}
      />
    </Page>
  );
}

function runColumns(timeZone: string): GridColumn<BillRunRow>[] {
  const number = (id: string, header: string, of: (run: BillRunRow) => number | undefined): GridColumn<BillRunRow> => ({
    id, header, width: 96, align: 'end',
    cell: (run) => {
      const value = of(run);
      return value ? formatCount(value) : <span className="text-ink-3">–</span>;
    },
  });
  return [
    textColumn({ id: 'title', header: 'Run', width: 220, grow: true, isAnchor: true, strong: true, text: runTitle }),
    statusColumn({ id: 'status', header: 'Status', width: 110, status: (run) => runStatuses[run.status] }),
    number('documents', 'Invoices', (run) => run.result?.documents ?? (run.status === 'done' ? 0 : Number(run.done))),
    number('lines', 'Lines', (run) => run.result?.lines),
    number('credits', 'Credit notes', (run) => run.result?.credit_notes),
    number('held', 'Held', (run) => run.result?.held),
    textColumn({ id: 'started', header: 'Started', width: 172, text: (run) => formatInstant(run.started_at ?? run.created_at, timeZone) }),
    textColumn({ id: 'by', header: 'By', width: 140, text: (run) => run.created_by }),
  ];
}
