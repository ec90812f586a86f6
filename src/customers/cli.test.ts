// What the commands of customers say for people.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CliCall } from '#platform/cli/cli-command.ts';
import { customerCommands } from './cli.ts';

const figures = (currency: string, amount: string): object => ({ currency, receivable: { amount, currency }, overdue: { amount: '0.00', currency }, unapplied: { amount: '0.00', currency } });
const row = (number: string, own: object, others: readonly object[]): object => ({ number, name: number, country: 'NL', status: 'active', ...own, other_currencies: others });

/** The lines, and the cells of the table. */
async function said(name: string, answer: object): Promise<{ lines: string[]; rows: Record<string, unknown>[] }> {
  const [lines, rows] = [[] as string[], [] as Record<string, unknown>[]];
  const call = { api: { get: () => Promise.resolve(answer) }, args: ['A-1'], options: {}, say: (line: string) => void lines.push(line), table: (_columns: unknown, cells: Record<string, unknown>[]) => void rows.push(...cells) };
  await customerCommands.find((command) => command.name === name)?.run(call as unknown as CliCall);
  return { lines, rows };
}

test('what is owed in another currency is said too', async () => {
  const items = [row('A-1', figures('EUR', '0.00'), [figures('USD', '3.00')]), row('B-2', figures('EUR', '5.00'), [figures('GBP', '0.00'), figures('USD', '-1.00')]), row('C-3', figures('EUR', '0.00'), [])];
  const { rows } = await said('customers list', { items, total: 3, totals: [] });
  assert.deepEqual(rows.map((cells) => cells['owed']), ['3.00 USD', '5.00 EUR + -1.00 USD', '0.00 EUR']);
  const { lines } = await said('customers show', { ...items[0], open_items: [] });
  assert.match(lines.at(-1) ?? '', /^Receivable 3\.00 USD, overdue 0\.00 EUR/);
});

test('of more customers than are summed the list is told without sums', async () => {
  assert.deepEqual((await said('customers list', { items: [] })).lines, ['0 of more than 10000 customers']);
});
