// Today: what waits, ranked, with its money and its age; each line leads to exactly its rows.
import { CircleCheckBig } from 'lucide-react';

import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import type { WireToday } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatDate } from '../../format/date.ts';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Page } from '../../shell/page.tsx';
import { workByQueue } from '../../shell/work-queues.ts';
import { DayFigures } from './day-figures.tsx';
import { StartSteps, useBeginnings } from './start-steps.tsx';
import { WorkList } from './work-list.tsx';

const refreshMs = 60_000;

export function TodayScreen() {
  const { today } = useSession().company;
  const work = useRecord<WireToday>('/v1/work/today', {}, { refreshMs });
  const waiting = workByQueue(work.data?.queues ?? []);
  const beginnings = useBeginnings(work.data !== undefined && work.data.figures.length === 0);
  return (
    <Page title="Today" beside={<time dateTime={today} className="text-ink-2">{formatDate(work.data?.as_of ?? today, 'long')}</time>} scrolls>
      {work.error && <ProblemBanner flush problem={asProblem(work.error)} note={work.data && 'What is shown is a little older.'} onRetry={() => void work.refetch()} />}
      {work.data && work.data.figures.length > 0 && <DayFigures figures={work.data.figures} overdue={waiting.find(({ queue }) => queue === 'overdue')?.amounts ?? []} />}
      <div className="mx-auto grid max-w-[960px] gap-6 px-4 py-5">
        {!work.data && !work.error && <SkeletonLines lines={6} />}
        {beginnings.isNew && <StartSteps done={beginnings.done} />}
        {waiting.length > 0 && <WorkList waiting={waiting} today={today} />}
        {work.data && waiting.length === 0 && !beginnings.isNew && !beginnings.isAsking && (
          <EmptyState icon={CircleCheckBig} title="Nothing waits">Everything delivered is billed, every payment is applied and nothing is overdue.</EmptyState>
        )}
      </div>
    </Page>
  );
}
