// Commands of evidence: orders and deliveries as lists, and one order with its lines.

import type { CliCall, CliCommand } from '#platform/cli/cli-command.ts';
import { moneyText, text, type Wire } from '#platform/cli/cli-values.ts';

const listOptions = [
  { flag: '--from <date>', description: 'First day' }, { flag: '--to <date>', description: 'Last day' },
  { flag: '--find <text>', description: 'The beginning of a number' }, { flag: '--limit <rows>', description: 'At most so many rows (50)' },
];

export const evidenceCommands: readonly CliCommand[] = [
  {
    name: 'orders list', summary: 'Orders, the latest first, with where each stands',
    options: [{ flag: '--status <status>', description: 'open, complete, exhausted, expired or closed' }, { flag: '--as-of <date>', description: 'As it stood on this day' }, ...listOptions],
    example: 'counterfoil orders list --status open --from 2026-01-01',
    run: listOrders,
  },
  { name: 'orders show', summary: 'An order: per line ordered, delivered, returned and remaining', args: ['<number>'], example: 'counterfoil orders show SO-1001', run: showOrder },
  {
    name: 'orders close', summary: 'End an order; what is delivered later waits for a release', args: ['<number>'], options: [{ flag: '--reason <text>', description: 'Why', required: true }],
    example: 'counterfoil orders close SO-1001 --reason "customer cancelled the rest"',
    async run(call) {
      const answer = await call.api.send('POST', `/v1/orders/${encodeURIComponent(call.args[0] ?? '')}/close`, { reason: text(call.options['reason']) });
      call.say(`Closed on ${String(answer['closed_on'])}.`);
      return answer;
    },
  },
  {
    name: 'deliveries list', summary: 'Deliveries, services and returns, the latest first', options: [{ flag: '--kind <kind>', description: 'delivery, service or return' }, ...listOptions],
    example: 'counterfoil deliveries list --kind return --from 2026-01-01',
    run: listDeliveries,
  },
];

async function listOrders(call: CliCall): Promise<unknown> {
  const page = await call.api.get('/v1/orders', { status: text(call.options['status']), as_of: text(call.options['asOf']), ...listQuery(call) });
  const rows = (page['items'] as Wire[]).map((row) => ({ ...row, customer: `${String(row['customer_number'])} ${String(row['customer_name'])}`, ordered: moneyText(row['ordered']), delivered: moneyText(row['delivered']) }));
  call.table([
    { key: 'number', title: 'Order' }, { key: 'ordered_on', title: 'Date' }, { key: 'customer', title: 'Customer' }, { key: 'customer_po', title: 'Their number' }, { key: 'status', title: 'Status' },
    { key: 'lines', title: 'Lines', align: 'end' }, { key: 'ordered', title: 'Ordered', align: 'end' }, { key: 'delivered', title: 'Delivered', align: 'end' },
  ], rows);
  call.say(`${String(page['total'] ?? 'more than 10000')} orders`);
  return page;
}

async function showOrder(call: CliCall): Promise<unknown> {
  const order = await call.api.get(`/v1/orders/${encodeURIComponent(call.args[0] ?? '')}`);
  const source = order['source'] as Wire | null;
  call.say(`${String(order['number'])} of ${String(order['ordered_on'])}, ${String(order['customer_number'])} ${String(order['customer_name'])}: ${String(order['status'])}`);
  if (source !== null) call.say(`From ${String(source['file_name'])}, row ${String(order['source_row'])}, sha256 ${String(source['sha256'])}`);
  call.table([
    { key: 'line_no', title: 'Line', align: 'end' }, { key: 'sku', title: 'Product' }, { key: 'product_name', title: 'Name' }, { key: 'quantity', title: 'Ordered', align: 'end' }, { key: 'delivered', title: 'Delivered', align: 'end' },
    { key: 'returned', title: 'Returned', align: 'end' }, { key: 'remaining', title: 'Remaining', align: 'end' }, { key: 'unit_price', title: 'Unit price', align: 'end' },
  ], order['order_lines'] as Wire[]);
  return order;
}

async function listDeliveries(call: CliCall): Promise<unknown> {
  const page = await call.api.get('/v1/deliveries', { kind: text(call.options['kind']), ...listQuery(call) });
  const rows = (page['items'] as Wire[]).map((row) => ({
    ...row, customer: `${String(row['customer_number'])} ${String(row['customer_name'])}`,
    orders: [...(row['orders'] as string[]), ...(row['unknown_orders'] as string[]).map((number) => `${number} (not recorded)`)].join(', '),
    source: row['file_name'] === null ? 'by hand' : `${String(row['file_name'])} row ${String(row['source_row'])}`,
  }));
  call.table([
    { key: 'number', title: 'Delivery' }, { key: 'delivered_on', title: 'Date' }, { key: 'kind', title: 'Kind' }, { key: 'customer', title: 'Customer' }, { key: 'orders', title: 'Orders' },
    { key: 'lines', title: 'Lines', align: 'end' }, { key: 'source', title: 'Source' },
  ], rows);
  call.say(`${String(page['total'] ?? 'more than 10000')} deliveries`);
  return page;
}

function listQuery(call: CliCall): Record<string, string | undefined> {
  return { from: text(call.options['from']), to: text(call.options['to']), q: text(call.options['find']), limit: text(call.options['limit']) ?? '50' };
}
