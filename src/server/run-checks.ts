// Runs checks for one organisation: those of the assembly, and the platform's own of audit trail and stored files.

import { Refusal } from '#kernel/refusal.ts';
import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import { findBrokenAuditRow } from '#platform/audit-store.ts';
import { countAudit } from '#platform/audit-queries.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Files } from '#platform/files.ts';
import { listContents } from '#platform/files-store.ts';
import type { Platform } from '#platform/platform.ts';

export type CheckResult = CheckFinding & { readonly name: string; readonly title: string; readonly holds: boolean; readonly milliseconds: number };

/** Each check reads one state of the database; a breach is a result, never an exception. */
export async function runChecks(platform: Platform, scope: { orgId: string }, checks: readonly Check[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of [...checks, auditCheck, filesCheck(platform.files)]) {
    const start = performance.now();
    const finding = await inReadOnly(platform.database, scope, (tx) => check.run(tx));
    results.push({ name: check.name, title: check.title, holds: finding.breaches.length === 0, ...finding, milliseconds: Math.round(performance.now() - start) });
  }
  return results;
}

const auditCheck: Check = {
  name: 'audit.chain',
  title: 'Every row of the audit trail has its hash and follows the row before it',
  run: async (tx) => {
    const broken = await findBrokenAuditRow(tx);
    return { examined: await countAudit(tx), breaches: broken === null ? [] : [`row ${broken.sequence}: ${broken.problem}`] };
  },
};

function filesCheck(files: Files): Check {
  return { name: 'files.hashes', title: 'Every stored file is there and has its hash', run: (tx) => checkFiles(files, tx) };
}

const FILES_PER_PAGE = 500;

async function checkFiles(files: Files, tx: Tx): Promise<CheckFinding> {
  const breaches: string[] = [];
  let examined = 0;
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const page = await listContents(tx, after, FILES_PER_PAGE);
    for (const { fileId } of page) {
      examined += 1;
      const damage = await damageOf(files, tx, fileId);
      if (damage !== null && breaches.length < BREACHES_MAX) breaches.push(damage);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < FILES_PER_PAGE) return { examined, breaches };
    after = last.sha256;
  }
}

/** Opening a file reads it whole and compares its hash. */
async function damageOf(files: Files, tx: Tx, fileId: string): Promise<string | null> {
  try {
    await files.open(tx, fileId);
    return null;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file.damaged') return error.message;
    throw error;
  }
}
