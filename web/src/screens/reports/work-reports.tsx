// The standing lists of billing: delivered but not billed, billed but not delivered, and what people changed against the contract.
import { useMemo } from 'react';

import { useSession } from '../../api/session.ts';
import { AsOfControl, useAsOf } from '../../shell/as-of.tsx';
import { ExportMenu } from './export-menu.tsx';
import { PeriodControl, usePeriod } from './period-control.tsx';
import { amount, count, day, link, text, textOf } from './report-columns.tsx';
import { ReportFrame } from './report-frame.tsx';
import { ReportTable, type ReportRow } from './report-table.tsx';

const keyOf = (row: ReportRow) => Object.values(row).map(String).join(' ');
const customerPage = (row: ReportRow) => `/customers/${textOf(row, 'customer_id')}/account`;

export function Unbilled() {
  const asOf = useAsOf();
  const { today } = asOf;
  const path = '/v1/reports/unbilled';
  const params = { as_of: asOf.param };
  const columns = useMemo(() => [
    link('customer_name', 'Customer', customerPage, { width: 180, grow: true, isAnchor: true }),
    text('order_number', 'Order', { width: 120 }),
    text('delivery_number', 'Delivery', { width: 120 }),
    day('service_on', 'Delivered', today),
    count('age_days', 'Days'),
    text('reason', 'Why not billed', { width: 200 }),
    amount('amount', 'Amount', { strong: true }),
  ], [today]);
  return (
    <ReportFrame id="unbilled" beside={<AsOfControl asOf={asOf} />} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable name="unbilled" label="Delivered, not billed" path={path} params={params} columns={columns} rowKey={keyOf} isPaged emptyTitle="Everything that was delivered is billed" />
    </ReportFrame>
  );
}

export function Undelivered() {
  const asOf = useAsOf();
  const { today } = asOf;
  const path = '/v1/reports/billed-not-delivered';
  const params = { as_of: asOf.param };
  const columns = useMemo(() => [
    link('customer_name', 'Customer', customerPage, { width: 180, grow: true, isAnchor: true }),
    link('number', 'Invoice', (row: ReportRow) => `/invoices/${textOf(row, 'document_id')}`, { width: 140 }),
    day('issued_on', 'Issued', today),
    text('description', 'Line', { width: 220 }),
    amount('amount', 'Amount', { strong: true }),
  ], [today]);
  return (
    <ReportFrame id="undelivered" beside={<AsOfControl asOf={asOf} />} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable name="undelivered" label="Billed, not delivered" path={path} params={params} columns={columns} rowKey={keyOf} isPaged emptyTitle="Every billed line has its evidence" />
    </ReportFrame>
  );
}

export function Overrides() {
  const { today } = useSession().company;
  const period = usePeriod();
  const path = '/v1/reports/overrides';
  const params = { from: period.from, to: period.to };
  const columns = useMemo(() => [
    text('recorded_by', 'Person', { width: 160, grow: true, isAnchor: true }),
    day('recorded_on', 'Day', today),
    link('number', 'Document', (row: ReportRow) => `/invoices/${textOf(row, 'document_id')}`, { width: 140 }),
    text('field', 'What', { width: 130 }),
    text('proposed', 'Contract said', { width: 140 }),
    text('entered', 'Entered', { width: 140 }),
    text('reason', 'Reason', { width: 200 }),
  ], [today]);
  return (
    <ReportFrame id="overrides" beside={<PeriodControl period={period} />} actions={<ExportMenu path={path} params={params} />}>
      <ReportTable name="overrides" label="Overrides" path={path} params={params} columns={columns} rowKey={keyOf} isPaged emptyTitle="Nobody changed anything in this period" />
    </ReportFrame>
  );
}
