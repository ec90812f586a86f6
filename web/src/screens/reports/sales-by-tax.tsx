// Sales by tax rate for a period, held against the tax that was posted in it.
import { useMemo } from 'react';

import type { QueryParams } from '../../api/client.ts';
import type { WireMoney } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { placeName, taxCategoryName } from '../../format/place.ts';
import { counted, formatMoney, isZeroAmount, sumByCurrency } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import { ExportMenu } from './export-menu.tsx';
import { PeriodControl, usePeriod } from './period-control.tsx';
import { amount, count, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';

const path = '/v1/reports/sales-by-tax';
const keyOf = (row: ReportRow) => ['jurisdiction', 'category', 'rate', 'currency'].map((key) => textOf(row, key)).join(' ');

export function SalesByTax() {
  const period = usePeriod();
  const entity = useEntityChoice();
  const params = { from: period.from, to: period.to, entity_id: entity.param };
  const columns = useMemo(() => [
    text('jurisdiction', 'Where', { width: 160, grow: true, isAnchor: true, cell: (row: ReportRow) => placeName(textOf(row, 'jurisdiction')) }),
    text('category', 'Category', { width: 130, cell: (row: ReportRow) => taxCategoryName(textOf(row, 'category')) }),
    { ...text('rate', 'Rate %', { width: 78 }), align: 'end' as const },
    text('currency', 'Currency', { width: 78 }),
    count('documents', 'Documents'),
    amount('base', 'Net'),
    amount('tax', 'Tax', { strong: true }),
  ], []);
  return (
    <ReportFrame id="sales-by-tax" beside={<>{entity.control}<PeriodControl period={period} /></>} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable name="sales-by-tax" label="Sales by tax rate" path={path} params={params} columns={columns} rowKey={keyOf} emptyTitle="Nothing was sold in this period">
        <TaxTie params={params} />
      </ReportTable>
    </ReportFrame>
  );
}

type Answer = { readonly items: readonly { readonly tax: WireMoney }[]; readonly posted: readonly { readonly currency: string; readonly posted: WireMoney; readonly in_base: WireMoney; readonly missing: number }[] };

/** The report is made from documents, the posting from the ledger: they must agree, and it is said whether they do. */
function TaxTie({ params }: { readonly params: QueryParams }) {
  const { data } = useRecord<Answer>(path, params);
  if (!data) return null;
  const sums = sumByCurrency(data.items.map((item) => item.tax));
  return (
    <ul className="flex flex-wrap items-center gap-3">
      {data.posted.map(({ currency, posted, in_base: inBase, missing }) => {
        const sum = sums.find((one) => one.currency === currency);
        const ties = sum ? sum.amount === posted.amount : isZeroAmount(posted.amount);
        return (
          <li key={currency} className="flex items-center gap-2">
            <Badge tone={ties ? 'ok' : 'warn'}>{ties ? 'Ties' : 'Differs'}</Badge>
            <span className="text-minor text-ink-2">{formatMoney(posted)} posted as tax payable{inBase.currency !== currency && `, ${formatMoney(inBase)} in the books`}</span>
            {missing > 0 && <Badge tone="warn">{counted(missing, 'posting without a rate', 'postings without a rate')}</Badge>}
          </li>
        );
      })}
    </ul>
  );
}
