// What is wrong with a piece of evidence, before it is known whether a person typed it or a file brought it.

import { excerpt, refuse, type RefusalCode } from '#kernel/refusal.ts';
import { refusalCodes } from '#kernel/refusal-codes.ts';
import type { RunIssue } from '#platform/run-store.ts';

export type Finding = { readonly code: RefusalCode; readonly row: number; readonly field: string | null; readonly value: string | null; readonly reason: string; readonly fix?: string };

export function toIssue(finding: Finding): RunIssue {
  return {
    rowNumber: finding.row, field: finding.field, value: finding.value === null ? null : excerpt(finding.value), code: finding.code, reason: finding.reason,
    fix: finding.fix ?? refusalCodes[finding.code].next,
  };
}

/** Entry by hand stops at the first finding; its row is the number of the line. */
export function refuseFirst(findings: readonly Finding[]): void {
  const first = findings[0];
  if (first !== undefined) refuse(first.code, first.reason, { field: first.field ?? undefined, row: first.row === 0 ? undefined : first.row, value: first.value ?? undefined });
}

/** A record's rows stand or fall together: those without a finding of their own say which row stopped them. */
export function issuesOfRecord(name: string, rows: readonly number[], findings: readonly Finding[]): RunIssue[] {
  const first = findings[0];
  if (first === undefined) return [];
  const named = new Set(findings.map((finding) => finding.row));
  const others = rows.filter((row) => !named.has(row)).map((row): Finding => ({
    code: 'import.record_refused', row, field: null, value: name, reason: `row ${first.row} of ${name} was refused, and its rows stand or fall together`,
  }));
  return [...findings, ...others].map(toIssue).sort((a, b) => (a.rowNumber ?? 0) - (b.rowNumber ?? 0));
}
