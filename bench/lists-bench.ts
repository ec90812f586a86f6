// Measures every list and page at the server with a large company: the real routes, sign-in and JSON included, against 100 ms.
// node bench/lists-bench.ts [--documents 12000] [--customers 1000] [--directory D] [--only regexp] prints a line per list. With a
// directory the company is kept there and found again.

import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createCompany } from '#company/index.ts';
import { newId } from '#kernel/id.ts';
import { movableClock } from '#platform/clock.ts';
import { command } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import type { Context } from '#platform/context.ts';
import { openDatabase } from '#platform/database/database.ts';
import { openLog } from '#platform/log.ts';
import { permissions, type Permission } from '#platform/permissions.ts';
import { assemblePlatform, type Platform } from '#platform/platform.ts';
import { createApiKey } from '#platform/sign-in/api-key.ts';
import { buildApp } from '../src/server/app.ts';
import { assembly } from '../src/server/assembly.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import { seedLargeCompany } from './large-company.ts';
import { TODAY, type LargeSize } from './large-size.ts';
import { listAddresses } from './list-addresses.ts';

/** cpuMs: of this process and the database per request; null where the machine does not tell. */
export type ListFigure = { readonly list: string; readonly p50: number; readonly p95: number; readonly cpuMs: number | null; readonly rows: number; readonly total: unknown };

export const BUDGET_MS = 100;
const ROUNDS = 9;

export async function benchLists(size: LargeSize, options: { directory?: string | undefined; only?: string | undefined } = {}, told: (figure: ListFigure) => void = () => {}): Promise<ListFigure[]> {
  const directory = options.directory ?? fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-bench-'));
  fs.mkdirSync(directory, { recursive: true });
  fs.chmodSync(directory, 0o755);
  const config = { ...readConfig({}), dataDirectory: directory };
  const log = openLog('error');
  const platform = assemblePlatform({ config, log, clock: movableClock(`${TODAY}T08:00:00.000Z`), database: await openDatabase(config, log) });
  try {
    const ctx = await findOrMake(platform, size);
    let key = '';
    await command(platform.database, ctx, { name: 'api_key.create', permission: 'member.manage', key: randomUUID(), input: {} }, async (tx, inner) => {
      key = (await createApiKey(tx, inner, { name: 'Bench', role: 'admin' })).secret;
      return {};
    });
    const app = buildApp(platform, assembly);
    const figures: ListFigure[] = [];
    for (const [list, address] of await listAddresses(platform.database.ownerPool, ctx.orgId)) {
      if (options.only !== undefined && !new RegExp(options.only).test(`${list} ${address}`)) continue;
      const figure = await measure(list, async () => {
        const response = await app.request(address, { headers: { authorization: `Bearer ${key}` } });
        const text = await response.text();
        if (response.status !== 200) throw new Error(`${address}: ${response.status} ${text.slice(0, 300)}`);
        return text;
      });
      figures.push(figure);
      told(figure);
    }
    return figures;
  } finally {
    await platform.close();
    if (options.directory === undefined) fs.rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(list: string, ask: () => Promise<string>): Promise<ListFigure> {
  const answer = JSON.parse(await ask()) as { items?: unknown[]; total?: unknown };
  const before = cpuSeconds();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    await ask();
    times.push(performance.now() - from);
    if (times.reduce((sum, time) => sum + time, 0) > 5000) break;
  }
  const after = cpuSeconds();
  const cpuMs = before === null || after === null ? null : ((after - before) * 1000) / times.length;
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { list, p50: at(0.5), p95: at(0.95), cpuMs, rows: answer.items?.length ?? 0, total: answer.total ?? null };
}

async function findOrMake(platform: Platform, size: LargeSize): Promise<Context> {
  const owner = platform.database.ownerPool;
  const name = `Bench ${size.documents} ${size.customers}`;
  const found = await owner.query<{ org_id: string }>('select org_id from platform.org where name = $1', [name]);
  const all = new Set(Object.keys(permissions) as Permission[]);
  const ctx: Context = { orgId: found.rows[0]?.org_id ?? newId(Date.parse(TODAY)), actor: { kind: 'operator', id: 'bench', name: 'bench' }, role: 'admin', permissions: all, now: platform.clock.now() };
  if (found.rows.length === 0) {
    await command(platform.database, ctx, { name: 'bench.company', permission: 'org.manage', key: 'company', input: {} }, (tx) => createCompany(tx, ctx, {
      name, entity: { code: 'B', name: 'Bench', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['1'], country: 'NL' } } }));
    await seedLargeCompany(owner, ctx.orgId, size);
  }
  return ctx;
}

/** OVER where the wall clock is over the budget and the work itself too: on a loaded machine everything waits. */
export function tellList({ list, p50, p95, cpuMs, rows, total }: ListFigure): string {
  return `${p50 <= BUDGET_MS ? '    ' : cpuMs !== null && cpuMs <= BUDGET_MS ? 'slow' : 'OVER'} ${cpuMs === null ? '' : `${cpuMs.toFixed(0).padStart(6)} ms CPU `}${p50.toFixed(1).padStart(8)} ms p50 ${p95.toFixed(1).padStart(8)} ms p95  ${list} (${rows} rows of ${String(total ?? '?')})`;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { documents: { type: 'string', default: '12000' }, customers: { type: 'string', default: '1000' }, directory: { type: 'string' }, only: { type: 'string' } } });
  await benchLists({ documents: Number(values.documents), customers: Number(values.customers) }, values, (figure) => void process.stdout.write(`${tellList(figure)}\n`));
}
