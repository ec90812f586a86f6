// A real server process with a data directory of its own, to be killed without warning and started again; and a person signed in to it.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const program = path.join(import.meta.dirname, '..', '..', 'bin', 'counterfoil.mjs');
export const OWNER = { name: 'Kim Keller', email: 'kim@example.com', password: 'a long enough password' };

export type ServerProcess = { readonly url: string; start(): Promise<void>; kill(): Promise<void>; stop(): Promise<void> };

/** A port that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export function serverProcess(dataDirectory: string, port: number): ServerProcess {
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.pid === undefined) return;
    const over = once(running, 'exit');
    process.kill(running.pid, signal);
    await over;
  };
  return {
    url,
    async start() {
      child = spawn(process.execPath, [program, 'serve', '--data-dir', dataDirectory], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PORT: String(port), LOG_LEVEL: 'silent' } });
      for (let waited = 0; ; waited += 25) {
        const answer = await fetch(`${url}/health`).catch(() => null);
        if (answer?.ok === true) return;
        if (waited > 150_000 || child.exitCode !== null) throw new Error('the server did not come up');
        await sleep(25);
      }
    },
    kill: () => ended('SIGKILL'),
    stop: () => ended('SIGTERM'),
  };
}

export type Desk = {
  get(place: string): Promise<Record<string, unknown>>;
  post(place: string, body: unknown, key: string): Promise<Record<string, unknown>>;
  upload(place: string, name: string, bytes: Uint8Array): Promise<Record<string, unknown>>;
};

/** Signs in (making the owner on a new installation) and answers calls of the API; the session outlives the server's death. */
export async function signIn(url: string): Promise<Desk> {
  const headers = { origin: url, 'content-type': 'application/json' };
  const setup = (await (await fetch(`${url}/v1/setup`)).json()) as { state: string };
  if (setup.state === 'needs_owner') await checked(await fetch(`${url}/v1/setup/owner`, { method: 'POST', headers: { ...headers, 'idempotency-key': 'owner' }, body: JSON.stringify(OWNER) }));
  const entered = await fetch(`${url}/auth/sign-in/email`, { method: 'POST', headers, body: JSON.stringify({ email: OWNER.email, password: OWNER.password }) });
  await checked(entered.clone());
  const cookie = entered.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  return {
    get: (place) => insisting(() => fetch(`${url}${place}`, { headers: { cookie } })),
    post: (place, body, key) => insisting(() => fetch(`${url}${place}`, { method: 'POST', headers: { ...headers, cookie, 'idempotency-key': key }, body: JSON.stringify(body) })),
    upload: (place, name, bytes) => insisting(() => fetch(`${url}${place}`, { method: 'POST', headers: { origin: url, cookie, 'content-type': 'application/octet-stream', 'x-file-name': name, 'idempotency-key': `file-${name}` }, body: new Uint8Array(bytes) })),
  };
}

/** Comes again, with the same key, while the server answers that its database is away. */
async function insisting(ask: () => Promise<Response>): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) return checked(answer);
    await sleep(50);
  }
}

async function checked(answer: Response): Promise<Record<string, unknown>> {
  const body = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(`${answer.status} ${String(body['code'])}: ${String(body['detail'])}`);
  return body;
}
