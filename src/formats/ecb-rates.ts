// The European Central Bank's reference rates (eurofxref-daily.xml, -hist.xml, -hist-90d.xml) as a table: units of a currency for one euro.
import { refuse } from '#kernel/refusal.ts';
import { checkFileSize, checkRowCount, type TableLimits, type TableRow } from './table.ts';
import { openXmlReader } from './xml-parts.ts';

export const ecbRateHeader: readonly string[] = ['day', 'currency', 'rate', 'quoted', 'base_currency', 'source'];

/** The vocabulary that every one of these files declares, in its first lines. */
export function isEcbRates(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, 2000)).toString('latin1').trimStart();
  return /^(\xef\xbb\xbf)?</.test(text) && text.includes('vocabulary/2002-08-01/eurofxref');
}

export async function readEcbRates(chunks: AsyncIterable<Uint8Array>, limits: TableLimits): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  let day = '';
  const reader = openXmlReader(
    {
      // Days and rates are both called Cube; a day is around its rates.
      open(name, { time, currency, rate }, line) {
        if (name !== 'Cube') return 'walk';
        if (time !== undefined) day = time;
        if (currency === undefined && rate === undefined) return 'walk';
        if (day === '') refuse('ecb_rates.damaged', 'A rate stands before any day.', { row: line, field: 'time' });
        rows.push({ rowNumber: rows.length + 1, cells: [day, currency ?? '', rate ?? '', 'units_per_base', 'EUR', 'ECB'], cellCount: ecbRateHeader.length, damagedQuotes: false });
        checkRowCount(rows.length, line, limits);
        return 'walk';
      },
      part() {},
      close() {},
    },
    { damaged: 'ecb_rates.damaged', incomplete: 'ecb_rates.damaged' },
  );
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.length;
    checkFileSize(byteCount, limits);
    reader.push(chunk);
  }
  reader.finish();
  if (rows.length === 0) refuse('ecb_rates.damaged', 'The file has no rate.');
  return rows;
}
