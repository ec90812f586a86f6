// One account of the ledger: its transfers, newest first, each with the entry it belongs to.
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft, BookOpen } from 'lucide-react';
import { useMemo } from 'react';

import { useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { formatAccounting } from '../../format/money.ts';
import { dayColumn, moneyColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { useKeys } from '../../keys/use-keys.ts';
import { buttonClass } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { LedgerFrame } from './ledger-frame.tsx';
import { documentPage, eventLabel, type LedgerAccount, type Transfer } from './ledger-wire.ts';

const idOf = (row: Transfer) => `${row.entry_id} ${row.line}`;
const nameOf = (row: Transfer) => `${eventLabel(row.event)} of ${row.posted_on}`;

export function AccountScreen() {
  const { accountId = '' } = useParams({ strict: false }) as { accountId?: string };
  const asOf = useAsOf();
  const { today, currency } = useSession().company;
  const navigate = useNavigate();
  const [chosenId, setActive] = useAddressText('row');
  const account = useRecord<LedgerAccount>(`/v1/ledger/accounts/${accountId}`).data;
  const list = useList<Transfer>(`/v1/ledger/accounts/${accountId}/transfers`, { as_of: asOf.param });
  const columns = useMemo(() => transferColumns(Number(accountId), today, currency), [accountId, today, currency]);
  useKeys([{ keys: 'Backspace', label: 'All accounts', group: 'Ledger', run: () => void navigate({ to: '/ledger' as never }) }]);
  return (
    <LedgerFrame
      title={account ? `${account.code} ${account.name}` : 'Account'}
      tab="accounts"
      beside={<AsOfControl asOf={asOf} />}
      actions={<Link to={'/ledger' as never} className={buttonClass()}><ArrowLeft aria-hidden="true" size={15} />All accounts</Link>}
    >
      <div className="relative flex min-h-[400px] grow basis-0 flex-col">
        <DataGrid
          name="ledger-account"
          label="Transfers"
          columns={columns}
          list={list}
          rowId={idOf}
          rowName={nameOf}
          activeId={chosenId ?? (list.rows[0] && idOf(list.rows[0]))}
          onActive={setActive}
          onOpen={(row) => void navigate({ to: `/ledger/entries/${row.entry_id}` as never })}
          hasFoot={false}
          empty={<EmptyState icon={BookOpen} title="No transfer yet">Nothing was posted to this account by this day.</EmptyState>}
        />
      </div>
    </LedgerFrame>
  );
}

function transferColumns(accountId: number, today: string, homeCurrency: string): GridColumn<Transfer>[] {
  const isDebit = (row: Transfer) => row.debit_account_id === accountId;
  const side = (header: string, wanted: boolean): GridColumn<Transfer> => moneyColumn<Transfer, unknown>({
    id: header.toLowerCase(), header, look: 'plain', homeCurrency, money: (row) => row.amount,
    fit: (row) => `${formatAccounting(row.amount)} ${row.currency}`,
    cell: (row) => (isDebit(row) === wanted ? <>{formatAccounting(row.amount)}{row.currency !== homeCurrency && <span className="text-meta text-ink-3"> {row.currency}</span>}</> : <span className="text-ink-3">–</span>),
  });
  return [
    dayColumn({ id: 'posted', header: 'Posted', today, day: (row) => row.posted_on }),
    textColumn({ id: 'event', header: 'Event', width: 160, grow: true, isAnchor: true, strong: true, text: (row) => `${eventLabel(row.event)}${row.reverses_entry_id ? ', reversal' : ''}` }),
    textColumn({
      id: 'document', header: 'Document', width: 140, text: (row) => row.number,
      cell: (row) => {
        const page = documentPage(row);
        return page ? <Link to={page as never} tabIndex={-1} className="font-medium text-accent hover:underline">{row.number ?? row.document_kind}</Link> : <span className="text-ink-3">–</span>;
      },
    }),
    textColumn({ id: 'customer', header: 'Customer or payer', width: 170, text: (row) => row.customer_name ?? row.payer }),
    textColumn({ id: 'other', header: 'Against', width: 230, text: (row) => (isDebit(row) ? `${row.credit_code} ${row.credit_name}` : `${row.debit_code} ${row.debit_name}`) }),
    side('Debit', true),
    side('Credit', false),
  ];
}
