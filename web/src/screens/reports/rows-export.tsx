// A list without a file of its own on the server, as CSV: all its rows, page by page, exactly as the API says them.
import { Download } from 'lucide-react';
import { useState } from 'react';

import { get, type QueryParams } from '../../api/client.ts';
import type { WireMoney, WirePage } from '../../api/types.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import type { ReportRow } from './report-table.tsx';

const rowsPerPage = 500;

type RowsExportProps = { readonly name: string; readonly path: string; readonly params: QueryParams; readonly isPaged?: boolean; readonly small?: boolean };

export function RowsExport({ name, path, params, isPaged = false, small = false }: RowsExportProps) {
  const [isBusy, setBusy] = useState(false);
  const take = () => {
    setBusy(true);
    void allRows(path, params, isPaged).then((rows) => saveText(`${name}.csv`, csvOf(rows))).catch(showProblem).finally(() => setBusy(false));
  };
  useKeys([{ keys: 'Mod+e', label: 'Export as CSV', group: 'Report', run: take }]);
  return <Button small={small} icon={Download} keys="Mod+e" busy={isBusy} onClick={take}>CSV</Button>;
}

async function allRows(path: string, params: QueryParams, isPaged: boolean): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: WirePage<ReportRow> = await get<WirePage<ReportRow>>(path, isPaged ? { ...params, limit: rowsPerPage, cursor } : params);
    rows.push(...page.items);
    cursor = page.next_cursor ?? null;
  }
  return rows;
}

export function csvOf(rows: readonly ReportRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))];
  // The mark at the front tells spreadsheets that this is UTF-8.
  return `\uFEFF${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (isMoney(value)) return value.amount;
  const text = Array.isArray(value) ? value.map(String).join('; ') : String(value);
  // A spreadsheet must not run what somebody wrote into a name; numbers are left as they are.
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

function isMoney(value: unknown): value is WireMoney {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  showToast(`${name} is saved`);
}
