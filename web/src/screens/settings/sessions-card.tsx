// Where one is signed in: each browser with its last use, to be signed out one by one or all but this one.
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatInstant } from '../../format/date.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { Card } from './card.tsx';

type OpenSession = { readonly session_id: string; readonly created_at: string; readonly used_at: string; readonly address: string | null; readonly device: string | null; readonly present: boolean };

export function SessionsCard() {
  const { company } = useSession();
  const sessions = useRecord<WirePage<OpenSession>>('/v1/sessions');
  const endAll = useAction<object>({
    request: () => ({ method: 'POST', path: '/auth/revoke-other-sessions', body: {} }),
    refresh: ['/v1/sessions'],
    onDone: () => showToast('Signed out everywhere else'),
  });
  const end = useAction<string>({
    request: (sessionId) => ({ method: 'POST', path: '/v1/sessions/end', body: { session_id: sessionId } }),
    refresh: ['/v1/sessions'],
    onDone: () => showToast('Signed out there'),
  });
  const problem = endAll.problem ?? end.problem;
  const items = sessions.data?.items ?? [];
  return (
    <Card
      title="Sessions"
      lead="Browsers and devices in which you are signed in."
      action={items.length > 1 && <Button busy={endAll.isRunning} onClick={() => endAll.run({})}>Sign out everywhere else</Button>}
    >
      {sessions.error && <ProblemBanner problem={asProblem(sessions.error)} onRetry={() => void sessions.refetch()} />}
      {problem && <ProblemBanner problem={problem} />}
      {sessions.isPending && <SkeletonLines lines={2} />}
      {items.length > 0 && (
        <table className="panel-table [&_tbody_tr:last-child_td]:border-b-0!">
          <thead><tr><th scope="col">Browser</th><th scope="col">Address</th><th scope="col">Signed in</th><th scope="col" className="text-end!"><span className="sr-only">Actions</span></th></tr></thead>
          <tbody>
            {items.map((session) => (
              <tr key={session.session_id}>
                <td>{deviceName(session.device)}</td>
                <td>{session.address ?? ''}</td>
                <td>{formatInstant(session.created_at, company.time_zone)}</td>
                <td className="text-end">
                  {session.present ? <Badge tone="ok">This one</Badge> : <Button small busy={end.isRunning} aria-label={`Sign out ${deviceName(session.device)}`} onClick={() => end.run(session.session_id)}>Sign out</Button>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** What browsers say of themselves is long and says little; two words are enough to know one's own. */
function deviceName(device: string | null): string {
  if (!device) return 'Unknown';
  const browser = /Edg\//.test(device) ? 'Edge' : /Firefox\//.test(device) ? 'Firefox' : /Chrome\//.test(device) ? 'Chrome' : /Safari\//.test(device) ? 'Safari' : device.slice(0, 30);
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(device)?.[0];
  return system ? `${browser} on ${system.replace('Mac OS X', 'macOS')}` : browser;
}
