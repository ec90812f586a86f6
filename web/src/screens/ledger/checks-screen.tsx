// The checks: every invariant recomputed from raw rows, each with its result; with replay every issued cent is worked out again.
import { useQuery } from '@tanstack/react-query';
import { Play, Repeat } from 'lucide-react';

import { get } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { formatInstant } from '../../format/date.ts';
import { counted, formatCount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { LedgerFrame } from './ledger-frame.tsx';
import type { CheckAnswer, CheckResult } from './ledger-wire.ts';

export function ChecksScreen() {
  const [kind, setKind] = useAddressText('run');
  const check = useCheck(kind);
  const run = (next: 'check' | 'replay') => {
    if (next === kind) void check.refetch();
    else setKind(next);
  };
  useKeys([
    { keys: 'c', label: 'Run the checks', group: 'Ledger', run: () => run('check') },
    { keys: 'r', label: 'Run the checks and replay every issued amount', group: 'Ledger', run: () => run('replay') },
  ]);
  return (
    <LedgerFrame
      title="Ledger"
      tab="checks"
      beside={check.data && !check.isFetching && <Badge tone={check.data.holds ? 'ok' : 'bad'}>{check.data.holds ? 'Everything holds' : 'Something does not hold'}</Badge>}
      actions={(
        <>
          <Button icon={Repeat} keys="r" busy={check.isFetching && kind === 'replay'} onClick={() => run('replay')}>Check and replay</Button>
          <Button look="primary" icon={Play} keys="c" busy={check.isFetching && kind === 'check'} onClick={() => run('check')}>Run check</Button>
        </>
      )}
    >
      <div tabIndex={0} role="group" aria-label="Results" className="min-h-0 grow overflow-y-auto bg-surface -outline-offset-2">
        {check.error && <ProblemBanner problem={asProblem(check.error)} onRetry={() => void check.refetch()} flush />}
        {check.isFetching && <div role="status"><p className="px-4 pt-4 text-ink-2">Recomputing from raw rows…</p><SkeletonLines lines={8} /></div>}
        {!check.isFetching && check.data && <Results answer={check.data} />}
        {!kind && <EmptyState title="Nothing was checked yet">A check reads every row again and compares; it changes nothing. A replay also works out every issued amount again from its proof.</EmptyState>}
      </div>
    </LedgerFrame>
  );
}

/** Runs when it is asked for and never by itself: on large books it takes a while. */
function useCheck(kind: string | undefined) {
  return useQuery({
    queryKey: ['/v1/check', kind],
    enabled: kind === 'check' || kind === 'replay',
    queryFn: ({ signal }) => get<CheckAnswer>('/v1/check', { replay: kind === 'replay' ? 'true' : 'false' }, signal),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

function Results({ answer }: { readonly answer: CheckAnswer }) {
  const { time_zone: timeZone } = useSession().company;
  const failing = answer.checks.filter((check) => !check.holds).length;
  return (
    <div className="grid gap-2 p-4">
      <p className="text-ink-2" aria-live="polite">
        {counted(answer.checks.length, 'check', 'checks')}, {failing === 0 ? 'all hold' : `${formatCount(failing)} do not hold`}, {formatInstant(answer.checked_at, timeZone)}.
      </p>
      <table className="panel-table">
        <thead><tr><th scope="col">Result</th><th scope="col">Check</th><th scope="col">Name</th><th scope="col" className="text-end!">Examined</th><th scope="col" className="text-end!">Time</th></tr></thead>
        <tbody>
          {answer.checks.toSorted((a, b) => Number(a.holds) - Number(b.holds)).map((check) => <ResultRow key={check.name} check={check} />)}
        </tbody>
      </table>
    </div>
  );
}

function ResultRow({ check }: { readonly check: CheckResult }) {
  return (
    <tr className="align-baseline">
      <td className="py-2!"><Badge tone={check.holds ? 'ok' : 'bad'}>{check.holds ? 'Holds' : 'Does not hold'}</Badge></td>
      <td className="py-2! whitespace-normal!">
        {check.title}
        {check.breaches.length > 0 && (
          <ul className="mt-1 list-disc pl-4 text-bad">{check.breaches.map((breach, index) => <li key={index} className="break-words">{breach}</li>)}</ul>
        )}
      </td>
      <td className="py-2! font-mono text-minor text-ink-3">{check.name}</td>
      <td className="py-2! text-end">{formatCount(check.examined)}</td>
      <td className="py-2! text-end text-ink-2">{formatCount(check.milliseconds)} ms</td>
    </tr>
  );
}
