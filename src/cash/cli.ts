// Commands of cash application: apply, and the receipts with what is left of them.

import type { CliCommand } from '#platform/cli/cli-command.ts';
import { moneyText, text } from '#platform/cli/cli-values.ts';
import { receiptCommands } from './receipt-commands.ts';
import { refundCommands } from './refund-commands.ts';

export const cashCommands: readonly CliCommand[] = [
  {
    name: 'apply',
    summary: 'Apply every receipt that has something left',
    options: [{ flag: '--through <date>', description: 'Receipts up to and on this day; today when left out' }, { flag: '--entity <id>', description: 'The legal entity, 1 when left out' }],
    example: 'counterfoil apply --through 2026-03-31',
    async run({ api, options, waitForRun, say, today }) {
      const { run_id: runId } = await api.send('POST', '/v1/cash-runs', { entity_id: Number(text(options['entity']) ?? '1'), through: text(options['through']) ?? today() });
      const run = await waitForRun(String(runId));
      const result = (run['result'] ?? {}) as Record<string, number>;
      say(`${result['applied'] ?? 0} applied, ${result['on_account'] ?? 0} kept on account, ${result['suggested'] ?? 0} proposed, ${result['unmatched'] ?? 0} to look at, ${result['returns'] ?? 0} returns taken back`);
      return run;
    },
  },
  {
    name: 'receipts list',
    summary: 'Receipts with something left, oldest first',
    options: [{ flag: '--status <status>', description: 'unidentified, unapplied, partly, applied or reversed; the first three when left out' }, { flag: '--limit <count>', description: 'How many, 100 when left out' }],
    example: 'counterfoil receipts list --status unidentified',
    async run({ api, options, table }) {
      const status = text(options['status']);
      const page = await api.get('/v1/receipts', { status: status ?? JSON.stringify(['unidentified', 'unapplied', 'partly']), order: 'oldest', limit: text(options['limit']) ?? '100' });
      const items = page['items'] as Record<string, unknown>[];
      table([{ key: 'number', title: 'Receipt' }, { key: 'received_on', title: 'Date' }, { key: 'status', title: 'Status' }, { key: 'age_days', title: 'Days', align: 'end' }, { key: 'left', title: 'Left', align: 'end' }, { key: 'payer', title: 'Payer' }, { key: 'match_status', title: 'Match' }],
        items.map((item) => ({ ...item, left: moneyText(item['left']), payer: item['customer_name'] ?? item['payer_name'] ?? '' })));
      return page;
    },
  },
  ...refundCommands,
  ...receiptCommands,
];
