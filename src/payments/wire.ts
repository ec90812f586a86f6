// Shapes of bank accounts, statements, bank lines and receipts on the wire.

import { z } from 'zod';
import { datePatterns } from '#formats/written-values.ts';
import { currency, id, instant, localDate, money, shortText } from '#platform/http/schemas.ts';

export const entityId = z.coerce.number().int().min(1).max(10_000);

export const bankAccountAnswer = z.object({
  bank_account_id: id, entity_id: z.int(), name: z.string(), account: z.string(), currency, ledger_code: z.string(), lines: money, last_closing: money.nullable(), last_closing_on: localDate.nullable(), to_clarify: z.int(),
  books: money.meta({ description: 'Opening balance and lines' }), apart: money.nullable().meta({ description: 'The last closing balance less that; not zero where the opening balance or a statement is missing' }),
  opening: money.nullable().meta({ description: 'What stood there before the first line, in the books' }), opened_on: localDate.nullable(),
  stated_opening: money.nullable().meta({ description: 'The opening balance of the first statement' }), stated_opening_on: localDate.nullable(),
}).meta({ id: 'BankAccount' });

export const statementAnswer = z.object({
  statement_id: id, bank_account_id: id, account_name: z.string(), account: z.string(), currency, format: z.string(), statement_reference: z.string(), opening: money.nullable(), opening_on: localDate.nullable(),
  closing: money.nullable(), closing_on: localDate.nullable(), balance: z.enum(['ties', 'differs', 'unknown']), difference: money,
  gap: money.nullable().meta({ description: 'Opening less the closing of the statement before; not zero where one is missing' }), line_count: z.int(), new_lines: z.int(), warnings: z.array(z.string()),
  file_id: id.nullable(), run_id: id.nullable(), recorded_at: instant,
}).meta({ id: 'BankStatement' });

export const lineStatus = z.enum(['receipt', 'not_a_receipt', 'return', 'returned', 'to_clarify', 'duplicate']);

export const bankLineAnswer = z.object({
  bank_line_id: id, statement_id: id, bank_account_id: id, entity_id: z.int(), account_name: z.string(), line_no: z.int(), booked_on: localDate, value_on: localDate.nullable(), amount: money, original: money.nullable(),
  payer_name: z.string().nullable(), payer_account: z.string().nullable().meta({ description: 'Masked but for its end' }), text: z.string(), reference: z.string().nullable(), bank_reference: z.string().nullable(),
  transaction_code: z.string().nullable(), status: lineStatus, kind: z.string().nullable(), fee: money.nullable().meta({ description: 'Of a return: what the bank took on top; it stands on bank charges, to be charged on or borne' }), decided_by: z.string().nullable(), decision_reason: z.string().nullable(), account_code: z.string().nullable(),
  receipt_id: id.nullable(), receipt_number: z.string().nullable(), receipts: z.int(),
}).meta({ id: 'BankLine' });

export const lineTotals = z.object({ currency, lines: z.int(), amount: money });

const column = z.string().min(1).max(200);

/** The columns of a bank's table, kept under a name. */
export const bankMapping = z.strictObject({
  date: column, date_format: z.enum(datePatterns), decimal_mark: z.enum(['point', 'comma']), value_date: column.optional(), amount: column.optional(), debit: column.optional(), credit: column.optional(),
  direction: z.strictObject({ column, debit_words: z.array(shortText).min(1).max(20) }).optional(), currency: column.optional(), name: column.optional(), account: column.optional(),
  text: z.union([column, z.array(column).min(1).max(12)]).optional(), reference: column.optional(),
}).meta({ id: 'BankTableMapping' });
