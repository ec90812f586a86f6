// Reports on the command line.

import type { CliCommand } from '#platform/cli/cli-command.ts';
import { text, type Wire } from '#platform/cli/cli-values.ts';

const amount = (value: unknown): string => (value === null || value === undefined ? '' : (value as { amount: string }).amount);

function shown(items: unknown, keys: readonly string[]): Wire[] {
  return (items as Wire[]).map((row) => ({ ...row, ...Object.fromEntries(keys.map((key) => [key, amount(row[key])])) }));
}

const asOf = { flag: '--as-of <date>', description: 'the date, YYYY-MM-DD (today when left out)' };

export const reportCommands: readonly CliCommand[] = [
  {
    name: 'report aging', summary: 'Receivables by age, per customer and currency', options: [asOf, { flag: '--basis <due|issue>', description: 'age from the due date or the invoice date' }],
    example: 'counterfoil report aging --as-of 2026-10-31',
    async run({ api, options, table, say }) {
      const report = await api.get('/v1/reports/aging', { as_of: options['asOf'] as string | undefined, basis: options['basis'] as string | undefined, limit: '500' });
      const keys = ['current', 'bucket1', 'bucket2', 'bucket3', 'bucket4', 'credits', 'unapplied', 'balance'];
      const columns = [{ key: 'number', title: 'Customer' }, { key: 'name', title: 'Name' }, { key: 'currency', title: 'Cur' },
        ...['Not due', '1-30', '31-60', '61-90', '90+', 'Credits', 'Unapplied', 'Balance'].map((title, index) => ({ key: keys[index] ?? '', title, align: 'end' as const }))];
      table(columns, shown(report['items'], keys));
      for (const total of shown(report['totals'], keys)) say(`Total ${String(total['currency'])}: balance ${String(total['balance'])}, over 90 days ${String(total['bucket4'])}`);
      if (report['next_cursor']) say('There are more customers than are shown; the totals are of all of them.');
      return report;
    },
  },
  {
    name: 'report account', summary: 'A customer’s account with its running balance', args: ['<customer>'],
    options: [{ flag: '--from <date>', description: 'first day' }, { flag: '--to <date>', description: 'last day (today when left out)' }, { flag: '--currency <code>', description: 'that of the customer when left out' }],
    example: 'counterfoil report account 10002 --from 2026-07-01',
    async run({ api, args, options, table, say }) {
      const customer = await api.get(`/v1/customers/${encodeURIComponent(args[0] ?? '')}`);
      const account = await api.get(`/v1/customers/${String(customer['id'])}/account`, { currency: text(options['currency']) ?? String(customer['currency']), from: text(options['from']), to: text(options['to']), limit: '500' });
      table([{ key: 'posted_on', title: 'Date' }, { key: 'event', title: 'Event' }, { key: 'number', title: 'Document' }, ...['debit', 'credit', 'balance'].map((key) => ({ key, title: `${key.charAt(0).toUpperCase()}${key.slice(1)}`, align: 'end' as const }))], shown(account['items'], ['debit', 'credit', 'balance']));
      if (account['next_cursor']) say('There are more rows than are shown; the closing balance is of all of them.');
      say(`Opening ${amount(account['opening'])}, closing ${amount(account['closing'])} ${String(account['currency'])}`);
      return account;
    },
  },
  {
    name: 'report trial-balance', summary: 'Trial balance as of a date', options: [asOf, { flag: '--in-base', description: 'all currencies in that of the books' }],
    example: 'counterfoil report trial-balance --as-of 2026-10-31 --in-base',
    async run({ api, options, table, say }) {
      const report = await api.get('/v1/reports/trial-balance', { as_of: options['asOf'] as string | undefined, in: options['inBase'] === true ? 'base' : 'own' });
      table([{ key: 'code', title: 'Account' }, { key: 'name', title: 'Name' }, { key: 'currency', title: 'Cur' }, { key: 'debit', title: 'Debit', align: 'end' }, { key: 'credit', title: 'Credit', align: 'end' }, { key: 'balance', title: 'Balance', align: 'end' }],
        shown(report['items'], ['debit', 'credit', 'balance']));
      for (const day of shown(report['missing'], ['amount'])) say(`Not included: ${String(day['transfers'])} postings of ${String(day['amount'])} ${String(day['currency'])} at the rate of ${String(day['rated_on'])}, without an amount in ${String(day['base_currency'])}`);
      return report;
    },
  },
  {
    name: 'report tax', summary: 'Sales by tax rate for a period', options: [{ flag: '--from <date>', description: 'first day', required: true }, { flag: '--to <date>', description: 'last day', required: true }],
    example: 'counterfoil report tax --from 2026-07-01 --to 2026-09-30',
    async run({ api, options, table, say }) {
      const report = await api.get('/v1/reports/sales-by-tax', { from: options['from'] as string, to: options['to'] as string });
      table([{ key: 'jurisdiction', title: 'Jurisdiction' }, { key: 'category', title: 'Category' }, { key: 'rate', title: 'Rate', align: 'end' }, { key: 'currency', title: 'Cur' }, { key: 'base', title: 'Net', align: 'end' }, { key: 'tax', title: 'Tax', align: 'end' }],
        shown(report['items'], ['base', 'tax']));
      for (const tax of shown(report['posted'], ['posted', 'in_base']).filter((one) => one['currency'] !== one['in_base_currency'])) {
        say(`Tax payable in ${String(tax['currency'])}: ${String(tax['posted'])}, in the books ${String(tax['in_base'])} ${String(tax['in_base_currency'])}${tax['missing'] === 0 ? '' : `, without ${String(tax['missing'])} postings that lack a rate`}`);
      }
      return report;
    },
  },
];
