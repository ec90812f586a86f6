// The job that is disturbed: customers, products, orders and deliveries are imported and billed; what it ends with is compared.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, serverProcess, signIn, type Desk, type ServerProcess } from './server-process.ts';

export const seed = Number(process.env['SEED'] ?? 20261122);
let state = seed;
/** A small generator of our own, so that a failure can be repeated by its seed. */
export function chance(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state % below;
}

export type Disturbance = {
  /** How often each of the three long runs is hit. */
  readonly hitsPerRun: number;
  readonly orders: number;
  hit(server: ServerProcess, folder: string): Promise<void>;
};

export type End = { documents: unknown; totals: unknown; checks: unknown; orders: unknown; hits: number };

const LINES = 3;
const folders: string[] = [];

export function removeFolders(): void {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
}

export async function wholeJob({ hitsPerRun, orders, hit }: Disturbance): Promise<End> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-kill-'));
  fs.chmodSync(folder, 0o755);
  folders.push(folder);
  const server = serverProcess(folder, await freePort());
  await server.start();
  try {
    const desk = await signIn(server.url);
    await desk.post('/v1/setup/company', { kind: 'empty', name: 'Trader', currency: 'EUR', country: 'NL' }, 'company');
    const files = makeFiles(orders);
    let hits = 0;
    const endure = async (runId: string, most: number): Promise<void> => {
      let left = most;
      for (; left > 0 && !(await isOver(desk, runId)); left -= 1) {
        await sleep(20 + chance(400));
        if (await isOver(desk, runId)) break;
        await hit(server, folder);
        hits += 1;
      }
      while (!(await isOver(desk, runId))) await sleep(50);
    };
    for (const kind of ['customers', 'products', 'orders', 'deliveries'] as const) await endure(await importFile(desk, kind, files[kind]), kind === 'orders' || kind === 'deliveries' ? hitsPerRun : 0);
    const { run_id: bill } = await desk.post('/v1/bill-runs', { through: '2026-01-31', issued_on: '2026-01-31' }, 'bill');
    await endure(String(bill), hitsPerRun);
    const invoices = await desk.get('/v1/invoices?limit=1');
    const check = await desk.get('/v1/check?replay=true');
    const listed = await desk.get('/v1/orders?limit=1');
    return { documents: invoices['total'], totals: invoices['totals'], checks: check['holds'], orders: listed['total'], hits };
  } finally {
    await server.stop();
  }
}

type Files = { readonly customers: string; readonly products: string; readonly orders: string; readonly deliveries: string };

function makeFiles(count: number): Files {
  const orders = ['order_number,customer_number,ordered_on,line_no,product,quantity,unit_price'];
  const deliveries = ['delivery_number,delivered_on,order_number,order_line_no,quantity'];
  for (let order = 1; order <= count; order += 1) {
    for (let line = 1; line <= LINES; line += 1) {
      orders.push(`SO${order},C${order % 50},2026-01-05,${line},P${line},${1 + (order % 9)},${line}.${10 + (order % 90)}`);
      deliveries.push(`D${order},2026-01-20,SO${order},${line},${1 + (order % 9)}`);
    }
  }
  const customers = ['number,name,country,delivery_channel', ...Array.from({ length: 50 }, (_, index) => `C${index},Customer ${index},NL,none`)];
  return { customers: customers.join('\n'), products: `sku,name\n${Array.from({ length: LINES }, (_, index) => `P${index + 1},Product ${index + 1}`).join('\n')}`, orders: orders.join('\n'), deliveries: deliveries.join('\n') };
}

async function importFile(desk: Desk, kind: keyof Files, text: string): Promise<string> {
  const file = await desk.upload('/v1/files', `${kind}.csv`, new TextEncoder().encode(text));
  return String((await desk.post('/v1/imports', { kind, file_id: file['file_id'] }, `import-${kind}`))['run_id']);
}

async function isOver(desk: Desk, runId: string): Promise<boolean> {
  const run = await desk.get(`/v1/runs/${runId}`);
  assert.notEqual(run['status'], 'failed', JSON.stringify(run['failure']));
  return run['status'] === 'done';
}
