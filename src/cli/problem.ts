// What goes wrong on the command line, as people read it and as programs do: the code, the reason, the next step.

import { Refusal } from '#kernel/refusal.ts';
import { refusalCodes, type RefusalCode } from '#kernel/refusal-codes.ts';
import { outageOf } from '#platform/database/outage.ts';

export type ProblemBody = {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly next?: string | undefined;
  readonly errors?: readonly { readonly field?: string; readonly row?: number; readonly value?: string; readonly reason: string }[];
  readonly request_id?: string | undefined;
};

/** A refusal that came over the API, or that this machine gives before anything is sent. */
export class CliProblem extends Error {
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'CliProblem';
    this.body = body;
  }
}

/** What this machine refuses before anything is sent; the next step is that of the code, or a more exact one. */
export function localProblem(code: RefusalCode, detail: string, next: string = refusalCodes[code].next): CliProblem {
  return new CliProblem({ code, status: refusalCodes[code].status, detail, next });
}

export const REFUSED = 1;
export const FAULT = 2;

export function asProblem(error: unknown): ProblemBody {
  if (error instanceof CliProblem) return error.body;
  const refusal = error instanceof Refusal ? error : outageOf(error);
  if (refusal !== null) return { code: refusal.code, status: refusal.status, detail: refusal.message, next: refusal.next };
  const { message } = error as Error;
  return { code: 'internal', status: 500, detail: message, next: 'This is a fault of the program. Run it again with LOG_LEVEL=debug and report what it says.' };
}

/** 503 and 507 say that the database is away or the disk is full: no fault of the program. */
const OUTAGES = [503, 507];

export function exitCodeOf({ status }: ProblemBody): number {
  return status >= 500 && !OUTAGES.includes(status) ? FAULT : REFUSED;
}

/** Three lines at most, and one per field at fault. */
export function problemText(problem: ProblemBody): string {
  const lines = [`${exitCodeOf(problem) === FAULT ? 'Failed' : 'Refused'}: ${problem.detail} (${problem.code})`];
  const faults = problem.errors ?? [];
  if (faults.length > 1) for (const { field, row, value, reason } of faults) lines.push(`  ${[row === undefined ? '' : `row ${row}`, field ?? '', value === undefined ? '' : `"${value}"`].filter(Boolean).join(' ')}: ${reason}`);
  if (problem.next !== undefined) lines.push(problem.next);
  if (problem.request_id !== undefined && problem.status >= 500) lines.push(`Request ${problem.request_id}`);
  return lines.join('\n');
}
