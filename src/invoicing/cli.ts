// Invoicing on the command line: billing, one document and its proof, issue, credit, void and send, standing lists, statements.

import fs from 'node:fs/promises';
import { refuse } from '#kernel/refusal.ts';
import type { CliApi, CliCall, CliCommand } from '#platform/cli/cli-command.ts';
import { moneyText, text, type Wire } from '#platform/cli/cli-values.ts';

const asOf = { flag: '--as-of <date>', description: 'as of a day, YYYY-MM-DD (today when left out)' };
const reasonOption = { flag: '--reason <text>', description: 'why', required: true };

const billingCommands: readonly CliCommand[] = [
  {
    name: 'bill', summary: 'Price what was delivered and bill everything due through a date',
    options: [
      { flag: '--through <date>', description: 'the last service date, YYYY-MM-DD', required: true }, { flag: '--issued-on <date>', description: 'the date of the invoices (the through date when left out)' },
      { flag: '--customer <number>', description: 'only this customer' }, { flag: '--entity <id>', description: 'the legal entity (1)' }, { flag: '--dry-run', description: 'show what would be billed; nothing is written' },
    ],
    example: 'counterfoil bill --through 2026-10-31 --dry-run',
    run: bill,
  },
  {
    name: 'report unbilled', summary: 'What was delivered and not billed, with the reason why', options: [asOf, { flag: '--why <why>', description: 'uncharged, pending, held or billed_later' }, { flag: '--limit <rows>', description: 'at most so many rows (200)' }],
    example: 'counterfoil report unbilled --as-of 2026-10-31', run: reportUnbilled,
  },
  {
    name: 'report undelivered', summary: 'What was billed and not delivered', options: [asOf, { flag: '--limit <rows>', description: 'at most so many rows (200)' }],
    example: 'counterfoil report undelivered --as-of 2026-10-31', run: reportUndelivered,
  },
  {
    name: 'report statement', summary: 'A customer’s statement of account', args: ['<customer>'],
    options: [asOf, { flag: '--from <date>', description: 'with the activity from this day on' }, { flag: '--pdf <file>', description: 'write it as a PDF to this file' }],
    example: 'counterfoil report statement 10001 --as-of 2026-10-31 --pdf statement.pdf', run: reportStatement,
  },
];

const documentCommands: readonly CliCommand[] = [
  { name: 'show', summary: 'One document by its number: lines, taxes, what is open', args: ['<number>'], options: [{ flag: '--pdf <file>', description: 'write its PDF to this file' }, asOf], example: 'counterfoil show INV-2026-00017', run: show },
  {
    name: 'explain', summary: 'The proof of a document: down to the source file and row, and over to the books', args: ['<number>'], options: [{ flag: '--line <n>', description: 'only this line' }],
    example: 'counterfoil explain INV-2026-00017', run: explain,
  },
  {
    name: 'invoices totals', summary: 'Issued documents per kind: how many and what they add up to', example: 'counterfoil invoices totals', run: totals,
  },
  {
    name: 'invoice issue', summary: 'Issue drafts in the order of their dates, as a run', args: ['[document-id...]'],
    options: [
      { flag: '--all', description: 'every draft' }, { flag: '--release-reason <text>', description: 'why held ones go out although a check holds them; without it they stay held' },
      { flag: '--date-on-last', description: 'date drafts of days before the last number on the day of that number, instead of refusing them' }, { flag: '--dry-run', description: 'show what would be issued, held and refused; nothing is written' },
    ],
    example: 'counterfoil invoice issue 0198c0de-0000-7000-8000-000000000001', run: issue,
  },
  {
    name: 'invoice credit', summary: 'Issue a credit note on a document: all that is left, or one line', args: ['<number>'],
    options: [
      reasonOption, { flag: '--code <code>', description: 'reason code, such as price or return (other)' }, { flag: '--line <n>', description: 'only this line' }, { flag: '--quantity <n>', description: 'so much of the line' },
      { flag: '--amount <amount>', description: 'so much money of the line, before tax' }, { flag: '--issued-on <date>', description: 'date of the credit note (today)' }, { flag: '--dry-run', description: 'show what it would come to; nothing is written' },
    ],
    example: 'counterfoil invoice credit INV-2026-00017 --line 2 --quantity 3 --reason "three came back broken"', run: credit,
  },
  {
    name: 'invoice void', summary: 'Undo an issued document to which nothing has happened', args: ['<number>'], options: [reasonOption, { flag: '--rebill', description: 'put its charges back, to be billed anew' }],
    example: 'counterfoil invoice void INV-2026-00017 --reason "wrong customer" --rebill', run: voidInvoice,
  },
  {
    name: 'invoice send', summary: 'Send an issued document by mail', args: ['<number>'], options: [{ flag: '--to <address>', description: 'to this address instead of the customer’s own' }],
    example: 'counterfoil invoice send INV-2026-00017 --to accounts@example.com', run: send,
  },
];

export const invoicingCommands: readonly CliCommand[] = [...billingCommands, ...documentCommands];

async function bill({ api, options, waitForRun, say, table }: CliCall): Promise<unknown> {
  const through = text(options['through']);
  const number = text(options['customer']);
  const customerId = number === undefined ? undefined : await customerIdOf(api, number);
  const entity = text(options['entity']);
  if (options['dryRun'] === true) {
    const preview = await api.get('/v1/bill-runs/preview', { through, customer_id: customerId, entity_id: entity });
    say(`${String(preview['documents'])} invoices of ${String(preview['customers'])} customers with ${String(preview['charges'])} lines: ${(preview['totals'] as Wire[]).map((row) => moneyText(row['amount'])).join(', ') || 'nothing'} before tax`);
    if (preview['credit_notes'] !== 0) say(`${String(preview['credit_notes'])} credit notes for what came back: ${(preview['credit_totals'] as Wire[]).map((row) => moneyText(row['amount'])).join(', ')} before tax`);
    say(`${String(preview['held'])} lines are held: ${(preview['held_risk'] as Wire[]).map((row) => moneyText(row['risk'])).join(', ') || 'nothing'}; ${String(preview['uncharged'])} delivery lines are priced first. Nothing was written.`);
    table([{ key: 'customer_number', title: 'Customer' }, { key: 'customer_name', title: 'Name' }, { key: 'documents', title: 'Invoices', align: 'end' }, { key: 'charges', title: 'Lines', align: 'end' }, { key: 'net', title: 'Net', align: 'end' }],
      (preview['largest'] as Wire[]).map((row) => ({ ...row, net: moneyText(row['amount']) })));
    return preview;
  }
  const started = await api.send('POST', '/v1/bill-runs', { through, issued_on: options['issuedOn'] ?? through, ...(customerId === undefined ? {} : { customer_id: customerId }), ...(entity === undefined ? {} : { entity_id: Number(entity) }) });
  const run = await waitForRun(String(started['run_id']));
  const result = run['result'] as Wire | null;
  if (result !== null) say(`${String(result['documents'] ?? 0)} invoices with ${String(result['lines'] ?? 0)} lines, ${String(result['creditNotes'] ?? result['credit_notes'] ?? 0)} credit notes; ${String(result['held'] ?? 0)} lines newly held`);
  return run;
}

async function customerIdOf(api: CliApi, number: string): Promise<string> {
  return String((await api.get(`/v1/customers/${encodeURIComponent(number)}`))['id']);
}

async function reportUnbilled({ api, options, say, table }: CliCall): Promise<unknown> {
  const report = await api.get('/v1/reports/delivered-not-billed', { as_of: text(options['asOf']), why: text(options['why']), limit: text(options['limit']) ?? '200' });
  table([{ key: 'delivered_on', title: 'Delivered' }, { key: 'delivery_number', title: 'Delivery' }, { key: 'order_number', title: 'Order' }, { key: 'customer_number', title: 'Customer' }, { key: 'sku', title: 'Product' },
    { key: 'quantity', title: 'Quantity', align: 'end' }, { key: 'worth', title: 'Amount', align: 'end' }, { key: 'age_days', title: 'Days', align: 'end' }, { key: 'why', title: 'Why' }, { key: 'told', title: 'Reason' }],
  (report['items'] as Wire[]).map((row) => ({ ...row, worth: moneyText(row['amount']), told: (row['reasons'] as string[]).join('; ') })));
  say(`${String(report['total'])} lines as of ${String(report['as_of'])}${(report['totals'] as Wire[]).map((row) => `; ${String(row['why'])} ${String(row['lines'])}${row['amount'] === null ? '' : ` = ${moneyText(row['amount'])}`}`).join('')}`);
  return report;
}

async function reportUndelivered({ api, options, say, table }: CliCall): Promise<unknown> {
  const report = await api.get('/v1/reports/billed-not-delivered', { as_of: text(options['asOf']), limit: text(options['limit']) ?? '200' });
  table([{ key: 'issued_on', title: 'Issued' }, { key: 'document_number', title: 'Document' }, { key: 'line_no', title: 'Line', align: 'end' }, { key: 'customer_number', title: 'Customer' }, { key: 'order_number', title: 'Order' },
    { key: 'billed_quantity', title: 'Billed', align: 'end' }, { key: 'delivered_quantity', title: 'Delivered', align: 'end' }, { key: 'worth', title: 'Amount', align: 'end' }, { key: 'why', title: 'Why' }],
  (report['items'] as Wire[]).map((row) => ({ ...row, worth: moneyText(row['amount']) })));
  say(`${String(report['total'])} lines as of ${String(report['as_of'])}: ${(report['totals'] as Wire[]).map((row) => moneyText(row['amount'])).join(', ') || 'nothing'}`);
  return report;
}

async function reportStatement({ api, args, options, say, table }: CliCall): Promise<unknown> {
  const customerId = await customerIdOf(api, args[0] ?? '');
  const query = { as_of: text(options['asOf']), from: text(options['from']) };
  const statement = await api.get(`/v1/customers/${customerId}/statement`, query);
  say(`${String(statement['customer_number'])} ${String(statement['customer_name'])}, as of ${String(statement['as_of'])}`);
  for (const sheet of statement['sheets'] as Wire[]) {
    table([{ key: 'number', title: 'Document' }, { key: 'opened_on', title: 'Date' }, { key: 'due_on', title: 'Due' }, { key: 'days_overdue', title: 'Days late', align: 'end' }, { key: 'left', title: 'Open', align: 'end' }],
      (sheet['open_items'] as Wire[]).map((row) => ({ ...row, left: moneyText(row['open']) })));
    say(`Open ${moneyText(sheet['open'])}, overdue ${moneyText(sheet['overdue'])}, not yet applied ${moneyText(sheet['unapplied_total'])}, balance ${moneyText(sheet['balance'])}`);
  }
  await writePdf({ api, options, say }, `/v1/customers/${customerId}/statement.pdf`, { ...query, form: query.from === undefined ? 'open-item' : 'activity' });
  return statement;
}

async function writePdf({ api, options, say }: Pick<CliCall, 'api' | 'options' | 'say'>, path: string, query: Record<string, string | undefined> = {}): Promise<void> {
  const place = text(options['pdf']);
  if (place === undefined) return;
  await fs.writeFile(place, await api.bytes(path, query));
  say(`Written to ${place}`);
}

/** The document of exactly this number. Refuses request.not_found. */
async function idOfNumber(api: CliApi, number: string): Promise<string> {
  const found = ((await api.get('/v1/invoices', { q: number, limit: '50' }))['items'] as Wire[]).find((row) => row['number'] === number);
  return String((found ?? refuse('request.not_found', `there is no document ${number}`, { value: number }))['document_id']);
}

async function show({ api, args, options, say, table }: CliCall): Promise<unknown> {
  const documentId = await idOfNumber(api, args[0] ?? '');
  const document = await api.get(`/v1/invoices/${documentId}`, { as_of: text(options['asOf']) });
  say(`${String(document['kind']).replace('_', ' ')} ${String(document['number'])} of ${String(document['issued_on'])}, ${String(document['state'])}, due ${String(document['due_on'])}`);
  say(`${String(document['customer_number'])} ${String(document['customer_name'])}`);
  table([{ key: 'line_no', title: 'Line', align: 'end' }, { key: 'description', title: 'Description' }, { key: 'quantity', title: 'Quantity', align: 'end' }, { key: 'unit_price', title: 'Unit price', align: 'end' },
    { key: 'discount_percent', title: 'Disc.', align: 'end' }, { key: 'tax_rate', title: 'Tax %', align: 'end' }, { key: 'net', title: 'Amount', align: 'end' }], (document['lines'] as Wire[]).map((row) => ({ ...row, net: moneyText(row['amount']) })));
  say(`Net ${moneyText(document['net'])}, tax ${moneyText(document['tax'])}, total ${moneyText(document['total'])}, open ${moneyText(document['open'])}`);
  await writePdf({ api, options, say }, `/v1/invoices/${documentId}/pdf`);
  return document;
}

async function explain({ api, args, options, say }: CliCall): Promise<unknown> {
  const tree = await api.get('/v1/explain', { document: args[0], line_no: text(options['line']) });
  printTree(tree, '', say);
  return tree;
}

function printTree(node: Wire, indent: string, say: (line: string) => void): void {
  const amount = node['amount'] === null ? '' : `  ${moneyText(node['amount'])}`;
  const value = node['value'] === null || node['value'] === '' ? '' : `  (${String(node['value'])})`;
  say(`${indent}${String(node['label'])}${amount}${value}`);
  for (const child of node['children'] as Wire[]) printTree(child, `${indent}  `, say);
}

async function totals({ api, say }: CliCall): Promise<unknown> {
  const kinds: Record<string, unknown> = {};
  for (const kind of ['invoice', 'credit_note', 'debit_note']) {
    const page = await api.get('/v1/invoices', { kind, status: 'issued', limit: '1' });
    for (const row of page['totals'] as Record<string, unknown>[]) {
      const amount = row['total'] as { amount: string; currency: string };
      kinds[kind] = { documents: row['documents'], total: amount.amount.replace('-', ''), currency: amount.currency };
      say(`${String(row['documents'])} of kind ${kind}: ${moneyText(amount)}`);
    }
  }
  return { kinds };
}

async function issue({ api, args, options, waitForRun, say, table }: CliCall): Promise<unknown> {
  const reason = text(options['releaseReason']);
  const chosen = options['all'] === true ? { filter: {} } : { document_ids: [...args] };
  const preview = await api.send('POST', '/v1/issue-runs/preview', chosen);
  tellIssuePreview(preview, say);
  if (options['dryRun'] === true) return preview;
  if (options['all'] === true && preview['drafts'] === 0) return { issued: 0, refused: 0, held: 0, refusals: [] };
  const started = await api.send('POST', '/v1/issue-runs', { ...chosen, ...(reason === undefined ? {} : { release_reason: reason }), earlier_days: options['dateOnLast'] === true ? 'last_day' : 'refuse' });
  const run = await waitForRun(String(started['run_id']));
  const { documents = 0, rejected = 0, held = 0, released = 0, redated = 0, unprintable = 0, first = null, last = null } = (run['result'] ?? {}) as Wire;
  const told = await issuesOf(api, String(started['run_id']));
  table([{ key: 'value', title: 'Draft' }, { key: 'reason', title: 'Reason' }, { key: 'fix', title: 'What to do' }], told);
  say(`${String(documents)} issued${first === null ? '' : ` (${String(first)} to ${String(last)})`}, ${String(rejected)} refused; ${String(held)} of them stay held, ${String(released)} were released, ${String(redated)} were dated on the last day`);
  return { run_id: started['run_id'], status: run['status'], issued: documents, refused: rejected, held, released, redated, unprintable, first, last, refusals: told };
}

function tellIssuePreview(preview: Wire, say: CliCall['say']): void {
  const sums = (key: string): string => (preview[key] as Wire[]).map((row) => moneyText(row['total'])).join(', ') || 'nothing';
  say(`${String(preview['drafts'])} drafts of ${sums('totals')}`);
  if (preview['held'] !== 0) say(`${String(preview['held'])} of them, ${sums('held_totals')}, are held: ${(preview['held_by'] as Wire[]).map((row) => `${String(row['check'])} ${String(row['drafts'])}`).join(', ')}. They go out with --release-reason, else they stay held.`);
  for (const row of preview['refusals'] as Wire[]) say(`${String(row['drafts'])} cannot be issued: ${String(row['detail'])}. ${String(row['next'])}`);
  for (const row of preview['earlier'] as Wire[]) say(`${String(row['drafts'])} of ${String(row['issued_on'])} lie before the last number of ${String(row['last_on'])}: refused, or dated on that day with --date-on-last`);
  if (preview['unprintable'] !== 0) say(`${String(preview['unprintable'])} have characters that no font draws, such as ${String(preview['unprintable_characters'])}: set FONTS before their PDFs are made`);
}

/** Everything that the run refused or warned of. */
async function issuesOf(api: CliApi, runId: string): Promise<Wire[]> {
  const issues: Wire[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.get(`/v1/runs/${runId}/issues`, { limit: '500', cursor });
    issues.push(...(page['items'] as Wire[]));
    if (page['next_cursor'] === null) return issues;
    cursor = String(page['next_cursor']);
  }
}

async function credit({ api, args, options, say }: CliCall): Promise<unknown> {
  const documentId = await idOfNumber(api, args[0] ?? '');
  const [line, quantity, amount] = [text(options['line']), text(options['quantity']), text(options['amount'])];
  const { currency } = await api.get(`/v1/invoices/${documentId}`);
  const lines = line === undefined ? undefined : [{ line_no: Number(line), ...(quantity === undefined ? {} : { quantity }), ...(amount === undefined ? {} : { amount: { amount, currency } }) }];
  const issuedOn = text(options['issuedOn']);
  const body = { reason_code: text(options['code']) ?? 'other', reason: text(options['reason']), ...(issuedOn === undefined ? {} : { issued_on: issuedOn }), ...(lines === undefined ? {} : { lines }) };
  const dryRun = options['dryRun'] === true;
  const answer = await api.send('POST', `/v1/invoices/${documentId}/credit`, body, { dryRun });
  say(`${dryRun ? 'Would issue' : 'Issued'} ${String(answer['number'])} of ${moneyText(answer['total'])}; ${moneyText(answer['offset'])} of it lowers what is open on ${args[0] ?? ''}`);
  return answer;
}

async function voidInvoice({ api, args, options, say }: CliCall): Promise<unknown> {
  const answer = await api.send('POST', `/v1/invoices/${await idOfNumber(api, args[0] ?? '')}/void`, { reason: text(options['reason']), rebill: options['rebill'] === true });
  say(`${String(answer['number'])} is void as of ${String(answer['voided_on'])}`);
  return answer;
}

async function send({ api, args, options, say }: CliCall): Promise<unknown> {
  const to = text(options['to']);
  const answer = await api.send('POST', `/v1/invoices/${await idOfNumber(api, args[0] ?? '')}/send`, to === undefined ? {} : { to });
  say(`${args[0] ?? ''} is queued to ${String(answer['recipient'])} (${String(answer['channel'])})`);
  return answer;
}
