// The rows a run refused: the first of them here, all of them as a file to correct and import again.
import { Link } from '@tanstack/react-router';
import { Download, FileUp } from 'lucide-react';

import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { counted, formatCount } from '../../format/money.ts';
import { buttonClass } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import type { ImportKind, RowIssue } from '../imports/import-wire.ts';
import { IssueTable } from './issue-table.tsx';
import { isUnderWay, type RunRecord } from './run-wire.ts';

const shown = 200;
const documentTitles = new Map([['draft', 'Draft'], ['document', 'Document']]);

export function RunIssues({ run }: { readonly run: RunRecord }) {
  const count = Number(run.issues);
  const issues = useRecord<WirePage<RowIssue>>(`/v1/runs/${run.run_id}/issues`, { limit: shown }, { keepPrevious: true, refreshMs: isUnderWay(run) ? 3000 : 0 });
  const isImport = run.kind === 'import';
  const isOfDocuments = run.kind === 'issue' || run.kind === 'render';
  const mayImport = useMay('import.run');
  const kinds = useRecord<WirePage<ImportKind>>(isImport && mayImport ? '/v1/import-kinds' : undefined);
  const fields = kinds.data?.items.find(({ kind }) => kind === run.input.kind)?.fields ?? [];
  return (
    <section aria-labelledby="issues">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 id="issues" className="mr-auto text-title font-semibold">{isOfDocuments ? 'Refused and warned of' : 'Refused'} <span className="font-normal text-ink-3">{counted(count, 'reason', 'reasons')}</span></h2>
        <a href={`/v1/runs/${run.run_id}/issues.csv`} download className={buttonClass('plain', true)}><Download aria-hidden="true" size={15} strokeWidth={1.75} />{isOfDocuments ? 'Download as a file' : 'Download refused rows'}</a>
        {isImport && mayImport && (
          <Link to="/imports" search={{ kind: run.input.kind } as never} className={buttonClass('plain', true)}><FileUp aria-hidden="true" size={15} strokeWidth={1.75} />Import the corrected file</Link>
        )}
      </div>
      {issues.error && <ProblemBanner problem={asProblem(issues.error)} onRetry={() => void issues.refetch()} />}
      {issues.data && <IssueTable issues={issues.data.items} titles={isOfDocuments ? documentTitles : new Map(fields.map(({ key, title }) => [key, title]))} />}
      {count > shown && <p className="mt-1.5 text-minor text-ink-2">The first {formatCount(shown)} are shown; the file has all of them, each with its reason.</p>}
    </section>
  );
}
