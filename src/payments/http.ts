// Routes of money in: bank accounts, statements, bank lines, receipts entered by hand.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fromWire, parseAmount } from '#kernel/money.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, listOf, localDate, longText, money, pageQuery, reason, shortText } from '#platform/http/schemas.ts';
import { refuse } from '#kernel/refusal.ts';
import { findProfile, saveProfile } from '#platform/imports/import-store.ts';
import { maskAccount } from '#customers/index.ts';
import { openBankAccount } from './bank-account.ts';
import { decideLine, lineKinds } from './decide-line.ts';
import { bankProfileKind, startStatementImport } from './import-run.ts';
import { recordOpeningBalance } from './opening-balance.ts';
import { listBankAccounts, pageOfLines, pageOfStatements, totalsOfLines, type BankLineOverview } from './queries.ts';
import { receiptMethods, recordReceipt } from './record-receipt.ts';
import { bankAccountAnswer, bankLineAnswer, bankMapping, entityId, lineStatus, lineTotals, statementAnswer } from './wire.ts';

const tag = 'Receipts';

const accountRoutes: readonly Route[] = [
  route({
    operation: 'listBankAccounts', method: 'GET', path: '/v1/bank-accounts', tag, summary: 'Your own bank accounts, with what their statements brought', permission: 'receipt.read',
    query: z.strictObject({ entity_id: entityId.optional() }), answer: listOf(bankAccountAnswer),
    handle: async ({ platform, ctx, query }) => ({ items: await inReadOnly(platform.database, ctx, (tx) => listBankAccounts(tx, query.entityId ?? null)), nextCursor: null }),
  }),
  route({
    operation: 'openBankAccount', method: 'POST', path: '/v1/bank-accounts', tag, summary: 'Set up a bank account of yours', permission: 'org.manage', status: 201,
    body: z.strictObject({ entity_id: z.int().min(1).default(1), name: shortText, account: shortText, currency, ledger_code: shortText.optional() }),
    answer: z.object({ bank_account_id: id, entity_id: z.int(), name: z.string(), account: z.string(), currency, ledger_account_id: z.int() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'bank_account.open', permission: 'org.manage', key, dryRun, input: body }, openBankAccount),
  }),
  route({
    operation: 'recordOpeningBalance', method: 'POST', path: '/v1/bank-accounts/{bank_account_id}/opening-balance', tag, summary: 'Say what stood on a bank account before its first line; said anew, the earlier balance is taken back', permission: 'org.manage',
    params: z.strictObject({ bank_account_id: id }), body: z.strictObject({ opening: money.meta({ description: 'Below zero for an overdrawn account; zero takes the earlier balance back' }), opened_on: localDate, reason }),
    answer: z.object({ bank_account_id: id, entry_id: id.nullable() }),
    handle: ({ platform, ctx, key, dryRun, params, body }) => {
      const input = { bankAccountId: params.bankAccountId, amountMinor: fromWire(body.opening).minor, currency: body.opening.currency, openedOn: body.openedOn, reason: body.reason };
      return command(platform.database, ctx, { name: 'bank_account.record_opening', permission: 'org.manage', key, dryRun, input }, recordOpeningBalance);
    },
  }),
];

const statementQuery = z.strictObject({ bank_account_id: id.optional(), balance: z.enum(['ties', 'differs', 'unknown']).optional(), ...pageQuery });
const uploadQuery = z.strictObject({ bank_account_id: id.optional().meta({ description: 'Needed for a table; otherwise told from the file' }), profile: shortText.optional().meta({ description: 'A kept mapping, for a table' }) });

const statementRoutes: readonly Route[] = [
  route({
    operation: 'listBankStatements', method: 'GET', path: '/v1/bank-statements', tag, summary: 'Imported statements, latest first, with what does not add up', permission: 'receipt.read', query: statementQuery, answer: listOf(statementAnswer),
    handle: async ({ platform, ctx, query }) => {
      const after = decodeCursor(query.cursor, 2) as [string, string] | null;
      const rows = await inReadOnly(platform.database, ctx, (tx) => pageOfStatements(tx, { bankAccountId: query.bankAccountId ?? null, balance: query.balance ?? null, statementId: null, after, limit: query.limit + 1 }));
      return pageOf(rows, query.limit, (row) => [row.recordedAt, row.statementId]);
    },
  }),
  route({
    operation: 'getBankStatement', method: 'GET', path: '/v1/bank-statements/{statement_id}', tag, summary: 'One statement', permission: 'receipt.read', params: z.strictObject({ statement_id: id }), answer: statementAnswer,
    handle: async ({ platform, ctx, params }) => {
      const [row] = await inReadOnly(platform.database, ctx, (tx) => pageOfStatements(tx, { bankAccountId: null, balance: null, statementId: params.statementId, after: null, limit: 1 }));
      return row ?? refuse('request.not_found', `there is no statement ${params.statementId}`);
    },
  }),
  route({
    operation: 'importBankStatement', method: 'POST', path: '/v1/bank-statements', tag, summary: 'Import a bank file: camt, MT940, OFX, or a table; a run brings it in, each line once', permission: 'receipt.write', status: 202, upload: true,
    query: uploadQuery, answer: z.object({ run_id: id }),
    handle: async ({ platform, ctx, key, dryRun, query, upload }) => {
      if (upload === undefined) refuse('file.empty', 'no file was sent');
      const { bytes, fileName } = upload;
      const input = { fileName, sha256: createHash('sha256').update(bytes).digest('hex'), bankAccountId: query.bankAccountId ?? null, profile: query.profile ?? null };
      return command(platform.database, ctx, { name: 'bank_statement.start_import', permission: 'receipt.write', key, dryRun, input }, async (tx, inner) => {
        const kept = await platform.files.keep(tx, inner, { name: fileName, mediaType: 'application/octet-stream', bytes });
        return startStatementImport(tx, inner, { fileId: kept.fileId, fileName, bankAccountId: input.bankAccountId, profile: input.profile });
      });
    },
  }),
  route({
    operation: 'keepBankTableMapping', method: 'PUT', path: '/v1/bank-table-mappings/{name}', tag, summary: 'Keep how a bank’s tables are read', permission: 'receipt.write', params: z.strictObject({ name: shortText }), body: bankMapping,
    answer: z.object({ name: z.string() }),
    handle: ({ platform, ctx, key, dryRun, params, body }) => command(platform.database, ctx, { name: 'bank_statement.keep_mapping', permission: 'receipt.write', key, dryRun, input: { name: params.name, mapping: body } }, async (tx, inner, input) => {
      const before = await findProfile(tx, bankProfileKind, input.name);
      await saveProfile(tx, { kind: bankProfileKind, name: input.name, mapping: input.mapping, recordedAt: inner.now });
      tx.audit({ subjectKind: 'import_profile', subjectId: `${bankProfileKind}/${input.name}`, before: before?.mapping ?? null, after: input.mapping });
      return { name: input.name };
    }),
  }),
];

const lineQuery = z.strictObject({ bank_account_id: id.optional(), statement_id: id.optional(), status: lineStatus.optional(), from: localDate.optional(), to: localDate.optional(), ...pageQuery });

const lineRoutes: readonly Route[] = [
  route({
    operation: 'listBankLines', method: 'GET', path: '/v1/bank-lines', tag, summary: 'Bank lines with what each was taken for', permission: 'receipt.read', query: lineQuery, answer: listOf(bankLineAnswer).extend({ totals: z.array(lineTotals) }),
    handle: async ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const filter = { bankAccountId: query.bankAccountId ?? null, statementId: query.statementId ?? null, status: query.status ?? null, bankLineId: null, from: query.from ?? null, to: query.to ?? null };
      const rows = await pageOfLines(tx, { ...filter, after: decodeCursor(query.cursor, 2) as [string, string] | null, limit: query.limit + 1 });
      const totals = await totalsOfLines(tx, filter);
      const page = pageOf(rows, query.limit, (row) => [row.bookedOn, row.bankLineId]);
      return { ...page, items: page.items.map(masked), total: totals.reduce((sum, row) => sum + row.lines, 0), totals };
    }),
  }),
  route({
    operation: 'getBankLine', method: 'GET', path: '/v1/bank-lines/{bank_line_id}', tag, summary: 'One bank line', permission: 'receipt.read', params: z.strictObject({ bank_line_id: id }), answer: bankLineAnswer,
    handle: async ({ platform, ctx, params }) => {
      const filter = { bankAccountId: null, statementId: null, status: null, bankLineId: params.bankLineId, from: null, to: null };
      const [row] = await inReadOnly(platform.database, ctx, (tx) => pageOfLines(tx, { ...filter, after: null, limit: 1 }));
      return row === undefined ? refuse('request.not_found', `there is no bank line ${params.bankLineId}`) : masked(row);
    },
  }),
  route({
    operation: 'decideBankLine', method: 'POST', path: '/v1/bank-lines/{bank_line_id}/decisions', tag, summary: 'Say what a bank line is: no receipt, with the account it belongs to, a receipt after all, a duplicate of a line from another file, or the return of a receipt (the next cash run reverses it)', permission: 'receipt.write',
    params: z.strictObject({ bank_line_id: id }), status: 201, answer: z.object({ bank_line_id: id, decision: z.string(), receipt_id: id.nullable() }),
    body: z.strictObject({ decision: z.enum(['not_a_receipt', 'receipt', 'duplicate', 'return']), kind: z.enum(lineKinds).optional(), account_code: shortText.optional(), receipt_id: id.optional().meta({ description: 'Of a return: the receipt that the bank took back' }), reason, decided_on: localDate }),
    handle: ({ platform, ctx, key, dryRun, params, body }) =>
      command(platform.database, ctx, { name: 'bank_line.decide', permission: 'receipt.write', key, dryRun, input: { ...body, bankLineId: params.bankLineId } }, decideLine),
  }),
];

const receiptRoutes: readonly Route[] = [
  route({
    operation: 'recordReceipt', method: 'POST', path: '/v1/receipts', tag, summary: 'Enter a receipt by hand: cheque, cash, card, other', permission: 'receipt.write', status: 201,
    body: z.strictObject({
      entity_id: z.int().min(1).default(1), method: z.enum(receiptMethods), received_on: localDate, amount: money, customer_id: id.nullish(), payer_name: shortText.nullish(), payer_account: shortText.nullish(),
      text: longText.optional(), reference: shortText.nullish(), external_id: shortText.nullish(), bank_account_id: id.nullish(),
    }),
    answer: z.object({ receipt_id: id, number: z.string() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'receipt.record', permission: 'receipt.write', key, dryRun, input: body }, (tx, inner, { amount, ...rest }) =>
      recordReceipt(tx, inner, { ...rest, amountMinor: parseAmount(amount.amount, amount.currency), currency: amount.currency })),
  }),
];

function masked(line: BankLineOverview): BankLineOverview {
  return { ...line, payerAccount: line.payerAccount === null ? null : maskAccount(line.payerAccount) };
}

export const paymentRoutes: readonly Route[] = [...accountRoutes, ...statementRoutes, ...lineRoutes, ...receiptRoutes];
