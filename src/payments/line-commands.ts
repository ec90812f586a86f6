// Bank lines on the command line: what has to be clarified, and what a person says each of them was.

import { refuse } from '#kernel/refusal.ts';
import type { CliCommand } from '#platform/cli/cli-command.ts';
import { text, type Wire } from '#platform/cli/cli-values.ts';

export const lineCommands: readonly CliCommand[] = [
  {
    name: 'lines list',
    summary: 'Bank lines that nobody has explained yet, or those of another status',
    options: [{ flag: '--status <status>', description: 'to_clarify when left out; receipt, not_a_receipt, return, returned, duplicate, all' }, { flag: '--limit <count>', description: 'how many, 100 when left out' }],
    example: 'counterfoil lines list --status not_a_receipt',
    async run({ api, options, table, say }) {
      const status = text(options['status']) ?? 'to_clarify';
      const page = await api.get('/v1/bank-lines', { status: status === 'all' ? undefined : status, limit: text(options['limit']) ?? '100' });
      const rows = (page['items'] as Wire[]).map((row) => ({ ...row, amount: amountOf(row), text: String(row['text']).replaceAll('\n', ' ').slice(0, 60) }));
      table([{ key: 'booked_on', title: 'Booked' }, { key: 'amount', title: 'Amount', align: 'end' }, { key: 'payer_name', title: 'Payer' }, { key: 'text', title: 'Text' }, { key: 'kind', title: 'Taken for' }, { key: 'account_code', title: 'Account' }, { key: 'bank_line_id', title: 'Line' }], rows);
      for (const total of page['totals'] as Wire[]) say(`Total ${String(total['currency'])}: ${amountOf(total)} in ${String(total['lines'])} lines`);
      return page;
    },
  },
  {
    name: 'lines decide',
    summary: 'Say what a bank line was: no receipt and where it belongs, a receipt after all, a duplicate, or the return of a receipt',
    args: ['<line>', '<not_a_receipt|receipt|duplicate|return>'],
    options: [
      { flag: '--account <code>', description: 'of no receipt: the account where it belongs; lines to be clarified when left out' }, { flag: '--kind <kind>', description: 'of no receipt: bank_charge, interest, own_transfer, tax_refund, card_settlement, deposit, other' },
      { flag: '--receipt <number>', description: 'of a return: the receipt that came back' }, { flag: '--reason <text>', description: 'why', required: true }, { flag: '--on <date>', description: 'the day from which it counts (today)' },
    ],
    example: 'counterfoil lines decide 01a22903-… not_a_receipt --account 6100 --reason "fee for the terminal"',
    async run({ api, args, options, say, today }) {
      const [line = '', decision] = args;
      const number = text(options['receipt']);
      const found = number === undefined ? undefined : ((await api.get('/v1/receipts', { q: number, limit: '50' }))['items'] as Wire[]).find((row) => row['number'] === number) ?? refuse('request.not_found', `there is no receipt ${number}`);
      const answer = await api.send('POST', `/v1/bank-lines/${encodeURIComponent(line)}/decisions`, {
        decision, kind: text(options['kind']), account_code: text(options['account']), receipt_id: found?.['receipt_id'], reason: text(options['reason']), decided_on: text(options['on']) ?? today(),
      });
      say(`${line}: ${String(answer['decision'])}`);
      return answer;
    },
  },
];

function amountOf({ amount }: Wire): string {
  return (amount as { amount: string }).amount;
}
