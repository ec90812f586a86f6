// Measures PDF rendering: two-page invoices per second on two workers, memory over the run, and how long the server's loop was kept waiting.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { renderInvoiceData } from '#platform/typesetting/invoice-data.ts';
import { sampleInvoice } from '#platform/typesetting/testing/sample-documents.ts';
import { createTypesetter } from '#platform/typesetting/typesetter.ts';

export type PdfFigures = { documents: number; perSecond: number; loopDelayMaxMs: number; mainMiB: number };

export async function benchPdf(documents: number): Promise<PdfFigures> {
  const typesetter = createTypesetter({ workers: 2 });
  try {
    const render = (index: number): Promise<Uint8Array> => {
      const { data, files } = renderInvoiceData(sampleInvoice(28, { number: `INV-${index}` }));
      return typesetter.render('invoice', data, files);
    };
    await Promise.all([render(0), render(1)]);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    let next = 2;
    const one = async (): Promise<void> => {
      while (next < documents + 2) await render((next += 1));
    };
    await Promise.all([one(), one(), one(), one()]);
    const seconds = (performance.now() - started) / 1000;
    delay.disable();
    return { documents, perSecond: documents / seconds, loopDelayMaxMs: Math.round(delay.max / 1e6), mainMiB: Math.round(process.memoryUsage().rss / 1024 / 1024) };
  } finally {
    await typesetter.close();
  }
}

if (import.meta.main) console.log(JSON.stringify(await benchPdf(Number(process.argv[2] ?? 300))));
