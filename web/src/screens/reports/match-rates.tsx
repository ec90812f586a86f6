// Match rates: how much of the money that came was applied without a person, and how often that was wrong.
import { useMemo } from 'react';

import { PeriodControl, usePeriod } from './period-control.tsx';
import { amount, count, share, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';

const path = '/v1/match-rates';
const keyOf = (row: ReportRow) => Object.values(row).map(String).join(' ') || textOf(row, 'currency');

export function MatchRates() {
  const period = usePeriod();
  const columns = useMemo(() => [
    text('month', 'Month', { width: 120, grow: true, isAnchor: true }),
    text('currency', 'Currency', { width: 80 }),
    count('receipts', 'Receipts'),
    count('applied', 'Automatic'),
    count('suggested', 'Suggested'),
    count('unmatched', 'Unmatched'),
    share('match_rate', 'Match rate'),
    share('false_match_rate', 'False'),
    amount('amount', 'Money'),
  ], []);
  return (
    <ReportFrame id="match-rates" beside={<PeriodControl period={period} />}>
      <ReportTable name="match-rates" label="Match rates" path={path} params={{ from: period.from, to: period.to }} columns={columns} rowKey={keyOf} emptyTitle="No money came in this period" />
    </ReportFrame>
  );
}
