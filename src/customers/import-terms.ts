// Importing payment terms. A company has a dozen of them, so each row goes the way that a person's change goes.

import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import type { Roll } from '#kernel/business-days.ts';
import { termsFields } from './import-fields.ts';
import { loadTerms } from './queries.ts';
import { decideRow } from './row-issue.ts';
import { checkTermsCode, setTerms, type TermsInput } from './set-terms.ts';
import { checkTermsRule, type TermsRule } from './terms.ts';

export const importTerms: ImportKind = {
  kind: 'terms', title: 'Payment terms', permission: 'customer.write', fields: termsFields, uniqueBy: ['terms_code'], tables: ['customers.terms'], write: writeTermsRows,
};

async function writeTermsRows(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const before = await loadTerms(tx);
  const issues: RunIssue[] = [];
  let created = 0;
  let updated = 0;
  let unchanged = 0;
  for (const row of batch.rows) {
    const found = decideRow(row, () => decideTerms(row));
    if ('issue' in found) {
      issues.push(found.issue);
      continue;
    }
    const { version } = await setTerms(tx, ctx, found.value);
    const known = before.get(found.value.termsCode);
    if (known === undefined) created += 1;
    else if (known.version === version) unchanged += 1;
    else updated += 1;
  }
  return { created, updated, unchanged, issues };
}

function decideTerms(row: CheckedRow): TermsInput {
  const cell = (key: string): string | null => row.values[key] ?? null;
  const days = Number(cell('days') ?? '0');
  const percent = cell('discount_percent');
  const instalments = cell('instalments');
  const parts = {
    ...(percent === null ? {} : { discount: { percent, days: Number(cell('discount_days') ?? '0') } }), ...(instalments === null ? {} : { instalments: readInstalments(instalments) }),
    ...(cell('roll') === null || cell('roll') === 'none' ? {} : { roll: cell('roll') as Roll }),
  };
  const rule: TermsRule = cell('kind') === 'end_of_month' ? { kind: 'end_of_month', days, months: Number(cell('months') ?? '0'), ...parts } : { kind: 'net', days, ...parts };
  const termsCode = (cell('terms_code') ?? '').toUpperCase();
  checkTermsCode(termsCode);
  return { termsCode, name: cell('name') ?? termsCode, rule: checkTermsRule(rule) };
}

/** 40@14;30@45;30@75: percent and days of each part. */
function readInstalments(text: string): { percent: string; days: number }[] {
  return text.split(';').map((part) => {
    const found = /^\s*(\d{1,3}(?:\.\d{1,6})?)\s*%?\s*@\s*(\d{1,4})\s*$/.exec(part);
    if (found === null) refuse('terms.invalid', 'instalments are written as 40@14;30@45;30@75', { field: 'instalments', value: part });
    return { percent: found[1] ?? '', days: Number(found[2]) };
  });
}
