// Issues many drafts as one run: what it would do is shown first, with what is held, by which checks, and which days are too early.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { send } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { counted } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Checkbox, Textarea } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { IssueOutlook } from './issue-outlook.tsx';
import type { DraftChoice, IssuePreview } from './issue-preview-wire.ts';

type IssueManyDialogProps = {
  readonly count: number;
  readonly choice: DraftChoice;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function IssueManyDialog({ count, choice, onClose, onDone }: IssueManyDialogProps) {
  const mayRelease = useMay('charge.release');
  const [reason, setReason] = useState('');
  const [chosenReleases, setReleases] = useState<boolean>();
  const [movesDays, setMovesDays] = useState(false);
  const preview = useIssuePreview(choice);
  const held = preview.data?.held ?? 0;
  const earlier = preview.data?.earlier_drafts ?? 0;
  // Two alike among the chosen hold each other only once one of them has its number: what is held by then has to be let go of now, or it misses its day.
  const releases = chosenReleases ?? held > 0;
  const mayMeetHeld = held > 0 || (preview.data?.drafts ?? 0) > 1;
  const isReleasing = mayRelease && mayMeetHeld && releases;
  const needsReason = isReleasing && reason.trim().length < 3;
  const start = useStart(onClose, onDone);
  const canStart = preview.data !== undefined && preview.data.drafts > 0 && !needsReason && !start.isRunning;
  const issue = () => canStart && start.run({ ...choice, release_reason: isReleasing ? reason.trim() : null, earlier_days: movesDays ? 'last_day' : 'refuse' });
  return (
    <Dialog
      wide
      onClose={onClose}
      onCommit={issue}
      title={`Issue ${counted(preview.data?.drafts ?? count, 'draft', 'drafts')}`}
      description="Each gets its number, is posted and never changes again. They go out in the order of their dates, as a run that you can leave and stop."
      footer={(
        <>
          <Button onClick={onClose}>Keep as drafts</Button>
          <Button look="primary" keys="Mod+Enter" busy={start.isRunning} disabled={!canStart} onClick={issue}>Start the run</Button>
        </>
      )}
    >
      <div className="grid gap-3">
        {start.problem && <ProblemBanner problem={start.problem} />}
        {preview.error && <ProblemBanner problem={asProblem(preview.error)} onRetry={() => void preview.refetch()} />}
        {preview.isPending && <SkeletonLines lines={4} />}
        {preview.data && <IssueOutlook preview={preview.data} releases={isReleasing} movesDays={movesDays} />}
        {earlier > 0 && (
          <Checkbox checked={movesDays} onChecked={setMovesDays} hint="Their day of service stays; the issue date, and with it the due date, moves.">
            Date {counted(earlier, 'draft', 'drafts')} of an earlier day on the day of the last number
          </Checkbox>
        )}
        {held > 0 && !mayRelease && <p className="text-warn">Your role may not release held drafts: they stay held, for those who may.</p>}
        {mayMeetHeld && mayRelease && (
          <Checkbox checked={releases} onChecked={setReleases} hint={held > 0 ? undefined : 'Such as the second of two alike, which is held once the first has its number.'}>
            {held > 0 ? 'Release what a check holds' : 'Release what a check holds when its turn comes'}
          </Checkbox>
        )}
        {isReleasing && (
          <Field label="Release reason" required error={start.problem?.reasonFor('release_reason')} hint="It stays with each released draft in the audit trail.">
            <Textarea value={reason} rows={2} onValue={setReason} autoFocus />
          </Field>
        )}
      </div>
    </Dialog>
  );
}

function useIssuePreview(choice: DraftChoice) {
  const path = '/v1/issue-runs/preview';
  return useQuery({ queryKey: [path, JSON.stringify(choice)], queryFn: ({ signal }) => send<IssuePreview>('POST', path, choice, { signal }), staleTime: 0, gcTime: 0, retry: (failures, error) => failures < 1 && asProblem(error).mayPass });
}

type NewRun = DraftChoice & { readonly release_reason: string | null; readonly earlier_days: 'refuse' | 'last_day' };

function useStart(onClose: () => void, onDone: () => void) {
  const navigate = useNavigate();
  return useAction<NewRun, { run_id: string }>({
    request: (body) => ({ method: 'POST', path: '/v1/issue-runs', body }),
    refresh: ['/v1/runs', '/v1/invoices', '/v1/work'],
    onDone: ({ run_id: runId }) => {
      onDone();
      onClose();
      void navigate({ to: `/runs/${runId}` });
    },
  });
}
