// The lists and pages that are measured: every view, order, filter and search a screen offers, by address.

import type pg from 'pg';

type Named = readonly (readonly [name: string, address: string])[];

const customers: Named = [
  ['customers by name', '/v1/customers'], ['customers by number', '/v1/customers?sort=number'], ['customers by receivable', '/v1/customers?sort=-receivable'], ['customers by receivable, smallest', '/v1/customers?sort=receivable'],
  ['customers by overdue', '/v1/customers?sort=-overdue'], ['customers by overdue, smallest', '/v1/customers?sort=overdue'], ['customers open', '/v1/customers?view=open'], ['customers overdue', '/v1/customers?view=overdue'],
  ['customers credit', '/v1/customers?view=credit'], ['customers overdue by overdue', '/v1/customers?view=overdue&sort=-overdue'], ['customers open by receivable', '/v1/customers?view=open&sort=-receivable'],
  ['customers on hold', '/v1/customers?status=%5B%22on_hold%22%5D'], ['customers in dollars', '/v1/customers?currency=USD'], ['customers in euros', '/v1/customers?currency=EUR'], ['customers in euros by overdue', '/v1/customers?currency=EUR&sort=-overdue'],
  ['customers search, a tenth', '/v1/customers?q=nordic'], ['customers search, hundred', '/v1/customers?q=w77'], ['customers search, two words', '/v1/customers?q=nordic%20w77'], ['customers search, all', '/v1/customers?q=amsterdam'],
  ['customers search, a letter', '/v1/customers?q=n'], ['customers search by overdue', '/v1/customers?q=nordic&sort=-overdue'], ['customers search overdue', '/v1/customers?q=nordic&view=overdue'],
  ['customers as of a past day', '/v1/customers?as_of=2026-03-31'], ['customers as of a past day by overdue', '/v1/customers?as_of=2026-03-31&sort=-overdue'], ['customers as of a past day, overdue', '/v1/customers?as_of=2026-03-31&view=overdue'],
  ['customers as of a past day by receivable', '/v1/customers?as_of=2026-03-31&sort=-receivable'], ['customers as of yesterday by receivable', '/v1/customers?as_of=2026-06-29&sort=-receivable'],
];

const invoices: Named = [
  ['invoices', '/v1/invoices'], ['invoices by oldest', '/v1/invoices?sort=issued_on'], ['invoices by total', '/v1/invoices?sort=-total'], ['invoices by smallest total', '/v1/invoices?sort=total'],
  ...['draft', 'held', 'issued', 'voided', 'open', 'overdue', 'paid'].flatMap((state): Named => [[`invoices ${state}`, `/v1/invoices?state=${state}`], [`invoices ${state} by total`, `/v1/invoices?state=${state}&sort=-total`]]),
  ['invoices open by due', '/v1/invoices?state=open&sort=due_on'], ['invoices overdue by due', '/v1/invoices?state=overdue&sort=due_on'], ['invoices overdue by latest due', '/v1/invoices?state=overdue&sort=-due_on'],
  ['credit notes', '/v1/invoices?kind=credit_note'], ['invoices alone', '/v1/invoices?kind=invoice'], ['invoices alone, open', '/v1/invoices?kind=invoice&state=open'], ['debit notes by total', '/v1/invoices?kind=debit_note&sort=-total'],
  ['invoices in dollars', '/v1/invoices?currency=USD'], ['invoices in dollars by total', '/v1/invoices?currency=USD&sort=-total'], ['invoices search number, one', '/v1/invoices?q=INV-2026-00900'], ['invoices search number, many', '/v1/invoices?q=INV-2026'],
  ['invoices search number, all', '/v1/invoices?q=I'], ['invoices search number, overdue', '/v1/invoices?q=INV-2025&state=overdue'], ['invoices search order', '/v1/invoices?q=SO-0000045'], ['invoices search customer', '/v1/invoices?q=B00000000'],
  ['invoices of a month', '/v1/invoices?issued_from=2026-05-01&issued_to=2026-05-31'], ['invoices of a month, open', '/v1/invoices?issued_from=2026-05-01&issued_to=2026-05-31&state=open'], ['invoices of a year by total', '/v1/invoices?issued_from=2025-01-01&issued_to=2025-12-31&sort=-total'],
  ['invoices due before', '/v1/invoices?due_before=2026-01-01'], ['invoices due before, open', '/v1/invoices?due_before=2026-01-01&state=open'], ['invoices of an amount', '/v1/invoices?min_amount=500.00&max_amount=500.00'],
  ['invoices above an amount', '/v1/invoices?min_amount=600.00'], ['invoices above an amount, overdue', '/v1/invoices?min_amount=600.00&state=overdue'],
];

const evidence: Named = [
  ['orders', '/v1/orders'], ['orders by number', '/v1/orders?sort=number'], ...['open', 'complete', 'closed', 'expired', 'exhausted'].map((status) => [`orders ${status}`, `/v1/orders?status=%5B%22${status}%22%5D`] as const),
  ['orders search', '/v1/orders?q=SO-0000001'], ['orders search, all', '/v1/orders?q=SO'], ['orders as of a past day', '/v1/orders?as_of=2026-03-31'], ['orders open as of a past day', '/v1/orders?as_of=2026-03-31&status=%5B%22open%22%5D'],
  ['deliveries', '/v1/deliveries'], ['deliveries search', '/v1/deliveries?q=DN-000001'], ['deliveries search, all', '/v1/deliveries?q=DN'], ['deliveries, returns', '/v1/deliveries?kind=return'], ['deliveries of a month', '/v1/deliveries?from=2026-05-01&to=2026-05-31'],
  ['charges', '/v1/charges'], ...['pending', 'held', 'billed', 'waived', 'reversed'].map((status) => [`charges ${status}`, `/v1/charges?status=${status}`] as const), ['charges held by check', '/v1/charges?status=held&check=price_missing'],
  ['charges held by owner', '/v1/charges?status=held&owner_role=senior'], ['charges search', '/v1/charges?q=SO-0000045'], ['charges search SKU', '/v1/charges?q=SKU-77'], ['charges search, all', '/v1/charges?q=SO'], ['charges through a day', '/v1/charges?through=2026-01-01'],
  ['charges summary', '/v1/charges/summary'], ['delivered, not billed', '/v1/reports/delivered-not-billed'], ['delivered, not billed, uncharged', '/v1/reports/delivered-not-billed?why=uncharged'], ['delivered, not billed as of a past day', '/v1/reports/delivered-not-billed?as_of=2026-05-31'],
  ['billed, not delivered', '/v1/reports/billed-not-delivered'], ['products', '/v1/products'], ['products search', '/v1/products?q=product'],
];

const money: Named = [
  ['receipts', '/v1/receipts'], ['receipts oldest', '/v1/receipts?order=oldest'], ...['unidentified', 'unapplied', 'partly', 'applied', 'reversed', 'suggested', 'unmatched', 'on_account'].map((status) => [`receipts ${status}`, `/v1/receipts?status=${status}`] as const),
  ['receipts to do', '/v1/receipts?status=%5B%22unidentified%22,%22unapplied%22,%22partly%22%5D&order=oldest'], ['receipts search number', '/v1/receipts?q=RC-000000077'], ['receipts search payer', '/v1/receipts?q=Payer%2077'],  ['receipts search customer', '/v1/receipts?q=B00000077'], ['receipts of a month', '/v1/receipts?from=2026-05-01&to=2026-05-31'],
  ['bank lines', '/v1/bank-lines'], ...['receipt', 'to_clarify', 'not_a_receipt', 'return', 'returned'].map((status) => [`bank lines ${status}`, `/v1/bank-lines?status=${status}`] as const), ['bank lines of a month', '/v1/bank-lines?from=2026-05-01&to=2026-05-31'],
  ['bank accounts', '/v1/bank-accounts'], ['bank statements', '/v1/bank-statements'], ['bank statements that differ', '/v1/bank-statements?balance=differs'], ['match rates', '/v1/match-rates?from=2026-01-01&to=2026-06-30'],
];

const books: Named = [
  ['today', '/v1/work/today'], ['palette, a word of a tenth', '/v1/search?q=nordic'], ['palette, a number', '/v1/search?q=INV-2026-009'], ['palette, the start of all numbers', '/v1/search?q=INV'], ['palette, two letters', '/v1/search?q=no'], ['palette, two words', '/v1/search?q=nordic%20w77'],
  ['trial balance', '/v1/reports/trial-balance'], ['trial balance as of a past day', '/v1/reports/trial-balance?as_of=2026-03-17'], ['sales by tax of a month', '/v1/reports/sales-by-tax?from=2026-05-01&to=2026-05-31'], ['open items of a bucket', '/v1/reports/open-items?bucket=2'],
  ['open items', '/v1/reports/open-items'], ['audit', '/v1/audit'], ['audit by person', '/v1/audit?actor=Person%207'], ['audit by a person who did nothing', '/v1/audit?actor=Nobody'], ['audit by command', '/v1/audit?command=cash.apply'], ['audit by a rare command', '/v1/audit?command=bench.company'],
  ['audit of a month', '/v1/audit?from=2026-02-01&until=2026-02-28'], ['runs', '/v1/runs'], ['runs failed', '/v1/runs?status=failed'], ['dispatches failed', '/v1/dispatches'], ['dispatches queued', '/v1/dispatches?status=queued'],
];

/** Addresses with what must be looked up: the customer with the most items, a document in the middle, the accounts. */
export async function listAddresses(owner: pg.Pool, orgId: string): Promise<Named> {
  const one = async (query: string): Promise<string> => (await owner.query<{ id: string }>(query, [orgId])).rows[0]?.id ?? '';
  const largest = await one(`select customer_id as id from customers.customer where org_id = $1 and number = 'B00000000'`);
  const document = await one(`select document_id as id from invoicing.document where org_id = $1 and status = 'issued' order by issued_on, number limit 1 offset (select count(*) / 240 from invoicing.document where org_id = $1)`);
  const order = await one(`select order_id as id from evidence.sales_order where org_id = $1 order by ordered_on desc limit 1`);
  const receipt = await one(`select receipt_id as id from payments.receipt where org_id = $1 order by received_on desc limit 1`);
  const account = (purpose: string): Promise<string> => one(`select account_id as id from ledger.account where org_id = $1 and purpose = '${purpose}'`);
  return [
    ...customers, ['customer with ten thousand items', `/v1/customers/${largest}`], ['account of a customer with ten thousand items, a year', `/v1/customers/${largest}/account?currency=EUR&from=2025-07-01`],
    ['statement of a customer with ten thousand items', `/v1/customers/${largest}/statement`], ['invoices of a customer with ten thousand', `/v1/invoices?customer_id=${largest}`], ['overdue of a customer with ten thousand', `/v1/invoices?customer_id=${largest}&state=overdue`],
    ['aging of one customer', `/v1/reports/aging?customer_id=${largest}`], ...invoices, ['invoice', `/v1/invoices/${document}`], ['invoice as of a past day', `/v1/invoices/${document}?as_of=2026-03-31`], ['audit of an invoice', `/v1/audit?subject_id=${document}`],
    ...evidence, ['order', `/v1/orders/${order}`], ...money, ['receipt', `/v1/receipts/${receipt}`], ['candidates of a receipt', `/v1/receipts/${receipt}/candidates`], ...books,
    ['ledger account, receivable', `/v1/ledger/accounts/${await account('receivable')}/transfers`], ['ledger account, revenue', `/v1/ledger/accounts/${await account('revenue')}/transfers`], ['ledger account as of a past day', `/v1/ledger/accounts/${await account('receivable')}/transfers?as_of=2025-06-30`],
    ['ledger account that is never used', `/v1/ledger/accounts/${await account('bad_debt')}/transfers`],
  ];
}
