// How a document went out: to whom, by which way, and what became of it.
import { useSession } from '../../api/session.ts';
import { formatInstant } from '../../format/date.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';
import { Badge } from '../../kit/badge.tsx';
import type { Dispatch } from './invoice-wire.ts';

const looks: Readonly<Record<string, StatusLook>> = {
  queued: { label: 'Queued', tone: 'neutral' },
  sent: { label: 'Sent', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  bounced: { label: 'Come back', tone: 'bad' },
};

const ways: Readonly<Record<string, string>> = { email: 'E-mail', outbox: 'File outbox', print: 'Print' };

export function dispatchLook(status: string): StatusLook {
  return looks[status] ?? { label: status, tone: 'neutral' };
}

export function channelLabel(channel: string): string {
  return ways[channel] ?? channel;
}

export function DispatchList({ dispatches }: { readonly dispatches: readonly Dispatch[] }) {
  const { time_zone: timeZone } = useSession().company;
  if (dispatches.length === 0) return <p className="text-ink-2">Not sent yet.</p>;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      {dispatches.map((dispatch) => {
        const look = dispatchLook(dispatch.status);
        return (
          <li key={dispatch.dispatch_id}>
            <p className="flex items-center justify-between gap-2">
              <span className="min-w-0 truncate font-medium">{dispatch.recipient || 'No address'}</span>
              <Badge tone={look.tone}>{look.label}</Badge>
            </p>
            <p className="text-minor text-ink-3">
              {channelLabel(dispatch.channel)}, {formatInstant(dispatch.sent_at ?? dispatch.queued_at, timeZone)}, by {dispatch.queued_by}
            </p>
            {dispatch.last_error && <p className="text-minor break-words text-bad">{dispatch.last_error}</p>}
          </li>
        );
      })}
    </ul>
  );
}
