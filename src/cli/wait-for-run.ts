// Waiting for a run of the API, with its progress on the screen; a run that failed ends the command as a refusal would.

import { setTimeout as sleep } from 'node:timers/promises';
import type { CliApi } from '#platform/cli/cli-command.ts';
import type { Screen } from './output.ts';
import { CliProblem, localProblem } from './problem.ts';

const ASK_EVERY_MS = 150;
/** The run goes on without us: a server that restarts, or a database that is away, is asked again for so long. */
const OUTAGE_MAX_MS = 120_000;
const PASSING = new Set(['database.unavailable', 'network.unreachable']);

type Failure = { code?: string; detail?: string; next?: string };

export async function waitForRun(api: CliApi, screen: Screen, runId: string): Promise<Record<string, unknown>> {
  for (;;) {
    const run = await askPatiently(api, runId);
    screen.progress(String(run['title']), Number(run['done'] ?? 0), run['total'] === null ? null : Number(run['total']));
    if (run['status'] === 'done') return run;
    if (run['status'] === 'failed') throw failedRun(run['failure'] as Failure | null);
    if (run['status'] === 'cancelled') throw localProblem('run.cancelled', `${String(run['title'])} was cancelled`);
    await sleep(ASK_EVERY_MS);
  }
}

async function askPatiently(api: CliApi, runId: string): Promise<Record<string, unknown>> {
  const deadline = performance.now() + OUTAGE_MAX_MS;
  for (;;) {
    try {
      return await api.get(`/v1/runs/${runId}`);
    } catch (error) {
      const isPassing = error instanceof CliProblem && PASSING.has(error.body.code);
      if (!isPassing || performance.now() > deadline) throw error;
      await sleep(1000);
    }
  }
}

function failedRun(failure: Failure | null): CliProblem {
  const code = failure?.code ?? 'internal';
  return new CliProblem({ code, status: code === 'internal' ? 500 : 422, detail: failure?.detail ?? 'the run failed', next: failure?.next });
}
