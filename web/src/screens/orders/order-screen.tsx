// One order in full: per line what was ordered, delivered, billed and is still to come, its deliveries, charges and source.
import { Link, useParams } from '@tanstack/react-router';
import { CircleStop } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import type { WireMoney } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatDate } from '../../format/date.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { MoneyList, MoneyText } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { FactGrid } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { Page } from '../../shell/page.tsx';
import { chargeStatuses } from '../charges/charge-wire.ts';
import { deliveryKinds } from '../deliveries/delivery-wire.ts';
import { useOrderBilling, type OrderBilling } from './order-billing.ts';
import { orderFacts } from './order-facts.tsx';
import { OrderLinesTable } from './order-lines-table.tsx';
import { orderStatuses, type OrderRecord } from './order-wire.ts';
import { SourceFact } from './source-fact.tsx';

export function OrderScreen() {
  const { order: named = '' } = useParams({ strict: false }) as { order?: string };
  const record = useRecord<OrderRecord>(`/v1/orders/${encodeURIComponent(named)}`);
  const order = record.data;
  const billing = useOrderBilling(order);
  const status = order && orderStatuses[order.status];
  return (
    <Page
      title={order ? `Order ${order.number}` : 'Order'}
      beside={status && <Badge tone={status.tone}>{status.label}</Badge>}
      actions={order && order.status !== 'closed' && order.status !== 'complete' && <CloseOrder order={order} />}
      scrolls
    >
      {record.error && <div className="p-4"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {record.isPending && <SkeletonLines lines={10} />}
      {order && (
        <div className="mx-auto grid max-w-[1200px] gap-6 p-4">
          <OrderSummary order={order} billing={billing} />
          <Block title="Lines" count={order.lines}><OrderLinesTable lines={order.order_lines} billing={billing} /></Block>
          <Deliveries order={order} />
          {billing.charges.length > 0 && <Charges billing={billing} />}
        </div>
      )}
    </Page>
  );
}

function OrderSummary({ order, billing }: { readonly order: OrderRecord; readonly billing: OrderBilling }) {
  return (
    <section aria-label="Summary" className="grid gap-4 rounded-panel border border-line bg-surface p-4 md:grid-cols-[2fr_1fr]">
      <div>
        <p className="mb-3 text-read">
          <Link to="/customers" search={{ id: order.customer_id } as never} className="font-medium text-accent hover:underline">{order.customer_name}</Link>
          <span className="text-ink-3"> {order.customer_number}</span>
        </p>
        <FactGrid facts={orderFacts(order)} />
      </div>
      <div className="grid content-start gap-3">
        <FactGrid
          columns={2}
          facts={[
            { label: 'Value', value: worth(order, order.ordered) },
            { label: 'Delivered', value: worth(order, order.delivered) },
            ...(billing.isKnown ? [{ label: 'Billed', value: <MoneyList list={billing.billed} /> }] : []),
          ]}
        />
        <div>
          <p className="text-minor text-ink-3">Source</p>
          <SourceFact fileId={order.file_id} fileName={order.source?.file_name ?? null} sha256={order.source?.sha256 ?? null} row={order.source_row} />
        </div>
        {order.closure && <p className="text-ink-2">Closed on {formatDate(order.closure.closed_on)} by {order.closure.recorded_by}: {order.closure.reason}</p>}
      </div>
    </section>
  );
}

/** Lines that the price book prices have no worth before they are delivered. */
function worth(order: OrderRecord, money: WireMoney): ReactNode {
  if (order.unpriced_lines === order.lines) return 'By price book';
  return <><MoneyText money={money} />{order.unpriced_lines > 0 && <span className="font-normal text-ink-3"> and more by price book</span>}</>;
}

function Block({ title, count, children }: { readonly title: string; readonly count?: number; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-read font-semibold">{title} {count !== undefined && <span className="font-normal text-ink-3">{count}</span>}</h2>
      <div className="overflow-x-auto rounded-panel border border-line bg-surface px-4 py-1">{children}</div>
    </section>
  );
}

function Deliveries({ order }: { readonly order: OrderRecord }) {
  return (
    <Block title="Deliveries" count={order.deliveries.length}>
      {order.deliveries.length === 0 ? <p className="py-3 text-ink-2">Nothing was delivered yet. What is confirmed later becomes charges by itself.</p> : (
        <table className="panel-table">
          <thead><tr><th scope="col">Delivery</th><th scope="col">Kind</th><th scope="col">Day</th><th scope="col">Confirmed by</th><th scope="col">File</th></tr></thead>
          <tbody>
            {order.deliveries.map((delivery) => (
              <tr key={delivery.id}>
                <td><Link to="/deliveries" search={{ id: delivery.id } as never} className="font-medium text-accent hover:underline">{delivery.number}</Link></td>
                <td><Badge tone={deliveryKinds[delivery.kind].tone}>{deliveryKinds[delivery.kind].label}</Badge></td>
                <td>{formatDate(delivery.delivered_on)}</td>
                <td>{delivery.confirmed_by ?? '–'}</td>
                <td>{delivery.file_name ? `${delivery.file_name}${delivery.source_row === null ? '' : `, row ${delivery.source_row}`}` : 'By hand'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

function Charges({ billing }: { readonly billing: OrderBilling }) {
  return (
    <Block title="Charges" count={billing.charges.length}>
      <table className="panel-table">
        <thead><tr><th scope="col">What</th><th scope="col">Line</th><th scope="col">Service</th><th scope="col">Status</th><th scope="col" className="text-end!">Amount</th></tr></thead>
        <tbody>
          {billing.charges.map((charge) => {
            const status = chargeStatuses[charge.status];
            return (
              <tr key={charge.charge_id}>
                <td className="max-w-96 truncate">{charge.description}</td>
                <td>{charge.order_line_no}</td>
                <td>{formatDate(charge.service_on)}</td>
                <td><Badge tone={status.tone}>{status.label}</Badge></td>
                <td className="text-end"><MoneyText money={charge.amount} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Block>
  );
}

function CloseOrder({ order }: { readonly order: OrderRecord }) {
  const may = useMay('evidence.write');
  const [isAsking, setAsking] = useState(false);
  const close = useAction<string>({
    request: (reason) => ({ method: 'POST', path: `/v1/orders/${order.id}/close`, body: { reason } }),
    refresh: ['/v1/orders'],
    onDone: () => {
      showToast(`Order ${order.number} closed`);
      setAsking(false);
    },
  });
  if (!may) return null;
  return (
    <>
      <Button icon={CircleStop} onClick={() => setAsking(true)}>Close order</Button>
      {isAsking && (
        <ReasonDialog
          onClose={() => setAsking(false)}
          title={`Close order ${order.number}`}
          effect="What is delivered after today is held until someone releases it. This can’t be taken back."
          verb="Close order"
          busy={close.isRunning}
          problem={close.problem}
          onConfirm={close.run}
        />
      )}
    </>
  );
}
