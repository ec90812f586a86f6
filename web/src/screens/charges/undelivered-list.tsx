// What was billed by hand for an order and is not delivered by a day, the oldest first. Enter leads to the invoice.
import { useNavigate } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useCallback, useMemo } from 'react';

import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { formatCount, formatDecimal } from '../../format/money.ts';
import { dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { heldBy } from '../../grid/held.ts';
import { EmptyState } from '../../kit/empty-state.tsx';
import type { AsOf } from '../../shell/use-as-of.ts';
import { PlainBar } from './plain-bar.tsx';
import { undeliveredReasons, type UndeliveredRow } from './standing-wire.ts';
import { useStandingList, type CurrencyTotal } from './use-standing-list.ts';

const rowId = (row: UndeliveredRow) => `${row.document_id} ${row.line_no}`;
const rowName = (row: UndeliveredRow) => `${row.document_number} line ${row.line_no}`;

export function UndeliveredList({ asOf }: { readonly asOf: AsOf }) {
  const navigate = useNavigate();
  const { currency } = useSession().company;
  const [activeId, setActiveId] = useAddressText('id');
  const list = useStandingList<UndeliveredRow>('/v1/reports/billed-not-delivered', { as_of: asOf.param });
  const columns = useMemo(() => undeliveredColumns(asOf.today, currency), [asOf.today, currency]);
  const open = useCallback((row: UndeliveredRow) => void navigate({ to: `/invoices/${row.document_id}` }), [navigate]);
  return (
    <>
      <PlainBar summary={heldBy(list, 'invoice line', 'invoice lines')}>
        <ColumnMenu name="undelivered" columns={columns} />
      </PlainBar>
      <DataGrid
        name="undelivered"
        label="Billed, not delivered"
        columns={columns}
        list={list}
        rowId={rowId}
        rowName={rowName}
        activeId={activeId ?? (list.rows[0] && rowId(list.rows[0]))}
        onActive={setActiveId}
        onOpen={open}
        empty={<EmptyState icon={ShieldCheck} title="Nothing is billed without a delivery">Invoices written by hand for an order appear here until their goods are confirmed.</EmptyState>}
      />
    </>
  );
}

function undeliveredColumns(today: string, homeCurrency: string): GridColumn<UndeliveredRow, CurrencyTotal>[] {
  const quantity = (id: string, header: string, of: (row: UndeliveredRow) => string): GridColumn<UndeliveredRow, CurrencyTotal> => ({
    id, header, width: 84, align: 'end', cell: (row) => formatDecimal(of(row)),
  });
  return [
    textColumn({ id: 'customer', header: 'Customer', width: 160, grow: true, isAnchor: true, strong: true, text: (row) => row.customer_name }),
    textColumn({ id: 'document', header: 'Invoice', width: 140, text: (row) => `${row.document_number}/${row.line_no}` }),
    textColumn({ id: 'description', header: 'What', width: 180, text: (row) => row.description }),
    textColumn({ id: 'order', header: 'Order', width: 130, text: (row) => `${row.order_number}${row.order_line_no === null ? '' : `, line ${row.order_line_no}`}` }),
    quantity('billed', 'Billed', (row) => row.billed_quantity),
    quantity('delivered', 'Delivered', (row) => row.delivered_quantity),
    quantity('excess', 'Missing', (row) => row.excess_quantity),
    dayColumn({ id: 'issued', header: 'Issued', today, day: (row) => row.issued_on }),
    { id: 'age', header: 'Days', width: 96, align: 'end', fit: (row) => formatCount(Math.max(0, row.age_days)), cell: (row) => formatCount(Math.max(0, row.age_days)) },
    statusColumn({ id: 'why', header: 'Why', width: 124, status: (row) => undeliveredReasons[row.why] }),
    moneyColumn({ id: 'amount', header: 'At risk', strong: true, look: 'plain', homeCurrency, money: (row) => row.amount, sum: (total) => total.amount }),
  ];
}
