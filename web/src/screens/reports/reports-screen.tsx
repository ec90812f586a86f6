// Reports: a list of questions at the left, the answer at the right, as of a day or for a period, each as a file too.
import { useParams } from '@tanstack/react-router';

import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Page } from '../../shell/page.tsx';
import { AccountReport } from './account-report.tsx';
import { MatchRates } from './match-rates.tsx';
import { ReportNav } from './report-frame.tsx';
import { allReports, type ReportId } from './report-list.ts';
import { SalesByTax } from './sales-by-tax.tsx';
import { StatementReport } from './statement-report.tsx';
import { TrialBalance } from './trial-balance.tsx';
import { Overrides, Unbilled, Undelivered } from './work-reports.tsx';

/** Each answers with its own page: title, controls and file differ. */
const pages: Readonly<Record<ReportId, () => React.ReactNode>> = {
  'trial-balance': TrialBalance,
  'sales-by-tax': SalesByTax,
  account: AccountReport,
  statement: StatementReport,
  unbilled: Unbilled,
  undelivered: Undelivered,
  overrides: Overrides,
  'match-rates': MatchRates,
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
  return <Report key={chosen.id} />;
}
