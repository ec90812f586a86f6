// One statement beside the list: whether it adds up, and in a few words what became of each line.
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';

import { useSession } from '../../api/session.ts';
import { useList } from '../../api/use-list.ts';
import { formatDate, formatDayNear, formatInstant } from '../../format/date.ts';
import { isZeroAmount } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, buttonClass } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { PanelBody, PanelHead, PanelSection } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { AccountBalance, BalanceRow } from './account-balance.tsx';
import { balanceLooks, kindLabel, lineStatuses, type BankAccount, type BankLine, type BankLineTotals, type BankStatement } from './bank-wire.ts';

export function StatementPanel({ statement, account }: { readonly statement: BankStatement; readonly account: BankAccount | undefined }) {
  const { time_zone: timeZone } = useSession().company;
  const look = balanceLooks[statement.balance];
  return (
    <aside aria-label="Statement" className="no-print flex w-(--panel) shrink-0 flex-col overflow-hidden border-l border-line bg-surface max-panel:hidden">
      <PanelHead
        title={`${statement.account_name} ${statement.statement_reference}`}
        badge={<Badge tone={look.tone}>{look.label}</Badge>}
        detail={`${statement.format}, brought in ${formatInstant(statement.recorded_at, timeZone)}`}
      >
        {statement.file_id && (
          <p className="mt-2"><a href={`/v1/files/${statement.file_id}`} download className={buttonClass('plain', true)}><Download aria-hidden="true" size={14} />The bank’s file</a></p>
        )}
      </PanelHead>
      <PanelBody>
        <PanelSection title="Balances"><Balances statement={statement} /></PanelSection>
        {account && <PanelSection title="The account in the books"><AccountBalance account={account} /></PanelSection>}
        {statement.warnings.length > 0 && (
          <PanelSection title="What is odd" count={statement.warnings.length}>
            <ul className="list-disc pl-4">{statement.warnings.map((warning, index) => <li key={index} className="break-words">{warning}</li>)}</ul>
          </PanelSection>
        )}
        <PanelSection title="Lines" count={statement.new_lines}><StatementLines statementId={statement.statement_id} /></PanelSection>
      </PanelBody>
    </aside>
  );
}

function Balances({ statement }: { readonly statement: BankStatement }) {
  const { opening, closing, difference, gap } = statement;
  return (
    <table className="panel-table">
      <tbody>
        {opening && <BalanceRow label={`Opening ${statement.opening_on ? formatDate(statement.opening_on) : ''}`}><MoneyText money={opening} /></BalanceRow>}
        {closing && <BalanceRow label={`Closing ${statement.closing_on ? formatDate(statement.closing_on) : ''}`}><MoneyText money={closing} /></BalanceRow>}
        {!isZeroAmount(difference.amount) && <BalanceRow label="Opening and lines do not give the closing balance by"><MoneyText money={difference} className="font-semibold text-bad" /></BalanceRow>}
        {gap && !isZeroAmount(gap.amount) && <BalanceRow label="Between the statement before and this one are missing"><MoneyText money={gap} className="font-semibold text-warn" /></BalanceRow>}
        {!opening && !closing && <tr><td className="text-ink-2">The file holds no balances.</td></tr>}
      </tbody>
    </table>
  );
}

function StatementLines({ statementId }: { readonly statementId: string }) {
  const { today } = useSession().company;
  const list = useList<BankLine, BankLineTotals>('/v1/bank-lines', { statement_id: statementId, limit: 50 });
  if (list.problem) return <ProblemBanner problem={list.problem} onRetry={list.reload} />;
  if (list.isFirstLoad || list.isStale) return <SkeletonLines lines={4} />;
  if (list.rows.length === 0) return <p className="text-ink-2">All of its lines had come with other files before.</p>;
  return (
    <ul className="grid gap-2">
      {list.rows.map((line) => (
        <li key={line.bank_line_id} className="grid grid-cols-[1fr_auto] gap-x-3">
          <span title={line.text} className="min-w-0 truncate font-medium">{line.payer_name ?? line.text.split('\n')[0]}</span>
          <MoneyText money={line.amount} className="text-end" />
          <span className="flex items-center gap-2 text-minor text-ink-3">
            {formatDayNear(line.booked_on, today)} <Badge tone={lineStatuses[line.status].tone}>{lineStatuses[line.status].label}</Badge>
          </span>
          <span className="text-end text-minor">
            {line.receipt_id && line.status === 'receipt'
              ? <Link to={`/receipts/${line.receipt_id}` as never} className="inline-flex min-h-6 items-center text-accent hover:underline">{line.receipt_number}</Link>
              : <span className="text-ink-2">{kindLabel(line.kind)}</span>}
          </span>
        </li>
      ))}
      {list.hasMore && <li><Button small onClick={list.loadMore}>More lines</Button></li>}
    </ul>
  );
}
