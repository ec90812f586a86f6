// Receipt numbers: RCP-2026-00001, counted up per legal entity and fiscal year of receipt.

import type { LocalDate } from '#kernel/local-date.ts';

export function receiptNumber(year: number, sequence: bigint): string {
  return `RCP-${year}-${sequence.toString().padStart(5, '0')}`;
}

/** The fiscal year is named by the calendar year in which it starts. */
export function fiscalYearOfReceipt(date: LocalDate, startMonth: number): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= startMonth ? year : year - 1;
}
