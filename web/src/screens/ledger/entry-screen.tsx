// One entry of the ledger: what happened, when it counts, when it was recorded, and its transfers.
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';

import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatDate, formatInstant } from '../../format/date.ts';
import { Badge } from '../../kit/badge.tsx';
import { buttonClass } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { LedgerFrame } from './ledger-frame.tsx';
import { documentPage, eventLabel, type LedgerEntry, type Transfer } from './ledger-wire.ts';

export function EntryScreen() {
  const { entryId = '' } = useParams({ strict: false }) as { entryId?: string };
  const record = useRecord<LedgerEntry>(`/v1/ledger/entries/${entryId}`);
  return (
    <LedgerFrame
      title={record.data ? eventLabel(record.data.event) : 'Entry'}
      tab="accounts"
      beside={record.data?.reversed_by_entry_id && <Badge tone="warn">Reversed</Badge>}
      actions={<Link to={'/ledger' as never} className={buttonClass()}><ArrowLeft aria-hidden="true" size={15} />All accounts</Link>}
    >
      <div tabIndex={0} role="group" aria-label="Entry" className="min-h-0 grow overflow-y-auto bg-surface p-4 -outline-offset-2">
        {record.error && <ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} />}
        {record.isPending && <SkeletonLines lines={5} />}
        {record.data && <EntryFacts entry={record.data} />}
      </div>
    </LedgerFrame>
  );
}

function EntryFacts({ entry }: { readonly entry: LedgerEntry }) {
  const { time_zone: timeZone } = useSession().company;
  const other = entry.reverses_entry_id ?? entry.reversed_by_entry_id;
  return (
    <div className="grid max-w-5xl gap-4">
      <FactGrid
        facts={[
          { label: 'Counts on', value: formatDate(entry.posted_on) },
          { label: 'Recorded', value: formatInstant(entry.recorded_at, timeZone) },
          { label: 'Entry', value: <span className="font-mono text-minor select-all">{entry.entry_id}</span> },
          ...(entry.reason ? [{ label: 'Reason', value: entry.reason }] : []),
          ...(other ? [{ label: entry.reverses_entry_id ? 'Takes back' : 'Taken back by', value: <Link to={`/ledger/entries/${other}` as never} className="font-mono text-minor text-accent hover:underline">{other}</Link> }] : []),
        ]}
      />
      <div className="overflow-x-auto">
        <table className="panel-table">
          <thead><tr><th scope="col">Debit</th><th scope="col">Credit</th><th scope="col">Customer</th><th scope="col">Document</th><th scope="col" className="text-end!">Amount</th></tr></thead>
          <tbody>{entry.transfers.map((transfer) => <TransferRow key={transfer.line} transfer={transfer} />)}</tbody>
        </table>
      </div>
    </div>
  );
}

function TransferRow({ transfer }: { readonly transfer: Transfer }) {
  const page = documentPage(transfer);
  const account = (id: number, code: string, name: string) => <Link to={`/ledger/accounts/${id}` as never} className="text-accent hover:underline">{code} {name}</Link>;
  return (
    <tr>
      <td>{account(transfer.debit_account_id, transfer.debit_code, transfer.debit_name)}</td>
      <td>{account(transfer.credit_account_id, transfer.credit_code, transfer.credit_name)}</td>
      <td>{transfer.customer_name ?? '–'}</td>
      <td>{page ? <Link to={page as never} className="font-medium text-accent hover:underline">{transfer.number ?? transfer.document_kind}</Link> : '–'}</td>
      <td className="text-end"><MoneyText money={transfer.amount} /></td>
    </tr>
  );
}
