// What was issued and has not reached its customer: the address and the reason of each, and what can be done: try again, send elsewhere, say that it arrived.
import { useNavigate } from '@tanstack/react-router';
import { MailCheck, RotateCw, Send } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';

import type { WireMoney } from '../../api/types.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useList } from '../../api/use-list.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { counted } from '../../format/money.ts';
import { dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import { PlainBar } from '../charges/plain-bar.tsx';
import { channelLabel, dispatchLook } from './dispatch-list.tsx';
import type { DocumentRecord } from './invoice-wire.ts';
import { SendDialog } from './send-dialog.tsx';

type UnsentRow = {
  readonly dispatch_id: string;
  readonly document_id: string;
  readonly number: string | null;
  readonly customer_name: string;
  readonly channel: string;
  readonly recipient: string;
  readonly status: string;
  readonly issued_on: string | null;
  readonly total: WireMoney;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly queued_at: string;
};

const path = '/v1/dispatches';
const refresh = [path, '/v1/invoices', '/v1/work'];
const idOf = (row: UnsentRow) => row.dispatch_id;
const nameOf = (row: UnsentRow) => row.number ?? 'Document';

export function UnsentList({ tabs }: { readonly tabs: ReactNode }) {
  const navigate = useNavigate();
  const { today, currency } = useSession().company;
  const list = useList<UnsentRow>(path, { status: 'undelivered' });
  const [chosenId, setActive] = useAddressText('id');
  const columns = useMemo(() => unsentColumns(today, currency), [today, currency]);
  const active = list.rows.find((row) => row.dispatch_id === chosenId) ?? list.rows[0];
  const openPage = (row: UnsentRow) => void navigate({ to: `/invoices/${row.document_id}` });
  return (
    <>
      {tabs}
      <PlainBar summary={list.total !== undefined && counted(list.total, 'document', 'documents')}>
        {active && <UnsentActions key={active.dispatch_id} row={active} />}
        <ColumnMenu name="unsent" columns={columns} />
      </PlainBar>
      <DataGrid
        name="unsent"
        label="Documents not delivered"
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        activeId={active?.dispatch_id}
        onActive={setActive}
        onOpen={openPage}
        onOpenPage={openPage}
        hasFoot={false}
        empty={<EmptyState icon={MailCheck} title="Everything that was sent has arrived">Documents that come back or can’t be sent appear here.</EmptyState>}
      />
    </>
  );
}

/** For the row under the keyboard. One that has no address can't be tried again: it is sent to a new one. */
function UnsentActions({ row }: { readonly row: UnsentRow }) {
  const maySend = useMay('invoice.send');
  const [asked, setAsked] = useState<'send' | 'arrived'>();
  const again = useAction<Record<string, never>>({
    request: () => ({ method: 'POST', path: `${path}/${row.dispatch_id}/retry` }),
    refresh,
    onDone: () => showToast(`${nameOf(row)} goes to ${row.recipient} again`),
  });
  const canRetry = maySend && row.recipient !== '';
  const retry = () => void again.runAsync({}).catch(showProblem);
  useKeys([{ keys: 'r', label: 'Try to send it again', group: 'Not delivered', run: retry }], canRetry);
  useKeys([
    { keys: 's', label: 'Send it to another address', group: 'Not delivered', run: () => setAsked('send') },
    { keys: 'm', label: 'Say that it has arrived', group: 'Not delivered', run: () => setAsked('arrived') },
  ], maySend);
  if (!maySend) return null;
  return (
    <>
      {canRetry && <Button small icon={RotateCw} keys="r" busy={again.isRunning} onClick={retry}>Try again</Button>}
      <Button small icon={Send} keys="s" onClick={() => setAsked('send')}>Send elsewhere</Button>
      <Button small icon={MailCheck} keys="m" onClick={() => setAsked('arrived')}>It has arrived</Button>
      {asked === 'send' && <SendElsewhere row={row} onClose={() => setAsked(undefined)} />}
      {asked === 'arrived' && <Arrived row={row} onClose={() => setAsked(undefined)} />}
    </>
  );
}

type RowDialogProps = { readonly row: UnsentRow; readonly onClose: () => void };

function SendElsewhere({ row, onClose }: RowDialogProps) {
  const document = useRecord<DocumentRecord>(`/v1/invoices/${row.document_id}`).data;
  return document ? <SendDialog document={document} onClose={onClose} /> : null;
}

function Arrived({ row, onClose }: RowDialogProps) {
  const mark = useAction<string>({
    request: (reason) => ({ method: 'POST', path: `${path}/${row.dispatch_id}/mark`, body: { status: 'sent', reason } }),
    refresh,
    onDone: () => {
      showToast(`${nameOf(row)} counts as delivered`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title={`${nameOf(row)} has arrived`}
      effect="Nothing is sent and nothing is posted. The document leaves this list; how it got there stays with it."
      verb="Mark as delivered"
      busy={mark.isRunning}
      problem={mark.problem}
      onConfirm={mark.run}
    />
  );
}

function unsentColumns(today: string, homeCurrency: string): GridColumn<UnsentRow>[] {
  return [
    textColumn({ id: 'number', header: 'Document', width: 150, isAnchor: true, strong: true, fits: true, text: nameOf }),
    textColumn({ id: 'customer', header: 'Customer', width: 160, grow: true, text: (row) => row.customer_name }),
    dayColumn({ id: 'issued', header: 'Issued', today, day: (row) => row.issued_on }),
    dayColumn({ id: 'since', header: 'Since', today, day: (row) => row.queued_at.slice(0, 10) }),
    textColumn({ id: 'channel', header: 'By', width: 90, text: (row) => channelLabel(row.channel) }),
    textColumn({ id: 'recipient', header: 'To', width: 190, text: (row) => row.recipient }),
    statusColumn({ id: 'status', header: 'State', width: 108, status: (row) => dispatchLook(row.status) }),
    textColumn({ id: 'reason', header: 'Why', width: 220, grow: true, text: (row) => row.last_error }),
    moneyColumn({ id: 'total', header: 'Total', look: 'plain', strong: true, homeCurrency, money: (row) => row.total }),
  ];
}
