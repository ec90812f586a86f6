// Match rates: how much of the money that came was applied without a person, and how often that was wrong.
import { useMemo } from 'react';

import { PeriodControl, usePeriod } from './period-control.tsx';
import { amount, count, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';
import { RowsExport } from './rows-export.tsx';

const path = '/v1/match-rates';
const keyOf = (row: ReportRow) => `${textOf(row, 'month')} ${textOf(row, 'currency')}`;

export function MatchRates() {
  const period = usePeriod();
  const columns = useMemo(() => [
    text('month', 'Month', { width: 120, grow: true, isAnchor: true }),
    text('currency', 'Currency', { width: 80 }),
    count('receipts', 'Receipts'),
    count('automatic', 'Automatic'),
    count('accepted', 'Accepted'),
    count('rejected', 'Rejected'),
    count('by_hand', 'By hand'),
    count('waiting', 'Waiting'),
    { ...text('line_rate', 'Of lines %', { width: 90 }), align: 'end' as const },
    { ...text('money_rate', 'Of money %', { width: 96 }), align: 'end' as const },
    { ...text('false_match_rate', 'False %', { width: 76 }), align: 'end' as const },
    amount('amount', 'Money'),
    amount('automatic_amount', 'Automatic money'),
  ], []);
  return (
    <ReportFrame id="match-rates" beside={<PeriodControl period={period} />} actions={<RowsExport name="match-rates" path={path} params={{ from: period.from, to: period.to }} />}>
      <ReportTable name="match-rates" label="Match rates" path={path} params={{ from: period.from, to: period.to }} columns={columns} rowKey={keyOf} emptyTitle="No money came in this period" />
    </ReportFrame>
  );
}
