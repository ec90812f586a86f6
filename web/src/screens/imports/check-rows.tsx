// Third step: every row of the file, tried against what is recorded; nothing is written until Import is pressed.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useAction } from '../../api/use-action.ts';
import { counted, formatCount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button, Spinner } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';
import { IssueTable } from '../runs/issue-table.tsx';
import type { ImportKind, ImportPreview } from './import-wire.ts';
import { usePreview, type Wizard } from './use-wizard.ts';

type CheckRowsProps = { readonly wizard: Wizard; readonly kind: ImportKind };

export function CheckRows({ wizard, kind }: CheckRowsProps) {
  const { preview, isStale, problem, retry } = usePreview(wizard, { tryRecords: true, recall: true });
  const checked = preview?.trial ? preview : undefined;
  const [isAllOrNothing, setAllOrNothing] = useState(false);
  const navigate = useNavigate();
  const start = useAction<boolean, { run_id: string }>({
    request: (skipBadRows) => ({ method: 'POST', path: '/v1/imports', body: { kind: kind.kind, file_id: wizard.file?.id, mapping: wizard.mapping, skip_bad_rows: skipBadRows } }),
    refresh: ['/v1/runs'],
    onDone: ({ run_id: runId }) => void navigate({ to: `/runs/${runId}` }),
  });
  const isAllKnown = Boolean(checked?.trial && checked.good_rows > 0 && checked.trial.created + checked.trial.updated === 0);
  const canImport = Boolean(checked && !isStale && checked.good_rows > 0 && !isAllKnown && !(isAllOrNothing && checked.rejected_rows > 0));
  const run = () => start.run(!isAllOrNothing);
  useKeys([{ keys: 'Mod+Enter', label: 'Import', group: 'Import', whileTyping: true, run }], canImport);
  return (
    <div className="grid gap-4">
      {problem && <ProblemBanner problem={problem} onRetry={retry} />}
      {start.problem && <ProblemBanner problem={start.problem} onClose={start.reset} />}
      {!checked && !problem && <Checking />}
      {isAllKnown && <p role="status" className="rounded-control bg-accent-soft px-3 py-2">Everything in this file is here already{checked && checked.rejected_rows > 0 ? ', but for the refused rows' : ''}: importing it would change nothing.</p>}
      {checked && <Found kind={kind} preview={checked} />}
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-canvas px-4 py-3">
        <span className="mr-auto"><Checkbox checked={isAllOrNothing} onChecked={setAllOrNothing}>Import nothing unless every row is right</Checkbox></span>
        <Button onClick={() => wizard.go({ step: 'map' })}>Back to the columns</Button>
        <Button look="primary" keys="Mod+Enter" busy={start.isRunning} disabled={!canImport} onClick={run}>
          {checked ? `Import ${counted(checked.good_rows, 'row', 'rows')}` : 'Import'}
        </Button>
      </div>
    </div>
  );
}

/** Seconds for a few thousand rows; with hundreds of thousands it is minutes, so it is said what goes on. */
function Checking() {
  return (
    <>
      <p role="status" className="flex items-center gap-2 font-medium"><Spinner /> Trying every row against what is recorded; nothing is written.</p>
      <SkeletonLines lines={8} />
    </>
  );
}

function Found({ kind, preview }: { readonly kind: ImportKind; readonly preview: ImportPreview }) {
  const { trial, issues, issue_count: issueCount } = preview;
  const titles = new Map(kind.fields.map((field) => [field.key, field.title]));
  return (
    <>
      <div className="overflow-hidden rounded-panel border border-line">
        <StatStrip label="What would happen">
          <StatTile label="Rows in the file" value={formatCount(preview.row_count)} note={preview.left_out_rows > 0 && `${formatCount(preview.left_out_rows)} left out by the mapping`} />
          <StatTile label="New" value={formatCount(trial?.created ?? 0)} />
          <StatTile label="Changed" value={formatCount(trial?.updated ?? 0)} />
          <StatTile label="There already" value={formatCount(trial?.unchanged ?? 0)} />
          <StatTile label="Refused" value={<span className={preview.rejected_rows > 0 ? 'text-bad' : ''}>{formatCount(preview.rejected_rows)}</span>} note={preview.rejected_rows > 0 && 'You get them back as a file'} />
        </StatStrip>
      </div>
      {issueCount > 0 && (
        <section aria-labelledby="issues">
          <h2 id="issues" className="mb-2 text-title font-semibold">Refused rows <span className="font-normal text-ink-3">{counted(issueCount, 'reason', 'reasons')}</span></h2>
          {issueCount > fewIssues && <Reasons preview={preview} titles={titles} />}
          <IssueTable issues={issues} titles={titles} />
          {issueCount > issues.length && <p className="mt-1.5 text-minor text-ink-2">The first {formatCount(issues.length)} are shown; after the import you can download all of them.</p>}
        </section>
      )}
      <FirstRows kind={kind} preview={preview} />
    </>
  );
}

/** From here on a list of rows hides what is wrong with the file as a whole. */
const fewIssues = 20;

function Reasons({ preview: { reasons }, titles }: { readonly preview: ImportPreview; readonly titles: ReadonlyMap<string, string> }) {
  return (
    <ul aria-label="Why rows are refused" className="mb-2 grid gap-1">
      {reasons.map(({ code, field, reason, count }) => (
        <li key={`${code} ${field}`} className="flex gap-3">
          <span className="w-16 shrink-0 text-end font-semibold">{formatCount(count)} ×</span>
          <span>{field && <span className="font-medium">{titles.get(field) ?? field}: </span>}{code === 'import.record_refused' ? 'another row of the same record was refused' : reason}</span>
        </li>
      ))}
    </ul>
  );
}

function FirstRows({ kind, preview }: { readonly kind: ImportKind; readonly preview: ImportPreview }) {
  const fields = kind.fields.filter((field) => preview.rows.some((row) => row.values[field.key] != null));
  if (preview.rows.length === 0) return null;
  return (
    <section aria-labelledby="rows">
      <h2 id="rows" className="mb-2 text-title font-semibold">First rows as they are read</h2>
      <div tabIndex={0} role="group" aria-label="First rows" className="overflow-x-auto rounded-panel border border-line bg-surface px-4 pb-1">
        <table className="panel-table">
          <thead><tr><th scope="col" className="pr-4! text-end!">Row</th>{fields.map((field) => <th key={field.key} scope="col" className="pr-5!">{field.title}</th>)}</tr></thead>
          <tbody>
            {preview.rows.map((row) => (
              <tr key={row.row_number}>
                <td className="pr-4! text-end text-ink-3">{row.row_number}</td>
                {fields.map((field) => <td key={field.key} className="max-w-56 truncate pr-5!">{row.values[field.key] ?? <span className="text-ink-3">–</span>}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
