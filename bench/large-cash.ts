// Money in of the large company: bank lines and receipts, most of them applied, some waiting on a customer's account or for a payer.

import { TODAY, type Fill } from './large-size.ts';

export const account = (purpose: string): string => `(select account_id from ledger.account where org_id = $1 and purpose = '${purpose}')`;

/** state: applied, unapplied (the customer is known) or unidentified. */
export async function seedCash({ client, orgId, documents }: Fill): Promise<void> {
  const waiting = Math.round(documents / 48);
  await client.query(`
    create unlogged table bench_receipt as
    select r.*, platform.derived_id(ms, 'receipt ' || r) as receipt_id, platform.derived_id(ms, 'line ' || r) as bank_line_id, platform.derived_id(ms, 'received ' || r) as entry_id from (
      select row_number() over (order by paid_on, g) as r, (extract(epoch from paid_on) * 1000 + g % 3600000)::bigint as ms, g, document_id, customer_id, currency, total as amount, paid_on as received_on, 'applied' as state from bench_document where is_paid
      union all
      select 100000000 + w, (extract(epoch from date '${TODAY}') * 1000 - (w % 120)::bigint * 86400000)::bigint, null, null, platform.derived_id(1600000000000, 'customer ' || w % 1000), 'EUR', 1000 + w, date '${TODAY}' - (w % 120)::int,
        case when w % 5 = 0 then 'unidentified' else 'unapplied' end from generate_series(1, ${waiting}::bigint) w
    ) r`);
  await client.query('analyze bench_receipt');
  const statements = [...bankRows(waiting), ...receiptRows(), ...lineStates(), ...postings(), ...applications()];
  for (const statement of statements) await client.query(statement, statement.includes('$1') ? [orgId] : []);
  await client.query('drop table bench_receipt');
}

function bankRows(waiting: number): string[] {
  const line = `insert into payments.bank_line (org_id, bank_line_id, statement_id, bank_account_id, line_no, booked_on, amount_minor, currency, payer_name, payer_account, text, reference, dedupe_key, raw, entry_id, recorded_at)`;
  const bank = `platform.derived_id(1, 'bank')`;
  return [
    `insert into payments.bank_account (org_id, bank_account_id, entity_id, name, account, currency, ledger_account_id, recorded_at) values ($1, ${bank}, 1, 'House bank', 'NL00BENCH0000000001', 'EUR', ${account('bank')}, now())`,
    `insert into payments.bank_statement (org_id, statement_id, bank_account_id, format, statement_reference, identity, opening_minor, opening_on, closing_minor, closing_on, balance, difference_minor, line_count, recorded_at)
      select $1, platform.derived_id(2, 'statement ' || d), ${bank}, 'camt.053', 'S' || d, 'S' || d, 0, date '${TODAY}' - d, 0, date '${TODAY}' - d, case when d % 100 = 0 then 'differs' else 'ties' end, case when d % 100 = 0 then 5 else 0 end, 1, now() from generate_series(0, 740) d`,
    `${line} select $1, bank_line_id, platform.derived_id(2, 'statement ' || (date '${TODAY}' - received_on)), ${bank}, 1, received_on, amount, currency, 'Payer ' || r, 'NL11PAYER' || r, 'Payment INV ' || r, null, 'r' || r, '{}', entry_id, received_on from bench_receipt`,
    `${line} select $1, platform.derived_id(1780000000000 + w, 'other line ' || w), platform.derived_id(2, 'statement ' || w % 700), ${bank}, 2, date '${TODAY}' - (w % 700)::int, -100 - w % 900, 'EUR', null, null, 'Charges ' || w, null, 'o' || w, '{}', platform.derived_id(3, 'other ' || w), now()
      from generate_series(1, ${Math.round(waiting / 4)}) w`,
    `insert into payments.bank_line_decision (org_id, bank_line_id, decision_no, decision, kind, account_id, decided_by, reason, recorded_at, recorded_by)
      select $1, platform.derived_id(1780000000000 + w, 'other line ' || w), 1, case when w % 4 = 0 then 'to_clarify' else 'not_a_receipt' end, case when w % 4 = 0 then 'other' else 'bank_charge' end, ${account('suspense')}, 'rule', 'bench', now(), 'bench'
      from generate_series(1, ${Math.round(waiting / 4)}) w`,
  ];
}

function lineStates(): string[] {
  return [
    `insert into payments.bank_line_state (org_id, bank_line_id, bank_account_id, currency, booked_on, amount_minor, status)
      select $1, l.bank_line_id, l.bank_account_id, l.currency, l.booked_on, l.amount_minor, coalesce(d.decision, 'receipt')
      from payments.bank_line l left join payments.bank_line_decision d on d.org_id = l.org_id and d.bank_line_id = l.bank_line_id where l.org_id = $1`,
    `insert into payments.bank_line_day (org_id, bank_account_id, currency, status, booked_on, lines, amount_minor)
      select $1, bank_account_id, currency, status, booked_on, count(*), sum(amount_minor) from payments.bank_line_state where org_id = $1 group by 2, 3, 4, 5`,
  ];
}

function receiptRows(): string[] {
  return [
    `insert into payments.receipt (org_id, receipt_id, number, entity_id, bank_line_id, method, received_on, amount_minor, currency, payer_name, payer_account, text, money_account_id, entry_id, recorded_at, recorded_by)
      select $1, receipt_id, 'RC-' || lpad(r::text, 9, '0'), 1, bank_line_id, 'bank', received_on, amount, currency, 'Payer ' || r, 'NL11PAYER' || r, 'Payment INV ' || r, ${account('bank')}, entry_id, received_on, 'bench' from bench_receipt`,
    `insert into cash.identification (org_id, identification_id, receipt_id, identification_no, customer_id, identified_on, amount_minor, decided_by, reason, entry_id, recorded_at, recorded_by)
      select $1, platform.derived_id(ms, 'identification ' || r), receipt_id, 1, customer_id, received_on, amount, 'rule', 'bench', platform.derived_id(ms, 'identified ' || r), received_on, 'bench' from bench_receipt where state <> 'unidentified'`,
    `insert into cash.match (org_id, match_id, receipt_id, status, outcome, rule, confidence, receipt_on, amount_minor, currency, proposal, reasons, recorded_at)
      select $1, platform.derived_id(ms, 'match ' || r), receipt_id, case when state = 'applied' then 'applied' when r % 3 = 0 then 'suggested' when r % 3 = 1 then 'unmatched' else 'on_account' end,
        case when state = 'applied' then 'applied' when r % 3 = 0 then 'suggested' else 'unmatched' end, 'number', 0.9, received_on, amount, currency, '{}', '[]', received_on from bench_receipt`,
  ];
}

/** Received on the bank, known to be a customer's, applied: an entry each. */
function postings(): string[] {
  const steps = [
    { entry: 'entry_id', event: 'receipt.recorded', debit: account('bank'), credit: account('unidentified_cash'), debitItem: 'null::uuid', creditItem: 'receipt_id', customer: 'null::uuid', when: 'true' },
    { entry: `platform.derived_id(ms, 'identified ' || r)`, event: 'receipt.identified', debit: account('unidentified_cash'), credit: account('unapplied_cash'), debitItem: 'receipt_id', creditItem: 'receipt_id', customer: 'customer_id', when: `state <> 'unidentified'` },
    { entry: `platform.derived_id(ms, 'applied ' || r)`, event: 'cash.applied', debit: account('unapplied_cash'), credit: account('receivable'), debitItem: 'receipt_id', creditItem: 'document_id', customer: 'customer_id', when: `state = 'applied'` },
  ];
  return [
    ...steps.flatMap((step) => [
      `insert into ledger.entry (org_id, entry_id, entity_id, posted_on, recorded_at, event, source_id) select $1, ${step.entry}, 1, received_on, received_on, '${step.event}', receipt_id from bench_receipt where ${step.when} order by received_on, r`,
      `insert into ledger.transfer (org_id, entry_id, line, entity_id, posted_on, recorded_at, debit_account_id, credit_account_id, amount_minor, currency, base_minor, customer_id, document_id, debit_item_id, credit_item_id)
        select $1, ${step.entry}, 1, 1, received_on, received_on, ${step.debit}, ${step.credit}, amount, currency, amount, ${step.customer}, receipt_id, ${step.debitItem}, ${step.creditItem} from bench_receipt where ${step.when} order by received_on, r`,
    ]),
    ...[['unidentified_cash', `state <> 'unidentified'`, 'null::uuid', 'true'], ['unapplied_cash', `state = 'applied'`, 'customer_id', `state <> 'unidentified'`]].map(([purpose = '', closed = '', customer = '', when = '']) => `
      insert into ledger.open_item (org_id, item_id, account_id, entity_id, document_id, customer_id, currency, opened_on, due_on, recorded_at, debit_minor, credit_minor, side, last_posted_on)
      select $1, receipt_id, ${account(purpose)}, 1, receipt_id, ${customer}, currency, received_on, received_on, received_on, case when ${closed} then amount else 0 end, amount, 'credit', received_on from bench_receipt where ${when} order by r`),
  ];
}

function applications(): string[] {
  return [`
    insert into cash.application (org_id, application_id, entity_id, source_kind, source_id, source_minor, source_currency, document_id, item_id, customer_id, applied_on, currency, applied_minor, cash_minor, decided_by, rule, confidence, reasons, entry_id, recorded_at, recorded_by)
    select $1, platform.derived_id(ms, 'application ' || r), 1, 'receipt', receipt_id, amount, currency, document_id, document_id, customer_id, received_on, currency, amount, amount, 'rule', 'number', 0.95, '[]', platform.derived_id(ms, 'applied ' || r), received_on, 'bench'
    from bench_receipt where state = 'applied'`];
}
