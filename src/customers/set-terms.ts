// Payment terms: a code, a name and a rule; a change makes a new version, and documents keep theirs.

import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import { canonicalJson } from '#kernel/wire.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { loadTerms, type Terms } from './queries.ts';
import { insertTerms } from './store.ts';
import { checkTermsRule, type TermsRule } from './terms.ts';

export type TermsInput = { readonly termsCode: string; readonly name: string; readonly rule: TermsRule };

const codeShape = /^[A-Z0-9][A-Z0-9._-]{0,29}$/;

/** Adds the terms, or their next version where they say something new. Refuses terms.invalid. */
export async function setTerms(tx: Tx, ctx: Context, input: TermsInput): Promise<Terms> {
  checkTermsCode(input.termsCode);
  const rule = checkTermsRule(input.rule);
  const before = (await loadTerms(tx, [input.termsCode])).get(input.termsCode);
  if (before !== undefined && before.name === input.name && canonicalJson(before.rule) === canonicalJson(rule)) return before;
  const version = (before?.version ?? 0) + 1;
  if (!(await insertTerms(tx, { ...input, rule, version, now: ctx.now, by: ctx.actor.name }))) refuse('conflict.stale', 'the terms were changed just now', { field: 'terms_code', value: input.termsCode });
  tx.audit({ subjectKind: 'terms', subjectId: input.termsCode, before: before === undefined ? undefined : { name: before.name, rule: before.rule }, after: { name: input.name, rule, version } });
  const after = (await loadTerms(tx, [input.termsCode])).get(input.termsCode);
  invariant(after !== undefined, `the terms ${input.termsCode} were written and are not there`);
  return after;
}

export function checkTermsCode(termsCode: string): void {
  if (!codeShape.test(termsCode)) refuse('terms.invalid', 'a code has capital letters, digits, dots and dashes', { field: 'terms_code', value: termsCode });
}

/** What a new company starts with. */
export const startingTerms: readonly TermsInput[] = [
  { termsCode: 'NET0', name: 'At once', rule: { kind: 'net', days: 0 } },
  { termsCode: 'NET14', name: 'Net 14 days', rule: { kind: 'net', days: 14 } },
  { termsCode: 'NET30', name: 'Net 30 days', rule: { kind: 'net', days: 30 } },
  { termsCode: 'NET60', name: 'Net 60 days', rule: { kind: 'net', days: 60 } },
  { termsCode: '2-10-NET30', name: '2% within 10 days, net 30', rule: { kind: 'net', days: 30, discount: { percent: '2', days: 10 } } },
  { termsCode: 'EOM', name: 'End of the following month', rule: { kind: 'end_of_month', days: 0, months: 1 } },
  { termsCode: '3-INSTALMENTS', name: 'Three instalments, 30, 60 and 90 days', rule: { kind: 'net', days: 90, instalments: [{ percent: '33.34', days: 30 }, { percent: '33.33', days: 60 }, { percent: '33.33', days: 90 }] } },
];

export async function seedTermsDefaults(tx: Tx, ctx: Context): Promise<void> {
  for (const terms of startingTerms) await setTerms(tx, ctx, terms);
}
