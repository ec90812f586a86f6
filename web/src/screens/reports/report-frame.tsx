// The frame of a report: its name and controls above, the other reports at the left.
import { Link } from '@tanstack/react-router';

import { useSession } from '../../api/session.ts';
import { Page } from '../../shell/page.tsx';
import { allReports, reportGroups, type ReportId } from './report-list.ts';

type ReportFrameProps = { readonly id: ReportId; readonly beside?: React.ReactNode; readonly actions?: React.ReactNode; readonly children: React.ReactNode };

export function ReportFrame({ id, beside, actions, children }: ReportFrameProps) {
  return (
    <Page title={allReports.find((entry) => entry.id === id)?.label ?? 'Report'} beside={beside} actions={actions}>
      <div className="flex min-h-0 grow">
        <ReportNav chosen={id} />
        <div className="flex min-w-0 grow flex-col">{children}</div>
      </div>
    </Page>
  );
}

export function ReportNav({ chosen }: { readonly chosen: ReportId | undefined }) {
  const { permissions } = useSession();
  return (
    <nav aria-label="Reports" className="no-print w-52 shrink-0 overflow-y-auto border-r border-line bg-surface px-2 py-2 max-md:hidden">
      {reportGroups.map((group) => (
        <section key={group.title} aria-label={group.title} className="mb-3">
          <h2 className="px-2 pb-1 text-meta font-medium text-ink-3">{group.title}</h2>
          <ul>
            {group.reports.filter((entry) => permissions.includes(entry.permission)).map((entry) => (
              <li key={entry.id}>
                <Link
                  to={`/reports/${entry.id}` as never}
                  aria-current={entry.id === chosen ? 'page' : undefined}
                  title={entry.answers}
                  className={`flex min-h-7 items-center rounded-control px-2 no-underline ${entry.id === chosen ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink'}`}
                >
                  {entry.label}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
