// What a cell can be: canonical text of its type, or a problem in words that a person can act on.

import type { RefusalCode } from '#kernel/refusal.ts';
import { refusalCodes } from '#kernel/refusal-codes.ts';

/** Why a cell was not taken. fix says more than the next step of the code, where more is known. */
export type CellProblem = { readonly code: RefusalCode; readonly reason: string; readonly fix?: string };

/** Reads a trimmed, non-empty cell: canonical text, or what is wrong with it. */
export type CellReader = (text: string) => string | CellProblem;

export function problem(code: RefusalCode, reason: string, fix?: string): CellProblem {
  return fix === undefined ? { code, reason } : { code, reason, fix };
}

export function fixOf(found: CellProblem): string {
  return found.fix ?? refusalCodes[found.code].next;
}
