// Reports: a list of questions at the left, the answer at the right, as of a day or for a period, each as a file too.
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Page } from '../../shell/page.tsx';
import { ReportNav } from './report-frame.tsx';
import { allReports, type ReportId } from './report-list.ts';

const loadWork = () => import('./work-reports.tsx');

/** Each answers with its own page: title, controls and file differ. Fetched when it is first opened. */
const pages: Readonly<Record<ReportId, React.ComponentType>> = {
  'trial-balance': lazy(async () => ({ default: (await import('./trial-balance.tsx')).TrialBalance })),
  'sales-by-tax': lazy(async () => ({ default: (await import('./sales-by-tax.tsx')).SalesByTax })),
  account: lazy(async () => ({ default: (await import('./account-report.tsx')).AccountReport })),
  statement: lazy(async () => ({ default: (await import('./statement-report.tsx')).StatementReport })),
  unbilled: lazy(async () => ({ default: (await loadWork()).Unbilled })),
  undelivered: lazy(async () => ({ default: (await loadWork()).Undelivered })),
  overrides: lazy(async () => ({ default: (await loadWork()).Overrides })),
  'match-rates': lazy(async () => ({ default: (await import('./match-rates.tsx')).MatchRates })),
};

export function ReportsScreen() {
  const { report } = useParams({ strict: false }) as { report?: string };
  const { permissions } = useSession();
  const visible = allReports.filter((entry) => permissions.includes(entry.permission));
  const chosen = visible.find((entry) => entry.id === (report ?? visible[0]?.id));
  const Report = chosen && pages[chosen.id];
  if (!Report) {
    return (
      <Page title="Reports">
        <ReportNav chosen={undefined} />
        <EmptyState title="There is no such report" />
      </Page>
    );
  }
  return <Suspense fallback={<Page title={chosen.label}><ReportNav chosen={chosen.id} /></Page>}><Report key={chosen.id} /></Suspense>;
}
