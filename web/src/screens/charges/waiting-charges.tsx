// Charges that wait: ready to bill, or held. Hold (h), release (a) and waive (w) work on what is chosen, else on the active row.
import { useNavigate } from '@tanstack/react-router';
import { Check, CircleSlash, PackageCheck, Pause, ShieldCheck } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { formatMoney, sumByCurrency } from '../../format/money.ts';
import { BulkBar } from '../../grid/bulk-bar.tsx';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar, FilterChip } from '../../grid/filter-bar.tsx';
import { heldBy } from '../../grid/held.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { SplitView } from '../../shell/page.tsx';
import { gridOf, useListScreen, type ListScreen } from '../../shell/use-list-screen.ts';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import type { Decision, DecisionVerb } from './charge-decision.tsx';
import { chargeColumns } from './charge-columns.tsx';
import { ChargePanel } from './charge-panel.tsx';
import type { ChargeRow, ChargeTotals } from './charge-wire.ts';
import { checkLabel, checkOptions, ownerOptions } from './check-names.ts';
import { collectIds, collectRows } from './collect-ids.ts';

const loadDecision = () => import('./charge-decision.tsx');
const DecisionDialog = lazy(async () => ({ default: (await loadDecision()).DecisionDialog }));

type WaitingChargesProps = { readonly status: 'pending' | 'held' };

const path = '/v1/charges';
const idOf = (row: ChargeRow) => row.charge_id;
const nameOf = (row: ChargeRow) => `${row.description} for ${row.customer_name}`;
const amountOf = (row: ChargeRow | ChargeTotals) => row.amount;

export function WaitingCharges({ status }: WaitingChargesProps) {
  const [check, setCheck] = useAddressText('check');
  const [owner, setOwner] = useAddressText('owner');
  const [customerId, setCustomer] = useAddressText('customer');
  const isHeld = status === 'held';
  const screen = useListScreen<ChargeRow, ChargeTotals>({
    path,
    rowId: idOf,
    params: { status, check, owner_role: owner, customer_id: customerId },
    defaultSort: '',
    viewLabel: isHeld ? 'Held' : 'Ready to bill',
    moneyOf: amountOf,
    moneyOfTotal: amountOf,
  });
  const deciding = useDeciding(screen, isHeld);
  const isFiltered = Boolean(screen.search || check || owner || customerId);
  const showAll = () => {
    screen.setSearch('');
    setCheck(undefined);
    setOwner(undefined);
    setCustomer(undefined);
  };
  return (
    <SplitView panel={screen.isPanelOpen && <ChargePanel id={screen.panelId} row={screen.activeRow} may={deciding.may} onDecide={deciding.decideRow} onClose={screen.closePanel} />}>
      <ChargeList screen={screen} isHeld={isHeld} deciding={deciding} isFiltered={isFiltered} onShowAll={showAll}>
        <CustomerFilter customerId={customerId} onCustomer={setCustomer} />
        {isHeld && (
          <>
            <FilterChip label="Held for" options={checkOptions} chosen={check ? [check] : []} onChosen={(values) => setCheck(values.at(-1))} />
            <FilterChip label="Decides" options={ownerOptions} chosen={owner ? [owner] : []} onChosen={(values) => setOwner(values.at(-1))} />
          </>
        )}
      </ChargeList>
      {deciding.dialog}
    </SplitView>
  );
}

type ChargeListProps = {
  readonly screen: ListScreen<ChargeRow, ChargeTotals>;
  readonly isHeld: boolean;
  readonly deciding: ReturnType<typeof useDeciding>;
  readonly isFiltered: boolean;
  readonly onShowAll: () => void;
  readonly children: React.ReactNode;
};

function ChargeList({ screen, isHeld, deciding, isFiltered, onShowAll, children }: ChargeListProps) {
  const { list } = screen;
  const { today, currency } = useSession().company;
  const columns = useMemo(() => chargeColumns(today, currency, isHeld), [today, currency, isHeld]);
  const name = isHeld ? 'charges-held' : 'charges-pending';
  const money = list.totals?.map((total) => formatMoney(total.amount, 'short')).join(' + ');
  return (
    <>
      <FilterBar
        searchLabel="Order, delivery, PO or SKU"
        search={screen.search}
        onSearch={screen.setSearch}
        summary={heldBy(list, 'charge', 'charges', money && `${money}${isHeld ? ' at risk' : ''}`)}
      >
        {children}
        <ColumnMenu name={name} columns={columns} />
      </FilterBar>
      <DataGrid
        name={name}
        label={isHeld ? 'Held charges' : 'Charges ready to bill'}
        columns={columns}
        {...gridOf(screen)}
        rowId={idOf}
        rowName={nameOf}
        selection={screen.selection}
        marks={deciding.marks}
        bulkBar={<ChargeBulkBar screen={screen} isHeld={isHeld} deciding={deciding} />}
        empty={<NothingWaits isHeld={isHeld} isFiltered={isFiltered} onShowAll={onShowAll} />}
      />
    </>
  );
}

function ChargeBulkBar({ screen, isHeld, deciding }: Pick<ChargeListProps, 'screen' | 'isHeld' | 'deciding'>) {
  return (
    <BulkBar selection={screen.selection} moneyWord={isHeld ? 'at risk' : ''}>
      {deciding.may.hold && <Button small look="quiet" icon={Pause} keys="h" onClick={() => deciding.decide('hold')}>Hold</Button>}
      {deciding.may.release && <Button small look="quiet" icon={Check} keys="a" onClick={() => deciding.decide('release')}>Release</Button>}
      {deciding.may.waive && <Button small look="quiet" icon={CircleSlash} keys="w" onClick={() => deciding.decide('waive')}>Waive</Button>}
    </BulkBar>
  );
}

function NothingWaits({ isHeld, isFiltered, onShowAll }: Pick<ChargeListProps, 'isHeld' | 'isFiltered' | 'onShowAll'>) {
  const navigate = useNavigate();
  if (isFiltered) return <EmptyState icon={PackageCheck} title="No charge fits this filter" action={<Button onClick={onShowAll}>Show all</Button>} />;
  if (isHeld) return <EmptyState icon={ShieldCheck} title="Nothing is held">Every delivery that was priced passed the checks.</EmptyState>;
  return (
    <EmptyState
      icon={PackageCheck}
      title="Nothing waits to be billed"
      action={<Button onClick={() => void navigate({ to: '/imports', search: { kind: 'deliveries' } as never })}>Import deliveries</Button>}
    >
      Deliveries become charges as they are recorded.
    </EmptyState>
  );
}

/** Who may decide, what is being decided, and what was decided a moment ago. */
function useDeciding(screen: ListScreen<ChargeRow, ChargeTotals>, isHeld: boolean) {
  const { selection, activeRow, list } = screen;
  const [asked, setAsked] = useState<Decision>();
  const [marks, setMarks] = useState<ReadonlySet<string>>(noMarks);
  const mayHold = useMay('charge.price') && !isHeld;
  const mayRelease = useMay('charge.release') && isHeld;
  const mayWaive = useMay('charge.waive');
  const may = useMemo(() => ({ hold: mayHold, release: mayRelease, waive: mayWaive }), [mayHold, mayRelease, mayWaive]);
  // Fetched before it is asked for: what is typed right after the key must not be lost.
  useEffect(() => void loadDecision().catch(() => undefined), []);
  const decideRow = useCallback((verb: DecisionVerb, row: ChargeRow) => setAsked({
    verb, count: 1, money: [row.amount], ids: () => Promise.resolve([row.charge_id]),
    reasons: row.holds.map((hold) => `${checkLabel(hold.check_code)}: ${hold.reason}`),
  }), []);
  const decide = (verb: DecisionVerb) => {
    if (!may[verb]) return;
    const { current, count, money } = selection;
    if (count > 0) {
      const rows = isHeld && count <= mostCounted ? () => collectRows(path, current, idOf) : undefined;
      setAsked({ verb, count, money: sumByCurrency(money), ids: () => collectIds(path, current, idOf), ...(rows && { rows }) });
    }
    else if (activeRow) decideRow(verb, activeRow);
  };
  useKeys([
    ...(may.hold ? [{ keys: 'h', label: 'Hold the charge or the chosen ones', group: 'Charges', run: () => decide('hold') }] : []),
    ...(may.release ? [{ keys: 'a', label: 'Release the charge or the chosen ones', group: 'Charges', run: () => decide('release') }] : []),
    ...(may.waive ? [{ keys: 'w', label: 'Waive the charge or the chosen ones', group: 'Charges', run: () => decide('waive') }] : []),
  ]);
  const onDone = (ids: readonly string[]) => {
    const done = new Set(ids);
    setMarks(done);
    selection.clear();
    const from = list.rows.findIndex((row) => row.charge_id === screen.activeId);
    const next = list.rows.slice(from + 1).find((row) => !done.has(row.charge_id)) ?? list.rows.findLast((row) => !done.has(row.charge_id));
    if (next) screen.setActive(next.charge_id);
  };
  const dialog = asked && <Suspense><DecisionDialog decision={asked} onClose={() => setAsked(undefined)} onDone={onDone} /></Suspense>;
  return { may, decide, decideRow, dialog, marks };
}

/** Of more charges than this it takes too long to read what holds each. */
const mostCounted = 5000;

const noMarks: ReadonlySet<string> = new Set();
