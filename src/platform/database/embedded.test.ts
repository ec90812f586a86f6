// Several programs on one data directory: whoever comes while another stops the built-in PostgreSQL loses nothing.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';
import { outageOf } from './outage.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../testing/embedded-program.ts', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-embedded-'));
// As root the database runs as another user, who passes through here.
fs.chmodSync(folder, 0o755);
after(() => fs.rmSync(folder, { recursive: true, force: true }));

async function answersOf(waits: readonly number[]): Promise<string[]> {
  return Promise.all(waits.map(async (wait) => (await run(process.execPath, [program, folder, String(wait)])).stdout));
}

test('five programs that find no cluster make one together', async () => {
  assert.deepEqual(await answersOf([0, 0, 0, 0, 0]), ['1', '1', '1', '1', '1']);
  assert.deepEqual(fs.readdirSync(path.join(folder, 'postgres')).filter((name) => name.includes('.building')), []);
});

test('programs that come while others leave get their answer, and the last one stops the server', async () => {
  for (let round = 0; round < 4; round += 1) {
    const waits = Array.from({ length: 10 }, (_, index) => index * 130 + ((round * 53 + index * 31) % 130));
    assert.deepEqual(await answersOf(waits), waits.map(() => '1'), `round ${round}`);
    assert.ok(!fs.existsSync(path.join(folder, 'postgres', 'cluster', 'postmaster.pid')), 'nobody is left, and the server runs');
  }
});

test('a server that fell and was started again is still ours: another program that comes and goes leaves it running', { timeout: 60_000 }, async () => {
  const server = await startEmbedded({ directory: folder, settings: { fsync: 'off', shared_buffers: '32MB' } });
  const pidFile = path.join(folder, 'postgres', 'cluster', 'postmaster.pid');
  const pidNow = (): number => Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]);
  const fallen = pidNow();
  process.kill(fallen, 'SIGKILL');
  while ((await sharers(server.connection)) === 0) await sleep(50);
  const again = pidNow();
  assert.notEqual(again, fallen);
  assert.deepEqual(await answersOf([0]), ['1']);
  assert.equal(pidNow(), again);
  await server.stop();
  assert.equal(fs.existsSync(pidFile), false);
});

/** How many programs say that they are there; none where the server does not answer. */
async function sharers(connection: pg.ClientConfig): Promise<number> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  client.on('error', (error) => void error);
  try {
    await client.connect();
    return (await client.query("select 1 from pg_locks where locktype = 'advisory' and granted")).rowCount ?? 0;
  } catch (error) {
    assert.ok(outageOf(error) !== null, String(error));
    return 0;
  } finally {
    await client.end();
  }
}
