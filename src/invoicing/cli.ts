// Billing on the command line.

import type { CliCommand } from '#platform/cli/cli-command.ts';

export const invoicingCommands: readonly CliCommand[] = [
  {
    name: 'bill', summary: 'Bill everything due through a date',
    options: [
      { flag: '--through <date>', description: 'the last service date, YYYY-MM-DD', required: true }, { flag: '--issued-on <date>', description: 'the date of the invoices (the through date when left out)' },
      { flag: '--dry-run', description: 'show what would be billed; nothing is written' },
    ],
    example: 'counterfoil bill --through 2026-10-31 --dry-run',
    async run({ api, options, waitForRun, say }) {
      const through = options['through'] as string;
      if (options['dryRun'] === true) return api.get('/v1/bill-runs/preview', { through });
      const started = await api.send('POST', '/v1/bill-runs', { through, issued_on: options['issuedOn'] ?? through });
      const run = await waitForRun(String(started['run_id']));
      const result = run['result'] as Record<string, unknown>;
      say(`${String(result['documents'])} invoices with ${String(result['lines'])} lines, ${String(result['creditNotes'])} credit notes; ${String(result['held'])} lines newly held`);
      return run;
    },
  },
];
