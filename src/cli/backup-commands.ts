// counterfoil backup and restore: all data in one file, and back into an empty installation, proved by check.

import { restoreBackup } from '#platform/backup/restore-backup.ts';
import { writeBackup } from '#platform/backup/write-backup.ts';
import { programVersion } from '#server/app.ts';
import { checkEveryOrganisation } from './check-command.ts';
import { knownOrganisations, openLocalPlatform } from './connection.ts';
import { REFUSED } from './problem.ts';
import type { LocalCommand } from './local-command.ts';

export const backupCommand: LocalCommand = {
  name: 'backup', summary: 'Save all data and files in one archive, while the work goes on', args: ['<file>'],
  example: 'counterfoil backup counterfoil-2026-11-22.tar',
  async run({ globals, args, screen }) {
    const platform = await openLocalPlatform(globals);
    try {
      // A mistyped folder must not end as a backup of nothing.
      await knownOrganisations(platform);
      const result = await writeBackup(platform, args[0] ?? '', programVersion(), screen.progress);
      screen.say(`${result.file}: ${result.rows} rows of ${result.tables} tables and ${result.files} files, ${megabytes(result.sizeBytes)} MB.`);
      screen.say('Who has this file has everything: keep it as safe as the data themselves.');
      return { file: result.file, tables: result.tables, rows: result.rows, files: result.files, size_bytes: result.sizeBytes };
    } finally {
      await platform.close();
    }
  },
};

export const restoreCommand: LocalCommand = {
  name: 'restore', summary: 'Load a backup into an empty data directory or database, and check it', args: ['<file>'],
  example: 'counterfoil restore counterfoil-2026-11-22.tar --data-dir restored',
  async run({ globals, args, screen, assembly, endWith }) {
    const platform = await openLocalPlatform(globals);
    try {
      const result = await restoreBackup(platform, args[0] ?? '', screen.progress);
      screen.say(`Restored ${result.rows} rows and ${result.files} files as of ${result.madeAt}. Checking …`);
      const reports = await checkEveryOrganisation(platform, assembly, true, screen);
      const holds = reports.every((report) => report.holds);
      if (!holds) endWith(REFUSED);
      return { made_at: result.madeAt, rows: result.rows, files: result.files, holds, organisations: reports };
    } finally {
      await platform.close();
    }
  },
};

function megabytes(bytes: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(bytes / 1e6);
}
