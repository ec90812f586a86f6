// Several programs on one data directory: whoever comes while another stops the built-in PostgreSQL loses nothing.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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
