// Bank statements: which came in, whether their balances tie, what became of each line; and bringing in the next one.
import { Landmark } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';

import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import type { WirePage } from '../../api/types.ts';
import { useList } from '../../api/use-list.ts';
import { useRecord } from '../../api/use-record.ts';
import { counted } from '../../format/money.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Page, SplitView } from '../../shell/page.tsx';
import { BankAccountStrip } from './bank-account-strip.tsx';
import { bankStatementColumns } from './bank-statement-columns.tsx';
import { StatementPanel } from './statement-panel.tsx';
import { UploadStatement } from './upload-statement.tsx';
import type { BankAccount, BankStatement } from './bank-wire.ts';

const BankLines = lazy(async () => ({ default: (await import('./bank-lines.tsx')).BankLines }));

const views = [
  { id: 'all', label: 'Statements' }, { id: 'differs', label: 'Balances differ' }, { id: 'lines', label: 'All lines' }, { id: 'to_clarify', label: 'Lines to clarify' },
] as const;

const idOf = (row: BankStatement) => row.statement_id;
const nameOf = (row: BankStatement) => `${row.account_name}, statement ${row.statement_reference}`;

export function BankStatementsScreen() {
  const [view = 'all', setView] = useAddressText('view');
  const accounts = useRecord<WirePage<BankAccount>>('/v1/bank-accounts');
  const shown = accounts.data?.items ?? [];
  const [accountId, setAccountId] = useAddressText('account');
  const tabs = <ViewTabs views={views} value={view} onValue={setView} />;
  return (
    <Page title="Bank statements" actions={<UploadStatement accounts={shown} />}>
      <BankAccountStrip accounts={shown} chosen={accountId} onChoose={(id) => setAccountId(id === accountId ? undefined : id)} />
      {view === 'lines' || view === 'to_clarify'
        ? <Suspense fallback={tabs}><BankLines key={view} filter={{ bank_account_id: accountId, status: view === 'to_clarify' ? 'to_clarify' : undefined }} tabs={tabs} /></Suspense>
        : <Statements accounts={shown} accountId={accountId} isDiffering={view === 'differs'} tabs={tabs} />}
    </Page>
  );
}

type StatementsProps = { readonly accounts: readonly BankAccount[]; readonly accountId: string | undefined; readonly isDiffering: boolean; readonly tabs: React.ReactNode };

function Statements({ accounts, accountId, isDiffering, tabs }: StatementsProps) {
  const { today, currency } = useSession().company;
  const [chosenId, setActive] = useAddressText('id');
  const list = useList<BankStatement>('/v1/bank-statements', { bank_account_id: accountId, balance: isDiffering ? 'differs' : undefined });
  const columns = useMemo(() => bankStatementColumns(today, currency), [today, currency]);
  const active = list.rows.find((row) => row.statement_id === chosenId) ?? list.rows[0];
  return (
    <SplitView panel={active && <StatementPanel statement={active} account={accounts.find((one) => one.bank_account_id === active.bank_account_id)} />}>
      {tabs}
      <DataGrid
        name="bank-statements"
        label="Bank statements"
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        activeId={active?.statement_id}
        onActive={setActive}
        hasFoot={false}
        empty={isDiffering
          ? <EmptyState icon={Landmark} title="Every statement ties">Opening, lines and closing add up in all of them.</EmptyState>
          : <EmptyState icon={Landmark} title="No statement yet">Upload a file of your bank: camt.053, MT940, OFX, or a table. Each line comes in once, whatever file brings it again.</EmptyState>}
      />
      {list.rows.length > 0 && <p className="sr-only" aria-live="polite">{counted(list.rows.length, 'statement', 'statements')}</p>}
    </SplitView>
  );
}
