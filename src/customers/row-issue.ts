// A refused row of an import: what the decision refused becomes the row's issue, in the words of the table of refusals.

import { parseAmount } from '#kernel/money.ts';
import { Refusal, refuse, type RefusalCode } from '#kernel/refusal.ts';
import { refusalCodes } from '#kernel/refusal-codes.ts';
import type { CheckedRow } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';

export function rowIssue(row: CheckedRow, code: RefusalCode, reason: string, field: string | null = null): RunIssue {
  return { rowNumber: row.rowNumber, field, value: field === null ? null : (row.values[field] ?? null), code, reason, fix: refusalCodes[code].next };
}

/** Decides a row: its value, or the issue of what was refused. Anything but a refusal is a fault of ours and goes on. */
export function decideRow<Value>(row: CheckedRow, decide: () => Value): { readonly value: Value } | { readonly issue: RunIssue } {
  try {
    return { value: decide() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.field ?? null;
    return { issue: { rowNumber: row.rowNumber, field, value: error.value ?? (field === null ? null : (row.values[field] ?? null)), code: error.code, reason: error.message, fix: error.next } };
  }
}

/** An amount of a column, in a currency that only the whole row tells. */
export function amountIn(field: string, text: string, currency: string): bigint {
  try {
    return parseAmount(text, currency);
  } catch (error) {
    if (error instanceof Refusal) refuse(error.code, error.message, { field, value: text });
    throw error;
  }
}
