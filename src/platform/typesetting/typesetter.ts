// Turns documents into PDF files in a small pool of worker processes, so that typesetting never holds up the server.
// Processes and not threads, because the compiler is native code: a picture that overflows its stack would take every thread with it.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { InvariantFailure, invariant } from '#kernel/invariant.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { ExtraFont } from './fonts.ts';
import type { ChildProcess } from 'node:child_process';
import type { TypesettingAnswer, TypesettingTask } from './typesetting-worker.ts';

export type TemplateName = 'invoice' | 'statement';

export type Typesetter = {
  /** `data` is JSON for the template, `files` the bytes it names by path; see renderInvoiceData and renderStatementData. */
  render(template: TemplateName, data: unknown, files?: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array>;
  /** Lets the documents in work finish, refuses the waiting ones, and ends the workers. */
  close(): Promise<void>;
};

export type TypesetterOptions = {
  readonly workers?: number;
  readonly documentTimeoutMs?: number;
  readonly idleCloseMs?: number;
  /** How much document data may wait; more is refused, so that a flood of requests cannot fill the memory. */
  readonly queueBytesMax?: number;
  readonly extraFonts?: readonly ExtraFont[];
  /** Another worker file: how the tests bring in one that dies or hangs. */
  readonly workerFile?: URL;
};

type Job = {
  readonly task: TypesettingTask;
  readonly bytes: number;
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
};

type Seat = { readonly worker: ChildProcess; job: Job | null; timer: NodeJS.Timeout | undefined };

type Pool = {
  readonly options: Required<TypesetterOptions>;
  readonly seats: Set<Seat>;
  readonly queue: Job[];
  queueBytes: number;
  lastId: number;
  closed: boolean;
  whenQuiet: (() => void) | null;
};

export function createTypesetter(options: TypesetterOptions): Typesetter {
  const pool: Pool = {
    options: {
      workers: options.workers ?? Math.min(2, availableParallelism()),
      documentTimeoutMs: options.documentTimeoutMs ?? 60_000,
      idleCloseMs: options.idleCloseMs ?? 30_000,
      queueBytesMax: options.queueBytesMax ?? 64 * 1024 * 1024,
      extraFonts: options.extraFonts ?? [],
      workerFile: options.workerFile ?? new URL('./typesetting-worker.ts', import.meta.url),
    },
    seats: new Set(),
    queue: [],
    queueBytes: 0,
    lastId: 0,
    closed: false,
    whenQuiet: null,
  };
  return {
    render: async (template, data, files = {}) => enqueue(pool, template, JSON.stringify(data), files),
    close: () => closePool(pool),
  };
}

function enqueue(pool: Pool, template: TemplateName, data: string, files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.byteLength, 2 * data.length);
  if (pool.closed) return Promise.reject(new Refusal('typesetting.interrupted', 'The program is stopping.'));
  if (pool.queueBytes + bytes > pool.options.queueBytesMax) {
    return Promise.reject(new Refusal('typesetting.busy', `${pool.queue.length} documents are waiting to be set.`));
  }
  return new Promise((resolve, reject) => {
    pool.lastId += 1;
    pool.queue.push({ task: { id: pool.lastId, template, data, files }, bytes, resolve, reject });
    pool.queueBytes += bytes;
    dispatch(pool);
  });
}

function dispatch(pool: Pool): void {
  while (pool.queue.length > 0) {
    const seat = idleSeat(pool);
    if (seat === null) return;
    const job = pool.queue.shift();
    invariant(job !== undefined, 'a queue that is not empty has a first document');
    pool.queueBytes -= job.bytes;
    seat.job = job;
    clearTimeout(seat.timer);
    const { documentTimeoutMs } = pool.options;
    seat.timer = setTimeout(() => lose(pool, seat, `The document took longer than ${documentTimeoutMs / 1000} seconds.`), documentTimeoutMs);
    keepAlive(seat.worker, true);
    seat.worker.send(job.task, (error) => {
      if (error !== null) lose(pool, seat, `The typesetting process could not be reached: ${error.message}`);
    });
  }
}

function idleSeat(pool: Pool): Seat | null {
  for (const seat of pool.seats) if (seat.job === null) return seat;
  return pool.seats.size < pool.options.workers ? openSeat(pool) : null;
}

function openSeat(pool: Pool): Seat {
  // It reads customers' texts and pictures, so it gets none of the secrets in our environment. Windows starts nothing without SystemRoot.
  const { SystemRoot } = process.env;
  const worker = fork(fileURLToPath(pool.options.workerFile), [JSON.stringify(pool.options.extraFonts)], {
    serialization: 'advanced', execArgv: [], env: SystemRoot === undefined ? {} : { SystemRoot }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const seat: Seat = { worker, job: null, timer: undefined };
  pool.seats.add(seat);
  worker.on('message', (answer: TypesettingAnswer) => finish(pool, seat, answer));
  worker.on('error', (error) => lose(pool, seat, `The typesetting process failed: ${error.message}`));
  worker.on('exit', (code, signal) => lose(pool, seat, `The typesetting process ended (${signal ?? code}) before the document was done.`));
  return seat;
}

function finish(pool: Pool, seat: Seat, answer: TypesettingAnswer): void {
  const { job } = seat;
  if (job === null || job.task.id !== answer.id) return;
  clearTimeout(seat.timer);
  seat.job = null;
  seat.timer = setTimeout(() => retire(pool, seat), pool.options.idleCloseMs).unref();
  keepAlive(seat.worker, false);
  if ('pdf' in answer) job.resolve(answer.pdf);
  // The data was made by us and the template is ours: that the two do not fit is a bug, not a refusal.
  else job.reject(new InvariantFailure(`the template ${job.task.template} cannot set this document: ${answer.failure}`));
  dispatch(pool);
  settle(pool);
}

/** The worker is gone, or no longer trusted: its document is told, and whoever waits gets another worker. */
function lose(pool: Pool, seat: Seat, reason: string): void {
  const { job } = seat;
  seat.job = null;
  if (!retire(pool, seat)) return;
  job?.reject(new Refusal('typesetting.interrupted', reason));
  dispatch(pool);
  settle(pool);
}

/** Ends a worker once; an idle or distrusted one has nothing to lose, so it is killed. */
function retire(pool: Pool, seat: Seat): boolean {
  clearTimeout(seat.timer);
  if (!pool.seats.delete(seat)) return false;
  keepAlive(seat.worker, false);
  seat.worker.kill('SIGKILL');
  return true;
}

// An idle worker must not keep the program from ending.
function keepAlive(worker: ChildProcess, wanted: boolean): void {
  for (const handle of [worker, worker.channel]) {
    if (wanted) handle?.ref();
    else handle?.unref();
  }
}

function settle(pool: Pool): void {
  if (![...pool.seats].some((seat) => seat.job !== null)) pool.whenQuiet?.();
}

async function closePool(pool: Pool): Promise<void> {
  pool.closed = true;
  for (const job of pool.queue.splice(0)) job.reject(new Refusal('typesetting.interrupted', 'The program is stopping.'));
  pool.queueBytes = 0;
  await new Promise<void>((resolve) => {
    pool.whenQuiet = resolve;
    settle(pool);
  });
  await Promise.all([...pool.seats].map(async (seat) => {
    const { worker } = seat;
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.ref();
    pool.seats.delete(seat);
    clearTimeout(seat.timer);
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    worker.kill('SIGKILL');
    await gone;
  }));
}
