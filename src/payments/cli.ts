// Commands of money in: bank statements from files, and what their lines were taken for.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '#kernel/refusal.ts';
import type { CliCommand } from '#platform/cli/cli-command.ts';

export const paymentCommands: readonly CliCommand[] = [
  {
    name: 'statements import',
    summary: 'Import a bank statement: camt, MT940, OFX, or a table with a mapping',
    args: ['<file>'],
    options: [{ flag: '--bank-account <id>', description: 'The account, needed for a table' }, { flag: '--profile <name>', description: 'A kept mapping, for a table' }],
    example: 'counterfoil statements import march.xml',
    async run({ api, args, options, waitForRun, say }) {
      const file = args[0] ?? '';
      const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
      const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => refuse('file.not_found', `${file} can't be read: ${error.code ?? error.message}`, { value: file }));
      const { run_id: runId } = await api.upload('/v1/bank-statements', { bytes, name: basename(file) }, { bank_account_id: text('bankAccount'), profile: text('profile') });
      const run = await waitForRun(String(runId));
      const result = (run['result'] ?? {}) as Record<string, number>;
      say(`${result['newLines'] ?? 0} new lines, ${result['knownLines'] ?? 0} known, ${result['receipts'] ?? 0} receipts, ${result['toClarify'] ?? 0} to clarify${(result['likely'] ?? 0) > 0 ? `, of these ${result['likely']} that another format seems to have brought already` : ''}`);
      return run;
    },
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
];
