// Customers on the command line.

import type { CliCommand } from '#platform/cli/cli-command.ts';
import { moneyText, text, type Wire } from '#platform/cli/cli-values.ts';

export const customerCommands: readonly CliCommand[] = [
  {
    name: 'customers list', summary: 'Customers with what they owe', args: ['[search]'],
    options: [
      { flag: '--view <view>', description: 'all, open, overdue or credit' }, { flag: '--sort <sort>', description: 'name, number, receivable or overdue; a minus puts the largest first' },
      { flag: '--as-of <date>', description: 'as of a day, YYYY-MM-DD' }, { flag: '--limit <n>', description: 'how many, 50 if not said' },
    ],
    example: 'counterfoil customers list jansen --view overdue --sort -receivable',
    async run({ api, args, options, table, say }) {
      const answer = await api.get('/v1/customers', {
        q: args[0], view: text(options['view']), sort: text(options['sort']), as_of: text(options['asOf']), limit: text(options['limit']) ?? '50',
      });
      const items = answer['items'] as readonly Wire[];
      table([
        { key: 'number', title: 'Number' }, { key: 'name', title: 'Name' }, { key: 'country', title: 'Country' }, { key: 'status', title: 'Status' },
        { key: 'owed', title: 'Receivable', align: 'end' }, { key: 'late', title: 'Overdue', align: 'end' }, { key: 'in_hand', title: 'Unapplied', align: 'end' },
      ], items.map((row) => ({ ...row, owed: inEachCurrency(row, 'receivable'), late: inEachCurrency(row, 'overdue'), in_hand: inEachCurrency(row, 'unapplied') })));
      say(`${items.length} of ${String(answer['total'] ?? 'more than 10000')} customers`);
      // Of too many no sums are told.
      for (const total of (answer['totals'] ?? []) as readonly Wire[]) say(`Receivable ${moneyText(total['receivable'])}, overdue ${moneyText(total['overdue'])}, unapplied ${moneyText(total['unapplied'])}`);
      return answer;
    },
  },
  {
    name: 'customers show', summary: 'One customer with what it owes and its open items', args: ['<number>'], options: [{ flag: '--as-of <date>', description: 'as of a day, YYYY-MM-DD' }],
    example: 'counterfoil customers show 10001',
    async run({ api, args, options, table, say }) {
      const customer = (await api.get(`/v1/customers/${encodeURIComponent(args[0] ?? '')}`, { as_of: text(options['asOf']) })) as Wire;
      say(`${String(customer['number'])} ${String(customer['name'])}, ${String(customer['status'])}, ${String(customer['terms'])}`);
      say(`Receivable ${inEachCurrency(customer, 'receivable')}, overdue ${inEachCurrency(customer, 'overdue')}, unapplied ${inEachCurrency(customer, 'unapplied')}`);
      const items = customer['open_items'] as readonly Wire[];
      table([{ key: 'number', title: 'Document' }, { key: 'due_date', title: 'Due' }, { key: 'status', title: 'Status' }, { key: 'left', title: 'Open', align: 'end' }],
        items.map((item) => ({ ...item, left: moneyText(item['open']) })));
      return customer;
    },
  },
];

/** In the customer's own currency and in others, never added up; nothing in its own is left out where there is anything beside it. */
function inEachCurrency(customer: Wire, field: 'receivable' | 'overdue' | 'unapplied'): string {
  const others = (customer['other_currencies'] as readonly Wire[]).map((row) => row[field]);
  const some = [customer[field], ...others].filter((money) => Number((money as { amount: string }).amount) !== 0);
  return (some.length === 0 ? [customer[field]] : some).map(moneyText).join(' + ');
}
