// The catalogue on the command line.

import type { CliCommand } from '#platform/cli/cli-command.ts';
import { text, type Wire } from '#platform/cli/cli-values.ts';

export const catalogCommands: readonly CliCommand[] = [
  {
    name: 'products list', summary: 'Products with their list price of today', args: ['[search]'], options: [{ flag: '--limit <n>', description: 'how many, 50 if not said' }],
    example: 'counterfoil products list toner',
    async run({ api, args, options, table, say }) {
      const answer = await api.get('/v1/products', { q: args[0], limit: text(options['limit']) ?? '50' });
      const items = answer['items'] as readonly Wire[];
      table([
        { key: 'sku', title: 'SKU' }, { key: 'name', title: 'Name' }, { key: 'unit', title: 'Unit' }, { key: 'charge_code', title: 'Charge code' }, { key: 'tax_class', title: 'Tax class' },
        { key: 'price', title: 'List price', align: 'end' },
      ], items.map((row) => ({ ...row, price: text(row['list_price']) === undefined ? '' : `${String(row['list_price'])} ${String(row['list_currency'])}` })));
      say(`${items.length} of ${String(answer['total'])} products`);
      return answer;
    },
  },
  {
    name: 'products show', summary: 'One product with all its prices', args: ['<sku>'], example: 'counterfoil products show TONER-BK',
    async run({ api, args, table, say }) {
      const product = await api.get(`/v1/products/${encodeURIComponent(args[0] ?? '')}`);
      say(`${String(product['sku'])} ${String(product['name'])}, per ${String(product['unit'])}, ${String(product['charge_code'])}, ${String(product['tax_class'])}`);
      table([
        { key: 'price_book', title: 'Book' }, { key: 'customer_number', title: 'Customer' }, { key: 'min_quantity', title: 'From', align: 'end' }, { key: 'price', title: 'Price', align: 'end' },
        { key: 'valid_from', title: 'Valid from' }, { key: 'valid_to', title: 'to' },
      ], (product['prices'] as readonly Wire[]).map((row) => ({ ...row, price: `${String(row['unit_price'])} ${String(row['currency'])}` })));
      return product;
    },
  },
];
