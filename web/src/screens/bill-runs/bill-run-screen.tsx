// One bill run: how far it is, what it made, and the way to its invoices. Reading it again at any time shows where it stands.
import { Link, useParams } from '@tanstack/react-router';
import { Check, CircleStop, LoaderCircle } from 'lucide-react';
import { useEffect } from 'react';

import { ApiProblem, asProblem } from '../../api/problem.ts';
import { useMay, useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatDate, formatInstant } from '../../format/date.ts';
import { counted, formatCount, formatMoney } from '../../format/money.ts';
import { runTitle } from '../../format/run-title.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, buttonClass } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import { Page } from '../../shell/page.tsx';
import type { DocumentRow, DocumentTotals } from '../invoices/invoice-wire.ts';
import { useFreshLists } from '../runs/use-fresh-lists.ts';
import { isUnderWay, runStatuses, type BillProgress, type BillRunRecord } from './bill-run-wire.ts';

/** Often while it runs, never afterwards. */
const busyMs = 1_000;
const restMs = 3_600_000;

export function BillRunScreen() {
  const { run: runId = '' } = useParams({ strict: false }) as { run?: string };
  const record = useRecord<BillRunRecord>(`/v1/runs/${runId}`, {}, { refreshMs: (run) => (run && !isUnderWay(run) ? restMs : busyMs) });
  const run = record.data;
  useFreshLists(run);
  const status = run && runStatuses[run.status];
  return (
    <Page
      title={run ? runTitle(run) : 'Bill run'}
      beside={status && <Badge tone={status.tone}>{status.label}</Badge>}
      actions={run && (isUnderWay(run) ? <CancelRun run={run} /> : <Link to="/bill-runs/new" className={buttonClass()}>Another run</Link>)}
      scrolls
    >
      {record.error && <div className="p-4"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {record.isPending && <SkeletonLines lines={8} />}
      {run && (
        <div className="mx-auto grid max-w-[960px] gap-5 p-4">
          {run.failure && <Failure run={run} />}
          <Phases run={run} />
          <Numbers run={run} />
          <RunFacts run={run} />
        </div>
      )}
    </Page>
  );
}

const phases = [
  { id: 'price', label: 'Price and check what was delivered' },
  { id: 'issue', label: 'Issue invoices' },
  { id: 'returns', label: 'Credit what came back' },
];

function Phases({ run }: { readonly run: BillRunRecord }) {
  const progress = run.result ?? run.progress;
  const isDone = run.status === 'done';
  const at = isDone || progress?.phase === 'end' ? phases.length : Math.max(0, phases.findIndex((phase) => phase.id === progress?.phase));
  return (
    <section aria-label="Progress" className="rounded-panel border border-line bg-surface p-4">
      <ol className="grid gap-2">
        {phases.map((phase, index) => {
          const isNow = index === at && isUnderWay(run);
          return (
            <li key={phase.id} aria-current={isNow ? 'step' : undefined} className={`flex items-center gap-2.5 ${index > at ? 'text-ink-3' : ''}`}>
              <PhaseMark isPast={index < at} isNow={isNow} />
              <span className={isNow ? 'font-semibold' : ''}>{phase.label}</span>
              <span className="text-ink-2">{told(phase.id, progress)}</span>
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">{runStatuses[run.status].label}. {phases[at]?.label}</p>
      {isUnderWay(run) && <p className="mt-3 text-minor text-ink-2">You can leave this page: the run goes on, and can be stopped and started again without billing anything twice.</p>}
    </section>
  );
}

function PhaseMark({ isPast, isNow }: { readonly isPast: boolean; readonly isNow: boolean }) {
  if (isPast) return <span className="grid size-5 place-items-center rounded-full bg-ok-soft text-ok"><Check aria-label="Done" size={13} /></span>;
  if (isNow) return <LoaderCircle aria-label="Running" size={20} strokeWidth={1.75} className="animate-spin text-accent" />;
  return <span aria-hidden="true" className="size-5 rounded-full border border-line-strong" />;
}

function told(phase: string, progress: BillProgress | null): string {
  if (!progress) return '';
  if (phase === 'price' && progress.priced !== undefined) return `${counted(progress.priced, 'line', 'lines')} priced, ${formatCount(progress.held ?? 0)} held`;
  if (phase === 'issue' && progress.documents !== undefined) return `${counted(progress.documents, 'invoice', 'invoices')}, ${counted(progress.lines ?? 0, 'line', 'lines')}`;
  if (phase === 'returns' && progress.credit_notes !== undefined) return counted(progress.credit_notes, 'credit note', 'credit notes');
  return '';
}

function Numbers({ run }: { readonly run: BillRunRecord }) {
  const made = useRecord<WirePage<DocumentRow, DocumentTotals>>('/v1/invoices', { run_id: run.run_id, limit: 1 }, {
    keepPrevious: true, refreshMs: isUnderWay(run) ? busyMs * 2 : restMs,
  });
  const { refetch } = made;
  useEffect(() => {
    // What was counted while it ran may be older than its last batch.
    if (!isUnderWay(run)) void refetch();
  }, [run.status, refetch]);
  const progress = run.result ?? run.progress;
  const [total, ...others] = made.data?.totals ?? [];
  // The run says sooner than the list how many it has made.
  const documents = Math.max(made.data?.total ?? 0, (progress?.documents ?? 0) + (progress?.credit_notes ?? 0));
  return (
    <section aria-label="Result" className="grid gap-3">
      <div className="overflow-hidden rounded-panel border border-line">
        <StatStrip label="Numbers">
          <StatTile label="Documents issued" value={formatCount(documents)} note={progress?.credit_notes ? `of them ${counted(progress.credit_notes, 'credit note', 'credit notes')}` : undefined} />
          <StatTile
            label="Invoiced with tax"
            value={total ? formatMoney(total.total, 'short') : '–'}
            note={[total, ...others].flatMap((one) => (one ? [formatMoney(one.total)] : [])).join(' + ')}
          />
          <StatTile label="Lines" value={progress?.lines === undefined ? '–' : formatCount(progress.lines)} />
          <StatTile label="Held while pricing" value={progress?.held === undefined ? '–' : formatCount(progress.held)} note={progress?.held ? <Link to="/charges" search={{ view: 'held' } as never} className="text-accent underline">Look at them</Link> : undefined} />
        </StatStrip>
      </div>
      {documents > 0 && (
        <p><Link to="/invoices" search={{ run: run.run_id } as never} className={buttonClass(isUnderWay(run) ? 'plain' : 'primary')}>Show {counted(documents, 'document', 'documents')}</Link></p>
      )}
      {run.status === 'done' && documents === 0 && made.data && !made.isFetching && <p className="text-ink-2">Nothing was due, or everything due is held.</p>}
    </section>
  );
}

function RunFacts({ run }: { readonly run: BillRunRecord }) {
  const { time_zone: timeZone } = useSession().company;
  const instant = (text: string | null) => (text === null ? '–' : formatInstant(text, timeZone));
  return (
    <section aria-label="About this run" className="rounded-panel border border-line bg-surface p-4">
      <FactGrid
        facts={[
          { label: 'Due through', value: run.input.through ? formatDate(run.input.through) : '–' },
          { label: 'Date on the invoices', value: run.input.issuedOn ? formatDate(run.input.issuedOn) : '–' },
          { label: 'Started by', value: run.created_by },
          { label: 'Started', value: instant(run.started_at) },
          { label: 'Ended', value: instant(run.finished_at) },
        ]}
      />
    </section>
  );
}

function Failure({ run }: { readonly run: BillRunRecord }) {
  const { code = 'run.failed', detail, message, next } = run.failure ?? {};
  return <ProblemBanner problem={asRunProblem(code, detail ?? message ?? 'The run stopped.', next)} note="Everything issued before stays. Start another run to go on: nothing is billed twice." />;
}

function asRunProblem(code: string, detail: string, next: string | undefined) {
  return new ApiProblem({ title: detail, status: 422, code, detail, next });
}

function CancelRun({ run }: { readonly run: BillRunRecord }) {
  const may = useMay('import.run');
  const cancel = useAction<string>({
    request: (id) => ({ method: 'POST', path: `/v1/runs/${id}/cancel`, body: {} }),
    refresh: ['/v1/runs'],
    onDone: () => showToast('The run ends after the batch it is in'),
  });
  if (!may) return null;
  return <Button icon={CircleStop} busy={cancel.isRunning} onClick={() => void cancel.runAsync(run.run_id).catch(showProblem)}>Stop after this batch</Button>;
}
