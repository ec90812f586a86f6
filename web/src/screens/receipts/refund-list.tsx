// Refunds: what waits for a second person, what was paid back, and what was taken back again.
import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useList } from '../../api/use-list.ts';
import { useAddressText } from '../../app/address.ts';
import { dayOf } from '../../format/date.ts';
import { formatMoney } from '../../format/money.ts';
import { dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import { RowsExport } from '../reports/rows-export.tsx';
import { refreshedByCash } from './receipt-requests.ts';
import { approveRefundRequest, refundLooks, refundPath, rejectRefundRequest, takeRefundBackRequest, type Refund } from './refund-wire.ts';
import { useCashAction } from './use-cash-action.ts';

const idOf = (row: Refund) => row.refund_id;
const nameOf = (row: Refund) => `refund of ${row.receipt_number}`;
const everything = {};

function refundColumns(today: string, homeCurrency: string, timeZone: string): GridColumn<Refund>[] {
  return [
    dayColumn({ id: 'requested', header: 'Asked for', today, day: (row) => dayOf(row.requested_at, timeZone) }),
    textColumn({ id: 'customer', header: 'Customer', width: 160, grow: true, isAnchor: true, strong: true, text: (row) => row.customer_name }),
    moneyColumn({ id: 'amount', header: 'Amount', look: 'plain', strong: true, homeCurrency, money: (row) => row.amount }),
    statusColumn({ id: 'status', header: 'Status', width: 190, status: (row) => refundLooks[row.status] }),
    { id: 'receipt', header: 'Receipt', width: 140, cell: (row) => <Link to={`/receipts/${row.receipt_id}` as never} className="font-medium text-accent hover:underline">{row.receipt_number}</Link> },
    textColumn({ id: 'reason', header: 'Why', width: 220, text: (row) => row.reason }),
    textColumn({ id: 'to', header: 'To', width: 140, text: (row) => row.paid_to }),
    textColumn({ id: 'by', header: 'Asked for by', width: 110, text: (row) => row.requested_by }),
    textColumn({ id: 'decided', header: 'Decided by', width: 110, text: (row) => row.decided_by }),
  ];
}

export function RefundList({ tabs }: { readonly tabs: ReactNode }) {
  const { today, currency, time_zone: timeZone } = useSession().company;
  const [chosenId, setActive] = useAddressText('refund');
  const list = useList<Refund>(refundPath, everything);
  const columns = useMemo(() => refundColumns(today, currency, timeZone), [today, currency, timeZone]);
  const active = list.rows.find((row) => row.refund_id === chosenId) ?? list.rows[0];
  return (
    <div className="relative flex min-h-[400px] grow basis-0 flex-col">
      {tabs}
      <div className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
        {active && <DecideRefund key={active.refund_id} refund={active} day={today} />}
        <span className="ml-auto"><RowsExport name="refunds" path={refundPath} params={everything} isPaged small /></span>
      </div>
      <DataGrid
        name="refunds"
        label="Refunds"
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        hasFoot={false}
        activeId={active?.refund_id}
        onActive={setActive}
        empty={<EmptyState icon={Undo2} title="Nothing was paid back">Press e on a receipt whose money stands on a customer’s account.</EmptyState>}
      />
    </div>
  );
}

function DecideRefund({ refund, day }: { readonly refund: Refund; readonly day: string }) {
  const [dialog, setDialog] = useState<'reject' | 'take_back'>();
  const isWaiting = refund.status === 'requested';
  const hasRight = useMay('cash.refund_approve');
  const mayApprove = hasRight && isWaiting && !refund.own_request;
  const mayReject = useMay('cash.refund') && isWaiting;
  const mayTakeBack = useMay('cash.refund') && refund.status === 'paid';
  const approve = useAction<{ readonly refundId: string; readonly day: string }>({ request: approveRefundRequest, refresh: refreshedByCash, onDone: () => showToast(`${formatMoney(refund.amount)} is paid back`) });
  const run = () => void approve.runAsync({ refundId: refund.refund_id, day }).catch(showProblem);
  useKeys([{ keys: 'a', label: 'Approve the refund', group: 'Refunds', run }], mayApprove);
  useKeys([{ keys: 'n', label: 'Reject or withdraw the refund', group: 'Refunds', run: () => setDialog('reject') }], mayReject);
  useKeys([{ keys: 'u', label: 'Take the refund back', group: 'Refunds', run: () => setDialog('take_back') }], mayTakeBack);
  return (
    <>
      {mayApprove && <Button small keys="a" busy={approve.isRunning} onClick={run}>Approve</Button>}
      {mayReject && <Button small keys="n" onClick={() => setDialog('reject')}>{refund.own_request ? 'Withdraw' : 'Reject'}</Button>}
      {mayTakeBack && <Button small keys="u" onClick={() => setDialog('take_back')}>Take back</Button>}
      {isWaiting && !mayApprove && <span className="text-minor text-ink-2">{refund.own_request ? 'You asked for it: another person who may approve refunds decides.' : `${refund.requested_by} asked for it: a person who may approve refunds decides.`}</span>}
      {dialog && <RefundReason refund={refund} isRejected={dialog === 'reject'} day={day} onClose={() => setDialog(undefined)} />}
    </>
  );
}

type RefundReasonProps = { readonly refund: Refund; readonly isRejected: boolean; readonly day: string; readonly onClose: () => void };

function RefundReason({ refund, isRejected, day, onClose }: RefundReasonProps) {
  const shown = formatMoney(refund.amount);
  const action = useCashAction(isRejected ? rejectRefundRequest : takeRefundBackRequest, { onClose }, () => ({ message: isRejected ? 'The refund is rejected' : `${shown} stands on the customer’s account again` }));
  return (
    <ReasonDialog
      onClose={onClose}
      title={isRejected ? 'Reject the refund' : 'Take the refund back'}
      effect={isRejected ? `${shown} stays on account of ${refund.customer_name}; nothing is paid.` : `${shown} did not go out, or came back: it stands on account of ${refund.customer_name} again.`}
      verb={isRejected ? 'Reject' : 'Take back'}
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ refundId: refund.refund_id, reason, day })}
    />
  );
}
