// A process that carries out a bill run or an issue run in very small batches until it is killed. Arguments: connection, organisation and run as JSON.

import os from 'node:os';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { connectDatabase, type Connection } from '#platform/database/database.ts';
import { openLog } from '#platform/log.ts';
import { assemblePlatform } from '#platform/platform.ts';
import { executeRun, type RunHandler } from '#platform/runs.ts';
import { billInBatches } from '../bill-run.ts';
import { issueInBatches } from '../issue-run.ts';

const { connection, orgId, runId, sizes } = JSON.parse(process.argv[2] ?? '{}') as { connection: Connection; orgId: string; runId: string; sizes: { pricingLines: number; billingCharges: number; drafts?: number } };
const log = openLog('silent');
const database = await connectDatabase(connection, log);
const platform = assemblePlatform({ config: { ...readConfig({}), dataDirectory: os.tmpdir() }, log, clock: systemClock, database });
await executeRun(platform, new Map<string, RunHandler>([['bill', (job) => billInBatches(job, sizes)], ['issue', (job) => issueInBatches(job, sizes.drafts ?? 1)]]), orgId, runId);
await platform.close();
