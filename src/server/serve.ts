// The server process: opens the platform, starts the worker, listens, says where to go, and stops without losing anything.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve as listen } from '@hono/node-server';
import type { Config } from '#platform/config.ts';
import { openPlatform, type Platform } from '#platform/platform.ts';
import { signInOf } from '#platform/sign-in/sign-in.ts';
import { startWorker, type Worker } from '#worker/worker.ts';
import { buildApp } from './app.ts';
import type { Assembly } from './assembly.ts';

export type RunningServer = { readonly platform: Platform; readonly port: number; stop(): Promise<void> };

/** How long requests under way may take to end before their connections are cut. */
const GRACE_MS = 10_000;
/** One Ctrl-C on npm start comes twice: from the terminal and passed on by npm. Only a later one is a second press. */
const SAME_PRESS_MS = 500;

export async function startServer(config: Config, assembly: Assembly): Promise<RunningServer> {
  const platform = await openPlatform(config);
  let worker: Worker | undefined;
  try {
    worker = await startWorker(platform, assembly);
    const app = buildApp(platform, assembly, { worker });
    const server = await listenOn(config, app.fetch);
    platform.log.info({ database: platform.database.kind, version: platform.database.version }, 'the server is ready');
    const started = worker;
    await signInOf(platform).prepare();
    return { platform, port: (server.address() as AddressInfo).port, stop: () => stopAll(server, started, platform) };
  } catch (error) {
    await worker?.stop();
    await platform.close();
    throw error;
  }
}

/** HOST or PORT is not to be had: the operator's to put right. */
export class ListenError extends Error {
  readonly isTaken: boolean;

  constructor({ host, port }: Config, cause: NodeJS.ErrnoException) {
    const isTaken = cause.code === 'EADDRINUSE';
    super(isTaken ? `port ${port} is in use` : `HOST ${host}, PORT ${port}: the program can't listen there (${cause.code ?? cause.message})`);
    this.isTaken = isTaken;
  }
}

function listenOn(config: Config, fetch: (request: Request, env: object) => Response | Promise<Response>): Promise<Server> {
  return new Promise((resolve, reject) => {
    const serverOptions = { requestTimeout: 600_000, headersTimeout: 30_000, keepAliveTimeout: 5_000 };
    const server = listen({ fetch, port: config.port, hostname: config.host, serverOptions }, () => resolve(server as Server));
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(config, error)));
  });
}

/** No new request, then the ones under way and the present batches, then pools and the embedded database. */
async function stopAll(server: Server, worker: Worker, platform: Platform): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await Promise.all([closed, worker.stop()]);
  clearTimeout(cut);
  await platform.close();
}

/** Ends on Ctrl-C and SIGTERM; a second Ctrl-C ends at once, which loses nothing but the batches under way. */
export function stopOnSignal(running: RunningServer, say: (line: string) => void): Promise<number> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const stop = (signal: NodeJS.Signals): void => {
      if (firstAt !== undefined) {
        if (performance.now() - firstAt >= SAME_PRESS_MS) process.exit(signal === 'SIGINT' ? 130 : 143);
        return;
      }
      firstAt = performance.now();
      say('Stopping: requests and the present batch are finished first. Press Ctrl-C again to end at once.');
      running.stop().then(() => resolve(0), (error: Error) => {
        say(error.message);
        resolve(2);
      });
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
