// Commands of money in: bank statements from files, and what their lines were taken for.

import { refuse } from '#kernel/refusal.ts';
import type { CliCall, CliCommand } from '#platform/cli/cli-command.ts';
import { text, type Wire } from '#platform/cli/cli-values.ts';
import { readLocalFile, type LocalFile } from '#platform/imports/import-command.ts';
import { lineCommands } from './line-commands.ts';

export const paymentCommands: readonly CliCommand[] = [
  {
    name: 'statements import',
    summary: 'Import a bank statement: camt, MT940, OFX, or a table with a mapping',
    args: ['<file>'],
    options: [{ flag: '--bank-account <id>', description: 'The account, needed for a table' }, { flag: '--profile <name>', description: 'A kept mapping, for a table' }],
    example: 'counterfoil statements import march.xml',
    run: async (call) => importStatement(call, await readLocalFile(call.args[0] ?? '')),
  },
  {
    name: 'statements list',
    summary: 'Imported statements and whether they add up',
    example: 'counterfoil statements list --json',
    async run({ api, table }) {
      const page = await api.get('/v1/bank-statements', { limit: '50' });
      table([{ key: 'account_name', title: 'Account' }, { key: 'statement_reference', title: 'Statement' }, { key: 'closing_on', title: 'Closing' }, { key: 'balance', title: 'Balance' }, { key: 'line_count', title: 'Lines', align: 'end' }], page['items'] as Record<string, unknown>[]);
      return page;
    },
  },
  {
    name: 'statements opening',
    summary: 'Say what stood on a bank account before its first line: as its first statement says, or an amount',
    args: ['<account>', '[amount]'],
    options: [{ flag: '--on <date>', description: 'the day, needed with an amount' }, { flag: '--reason <text>', description: 'why', required: true }],
    example: 'counterfoil statements opening NL91ABNA0417164300 --reason "taken over from the bank"',
    run: recordOpening,
  },
  ...lineCommands,
];

/** The account by its number or name. Refuses bank_account.unknown and request.malformed (no statement says it, and no amount and day were given). */
async function recordOpening({ api, args: [name = '', amount], options, say }: CliCall): Promise<unknown> {
  const accounts = (await api.get('/v1/bank-accounts'))['items'] as Wire[];
  const account = accounts.find((one) => one['account'] === name || one['name'] === name) ?? refuse('bank_account.unknown', `there is no bank account ${name}`, { value: name });
  const opening = amount === undefined ? account['stated_opening'] : { amount, currency: account['currency'] };
  const openedOn = amount === undefined ? account['stated_opening_on'] : options['on'];
  if (opening === null || typeof openedOn !== 'string') refuse('request.malformed', amount === undefined ? 'no statement says an opening balance: give an amount and --on' : 'an amount needs its day: --on', { field: 'opened_on' });
  const answer = await api.send('POST', `/v1/bank-accounts/${String(account['bank_account_id'])}/opening-balance`, { opening, opened_on: openedOn, reason: options['reason'] });
  say(`${String(account['name'])}: ${(opening as { amount: string }).amount} ${String(account['currency'])} on ${openedOn}`);
  return answer;
}

/** Also the kind bank-statement of the command import. */
export async function importStatement({ api, options, waitForRun, say }: CliCall, file: LocalFile): Promise<unknown> {
  if (options['dryRun'] === true) refuse('import.no_dry_run', 'a bank statement has no dry run');
  const { run_id: runId } = await api.upload('/v1/bank-statements', file, { bank_account_id: text(options['bankAccount']), profile: text(options['profile']) });
  const run = await waitForRun(String(runId));
  const result = (run['result'] ?? {}) as Record<string, number>;
  const likely = (result['likely'] ?? 0) > 0 ? `, of these ${result['likely']} that another format seems to have brought already` : '';
  say(`${result['new_lines'] ?? 0} new lines, ${result['known_lines'] ?? 0} known, ${result['receipts'] ?? 0} receipts, ${result['to_clarify'] ?? 0} to clarify${likely}`);
  return run;
}
