// The months of the books: open unless closed; closing and opening again need a reason that stays in the audit trail.
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay, useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatInstant, formatMonth } from '../../format/date.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { Card } from './card.tsx';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import type { Period } from './company-wire.ts';

const monthsShown = 15;

type Change = { readonly month: string; readonly verb: 'close' | 'reopen' };

export function PeriodsSection() {
  const { entityId, control } = useEntityChoice();
  const { today, time_zone: timeZone } = useSession().company;
  const mayClose = useMay('ledger.close');
  const periods = useRecord<WirePage<Period>>(entityId === undefined ? undefined : `/v1/entities/${entityId}/periods`);
  const [change, setChange] = useState<Change>();
  const known = new Map((periods.data?.items ?? []).map((period) => [period.month.slice(0, 7), period]));
  const months = [...new Set([...monthsBack(today), ...known.keys()])].sort().reverse();
  return (
    <Card title="Periods" lead="Nothing is posted in a closed month. Close a month once its bank statements are in and its invoices are out." action={control}>
      {periods.error && <ProblemBanner problem={asProblem(periods.error)} onRetry={() => void periods.refetch()} />}
      <table className="panel-table [&_tbody_tr:last-child_td]:border-b-0!">
        <thead><tr><th scope="col">Month</th><th scope="col">State</th><th scope="col">Last change</th><th scope="col" className="text-end!"><span className="sr-only">Action</span></th></tr></thead>
        <tbody>
          {periods.data && months.map((month) => {
            const period = known.get(month);
            const isClosed = period?.status === 'closed';
            return (
              <tr key={month}>
                <td className="font-medium">{formatMonth(month)}</td>
                <td><Badge tone={isClosed ? 'neutral' : 'ok'}>{isClosed ? 'Closed' : 'Open'}</Badge></td>
                <td className="max-w-80 truncate" title={period?.reason}>{period ? `${period.changed_by}, ${formatInstant(period.changed_at, timeZone)}: ${period.reason}` : <span className="text-ink-3">–</span>}</td>
                <td className="text-end">
                  {mayClose && (
                    <Button small icon={isClosed ? LockOpen : Lock} aria-label={`${isClosed ? 'Open' : 'Close'} ${formatMonth(month)}`} onClick={() => setChange({ month, verb: isClosed ? 'reopen' : 'close' })}>
                      {isClosed ? 'Open again' : 'Close'}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {change && entityId !== undefined && <ChangeDialog entityId={entityId} change={change} onClose={() => setChange(undefined)} />}
    </Card>
  );
}

function ChangeDialog({ entityId, change: { month, verb }, onClose }: { readonly entityId: number; readonly change: Change; readonly onClose: () => void }) {
  const isClose = verb === 'close';
  const act = useAction<string>({
    request: (reason) => ({ method: 'POST', path: `/v1/entities/${entityId}/periods/${month}/${verb}`, body: { reason } }),
    refresh: ['/v1/entities'],
    onDone: () => {
      showToast(`${formatMonth(month)} ${isClose ? 'closed' : 'is open again'}`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title={`${isClose ? 'Close' : 'Open'} ${formatMonth(month)}${isClose ? '' : ' again'}`}
      effect={isClose ? 'Nothing more is posted in this month. Corrections go into an open one.' : 'Postings into this month become possible again; reports of it may change.'}
      verb={isClose ? 'Close month' : 'Open again'}
      busy={act.isRunning}
      problem={act.problem}
      onConfirm={act.run}
    />
  );
}

function monthsBack(today: string): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: monthsShown }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 15)).toISOString().slice(0, 7));
}
