// A draft that a check holds: shows each failed check, and asks those who may release for the reason. Others may keep it for them.
import { useState } from 'react';

import type { ApiProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import { counted } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Textarea } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { checkLabel, roleLabel } from '../charges/check-names.ts';
import type { Preview } from './use-draft-preview.ts';

type IssueDialogProps = {
  readonly preview: Preview | undefined;
  readonly problem: ApiProblem | undefined;
  readonly isBusy: boolean;
  readonly onIssue: (releaseReason: string) => void;
  /** Saves it as held: it then waits in the work list of those who may release. */
  readonly onKeep: () => void;
  readonly onClose: () => void;
};

const leastLetters = 3;

export function IssueDialog({ preview, problem, isBusy, onIssue, onKeep, onClose }: IssueDialogProps) {
  const mayRelease = useMay('charge.release');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const held = preview?.lines.filter((line) => line.failures.length > 0) ?? [];
  const failures = held.reduce((sum, line) => sum + line.failures.length, 0);
  const isMissing = reason.trim().length < leastLetters;
  const issue = () => {
    setTried(true);
    if (mayRelease && !isMissing && !isBusy) onIssue(reason.trim());
  };
  return (
    <Dialog
      wide
      onClose={onClose}
      onCommit={issue}
      title={failures > 0 ? `${counted(failures, 'check holds', 'checks hold')} this invoice` : 'This invoice is held'}
      description={mayRelease ? 'You may issue it all the same. Your reason stays with it.' : 'Your role may not release it. Keep it as a held draft: it goes to the list of those who may.'}
      footer={(
        <>
          <Button onClick={onClose}>Go on typing</Button>
          <Button look={mayRelease ? 'plain' : 'primary'} autoFocus={!mayRelease} onClick={onKeep}>Keep as held draft</Button>
          {mayRelease && <Button look="primary" keys="Mod+Enter" busy={isBusy} onClick={issue}>Release and issue</Button>}
        </>
      )}
    >
      <div className="grid gap-3">
        {problem && <ProblemBanner problem={problem} />}
        <ul className="grid max-h-[38vh] gap-2 overflow-y-auto rounded-control bg-warn-soft p-3">
          {held.map((line) => (
            <li key={line.line_no}>
              <p className="font-medium">Line {line.line_no}: {line.description}</p>
              <ul className="list-disc pl-4">
                {line.failures.map((failure) => (
                  <li key={failure.check}><span className="font-medium text-warn">{checkLabel(failure.check)}</span>: {failure.reason} <span className="text-ink-2">({roleLabel(failure.owner_role)} decides)</span></li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
        {mayRelease && (
          <Field label="Release reason" required error={isTried && isMissing ? 'Write why: it stays in the audit trail.' : problem?.reasonFor('release_reason')}>
            <Textarea value={reason} autoFocus rows={2} onValue={setReason} />
          </Field>
        )}
      </div>
    </Dialog>
  );
}
