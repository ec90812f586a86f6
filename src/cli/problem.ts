// What goes wrong on the command line, as people read it and as programs do: the code, the reason, the next step.

import { Refusal } from '#kernel/refusal.ts';

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

export const REFUSED = 1;
export const FAULT = 2;

export function asProblem(error: unknown): ProblemBody {
  if (error instanceof CliProblem) return error.body;
  if (error instanceof Refusal) return { code: error.code, status: error.status, detail: error.message, next: error.next };
  const { message } = error as Error;
  return { code: 'internal', status: 500, detail: message, next: 'This is a fault of the program. Run it again with LOG_LEVEL=debug and report what it says.' };
}

export function exitCodeOf(problem: ProblemBody): number {
  return problem.status >= 500 ? FAULT : REFUSED;
}

/** Three lines at most, and one per field at fault. */
export function problemText(problem: ProblemBody): string {
  const lines = [`${problem.status >= 500 ? 'Failed' : 'Refused'}: ${problem.detail} (${problem.code})`];
  const faults = problem.errors ?? [];
  if (faults.length > 1) for (const { field, row, value, reason } of faults) lines.push(`  ${[row === undefined ? '' : `row ${row}`, field ?? '', value === undefined ? '' : `"${value}"`].filter(Boolean).join(' ')}: ${reason}`);
  if (problem.next !== undefined) lines.push(problem.next);
  if (problem.request_id !== undefined && problem.status >= 500) lines.push(`Request ${problem.request_id}`);
  return lines.join('\n');
}
