// The audit trail: who did what, when and why, with the values before and after; its chain of hashes can be verified.
import { History } from 'lucide-react';
import { useMemo } from 'react';

import { useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import { useSettled } from '../../app/use-settled.ts';
import { formatInstant } from '../../format/date.ts';
import { counted } from '../../format/money.ts';
import { textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Page, SplitView } from '../../shell/page.tsx';
import { AuditFilters, filterFields, type AuditFilter } from './audit-filters.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { VerifyChain } from './verify-chain.tsx';
import { commandLabel, commandWords, subjectLabel, type AuditRow } from './audit-wire.ts';

const idOf = (row: AuditRow) => row.sequence;
const nameOf = (row: AuditRow) => `row ${row.sequence}, ${row.command} by ${row.actor_name}`;
const typingMs = 250;

export function AuditScreen() {
  const { time_zone: timeZone } = useSession().company;
  const filter = useAuditFilter();
  const settled = useSettled(JSON.stringify(filter.values), typingMs);
  const params = useMemo(() => asked(JSON.parse(settled) as AuditFilter), [settled]);
  const list = useList<AuditRow>('/v1/audit', params);
  const [chosenId, setActive] = useAddressText('id');
  const columns = useMemo(() => auditColumns(timeZone), [timeZone]);
  const active = list.rows.find((row) => row.sequence === chosenId) ?? list.rows[0];
  const isFiltered = filterFields.some((field) => filter.values[field]);
  return (
    <Page title="Audit trail" actions={<VerifyChain />}>
      <SplitView panel={active && <AuditPanel row={active} onSubject={(id) => filter.set('subject_id', id)} />}>
        <AuditFilters values={filter.values} onValue={filter.set} summary={list.hasMore ? '' : counted(list.rows.length, 'row', 'rows')} />
        <DataGrid
          name="audit"
          label="Audit trail"
          columns={columns}
          list={list}
          rowId={idOf}
          rowName={nameOf}
          activeId={active?.sequence}
          onActive={setActive}
          hasFoot={false}
          empty={(
            <EmptyState icon={History} title={isFiltered ? 'Nobody did that' : 'Nothing happened yet'} action={isFiltered && <Button onClick={filter.clear}>Show everything</Button>}>
              {isFiltered ? 'No row fits these filters.' : 'Every change that anyone makes is written here, and can’t be taken out.'}
            </EmptyState>
          )}
        />
      </SplitView>
    </Page>
  );
}

function asked(filter: AuditFilter): AuditFilter {
  return { ...filter, command: filter.command && commandWords(filter.command) };
}

function useAuditFilter() {
  const [actor, setActor] = useAddressText('actor');
  const [command, setCommand] = useAddressText('command');
  const [subjectId, setSubjectId] = useAddressText('subject');
  const [from, setFrom] = useAddressText('from');
  const [until, setUntil] = useAddressText('until');
  const setters = { actor: setActor, command: setCommand, subject_id: setSubjectId, from: setFrom, until: setUntil };
  const values: AuditFilter = { actor, command, subject_id: subjectId, from, until };
  return {
    values,
    set: (field: keyof AuditFilter, value: string) => setters[field](value.trim() === '' ? undefined : value),
    clear: () => filterFields.forEach((field) => values[field] !== undefined && setters[field](undefined)),
  };
}

function auditColumns(timeZone: string): GridColumn<AuditRow>[] {
  return [
    textColumn({ id: 'at', header: 'When', width: 168, text: (row) => formatInstant(row.recorded_at, timeZone) }),
    textColumn({ id: 'actor', header: 'Who', width: 140, text: (row) => row.actor_name }),
    textColumn({ id: 'command', header: 'What', width: 170, grow: true, isAnchor: true, strong: true, text: (row) => commandLabel(row.command) }),
    textColumn({ id: 'subject', header: 'On', width: 120, text: (row) => subjectLabel(row.subject_kind) }),
    textColumn({ id: 'reason', header: 'Why', width: 240, text: (row) => row.reason }),
    textColumn({ id: 'sequence', header: 'Row', fits: true, align: 'end', text: (row) => row.sequence }),
  ];
}
