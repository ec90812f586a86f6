// Refunds on the command line: pay a customer's money back or ask for it, and decide what another person asked for.

import type { CliCall, CliCommand } from '#platform/cli/cli-command.ts';
import { moneyText, text } from '#platform/cli/cli-values.ts';
import { receiptOf } from './receipt-commands.ts';

const reasonOption = { flag: '--reason <text>', description: 'Why', required: true };
const onOption = { flag: '--on <date>', description: 'The day on which it counts; today when left out' };

async function ask({ api, args, options, say, today }: CliCall): Promise<Record<string, unknown>> {
  const [amount = '', currency = ''] = (text(options['amount']) ?? '').split(/\s+/);
  const wish = { reason: text(options['reason']) ?? '', on: text(options['on']) ?? today(), paid_to: text(options['to']), ...(amount === '' ? {} : { amount: { amount, currency } }) };
  const refund = await api.send('POST', `/v1/receipts/${(await receiptOf(api, args[0] ?? '')).receipt_id}/refunds`, wish);
  say(refund['status'] === 'paid' ? 'Paid: the money stands on payments not yet at the bank until the bank’s line comes.' : 'Asked for: another person approves it with refunds approve.');
  return refund;
}

async function list({ api, options, table }: CliCall): Promise<Record<string, unknown>> {
  const page = await api.get('/v1/refunds', { status: text(options['status']), limit: '100' });
  const items = (page['items'] as Record<string, unknown>[]).map((item) => ({ ...item, amount: moneyText(item['amount']) }));
  table([{ key: 'refund_id', title: 'Refund' }, { key: 'receipt_number', title: 'Receipt' }, { key: 'customer_name', title: 'Customer' }, { key: 'amount', title: 'Amount', align: 'end' }, { key: 'status', title: 'Status' }, { key: 'requested_by', title: 'Asked for by' }], items);
  return page;
}

const exampleId = '019f178a-cc00-7578-bff7-2b71b38b8bda';

export const refundCommands: readonly CliCommand[] = [
  {
    name: 'receipts refund', summary: 'Pay back what stands on the customer’s account, or ask another person to', args: ['<number>'],
    options: [reasonOption, onOption, { flag: '--amount <amount>', description: 'With its currency, such as "50.00 EUR"; all that stands there when left out' }, { flag: '--to <account>', description: 'The account or the way in which the customer gets it' }],
    example: 'counterfoil receipts refund RCP-2026-00017 --reason "paid twice"', run: ask,
  },
  {
    name: 'refunds list', summary: 'Refunds, latest first', options: [{ flag: '--status <status>', description: 'requested, paid, rejected or taken_back; all when left out' }],
    example: 'counterfoil refunds list --status requested', run: list,
  },
  {
    name: 'refunds approve', summary: 'Approve a refund that another person asked for', args: ['<refund-id>'], options: [onOption], example: `counterfoil refunds approve ${exampleId}`,
    run: ({ api, args, options, today }) => api.send('POST', `/v1/refunds/${args[0] ?? ''}/approve`, { on: text(options['on']) ?? today() }),
  },
  {
    name: 'refunds reject', summary: 'Reject a refund that was asked for, or withdraw your own', args: ['<refund-id>'], options: [reasonOption], example: `counterfoil refunds reject ${exampleId} --reason "they owe more than that"`,
    run: ({ api, args, options }) => api.send('POST', `/v1/refunds/${args[0] ?? ''}/reject`, { reason: text(options['reason']) ?? '' }),
  },
  {
    name: 'refunds take-back', summary: 'Undo a refund that did not go out or came back', args: ['<refund-id>'], options: [reasonOption, onOption], example: `counterfoil refunds take-back ${exampleId} --reason "the account was closed"`,
    run: ({ api, args, options, today }) => api.send('POST', `/v1/refunds/${args[0] ?? ''}/take-back`, { reason: text(options['reason']) ?? '', on: text(options['on']) ?? today() }),
  },
];
