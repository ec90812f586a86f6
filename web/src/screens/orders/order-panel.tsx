// One order beside the list: how far it is, its limits, its lines in short and where it came from.
import { Link } from '@tanstack/react-router';
import { memo } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { formatDecimal, isZeroAmount } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { buttonClass } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FactGrid, PanelBody, PanelHead, PanelSection, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { orderFacts } from './order-facts.tsx';
import { orderStatuses, type OrderLine, type OrderRecord, type OrderRow } from './order-wire.ts';
import { SourceFact } from './source-fact.tsx';

type OrderPanelProps = {
  readonly id: string | undefined;
  readonly row: OrderRow | undefined;
  readonly asOf: string | undefined;
  readonly onClose: () => void;
};

const arrowingMs = 120;
const mostLines = 40;

export const OrderPanel = memo(function OrderPanel({ id, row, asOf, onClose }: OrderPanelProps) {
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<OrderRecord>(settledId && `/v1/orders/${settledId}`, { as_of: asOf });
  const full = record.data?.id === id ? record.data : undefined;
  const order = full ?? row;
  return (
    <SidePanel label="Order" onClose={onClose}>
      {order && <OrderHead order={order} />}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {order && (
        <PanelBody>
          <PanelSection><FactGrid columns={2} facts={orderFacts(order)} /></PanelSection>
          {full?.closure && <PanelSection title="Closed"><p>{full.closure.reason}</p></PanelSection>}
          {full && (
            <PanelSection title="Lines" count={full.lines}>
              <LinesInShort lines={full.order_lines.slice(0, mostLines)} />
              {full.lines > mostLines && <p className="mt-2 text-minor text-ink-2">The first {mostLines} of {full.lines}. The full page has all.</p>}
            </PanelSection>
          )}
          {full && (
            <PanelSection title="Source">
              <SourceFact fileId={full.file_id} fileName={full.source?.file_name ?? null} sha256={full.source?.sha256 ?? null} row={full.source_row} />
            </PanelSection>
          )}
          {!full && !record.error && <SkeletonLines lines={6} />}
        </PanelBody>
      )}
      {!order && !record.error && <SkeletonLines lines={9} />}
    </SidePanel>
  );
});

function OrderHead({ order }: { readonly order: OrderRow }) {
  const status = orderStatuses[order.status];
  return (
    <PanelHead
      title={order.number}
      badge={<Badge tone={status.tone}>{status.label}</Badge>}
      detail={<Link to="/customers" search={{ id: order.customer_id } as never} className="hover:underline">{order.customer_name} · {order.customer_number}</Link>}
    >
      <p className="mt-2 flex items-baseline gap-2">
        <MoneyText money={order.ordered} className="text-amount font-semibold" />
        <span className="text-minor text-ink-2"><MoneyText money={order.delivered} /> delivered</span>
      </p>
      <p className="mt-2"><Link to={`/orders/${order.id}` as never} className={buttonClass()}>Open order</Link></p>
    </PanelHead>
  );
}

function LinesInShort({ lines }: { readonly lines: readonly OrderLine[] }) {
  return (
    <table className="panel-table">
      <thead>
        <tr><th scope="col">Product</th><th scope="col" className="text-end!">Ordered</th><th scope="col" className="text-end!">Delivered</th><th scope="col" className="text-end!">To come</th></tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.line_no}>
            <td title={`${line.sku}, ${line.unit}`} className="max-w-36 truncate">{line.description ?? line.product_name}</td>
            <td className="text-end">{formatDecimal(line.quantity)}</td>
            <td className="text-end">{isZeroAmount(line.delivered) ? '–' : formatDecimal(line.delivered)}</td>
            <td className="text-end">{isZeroAmount(line.remaining) ? '–' : formatDecimal(line.remaining)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
