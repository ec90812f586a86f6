// The runs of money in.

import type { RunHandler } from '#platform/runs.ts';
import { runStatementImport, statementImportKind } from './import-run.ts';

export const paymentRuns: ReadonlyMap<string, RunHandler> = new Map([[statementImportKind, runStatementImport]]);
