// The runs of cash application.

import type { RunHandler } from '#platform/runs.ts';
import { applyRunKind, runApply } from './apply-run.ts';

export const cashRuns: ReadonlyMap<string, RunHandler> = new Map([[applyRunKind, runApply]]);
