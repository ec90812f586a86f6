// Commands of charges: what waits or is held, holding them back and letting held ones through.

import { refuse } from '#kernel/refusal.ts';
import type { CliCall, CliCommand } from '#platform/cli/cli-command.ts';
import { moneyText, text, type Wire } from '#platform/cli/cli-values.ts';

export const chargeCommands: readonly CliCommand[] = [
  {
    name: 'charges list', summary: 'Charges that wait, are held or were billed',
    options: [
      { flag: '--status <status>', description: 'pending, held (the default), billed, waived, reversed or superseded' },
      { flag: '--check <check>', description: 'Only those held by this check, such as price_differs' },
      { flag: '--owner <role>', description: 'Only those that this role decides' },
      { flag: '--customer <number>', description: 'Only those of this customer' },
      { flag: '--through <date>', description: 'Services up to and including this day' },
      { flag: '--limit <rows>', description: 'At most so many rows (50)' },
    ],
    example: 'counterfoil charges list --status held --owner senior',
    run: listCharges,
  },
  {
    name: 'charges hold', summary: 'Hold charges that are ready to bill, with a reason, until somebody releases them', args: ['<charge-id...>'],
    options: [{ flag: '--reason <text>', description: 'Why it may not be billed yet', required: true }, { flag: '--owner <role>', description: 'Who decides on it: senior (the default) or manager' }],
    example: 'counterfoil charges hold 0198c0de-0000-7000-8000-000000000001 --reason "the customer disputes the delivery"',
    run: (call) => decide(call, 'hold', { owner_role: call.options['owner'] }),
  },
  {
    name: 'charges release', summary: 'Let held charges through to the next bill run, with a reason', args: ['<charge-id...>'],
    options: [{ flag: '--reason <text>', description: 'Why it may be billed although a check failed', required: true }],
    example: 'counterfoil charges release 0198c0de-0000-7000-8000-000000000001 --reason "price agreed by phone with Ms Ode"',
    run: (call) => decide(call, 'release'),
  },
  {
    name: 'charges waive', summary: 'Give up charges: they are not billed, with a reason', args: ['<charge-id...>'],
    options: [{ flag: '--reason <text>', description: 'Why it is not billed', required: true }],
    example: 'counterfoil charges waive 0198c0de-0000-7000-8000-000000000001 --reason "free replacement"',
    run: (call) => decide(call, 'waive'),
  },
];

async function listCharges(call: CliCall): Promise<unknown> {
  const page = await call.api.get('/v1/charges', {
    status: text(call.options['status']) ?? 'held', check: text(call.options['check']), owner_role: text(call.options['owner']), q: text(call.options['customer']), through: text(call.options['through']), limit: text(call.options['limit']) ?? '50',
  });
  const rows = (page['items'] as Wire[]).map((row) => ({
    ...row, customer: `${String(row['customer_number'])} ${String(row['customer_name'])}`, amount_text: moneyText(row['amount']),
    why: (row['holds'] as Wire[]).map((hold) => `${String(hold['check_code'])} (${String(hold['owner_role'])})`).join(', '),
  }));
  call.table([
    { key: 'charge_id', title: 'Charge' }, { key: 'customer', title: 'Customer' }, { key: 'order_number', title: 'Order' }, { key: 'delivery_number', title: 'Delivery' },
    { key: 'description', title: 'Description' }, { key: 'service_on', title: 'Service' }, { key: 'quantity', title: 'Quantity', align: 'end' }, { key: 'unit_price', title: 'Unit price', align: 'end' },
    { key: 'amount_text', title: 'Amount', align: 'end' }, { key: 'why', title: 'Held by' },
  ], rows);
  const totals = ((page['totals'] ?? []) as Wire[]).map((row) => moneyText(row['amount'])).join(', ');
  call.say(`${String(page['total'] ?? 'more than 10000')} charges${totals === '' ? '' : `, ${totals}`}`);
  return page;
}

async function decide(call: CliCall, verb: 'hold' | 'release' | 'waive', more: Wire = {}): Promise<unknown> {
  const reason = call.options['reason'];
  if (typeof reason !== 'string') refuse('request.malformed', 'a reason is needed', { field: 'reason' });
  const answer = await call.api.send('POST', `/v1/charges/${verb}`, { charge_ids: [...call.args], reason, ...more });
  call.table([{ key: 'charge_id', title: 'Charge' }, { key: 'status', title: 'Status' }, { key: 'detail', title: 'Refused because' }], answer['results'] as Wire[]);
  call.say(`${String(answer['done'])} done, ${String(answer['refused'])} refused`);
  return answer;
}
