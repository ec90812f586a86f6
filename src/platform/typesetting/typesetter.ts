// Turns documents into PDF files in a small pool of worker threads, so that typesetting never holds up the server.
// A worker may hang or die: its document fails with a reason, and the next document gets a fresh worker.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { InvariantFailure, invariant } from '#kernel/invariant.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { ExtraFont } from './fonts.ts';
import type { TypesettingAnswer, TypesettingTask, TypesettingWorkerData } from './typesetting-worker.ts';

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

type Seat = { readonly worker: Worker; job: Job | null; timer: NodeJS.Timeout | undefined };

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
    render: (template, data, files = {}) => enqueue(pool, template, JSON.stringify(data), files),
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
    seat.timer = setTimeout(() => lose(pool, seat, `The document took longer than ${pool.options.documentTimeoutMs / 1000} seconds.`), pool.options.documentTimeoutMs);
    seat.worker.ref();
    seat.worker.postMessage(job.task);
  }
}

function idleSeat(pool: Pool): Seat | null {
  for (const seat of pool.seats) if (seat.job === null) return seat;
  return pool.seats.size < pool.options.workers ? openSeat(pool) : null;
}

function openSeat(pool: Pool): Seat {
  const workerData: TypesettingWorkerData = { extraFonts: pool.options.extraFonts };
  const worker = new Worker(pool.options.workerFile, { workerData, execArgv: [] });
  const seat: Seat = { worker, job: null, timer: undefined };
  pool.seats.add(seat);
  worker.on('message', (answer: TypesettingAnswer) => finish(pool, seat, answer));
  worker.on('error', (error) => lose(pool, seat, `The typesetting thread failed: ${error.message}`));
  worker.on('exit', () => lose(pool, seat, 'The typesetting thread ended before the document was done.'));
  return seat;
}

function finish(pool: Pool, seat: Seat, answer: TypesettingAnswer): void {
  const { job } = seat;
  if (job === null || job.task.id !== answer.id) return;
  release(pool, seat);
  if ('pdf' in answer) job.resolve(answer.pdf);
  // The data was made by us and the template is ours: that the two do not fit is a bug, not a refusal.
  else job.reject(new InvariantFailure(`the template ${job.task.template} cannot set this document: ${answer.failure}`));
  dispatch(pool);
  settle(pool);
}

function release(pool: Pool, seat: Seat): void {
  clearTimeout(seat.timer);
  seat.job = null;
  seat.worker.unref();
  seat.timer = setTimeout(() => retire(pool, seat), pool.options.idleCloseMs).unref();
}

function retire(pool: Pool, seat: Seat): void {
  pool.seats.delete(seat);
  void seat.worker.terminate();
}

/** The worker is gone, or no longer trusted: its document is told, and whoever waits gets another worker. */
function lose(pool: Pool, seat: Seat, reason: string): void {
  clearTimeout(seat.timer);
  if (!pool.seats.delete(seat)) return;
  const { job } = seat;
  seat.job = null;
  seat.worker.unref();
  // A thread inside the compiler only stops when the compiler returns, so nothing waits for it.
  void seat.worker.terminate();
  job?.reject(new Refusal('typesetting.interrupted', reason));
  dispatch(pool);
  settle(pool);
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
  const seats = [...pool.seats];
  pool.seats.clear();
  for (const seat of seats) clearTimeout(seat.timer);
  await Promise.all(seats.map((seat) => seat.worker.terminate()));
}
