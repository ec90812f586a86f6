// What the server says of a draft that somebody else was quicker with, read from its refusal.
import type { ApiProblem } from '../../api/problem.ts';

export type DraftConflict = {
  readonly verb: 'changed' | 'issued' | 'deleted';
  readonly by: string | undefined;
  readonly at: string | undefined;
  /** The version at the server now; of a draft that is one still. */
  readonly version: number | undefined;
  /** The number under which it was issued. */
  readonly number: string | undefined;
};

export function conflictOf(problem: ApiProblem | undefined): DraftConflict | undefined {
  if (problem?.code !== 'conflict.stale') return undefined;
  const { verb, changed_by: by, changed_at: at, version, number } = problem.body.details ?? {};
  return {
    verb: verb === 'issued' || verb === 'deleted' ? verb : 'changed',
    by: typeof by === 'string' ? by : undefined,
    at: typeof at === 'string' ? at : undefined,
    version: typeof version === 'number' ? version : undefined,
    number: typeof number === 'string' ? number : undefined,
  };
}
