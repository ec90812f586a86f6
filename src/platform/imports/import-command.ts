// The command import: reads a file of this machine, shows what would happen, or imports it and waits for the run.

import fs from 'node:fs/promises';
import path from 'node:path';
import { refuse } from '#kernel/refusal.ts';
import { checkFileSize, tableLimits } from '#formats/table.ts';
import type { CliCall, CliCommand } from '../cli/cli-command.ts';
import type { ImportKind } from './import-kind.ts';
import { readMapping } from './mapping.ts';
import { proposeMapping } from './propose-mapping.ts';
import { openSource, sourceOfBytes } from './source-file.ts';
import { findKind, firstRows } from './start-import.ts';

export type LocalFile = { readonly bytes: Uint8Array; readonly name: string };

/** Imports that are no tables of rows (bank statements) bring their own way, under their own kind. */
export type OtherImport = (call: CliCall, file: LocalFile) => Promise<unknown>;

const ISSUES_SHOWN = 10;

export function importCommand(kinds: readonly ImportKind[], others: ReadonlyMap<string, OtherImport> = new Map()): CliCommand {
  const names = [...kinds.map((kind) => kind.kind), ...others.keys()];
  return {
    name: 'import', summary: `Import a file of: ${names.join(', ')}`, args: ['<kind>', '<file>'],
    options: [
      { flag: '--profile <name>', description: 'A kept mapping of columns to fields' },
      { flag: '--map <pairs>', description: 'Columns for fields where names do not decide: "order_number=Order No;ordered_on=Date"' },
      { flag: '--mapping <file>', description: 'A whole mapping as a JSON file' },
      { flag: '--save-profile <name>', description: 'Keep the mapping under this name' },
      { flag: '--entity <id>', description: 'The legal entity that the records belong to (1)' },
      { flag: '--strict', description: 'Import nothing unless every row can be' },
      { flag: '--issues <file>', description: 'Write the refused rows, with reason and fix, to this file' },
      { flag: '--bank-account <id>', description: 'For a bank statement that is a table: its account' },
      { flag: '--dry-run', description: 'Show what would happen; nothing is written' },
    ],
    example: 'counterfoil import orders orders.csv --map "order_number=Order No;ordered_on=Date" --dry-run',
    async run(call) {
      const [kindName = '', place = ''] = call.args;
      if (!names.includes(kindName)) refuse('import.kind_unknown', `there is no import of "${kindName}"; there are: ${names.join(', ')}`, { field: 'kind', value: kindName });
      const other = others.get(kindName);
      const kind = other === undefined ? findKind(kinds, kindName) : null;
      const file = await readLocalFile(place);
      if (other !== undefined) return other(call, file);
      return kind !== null && call.options['dryRun'] === true ? preview(call, kind, file) : importFile(call, findKind(kinds, kindName), file);
    },
  };
}

/** The size is checked before a byte is read: a file of many gigabytes is refused, not loaded. Refuses file.not_found and file.too_large. */
export async function readLocalFile(place: string): Promise<LocalFile> {
  const found = await fs.stat(place).catch(() => refuse('file.not_found', `there is no file ${place}`, { value: place }));
  if (!found.isFile()) refuse('file.not_found', `${place} is not a file`, { value: place });
  checkFileSize(found.size, tableLimits);
  return { bytes: await fs.readFile(place), name: path.basename(place) };
}

async function preview(call: CliCall, kind: ImportKind, file: LocalFile): Promise<unknown> {
  const mapping = await mappingFrom(call, kind, file);
  const query = { kind: kind.kind, profile: text(call, 'profile'), entity_id: text(call, 'entity'), mapping: mapping === undefined ? undefined : JSON.stringify(mapping) };
  const answer = await call.api.upload('/v1/imports/preview-upload', file, query, { dryRun: true });
  const missing = answer['missing'] as string[];
  if (missing.length > 0) {
    call.say(`Not ready: no column is mapped to ${missing.join(', ')}. The file has: ${(answer['header'] as string[]).join(', ')}.`);
    return answer;
  }
  const trial = answer['trial'] as Record<string, number> | null;
  call.say(`${file.name}: ${String(answer['row_count'])} rows, ${String(answer['good_rows'])} can be imported, ${String(answer['rejected_rows'])} not, ${String(answer['left_out_rows'])} left out by the mapping.`);
  if (trial !== null) call.say(`Would be created ${trial['created']}, unchanged ${trial['unchanged']}, updated ${trial['updated']}. Nothing was written.`);
  showIssues(call, answer['issues'] as Record<string, unknown>[], Number(answer['issue_count']));
  return answer;
}

async function importFile(call: CliCall, kind: ImportKind, file: LocalFile): Promise<unknown> {
  const mapping = await mappingFrom(call, kind, file);
  const saveAs = text(call, 'saveProfile');
  if (saveAs !== undefined && mapping !== undefined) await call.api.send('PUT', `/v1/import-profiles/${encodeURIComponent(kind.kind)}/${encodeURIComponent(saveAs)}`, { mapping });
  const kept = await call.api.upload('/v1/files', file);
  const entity = text(call, 'entity');
  const started = await call.api.send('POST', '/v1/imports', {
    kind: kind.kind, file_id: kept['file_id'], skip_bad_rows: call.options['strict'] !== true,
    ...(entity === undefined ? {} : { entity_id: Number(entity) }), ...(mapping === undefined ? {} : { mapping }), ...(text(call, 'profile') === undefined ? {} : { profile: text(call, 'profile') }),
  });
  const runId = String(started['run_id']);
  const run = await call.waitForRun(runId);
  const result = run['result'] as Record<string, unknown> | null;
  if (result !== null) call.say(`${file.name}: ${String(result['rows'])} rows; created ${String(result['created'])}, unchanged ${String(result['unchanged'])}, updated ${String(result['updated'])}, refused ${String(result['rejected'])}.`);
  const issues = await call.api.get(`/v1/runs/${runId}/issues`, { limit: String(ISSUES_SHOWN) });
  showIssues(call, issues['items'] as Record<string, unknown>[], Number(issues['total'] ?? 0));
  const issuesPlace = text(call, 'issues');
  if (issuesPlace !== undefined && Number(issues['total'] ?? 0) > 0) {
    await fs.writeFile(issuesPlace, await call.api.bytes(`/v1/runs/${runId}/issues.csv`));
    call.say(`The refused rows are in ${issuesPlace}.`);
  }
  return run;
}

/** --mapping wins over a profile; --map adds to what the names of the columns propose. */
async function mappingFrom(call: CliCall, kind: ImportKind, file: LocalFile): Promise<unknown> {
  const place = text(call, 'mapping');
  if (place !== undefined) return readMapping(parsedJson(Buffer.from((await readLocalFile(place)).bytes).toString('utf8'), place));
  const pairs = text(call, 'map');
  if (pairs === undefined) return undefined;
  if (text(call, 'profile') !== undefined) refuse('import.mapping_malformed', 'a profile and --map were given; use one of them', { field: 'map' });
  const source = await openSource(sourceOfBytes(file.name, file.bytes), readMapping({ columns: {} }));
  const proposed = proposeMapping(kind, source.header, await firstRows(source.batches));
  source.close();
  const given = Object.fromEntries(pairs.split(';').filter((pair) => pair.trim() !== '').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) refuse('import.mapping_malformed', `"${pair}" is no pair of field=Column`, { field: 'map', value: pair });
    return [pair.slice(0, at).trim(), { column: pair.slice(at + 1).trim() }];
  }));
  return readMapping({ ...proposed, columns: { ...proposed.columns, ...given } });
}

function parsedJson(json: string, place: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return refuse('import.mapping_malformed', `${place} is not JSON`, { field: 'mapping', value: json });
  }
}

function showIssues(call: CliCall, issues: readonly Record<string, unknown>[], total: number): void {
  if (total === 0) return;
  call.say(`${total} issues${total > ISSUES_SHOWN ? `, the first ${ISSUES_SHOWN}` : ''}:`);
  call.table([{ key: 'row_number', title: 'Row', align: 'end' }, { key: 'field', title: 'Field' }, { key: 'value', title: 'Value' }, { key: 'reason', title: 'Reason' }, { key: 'fix', title: 'Fix' }], issues.slice(0, ISSUES_SHOWN));
}

function text(call: CliCall, option: string): string | undefined {
  const value = call.options[option];
  return typeof value === 'string' ? value : undefined;
}
