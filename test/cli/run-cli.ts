// Runs the command line as people do: a process of its own, on a data directory of its own.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const main = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string; readonly json: Record<string, unknown> };

/** isLeft: the reader of its output goes away before the first line, as head does after it. */
export type RunOptions = { readonly input?: string; readonly environment?: NodeJS.ProcessEnv; readonly isLeft?: boolean };

export type Home = {
  readonly folder: string;
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  serve(environment?: NodeJS.ProcessEnv): Promise<Served>;
  /** Stops what still runs and removes the folder. */
  remove(): Promise<void>;
};

export type Served = { readonly url: string; readonly process: ChildProcessWithoutNullStreams; kill(signal: NodeJS.Signals): Promise<number | null>; err(): string };

/** Everyone may enter the folder: as root, the database runs as another user. */
export function openHome(): Home {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-cli-'));
  fs.chmodSync(folder, 0o755);
  const start = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams => {
    const { NODE_TEST_CONTEXT: _context, DATABASE_URL: _url, COUNTERFOIL_URL: _server, COUNTERFOIL_KEY: _key, ...inherited } = process.env;
    return spawn(process.execPath, [main, ...args], { env: { ...inherited, DATA_DIR: path.join(folder, 'data'), ...environment } });
  };
  return {
    folder,
    run: (args, options = {}) => {
      const child = start(args, options.environment);
      if (options.isLeft === true) child.stdout.destroy();
      return untilEnd(child, options.input);
    },
    serve: (environment) => untilReady(start(['serve', '--port', '0'], environment)),
    async remove() {
      stopDatabase(path.join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid'));
      await sleep(100);
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function untilEnd(child: ChildProcessWithoutNullStreams, input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stdout.on('data', (piece: Buffer) => void (out += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => void (err += piece.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err, json: /^\s*[{[]/.test(out) ? (JSON.parse(out) as Record<string, unknown>) : {} }));
    child.stdin.end(input);
  });
}

function untilReady(child: ChildProcessWithoutNullStreams): Promise<Served> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    const ended = new Promise<number | null>((done) => void child.on('close', (code) => done(code)));
    child.stderr.on('data', (piece: Buffer) => void (err += piece.toString()));
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
      const port = /Open http:\/\/[^:\s]+:(\d+) /.exec(out)?.[1];
      if (port === undefined) return;
      const kill = (signal: NodeJS.Signals): Promise<number | null> => {
        child.kill(signal);
        return ended;
      };
      resolve({ url: `http://127.0.0.1:${port}`, process: child, kill, err: () => err });
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${err}`)));
  });
}

/** The process id that the database wrote into its own folder: nobody else's. */
function stopDatabase(file: string): void {
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : 0;
  if (pid > 0) process.kill(pid, 'SIGINT');
}
