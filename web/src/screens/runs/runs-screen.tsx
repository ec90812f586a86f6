// Long work, the latest first: what runs, what ended how, and the way to each.
import { useNavigate } from '@tanstack/react-router';
import { FileUp, History } from 'lucide-react';
import { useMemo } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { statusColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { formatInstant } from '../../format/date.ts';
import { formatCount } from '../../format/money.ts';
import { runTitle } from '../../format/run-title.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { Page } from '../../shell/page.tsx';
import { durationOf } from './duration.ts';
import { runStatuses, type RunRow } from './run-wire.ts';

const views = [
  { id: 'all', label: 'All' }, { id: 'running', label: 'Running' }, { id: 'failed', label: 'Failed' }, { id: 'imports', label: 'Imports' }, { id: 'bill', label: 'Billing' },
];
const filters: Readonly<Record<string, { readonly status?: string; readonly kind?: string }>> = {
  running: { status: 'running' }, failed: { status: 'failed' }, imports: { kind: 'import' }, bill: { kind: 'bill' },
};
const idOf = (row: RunRow) => row.run_id;
const nameOf = runTitle;

export function RunsScreen() {
  const [view = 'all', setView] = useAddressText('view');
  const [activeId, setActiveId] = useAddressText('id');
  const { time_zone: timeZone } = useSession().company;
  const mayImport = useMay('import.run');
  const navigate = useNavigate();
  const list = useList<RunRow>('/v1/runs', filters[view] ?? {});
  const columns = useMemo(() => runColumns(timeZone), [timeZone]);
  const open = (row: RunRow) => void navigate({ to: `/runs/${row.run_id}` });
  const create = () => void navigate({ to: '/imports' });
  useKeys([{ keys: 'c', label: 'Import a file', group: 'Runs', run: create }], mayImport);
  return (
    <Page title="Imports & runs" actions={mayImport && <Button look="primary" icon={FileUp} keys="c" onClick={create}>Import a file</Button>}>
      <ViewTabs views={views} value={view} onValue={(id) => setView(id === 'all' ? undefined : id)} />
      <DataGrid
        name="runs"
        label="Runs"
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        activeId={activeId ?? list.rows[0]?.run_id}
        onActive={setActiveId}
        onOpen={open}
        onOpenPage={open}
        hasFoot={false}
        empty={<EmptyState icon={History} title={view === 'all' ? 'Nothing has run yet' : 'No run fits this view'}>Imports, bill runs and other long work are kept here with what they did.</EmptyState>}
      />
    </Page>
  );
}

function runColumns(timeZone: string): GridColumn<RunRow>[] {
  return [
    textColumn({ id: 'title', header: 'Run', width: 240, grow: true, isAnchor: true, strong: true, text: runTitle }),
    statusColumn({ id: 'status', header: 'Status', status: (row) => runStatuses[row.status] }),
    { id: 'done', header: 'Done', width: 150, align: 'end', cell: (row) => (row.total === null ? formatCount(Number(row.done)) : `${formatCount(Number(row.done))} of ${formatCount(Number(row.total))}`) },
    textColumn({ id: 'by', header: 'Started by', width: 150, text: (row) => row.created_by }),
    { id: 'at', header: 'Started', width: 170, cell: (row) => formatInstant(row.created_at, timeZone) },
    { id: 'took', header: 'Took', width: 90, align: 'end', cell: (row) => durationOf(row) },
  ];
}
