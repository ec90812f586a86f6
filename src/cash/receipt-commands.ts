// Receipts on the command line: found by number, applied, taken back, moved between customers, reversed, and what people noted.

import { refuse } from '#kernel/refusal.ts';
import type { CliApi, CliCall, CliCommand } from '#platform/cli/cli-command.ts';
import { moneyText, text, type Wire } from '#platform/cli/cli-values.ts';

const rowsOf = (page: Wire, key = 'items'): readonly Wire[] => page[key] as readonly Wire[];
const reasonOption = { flag: '--reason <text>', description: 'why', required: true };
const onOption = { flag: '--on <date>', description: 'the day from which it counts (today)' };

/** Refuses request.not_found where no receipt has exactly this number. */
export async function receiptOf(api: CliApi, number: string): Promise<Wire & { readonly receipt_id: string }> {
  const found = rowsOf(await api.get('/v1/receipts', { q: number, limit: '50' })).find((row) => row['number'] === number) ?? refuse('request.not_found', `there is no receipt ${number}`);
  return { ...found, receipt_id: String(found['receipt_id']) };
}

async function customerOf(api: CliApi, number: string): Promise<string> {
  return String((await api.get(`/v1/customers/${encodeURIComponent(number)}`))['id']);
}

type Parts = { readonly call: CliCall; readonly reason: string | undefined; readonly on: string };

/** A verb of one receipt that is named by its number. */
function verb(name: string, summary: string, more: Pick<CliCommand, 'args' | 'options' | 'example'>, bodyOf: (parts: Parts) => Promise<{ path: string; body: object }> | { path: string; body: object }): CliCommand {
  return {
    name, summary, ...more,
    async run(call) {
      const { api, args, options, say, today } = call;
      const { receipt_id: receiptId, number } = await receiptOf(api, args[0] ?? '');
      const { path, body } = await bodyOf({ call, reason: text(options['reason']), on: text(options['on']) ?? today() });
      const answer = await api.send('POST', `/v1/receipts/${receiptId}/${path}`, body);
      say(`${String(number)}: done`);
      return answer;
    },
  };
}

const payerCommands: readonly CliCommand[] = [
  verb('receipts identify', 'Say who paid: what is left goes to the customer’s account, from another’s too', { args: ['<number>', '<customer>'], options: [reasonOption, onOption], example: 'counterfoil receipts identify RCP-2026-00017 10002 --reason "letter of 3 March"' },
    async ({ call, reason, on }) => ({ path: 'identify', body: { customer_id: await customerOf(call.api, call.args[1] ?? ''), reason, on } })),
  verb('receipts unidentify', 'Take the payer back', { args: ['<number>'], options: [reasonOption, onOption], example: 'counterfoil receipts unidentify RCP-2026-00017 --reason "not theirs"' },
    ({ reason, on }) => ({ path: 'unidentify', body: { reason, on } })),
  verb('receipts keep', 'Keep what is left on a customer’s account on purpose', { args: ['<number>', '<customer>'], options: [reasonOption, onOption], example: 'counterfoil receipts keep RCP-2026-00017 10002 --reason prepayment' },
    async ({ call, reason, on }) => ({ path: 'on-account', body: { customer_id: await customerOf(call.api, call.args[1] ?? ''), reason, on } })),
  verb('receipts release', 'Give a receipt kept on account back to the work list', { args: ['<number>'], options: [reasonOption], example: 'counterfoil receipts release RCP-2026-00017 --reason "the invoice is out"' },
    ({ reason }) => ({ path: 'release', body: { reason } })),
  verb('receipts split', 'Put what is left on the accounts of several customers', { args: ['<number>', '<customer=amount...>'], options: [reasonOption, onOption], example: 'counterfoil receipts split RCP-2026-00017 10002=150.00 10004=80.00 --reason "one transfer for both"' },
    async ({ call, reason, on }) => ({ path: 'split', body: { parts: await partsOf(call), reason, on } })),
  verb('receipts reverse', 'Reverse a receipt: its applications are taken back, the documents open again', { args: ['<number>'], options: [reasonOption, onOption], example: 'counterfoil receipts reverse RCP-2026-00017 --reason "the cheque bounced"' },
    ({ reason, on }) => ({ path: 'reverse', body: { reversed_on: on, reason } })),
  verb('receipts note', 'Write a note to a receipt', { args: ['<number>', '<text>'], example: 'counterfoil receipts note RCP-2026-00017 "asked by phone who this is for"' },
    ({ call }) => ({ path: 'notes', body: { text: call.args[1] ?? '' } })),
];

/** 'customer=amount' in the receipt's currency. */
async function partsOf({ api, args }: CliCall): Promise<object[]> {
  const currency = String((await receiptOf(api, args[0] ?? ''))['currency']);
  return Promise.all(args.slice(1).map(async (part) => {
    const [customer = '', amount = ''] = part.split('=');
    return { customer_id: await customerOf(api, customer), amount: { amount, currency } };
  }));
}

async function apply({ api, args, options, say, today }: CliCall): Promise<unknown> {
  const receipt = await receiptOf(api, args[0] ?? '');
  const lines = await Promise.all(args.slice(1).map(async (part) => {
    const [number = '', amount] = part.split('=');
    const found = rowsOf(await api.get('/v1/open-documents', { q: number })).find((row) => row['number'] === number) ?? refuse('cash.nothing_open', `there is no open document ${number}`);
    return { document_id: found['document_id'], cash: amount === undefined ? found['open'] : { amount, currency: found['currency'] } };
  }));
  const answer = await api.send('POST', `/v1/receipts/${receipt.receipt_id}/applications`, { lines, reason: text(options['reason']), applied_on: text(options['on']) ?? today() });
  say(`${String(receipt['number'])}: ${String(answer['applications'])} applied`);
  return answer;
}

async function takeBack({ api, args, options, say, today }: CliCall): Promise<unknown> {
  const { receipt_id: receiptId, number } = await receiptOf(api, args[0] ?? '');
  const standing = rowsOf(await api.get('/v1/applications', { source_id: receiptId })).filter((row) => row['unapplied_on'] === null && (args[1] === undefined || row['number'] === args[1]));
  if (standing.length === 0) refuse('request.not_found', `nothing of ${String(number)} is applied${args[1] === undefined ? '' : ` to ${args[1]}`}`);
  const answer = await api.send('POST', '/v1/applications/unapply', { application_ids: standing.map((row) => row['application_id']), reason: text(options['reason']), unapplied_on: text(options['on']) ?? today(), wrong_match: options['wrong'] === true });
  say(`${String(number)}: ${standing.length} taken back`);
  return answer;
}

async function decide({ api, args, options, say, today }: CliCall, how: 'accept' | 'reject'): Promise<unknown> {
  const { match_id: matchId, match_status: status, number } = await receiptOf(api, args[0] ?? '');
  if (status !== 'suggested') refuse('cash.not_a_proposal', `nothing is proposed for ${String(number)}`);
  const answer = await api.send('POST', `/v1/matches/${String(matchId)}/${how}`, how === 'accept' ? { applied_on: text(options['on']) ?? today() } : { reason: text(options['reason']) });
  say(`${String(number)}: ${how === 'accept' ? 'the suggestion is carried out' : 'the suggestion is rejected'}`);
  return answer;
}

async function show({ api, args, say, table }: CliCall): Promise<unknown> {
  const { receipt_id: receiptId } = await receiptOf(api, args[0] ?? '');
  const receipt = await api.get(`/v1/receipts/${receiptId}`);
  say(`${String(receipt['number'])}: ${moneyText(receipt['amount'])} of ${String(receipt['received_on'])}, ${String(receipt['status'])}, ${moneyText(receipt['left'])} left; ${String(receipt['customer_name'] ?? receipt['payer_name'] ?? 'unknown payer')}`);
  table([{ key: 'on', title: 'Day' }, { key: 'event', title: 'What' }, { key: 'amount', title: 'Amount', align: 'end' }, { key: 'number', title: 'Document' }, { key: 'by', title: 'By' }, { key: 'reason', title: 'Why' }],
    rowsOf(receipt, 'history').map((row) => ({ ...row, amount: moneyText(row['amount']), number: row['number'] ?? '', reason: row['reason'] ?? '' })));
  return receipt;
}

async function enter({ api, args, options, say, today }: CliCall): Promise<unknown> {
  const [amount = '', currency = ''] = args;
  const customer = text(options['customer']);
  const answer = await api.send('POST', '/v1/receipts', {
    method: text(options['method']) ?? 'cheque', received_on: text(options['on']) ?? today(), amount: { amount, currency }, customer_id: customer === undefined ? undefined : await customerOf(api, customer),
    payer_name: text(options['payer']), reference: text(options['reference']), text: text(options['text']),
  });
  say(`${String(answer['number'])} is entered`);
  return answer;
}

async function find({ api, args, table }: CliCall): Promise<unknown> {
  const page = await api.get('/v1/open-documents', { q: args[0] ?? '' });
  table([{ key: 'number', title: 'Document' }, { key: 'customer_name', title: 'Customer' }, { key: 'due_on', title: 'Due' }, { key: 'open', title: 'Open', align: 'end' }], rowsOf(page).map((row) => ({ ...row, open: moneyText(row['open']) })));
  return page;
}

async function counts({ api, table }: CliCall): Promise<unknown> {
  const page = await api.get('/v1/receipt-counts');
  table([{ key: 'view', title: 'View' }, { key: 'receipts', title: 'Receipts', align: 'end' }, { key: 'left', title: 'Not applied', align: 'end' }], rowsOf(page).map((row) => ({ ...row, left: moneyText(row['left']) })));
  return page;
}

export const receiptCommands: readonly CliCommand[] = [
  { name: 'receipts show', summary: 'One receipt with everything that happened to it', args: ['<number>'], example: 'counterfoil receipts show RCP-2026-00017', run: show },
  { name: 'receipts counts', summary: 'How many receipts wait in each view', example: 'counterfoil receipts counts', run: counts },
  {
    name: 'receipts enter', summary: 'Enter a cheque, cash or a card payment by hand', args: ['<amount>', '<currency>'],
    options: [
      { flag: '--method <method>', description: 'cheque, cash, card or other (cheque)' }, { flag: '--customer <number>', description: 'who paid' }, { flag: '--payer <name>', description: 'the name of the payer, if it is not the customer’s' },
      { flag: '--reference <text>', description: 'cheque number, slip' }, { flag: '--text <text>', description: 'what the payer wrote' }, onOption,
    ],
    example: 'counterfoil receipts enter 250.00 EUR --customer 10002 --text INV-2026-00034 --reference 4711', run: enter,
  },
  { name: 'receipts apply', summary: 'Apply a receipt to documents: all that is open of each, or an amount', args: ['<number>', '<document[=amount]...>'], options: [reasonOption, onOption], example: 'counterfoil receipts apply RCP-2026-00017 INV-2026-00034 INV-2026-00035=20.00 --reason "as the letter says"', run: apply },
  { name: 'receipts accept', summary: 'Carry out what the matcher suggests', args: ['<number>'], options: [onOption], example: 'counterfoil receipts accept RCP-2026-00017', run: (call) => decide(call, 'accept') },
  { name: 'receipts reject', summary: 'Reject what the matcher suggests', args: ['<number>'], options: [reasonOption], example: 'counterfoil receipts reject RCP-2026-00017 --reason "another customer’s"', run: (call) => decide(call, 'reject') },
  {
    name: 'receipts take-back', summary: 'Take applications of a receipt back: all, or those to one document', args: ['<number>', '[document]'],
    options: [reasonOption, onOption, { flag: '--wrong', description: 'it was a mistake, and counts in the false-match rate' }], example: 'counterfoil receipts take-back RCP-2026-00017 INV-2026-00034 --reason "wrong invoice" --wrong', run: takeBack,
  },
  ...payerCommands,
  { name: 'receipts find', summary: 'Find open documents of anybody by number, amount or customer', args: ['<text>'], example: 'counterfoil receipts find 1182.55', run: find },
];
