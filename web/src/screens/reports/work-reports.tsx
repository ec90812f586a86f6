// The standing lists of billing: delivered but not billed, billed but not delivered, and what people changed against the contract.
import { useMemo } from 'react';

import { useRecord } from '../../api/use-record.ts';
import { useSession } from '../../api/session.ts';
import { counted } from '../../format/money.ts';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { PeriodControl, usePeriod } from './period-control.tsx';
import { amount, count, day, link, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { RowsExport } from './rows-export.tsx';

const customerPage = (row: ReportRow) => `/customers/${textOf(row, 'customer_id')}/account`;
const documentPage = (row: ReportRow) => `/invoices/${textOf(row, 'document_id')}`;
const deliveryLine = (row: ReportRow) => `${textOf(row, 'delivery_id')} ${textOf(row, 'line_no')}`;
const documentLine = (row: ReportRow) => `${textOf(row, 'document_id')} ${textOf(row, 'line_no')}`;
const overrideKey = (row: ReportRow) => `${documentLine(row)} ${textOf(row, 'field')} ${textOf(row, 'entered')}`;

const whys: Readonly<Record<string, string>> = {
  uncharged: 'Not priced yet', pending: 'Ready to bill', held: 'Held', billed_later: 'Billed after this day', not_delivered: 'Less was delivered', no_order_line: 'No line of the order',
};

/** Why, with the checks that hold it. */
function whyOf(row: ReportRow): string {
  const reasons = Array.isArray(row.reasons) ? row.reasons.map(String) : [];
  return [whys[textOf(row, 'why')] ?? textOf(row, 'why'), ...reasons].join(' · ');
}

export function Unbilled() {
  const asOf = useAsOf();
  const { today } = asOf;
  const path = '/v1/reports/delivered-not-billed';
  const params = { as_of: asOf.param };
  const columns = useMemo(() => [
    link('customer_name', 'Customer', customerPage, { width: 160, grow: true, isAnchor: true }),
    text('delivery_number', 'Delivery', { width: 110 }),
    text('order_number', 'Order', { width: 110 }),
    text('description', 'What', { width: 170 }),
    day('delivered_on', 'Delivered', today),
    count('age_days', 'Days'),
    { ...text('why', 'Why not billed', { width: 190 }), cell: (row: ReportRow) => <span title={whyOf(row)} className="truncate">{whyOf(row)}</span> },
    amount('amount', 'Amount', { strong: true }),
  ], [today]);
  return (
    <ReportFrame id="unbilled" beside={<AsOfControl asOf={asOf} />} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable name="unbilled" label="Delivered, not billed" path={path} params={params} columns={columns} rowKey={deliveryLine} isPaged emptyTitle="Everything that was delivered is billed" />
    </ReportFrame>
  );
}

export function Undelivered() {
  const asOf = useAsOf();
  const { today } = asOf;
  const path = '/v1/reports/billed-not-delivered';
  const params = { as_of: asOf.param };
  const columns = useMemo(() => [
    link('customer_name', 'Customer', customerPage, { width: 160, grow: true, isAnchor: true }),
    link('document_number', 'Invoice', documentPage, { width: 136 }),
    day('issued_on', 'Issued', today),
    text('order_number', 'Order', { width: 110 }),
    text('description', 'What', { width: 180 }),
    { ...text('billed_quantity', 'Billed', { width: 76 }), align: 'end' as const },
    { ...text('delivered_quantity', 'Delivered', { width: 84 }), align: 'end' as const },
    count('age_days', 'Days'),
    { ...text('why', 'Why', { width: 150 }), cell: (row: ReportRow) => whyOf(row) },
    amount('amount', 'Amount', { strong: true }),
  ], [today]);
  return (
    <ReportFrame id="undelivered" beside={<AsOfControl asOf={asOf} />} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable name="undelivered" label="Billed, not delivered" path={path} params={params} columns={columns} rowKey={documentLine} isPaged emptyTitle="Every billed line has its delivery" />
    </ReportFrame>
  );
}

export function Overrides() {
  const { today } = useSession().company;
  const period = usePeriod();
  const path = '/v1/reports/overrides';
  const params = { from: period.from, to: period.to };
  const columns = useMemo(() => [
    text('recorded_by', 'Person', { width: 140, grow: true, isAnchor: true }),
    day('issued_on', 'Issued', today),
    link('number', 'Document', documentPage, { width: 136 }),
    text('field', 'What', { width: 120 }),
    text('proposed', 'Proposed', { width: 130 }),
    text('entered', 'Entered', { width: 130 }),
    text('reason', 'Reason', { width: 200 }),
  ], [today]);
  return (
    <ReportFrame id="overrides" beside={<PeriodControl period={period} />} actions={<RowsExport name="overrides" path={path} params={params} />}>
      <ReportTable name="overrides" label="Overrides" path={path} params={params} columns={columns} rowKey={overrideKey} emptyTitle="Nobody changed anything in this period">
        <OverrideRate from={period.from} to={period.to} />
      </ReportTable>
    </ReportFrame>
  );
}

type Rate = { readonly documents: number; readonly overridden: number; readonly overrides: number };

/** How often a person knew better than what was proposed: the start of measured accuracy. */
function OverrideRate({ from, to }: { readonly from: string; readonly to: string }) {
  const { data } = useRecord<Rate>('/v1/reports/overrides', { from, to });
  if (!data) return null;
  return <p className="text-minor text-ink-2">{counted(data.overrides, 'override', 'overrides')} on {data.overridden} of {counted(data.documents, 'document made by hand', 'documents made by hand')}</p>;
}
