// Measures PDF rendering: two-page invoices per second on two workers, their memory from quarter to quarter, and how a server in the same
// process answers meanwhile.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { renderInvoiceData } from '#platform/typesetting/invoice-data.ts';
import { sampleInvoice } from '#platform/typesetting/testing/sample-documents.ts';
import { createTypesetter } from '#platform/typesetting/typesetter.ts';
import { readProcess } from './cpu-seconds.ts';

/** quarterMiB: the workers' memory after each quarter of the documents. answerP95Ms: of a request to a server in this process meanwhile. */
export type PdfFigures = {
  readonly documents: number; readonly perSecond: number; readonly perCpuSecond: number | null; readonly loopDelayMaxMs: number; readonly mainMiB: number; readonly quarterMiB: readonly number[];
  readonly answerP50Ms: number; readonly answerP95Ms: number;
};

const QUARTERS = 4;
const ASK_EVERY_MS = 20;

export async function benchPdf(documents: number, workers = 2): Promise<PdfFigures> {
  const typesetter = createTypesetter({ workers });
  const server = http.createServer((_request, response) => void response.end('{"status":"ok"}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answers = keepAsking((server.address() as AddressInfo).port);
  try {
    const render = (index: number): Promise<Uint8Array> => {
      const { data, files } = renderInvoiceData(sampleInvoice(28, { number: `INV-${index}` }));
      return typesetter.render('invoice', data, files);
    };
    await Promise.all(Array.from({ length: workers }, (_unused, index) => render(index)));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    answers.times.length = 0;
    const cpuBefore = workersNow().reduce((sum, worker) => sum + worker.cpuSeconds, 0);
    const started = performance.now();
    const quarterMiB: number[] = [];
    for (let quarter = 1; quarter <= QUARTERS; quarter += 1) {
      await renderMany(render, Math.floor((documents * (quarter - 1)) / QUARTERS), Math.floor((documents * quarter) / QUARTERS), 2 * workers);
      quarterMiB.push(Math.round(workersNow().reduce((sum, worker) => sum + worker.mebibytes, 0)));
    }
    const seconds = (performance.now() - started) / 1000;
    const cpuSeconds = workersNow().reduce((sum, worker) => sum + worker.cpuSeconds, 0) - cpuBefore;
    const times = [...answers.times].sort((a, b) => a - b);
    const at = (part: number): number => times[Math.floor(times.length * part)] ?? 0;
    delay.disable();
    return {
      documents, perSecond: documents / seconds, perCpuSecond: cpuSeconds > 0 ? documents / cpuSeconds : null, loopDelayMaxMs: Math.round(delay.max / 1e6), mainMiB: Math.round(process.memoryUsage().rss / 1024 / 1024),
      quarterMiB, answerP50Ms: at(0.5), answerP95Ms: at(0.95),
    };
  } finally {
    await answers.stop();
    server.close();
    await typesetter.close();
  }
}

async function renderMany(render: (index: number) => Promise<Uint8Array>, from: number, to: number, atOnce: number): Promise<void> {
  let next = from;
  const one = async (): Promise<void> => {
    while (next < to) await render((next += 1));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** Asks the server again and again over the socket, as a person's browser would. */
function keepAsking(port: number): { readonly times: number[]; stop(): Promise<void> } {
  const times: number[] = [];
  let isAsking = true;
  const asking = (async () => {
    while (isAsking) {
      const from = performance.now();
      await (await fetch(`http://127.0.0.1:${port}/health`)).text();
      times.push(performance.now() - from);
      await sleep(ASK_EVERY_MS);
    }
  })();
  return { times, stop: async () => { isAsking = false; await asking; } };
}

/** The worker processes, read from /proc; none where there is no /proc. */
function workersNow(): { mebibytes: number; cpuSeconds: number }[] {
  if (!fs.existsSync('/proc/self/stat')) return [];
  const pids = execFileSync('ps', ['-o', 'pid=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split(/\s+/).filter((pid) => pid !== '' && fs.existsSync(`/proc/${pid}/stat`));
  return pids.filter((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('typesetting-worker')).map((pid) => {
    const resident = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    return { mebibytes: Number(resident) / 1024, cpuSeconds: readProcess(pid)?.seconds ?? 0 };
  });
}

export function tellPdf(pdf: PdfFigures): string {
  return `PDF: ${pdf.documents} invoices of 2 pages, ${pdf.perSecond.toFixed(1)} per second on two workers (${pdf.perCpuSecond?.toFixed(1) ?? '?'} per second of one core), workers ${pdf.quarterMiB.join(', ')} MiB by quarters; meanwhile a request took ${pdf.answerP50Ms.toFixed(1)} ms, p95 ${pdf.answerP95Ms.toFixed(1)} ms, the loop waited at most ${pdf.loopDelayMaxMs} ms, main process ${pdf.mainMiB} MiB`;
}

if (import.meta.main) process.stdout.write(`${tellPdf(await benchPdf(Number(process.argv[2] ?? 300)))}\n`);
