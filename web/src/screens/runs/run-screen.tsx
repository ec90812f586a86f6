// One run: how far it is, what it did, what it refused, and what to do next. It goes on without this page and is found again after a reload.
import { Link, useParams } from '@tanstack/react-router';
import { Ban } from 'lucide-react';
import { useState } from 'react';

import { ApiProblem, asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatInstant } from '../../format/date.ts';
import { formatCount } from '../../format/money.ts';
import { runTitle } from '../../format/run-title.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, buttonClass } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { ProgressBar } from '../../kit/progress-bar.tsx';
import { FactGrid } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';
import { Page } from '../../shell/page.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { durationOf } from './duration.ts';
import { RunIssues } from './run-issues.tsx';
import { changedNothing, countsOfRun, isUnderWay, nextSteps, runStatuses, waysOn, type RunFailure, type RunRecord } from './run-wire.ts';
import { useFreshLists } from './use-fresh-lists.ts';

const busyMs = 700;

export function RunScreen() {
  const { runId } = useParams({ strict: false }) as { runId: string };
  const record = useRecord<RunRecord>(`/v1/runs/${runId}`, {}, { refreshMs: (run) => (run && !isUnderWay(run) ? 0 : busyMs) });
  const run = record.data;
  const [isCancelling, setCancelling] = useState(false);
  useFreshLists(run);
  const status = run && runStatuses[run.status];
  return (
    <Page
      title={run ? runTitle(run) : 'Run'}
      beside={status && <Badge tone={status.tone}>{status.label}</Badge>}
      actions={(
        <>
          {run && isUnderWay(run) && <Button icon={Ban} onClick={() => setCancelling(true)}>Cancel run</Button>}
          <Link to="/runs" className={buttonClass('plain')}>All runs</Link>
        </>
      )}
      scrolls
    >
      <div className="mx-auto grid max-w-[1120px] gap-5 px-4 py-5">
        {record.error && <ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} />}
        {record.isPending && <SkeletonLines lines={6} />}
        {run && <RunBody run={run} />}
      </div>
      {run && isCancelling && <CancelDialog run={run} onClose={() => setCancelling(false)} />}
    </Page>
  );
}

function RunBody({ run }: { readonly run: RunRecord }) {
  const counts = countsOfRun(run.result ?? run.progress);
  const steps = run.status === 'done' ? nextSteps(run) : waysOn(run);
  return (
    <>
      {isUnderWay(run) && <Progress run={run} />}
      {run.failure && <ProblemBanner problem={problemOf(run.failure)} note="What the run had finished before stays." />}
      {run.status === 'cancelled' && <p className="rounded-control bg-warn-soft px-3 py-2">Cancelled. What the run had finished before stays; started again, it leaves out what is there already.</p>}
      {changedNothing(run) && <p className="rounded-control bg-accent-soft px-3 py-2">Everything in this file was here already, so nothing changed.</p>}
      {counts.length > 0 && (
        <div className="overflow-hidden rounded-panel border border-line">
          <StatStrip label={isUnderWay(run) ? 'So far' : 'Result'}>
            {counts.slice(0, 7).map(({ label, count }) => <StatTile key={label} label={label} value={<span className={label === 'Refused' && count > 0 ? 'text-bad' : ''}>{formatCount(count)}</span>} />)}
          </StatStrip>
        </div>
      )}
      {steps.length > 0 && (
        <p className="flex flex-wrap items-center gap-2">
          <span className="mr-1 font-medium">Next:</span>
          {steps.map(({ label, path, search }, index) => <Link key={label} to={path} search={search as never} className={buttonClass(index === 0 ? 'primary' : 'plain')}>{label}</Link>)}
        </p>
      )}
      {Number(run.issues) > 0 && <RunIssues run={run} />}
      <Facts run={run} />
    </>
  );
}

function Progress({ run }: { readonly run: RunRecord }) {
  if (run.status === 'waiting') return <p role="status" className="text-ink-2">Waits for its turn. You can leave this page: the run goes on without it.</p>;
  return (
    <section aria-label="Progress" className="rounded-panel border border-line bg-surface p-4">
      {run.total === null
        ? <p role="status" className="text-read font-semibold">{formatCount(Number(run.done))} done</p>
        : <ProgressBar label="Done" done={Number(run.done)} total={Number(run.total)} />}
      <p className="mt-2 text-ink-2">You can leave this page: the run goes on without it, and even a restart of the server only makes it pause.</p>
    </section>
  );
}

function Facts({ run }: { readonly run: RunRecord }) {
  const { time_zone: timeZone } = useSession().company;
  const file = run.input.file_name ?? run.input.fileName;
  return (
    <section aria-label="About this run" className="rounded-panel border border-line bg-surface p-4">
      <FactGrid
        facts={[
          { label: 'Started by', value: run.created_by },
          { label: 'Started', value: formatInstant(run.created_at, timeZone) },
          { label: 'Took', value: durationOf(run) },
          ...(typeof file === 'string' ? [{ label: 'File', value: file }] : []),
        ]}
      />
    </section>
  );
}

function problemOf(failure: RunFailure): ApiProblem {
  const { code = 'run.failed', detail = 'The run failed', next, field, row, value } = failure;
  return new ApiProblem({
    title: 'The run failed', status: 422, code, detail, next,
    errors: field === undefined && row === undefined ? undefined : [{ field, row, value, reason: detail }],
  });
}
