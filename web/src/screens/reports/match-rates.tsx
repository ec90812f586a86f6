// Match rates: how much of the money that came was applied without a person, and how often that was wrong.
import { useMemo } from 'react';

import { formatMonth } from '../../format/date.ts';
import { PeriodControl, usePeriod } from './period-control.tsx';
import { amount, count, share, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';
import { RowsExport } from './rows-export.tsx';

const path = '/v1/match-rates';
const keyOf = (row: ReportRow) => `${textOf(row, 'month')} ${textOf(row, 'currency')}`;

export function MatchRates() {
  const period = usePeriod();
  const columns = useMemo(() => [
    text('month', 'Month', { width: 120, grow: true, isAnchor: true, cell: (row: ReportRow) => formatMonth(textOf(row, 'month')) }),
    text('currency', 'Currency', { width: 80, startsHidden: true }),
    count('receipts', 'Receipts'),
    count('applied', 'Automatic'),
    share('match_rate', 'Of receipts'),
    share('money_rate', 'Of money'),
    share('false_match_rate', 'Wrong'),
    count('accepted', 'Accepted'),
    { ...count('rejected', 'Rejected'), startsHidden: true },
    count('by_hand', 'By hand'),
    count('suggested', 'Suggested'),
    count('unmatched', 'Unmatched'),
    { ...count('wrong', 'Taken back'), startsHidden: true },
    amount('amount', 'Received'),
    amount('applied_amount', 'Applied', { startsHidden: true }),
  ], []);
  return (
    <ReportFrame id="match-rates" beside={<PeriodControl period={period} />} actions={<RowsExport name="match-rates" path={path} params={{ from: period.from, to: period.to }} />}>
      <ReportTable name="match-rates" label="Match rates" path={path} params={{ from: period.from, to: period.to }} columns={columns} rowKey={keyOf} emptyTitle="No money came in this period" />
    </ReportFrame>
  );
}
