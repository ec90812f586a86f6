// Shapes of receipts, applications, proposals and match rates on the wire.

import { z } from 'zod';
import { currency, id, instant, localDate, money } from '#platform/http/schemas.ts';
import { receiptStatuses } from './queries.ts';

export const receiptStatus = z.enum(receiptStatuses);
export const matchStatus = z.enum(['suggested', 'unmatched', 'on_account']);

const reasonAnswer = z.object({ code: z.string(), text: z.string(), weight: z.number() }).meta({ id: 'MatchReason', description: 'What speaks for a reading; a negative weight is a doubt, taken off the confidence' });

export const receiptAnswer = z.object({
  receipt_id: id, number: z.string(), entity_id: z.int(), method: z.string(), received_on: localDate, amount: money, original: money.nullable(), left: money, status: receiptStatus, age_days: z.int(),
  customer_id: id.nullable(), customer_name: z.string().nullable(), customer_number: z.string().nullable(), payer_name: z.string().nullable(), payer_account: z.string().nullable(), text: z.string(), reference: z.string().nullable(),
  bank_line_id: id.nullable(), match_id: id.nullable(), match_status: matchStatus.nullable(), match_rule: z.string().nullable(), match_confidence: z.string().nullable(), match_outdated: z.boolean().meta({ description: 'A suggestion that counts on what other payments took meanwhile' }),
}).meta({ id: 'Receipt' });

export const receiptTotals = z.object({ currency, status: receiptStatus, receipts: z.int(), amount: money, left: money, over30: money, over90: money });

export const applicationAnswer = z.object({
  application_id: id, source_kind: z.enum(['receipt', 'credit_note']), source_id: id, document_id: id, number: z.string(), customer_id: id, customer_name: z.string(), applied_on: localDate, applied: money, cash: money, discount: money,
  fee: money, tolerance: money, source: money, decided_by: z.enum(['rule', 'person']), rule: z.string().nullable(), confidence: z.string().nullable(), reasons: z.array(reasonAnswer), recorded_at: instant, recorded_by: z.string(),
  unapplied_on: localDate.nullable(), unapplied_reason: z.string().nullable(), wrong_match: z.boolean().nullable(),
}).meta({ id: 'CashApplication' });

export const proposalAnswer = z.object({
  match_id: id.nullable(), status: z.string(), rule: z.string(), confidence: z.string(), customer_id: id.nullable(), amount: money, rest: money, reasons: z.array(reasonAnswer),
  lines: z.array(z.object({ document_id: id, number: z.string(), customer_id: id, cash: money, credit: money, discount: money, fee: money, tolerance: money })),
  credits: z.array(z.object({ document_id: id, number: z.string(), used: money })),
}).meta({ id: 'MatchProposal' });

const eventAnswer = z.object({ on: localDate, at: instant, by: z.string(), event: z.string(), amount: money.nullable(), number: z.string().nullable(), customer_name: z.string().nullable(), reason: z.string().nullable() });

const standsAnswer = z.object({ customer_id: id.nullable(), customer_name: z.string().nullable(), left: money }).meta({ description: 'Where what is left stands: on a customer’s account, or with nobody' });

export const receiptRecord = receiptAnswer.extend({ stands: z.array(standsAnswer), applications: z.array(applicationAnswer), proposal: proposalAnswer.nullable() }).meta({ id: 'ReceiptRecord' });
export const receiptDetail = receiptRecord.extend({ history: z.array(eventAnswer) }).meta({ id: 'ReceiptDetail' });

export const candidateAnswer = z.object({
  document_id: id, number: z.string(), kind: z.string(), customer_id: id, customer_number: z.string(), customer_name: z.string(), issued_on: localDate, due_on: localDate, currency, open: money, total: money,
  discount: z.object({ amount: money, until: localDate }).nullable(), score: z.number(), reasons: z.array(z.string()),
}).meta({ id: 'MatchCandidate' });

export const candidatesAnswer = z.object({
  items: z.array(candidateAnswer), payers: z.array(z.object({ customer_id: id, name: z.string(), certainty: z.enum(['sure', 'likely', 'vague']), how: z.string() })), reading: proposalAnswer.meta({ description: 'What the matcher makes of the receipt now' }), others: z.array(proposalAnswer),
  receipt: receiptRecord, suggestion: proposalAnswer.nullable().meta({ description: 'What waits to be accepted or rejected' }),
});

export const rateAnswer = z.object({
  month: z.string(), currency, receipts: z.int(), amount: money, applied: z.int().meta({ description: 'Without a person' }), applied_amount: money,
  wrong: z.int().meta({ description: 'Applied without a person and taken back as wrong' }), wrong_amount: money, accepted: z.int(), rejected: z.int(), suggested: z.int(), unmatched: z.int(), by_hand: z.int(),
  match_rate: z.string().meta({ description: 'Receipts applied without a person, of all: 0.9750 is 97.5 %' }), money_rate: z.string(), false_match_rate: z.string().meta({ description: 'Of the receipts applied without a person, those taken back as wrong' }),
}).meta({ id: 'MatchRate' });

export const receiptProof = z.object({
  label: z.string(), kind: z.string(), value: z.string().nullable(), amount: money.nullable(), currency: currency.nullable(), link: z.object({ kind: z.string(), id: z.string() }).nullable(),
  get children() {
    return z.array(receiptProof);
  },
}).meta({ id: 'ReceiptProof', description: 'One statement about a receipt, and what it rests on below it' });

export const ruleAnswer = z.object({ rule: z.string(), applications: z.int(), wrong: z.int(), confidence: z.string().nullable() });
