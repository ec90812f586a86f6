// A process of its own that carries out one import, to be killed by a test: connection, data directory, organisation and run as JSON.

import { connectDatabase, type Connection } from '#platform/database/database.ts';
import { readConfig } from '#platform/config.ts';
import { openLog } from '#platform/log.ts';
import { assemblePlatform } from '#platform/platform.ts';
import { movableClock } from '#platform/clock.ts';
import { executeRun } from '#platform/runs.ts';
import { tradeRuns } from './trade.ts';

const given = JSON.parse(process.argv[2] ?? '{}') as { connection: Connection; dataDirectory: string; orgId: string; runId: string };
const log = openLog('error');
const database = await connectDatabase(given.connection, log);
const platform = assemblePlatform({ config: { ...readConfig({}), dataDirectory: given.dataDirectory }, log, clock: movableClock('2026-03-02T09:00:00.000Z'), database });
await executeRun(platform, tradeRuns, given.orgId, given.runId);
await platform.close();
