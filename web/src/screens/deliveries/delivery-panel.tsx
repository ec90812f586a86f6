// One confirmation beside the list: what was delivered on which order line, who confirmed it, and the file and row it came from.
import { Link } from '@tanstack/react-router';
import { memo } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { formatDate } from '../../format/date.ts';
import { formatDecimal } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid, PanelBody, PanelHead, PanelSection, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { SourceFact } from '../orders/source-fact.tsx';
import { deliveryKinds, type DeliveryRecord, type DeliveryRow } from './delivery-wire.ts';

type DeliveryPanelProps = { readonly id: string | undefined; readonly row: DeliveryRow | undefined; readonly onClose: () => void };

const arrowingMs = 120;

export const DeliveryPanel = memo(function DeliveryPanel({ id, row, onClose }: DeliveryPanelProps) {
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<DeliveryRecord>(settledId && `/v1/deliveries/${settledId}`);
  const full = record.data?.id === id ? record.data : undefined;
  const delivery = full ?? row;
  return (
    <SidePanel label="Delivery" onClose={onClose}>
      {delivery && (
        <PanelHead
          title={delivery.number}
          badge={<Badge tone={deliveryKinds[delivery.kind].tone}>{deliveryKinds[delivery.kind].label}</Badge>}
          detail={<Link to="/customers" search={{ id: delivery.customer_id } as never} className="hover:underline">{delivery.customer_name} · {delivery.customer_number}</Link>}
        />
      )}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {delivery && (
        <PanelBody>
          <PanelSection>
            <FactGrid
              columns={2}
              facts={[
                { label: 'Day', value: <time dateTime={delivery.delivered_on}>{formatDate(delivery.delivered_on)}</time> },
                { label: 'Confirmed by', value: delivery.confirmed_by ?? '–' },
              ]}
            />
          </PanelSection>
          {full ? <PanelSection title="Lines" count={full.lines}><DeliveredLines lines={full.delivery_lines} /></PanelSection> : !record.error && <SkeletonLines lines={6} />}
          <PanelSection title="Source"><SourceFact fileId={delivery.file_id} fileName={delivery.file_name} sha256={delivery.sha256} row={delivery.source_row} /></PanelSection>
        </PanelBody>
      )}
      {!delivery && !record.error && <SkeletonLines lines={9} />}
    </SidePanel>
  );
});

function DeliveredLines({ lines }: { readonly lines: DeliveryRecord['delivery_lines'] }) {
  return (
    <ul className="grid gap-2.5">
      {lines.map((line) => (
        <li key={line.line_no}>
          <p className="flex justify-between gap-3">
            <span className="truncate font-medium" title={line.sku}>{line.product_name}</span>
            <span className="shrink-0">{formatDecimal(line.quantity)} <span className="text-ink-3">{line.unit}</span></span>
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-minor text-ink-2">
            {line.order_id
              ? <Link to={`/orders/${line.order_id}` as never} className="inline-flex min-h-6 items-center text-accent hover:underline">{line.order_number}, line {line.order_line_no}</Link>
              : <Badge tone="warn">{line.order_reference ? `Order ${line.order_reference} unknown` : 'No order'}</Badge>}
            {line.source_row !== null && <span className="text-ink-3">row {line.source_row}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
