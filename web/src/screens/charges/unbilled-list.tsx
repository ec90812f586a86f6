// What was delivered by a day and is not billed: not priced yet, ready, or held, the oldest first. Enter leads to the charge or delivery.
import { useNavigate } from '@tanstack/react-router';
import { PackageCheck } from 'lucide-react';
import { useCallback, useMemo } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useAddressText } from '../../app/address.ts';
import { formatCount, formatDecimal } from '../../format/money.ts';
import { sentence } from '../../format/sentence.ts';
import { dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { heldBy } from '../../grid/held.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import type { AsOf } from '../../shell/use-as-of.ts';
import { roleLabel } from './check-names.ts';
import { PlainBar } from './plain-bar.tsx';
import { unbilledReasons, type UnbilledRow, type UnbilledWhy } from './standing-wire.ts';
import { useStandingList, type CurrencyTotal } from './use-standing-list.ts';

const rowId = (row: UnbilledRow) => `${row.delivery_id} ${row.line_no}`;
const rowName = (row: UnbilledRow) => `${row.delivery_number} line ${row.line_no}`;
const whyOptions = Object.entries(unbilledReasons).map(([value, { label }]) => ({ value, label }));

export function UnbilledList({ asOf }: { readonly asOf: AsOf }) {
  const navigate = useNavigate();
  const { currency } = useSession().company;
  const [why, setWhy] = useAddressText('why');
  const [activeId, setActiveId] = useAddressText('id');
  const list = useStandingList<UnbilledRow>('/v1/reports/delivered-not-billed', { as_of: asOf.param, why });
  const columns = useMemo(() => unbilledColumns(asOf.today, currency), [asOf.today, currency]);
  const open = useCallback((row: UnbilledRow) => {
    const isWaiting = row.charge_id !== null && (row.why === 'held' || row.why === 'pending');
    void navigate(isWaiting
      ? { to: '/charges', search: { view: row.why, id: row.charge_id } as never }
      : { to: '/deliveries', search: { id: row.delivery_id } as never });
  }, [navigate]);
  return (
    <>
      <PlainBar
        label="Why" options={whyOptions} chosen={why} onChosen={(next) => setWhy(next as UnbilledWhy | undefined)}
        summary={heldBy(list, 'delivered line', 'delivered lines')}
      >
        <PriceNow isNeeded={list.rows.some((row) => row.why === 'uncharged')} />
        <ColumnMenu name="unbilled" columns={columns} />
      </PlainBar>
      <DataGrid
        name="unbilled"
        label="Delivered, not billed"
        columns={columns}
        list={list}
        rowId={rowId}
        rowName={rowName}
        activeId={activeId ?? (list.rows[0] && rowId(list.rows[0]))}
        onActive={setActiveId}
        onOpen={open}
        empty={why
          ? <EmptyState icon={PackageCheck} title="Nothing fits this filter" action={<Button onClick={() => setWhy(undefined)}>Show all</Button>} />
          : <EmptyState icon={PackageCheck} title="Everything that was delivered is billed" />}
      />
    </>
  );
}

/** Pricing follows new deliveries by itself; this is for those that were recorded before their prices or orders. */
function PriceNow({ isNeeded }: { readonly isNeeded: boolean }) {
  const may = useMay('charge.price');
  const start = useAction<Record<string, never>, { run_id: string }>({
    request: () => ({ method: 'POST', path: '/v1/charge-runs', body: {} }),
    refresh: ['/v1/runs'],
    onDone: () => showToast('Pricing runs; the list fills as it goes'),
  });
  if (!may || !isNeeded) return null;
  return <Button small busy={start.isRunning} onClick={() => void start.runAsync({}).catch(showProblem)}>Price them now</Button>;
}

function unbilledColumns(today: string, homeCurrency: string): GridColumn<UnbilledRow, CurrencyTotal>[] {
  return [
    textColumn({ id: 'customer', header: 'Customer', width: 140, grow: true, isAnchor: true, strong: true, text: (row) => row.customer_name }),
    textColumn({ id: 'delivery', header: 'Delivery', width: 160, fits: true, text: (row) => `${row.delivery_number}/${row.line_no}` }),
    textColumn({ id: 'description', header: 'What', width: 150, text: (row) => row.description }),
    { id: 'quantity', header: 'Quantity', width: 130, align: 'end', fit: (row) => formatDecimal(row.quantity), cell: (row) => formatDecimal(row.quantity) },
    textColumn({ id: 'order', header: 'Order', fits: true, text: (row) => row.order_number }),
    dayColumn({ id: 'day', header: 'Delivered', today, day: (row) => row.delivered_on }),
    { id: 'age', header: 'Days', width: 96, align: 'end', fit: (row) => formatCount(Math.max(0, row.age_days)), cell: (row) => formatCount(Math.max(0, row.age_days)) },
    statusColumn({ id: 'why', header: 'Why', width: 100, status: (row) => unbilledReasons[row.why] }),
    textColumn({ id: 'reasons', header: 'Reason', width: 176, grow: true, text: (row) => sentence(row.reasons.join('; ')) }),
    textColumn({ id: 'owner', header: 'Decides', width: 90, startsHidden: true, text: (row) => row.owner_role && roleLabel(row.owner_role) }),
    moneyColumn({
      id: 'amount', header: 'Worth', strong: true, look: 'plain', homeCurrency,
      money: (row) => row.amount ?? { amount: '0', currency: row.currency }, sum: (total) => total.amount,
    }),
  ];
}
