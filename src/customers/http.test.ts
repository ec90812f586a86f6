// The customer list and record as the API gives them: receivables, ages, orders, pages, words, and days in the past.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { newId } from '#kernel/id.ts';
import { accountsByPurpose } from '#ledger/account-store.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { post } from '#ledger/post.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { customerRoutes } from './http.ts';
import { seedTermsDefaults } from './index.ts';
import { routeCaller, type Asked, type Wire } from './testing/call-route.ts';

let platform: TestPlatform;
let ctx: Context;
let call: (operation: string, asked?: Asked) => Promise<Wire>;
const ids = new Map<string, string>();
const items = new Map<string, string>();

const idOf = (number: string): string => ids.get(number) ?? assert.fail(number);
const address = (city: string): object => ({ lines: ['Kade 1'], postal_code: '1011 AA', city, country: 'NL' });
const people: readonly [string, string, string, string][] = [
  ['A-1', 'Ämter & Söhne', 'Köln', 'EUR'], ['B-2', 'Bakker', 'Amsterdam', 'EUR'], ['C-3', 'Chang Trading', 'New York', 'USD'], ['D-4', 'De Boer', 'Amsterdam', 'EUR'], ['E-5', 'Even', 'Utrecht', 'EUR'],
];

before(async () => {
  platform = await openTestPlatform('2026-03-31T10:00:00.000Z');
  ctx = await testContext(platform);
  const callRoute = routeCaller(platform, customerRoutes);
  call = (operation, asked) => callRoute(ctx, operation, asked);
  await command(platform.database, ctx, { name: 'company', permission: 'org.manage', key: 'company', input: {} }, async (tx) => {
    await createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader', baseCurrency: 'EUR', timeZone: 'UTC', country: 'NL', address: { lines: [], country: 'NL' } } });
    await seedTermsDefaults(tx, ctx);
    return {};
  });
  for (const [number, name, city, currency] of people) {
    const made = await call('createCustomer', { body: { number, name, currency, bill_to: address(city), invoice_email: `${number.toLowerCase()}@example.com` } });
    ids.set(number, String(made['id']));
  }
  // Invoices: name, customer, issued, due, amount. Credits and receipts follow.
  await invoice('a1', 'A-1', '2026-01-10', '2026-02-09', 10_000n);
  await invoice('a2', 'A-1', '2026-03-20', '2026-04-19', 5000n);
  await invoice('b1', 'B-2', '2025-11-01', '2025-12-01', 30_000n);
  await invoice('c1', 'C-3', '2026-03-01', '2026-03-30', 2000n, 'USD');
  await invoice('c2', 'C-3', '2026-03-01', '2026-03-30', 700n, 'EUR');
  await invoice('d1', 'D-4', '2026-03-01', '2026-03-31', 1000n);
  await move('credit.issued', 'D-4', '2026-03-02', 1500n, { debit: 'revenue', credit: 'receivable', creditItem: ['dc', '2026-03-02'] });
  await move('receipt.recorded', 'B-2', '2026-03-05', 12_000n, { debit: 'bank', credit: 'unapplied_cash', creditItem: ['r1', '2026-03-05'] });
  await move('cash.applied', 'B-2', '2026-03-06', 10_000n, { debit: 'unapplied_cash', debitItem: ['r1', '2026-03-05'], credit: 'receivable', creditItem: ['b1', '2025-12-01'] });
});
after(() => platform.close());

type Sides = { debit: 'receivable' | 'revenue' | 'bank' | 'unapplied_cash'; credit: 'receivable' | 'revenue' | 'unapplied_cash'; debitItem?: [string, string]; creditItem?: [string, string] };

async function move(event: string, number: string, postedOn: string, amountMinor: bigint, sides: Sides, currency = 'EUR'): Promise<void> {
  const side = (item: [string, string] | undefined): { itemId: string; documentId: string; dueOn: string } | null => {
    if (item === undefined) return null;
    const itemId = items.get(item[0]) ?? newId(Date.now());
    items.set(item[0], itemId);
    return { itemId, documentId: itemId, dueOn: item[1] };
  };
  await command(platform.database, ctx, { name: 'test.post', permission: 'org.manage', key: newId(Date.now()), input: {} }, async (tx) => {
    const accounts = await accountsByPurpose(tx, 1);
    await post(tx, ctx.now, [{ entryId: newId(Date.now()), entityId: 1, postedOn, event, sourceId: newId(Date.now()), transfers: [{
      debitAccountId: accounts.get(sides.debit) ?? 0, creditAccountId: accounts.get(sides.credit) ?? 0, amountMinor, currency, customerId: idOf(number), debitItem: side(sides.debitItem), creditItem: side(sides.creditItem),
    }] }]);
    return {};
  });
}

function invoice(name: string, number: string, issuedOn: string, dueOn: string, amountMinor: bigint, currency = 'EUR'): Promise<void> {
  return move('invoice.issued', number, issuedOn, amountMinor, { debit: 'receivable', debitItem: [name, dueOn], credit: 'revenue' }, currency);
}

const amounts = (row: Wire | undefined): unknown => {
  const money = (field: string): string => (row?.[field] as { amount: string }).amount;
  return [row?.['number'], money('receivable'), money('overdue'), ((row?.['aging'] ?? []) as { amount: string }[]).map((bucket) => bucket.amount).join(' '), money('credits'), money('unapplied')];
};
const numbers = (answer: Wire): unknown[] => (answer.items ?? []).map((row) => row['number']);

test('each row says what the customer owes, how old it is, and what it is owed', async () => {
  const { items: rows = [], total, totals } = await call('listCustomers', { query: {} });
  assert.equal(total, 5);
  assert.deepEqual(rows.map(amounts), [
    ['A-1', '150.00', '100.00', '50.00 0.00 100.00 0.00 0.00', '0.00', '0.00'],
    ['B-2', '200.00', '200.00', '0.00 0.00 0.00 0.00 200.00', '0.00', '20.00'],
    ['C-3', '20.00', '20.00', '0.00 20.00 0.00 0.00 0.00', '0.00', '0.00'],
    ['D-4', '-5.00', '0.00', '10.00 0.00 0.00 0.00 0.00', '15.00', '0.00'],
    ['E-5', '0.00', '0.00', '0.00 0.00 0.00 0.00 0.00', '0.00', '0.00'],
  ]);
  assert.deepEqual(rows.map((row) => row['last_payment_on']), [null, '2026-03-05', null, null, null]);
  for (const [asOf, paidOn] of [['2026-03-05', '2026-03-05'], ['2026-03-04', null], ['2026-02-28', null]] as const) {
    const then = (await call('listCustomers', { query: { as_of: asOf, q: 'bakker' } }))['items'] as Wire[];
    assert.deepEqual(then.map((row) => row['last_payment_on']), [paidOn], `as of ${asOf}`);
  }
  assert.deepEqual((rows[2]?.['other_currencies'] as Wire[]).map((row) => row['receivable']), [{ amount: '7.00', currency: 'EUR' }]);
  assert.deepEqual((totals as Wire[]).map((row) => [row['currency'], ...(amounts(row) as unknown[]).slice(1)]), [
    ['EUR', '352.00', '307.00', '60.00 7.00 100.00 0.00 200.00', '15.00', '20.00'], ['USD', '20.00', '20.00', '0.00 20.00 0.00 0.00 0.00', '0.00', '0.00'],
  ]);
});

const orders: readonly [string, string[]][] = [
  ['name', ['A-1', 'B-2', 'C-3', 'D-4', 'E-5']], ['-name', ['E-5', 'D-4', 'C-3', 'B-2', 'A-1']], ['-number', ['E-5', 'D-4', 'C-3', 'B-2', 'A-1']],
  ['-receivable', ['B-2', 'A-1', 'C-3', 'E-5', 'D-4']], ['receivable', ['D-4', 'E-5', 'C-3', 'A-1', 'B-2']], ['-overdue', ['B-2', 'A-1', 'C-3', 'E-5', 'D-4']],
];

for (const [sort, expected] of orders) {
  test(`sorted by ${sort}, a page of one at a time gives the same as one page`, async () => {
    assert.deepEqual(numbers(await call('listCustomers', { query: { sort } })), expected);
    const walked: unknown[] = [];
    for (let cursor: unknown; cursor !== null; ) {
      const page = await call('listCustomers', { query: { sort, limit: '1', ...(cursor === undefined ? {} : { cursor }) } });
      walked.push(...numbers(page));
      cursor = page['next_cursor'];
    }
    assert.deepEqual(walked, expected);
  });
}

const filters: readonly [string, object, string[]][] = [
  ['the beginning of a word', { q: 'chan' }, ['C-3']], ['without accents', { q: 'SOHNE amter' }, ['A-1']], ['a city', { q: 'amst' }, ['B-2', 'D-4']], ['a number without its dash', { q: 'd4' }, ['D-4']],
  ['words that no customer has together', { q: 'amst chang' }, []], ['nothing but signs', { q: '%_' }, []], ['an e-mail', { q: 'e-5@example' }, ['E-5']],
  ['one letter, the beginning of the name', { q: 'É' }, ['E-5']], ['one digit, the beginning of the number', { q: '5' }, []],
  ['a currency', { currency: 'USD' }, ['C-3']], ['who owes', { view: 'open' }, ['A-1', 'B-2', 'C-3']], ['who is late', { view: 'overdue' }, ['A-1', 'B-2', 'C-3']],
  ['who is owed', { view: 'credit' }, ['B-2', 'D-4']], ['two statuses', { status: '["active","on_hold"]' }, ['A-1', 'B-2', 'C-3', 'D-4', 'E-5']], ['on hold', { status: 'on_hold' }, []],
];

for (const [name, filter, expected] of filters) {
  test(`found by ${name}, in every order, counted and summed alike`, async () => {
    for (const sort of ['name', '-receivable', 'overdue']) {
      const answer = await call('listCustomers', { query: { ...filter, sort } });
      assert.deepEqual(numbers(answer).sort(), expected, sort);
      assert.equal(answer['total'], expected.length);
      const sums = new Map<string, number>();
      for (const row of answer.items ?? []) for (const part of [row, ...(row['other_currencies'] as Wire[])]) {
        const { amount, currency } = part['receivable'] as { amount: string; currency: string };
        sums.set(currency, (sums.get(currency) ?? 0) + Number(amount));
      }
      const totals = new Map((answer['totals'] as Wire[]).map((row) => [String(row['currency']), Number((row['receivable'] as { amount: string }).amount)]));
      for (const [currency, sum] of sums) assert.equal(totals.get(currency) ?? 0, sum, `${sort} ${currency}`);
    }
  });
}

test('as of a day in the past the list shows what was open then', async () => {
  const { items: rows = [], totals } = await call('listCustomers', { query: { as_of: '2026-03-05', sort: '-receivable' } });
  assert.deepEqual(rows.map(amounts), [
    ['B-2', '300.00', '300.00', '0.00 0.00 0.00 0.00 300.00', '0.00', '120.00'],
    ['A-1', '100.00', '100.00', '0.00 100.00 0.00 0.00 0.00', '0.00', '0.00'],
    ['C-3', '20.00', '0.00', '20.00 0.00 0.00 0.00 0.00', '0.00', '0.00'],
    ['E-5', '0.00', '0.00', '0.00 0.00 0.00 0.00 0.00', '0.00', '0.00'],
    ['D-4', '-5.00', '0.00', '10.00 0.00 0.00 0.00 0.00', '15.00', '0.00'],
  ]);
  assert.deepEqual((totals as Wire[]).map((row) => (row['receivable'] as Wire)['amount']), ['402.00', '20.00']);
  assert.deepEqual(numbers(await call('listCustomers', { query: { as_of: '2025-12-31', view: 'open' } })), ['B-2']);
  assert.deepEqual(numbers(await call('listCustomers', { query: { known_at: '2020-01-01T00:00:00Z', view: 'open' } })), []);
});

test('one customer comes with everything that belongs to it, by number or by id', async () => {
  await call('addContact', { params: { customer: 'B-2' }, body: { name: 'Anna', email: 'anna@example.com' } });
  await call('setShipTo', { params: { customer: 'B-2', code: 'W-2' }, body: { name: 'Warehouse', address: address('Utrecht') } });
  await call('addBankAccount', { params: { customer: 'B-2' }, body: { account: 'NL91 ABNA 0417 1643 00' } });
  await call('recordExemption', { params: { customer: 'B-2' }, body: { jurisdiction: 'NL', certificate_number: 'E-7', reason: 'embassy', valid_from: '2026-01-01', valid_to: '2026-12-31' } });
  const record = await call('getCustomer', { params: { customer: 'B-2' } });
  assert.deepEqual(await call('getCustomer', { params: { customer: idOf('B-2') } }), record);
  assert.deepEqual(amounts(record), ['B-2', '200.00', '200.00', '0.00 0.00 0.00 0.00 200.00', '0.00', '20.00']);
  assert.deepEqual((record['bank_accounts'] as Wire[]).map((row) => row['account']), ['NL91••••4300']);
  assert.deepEqual((record['open_items'] as Wire[]).map((row) => [row['due_date'], row['status'], (row['open'] as Wire)['amount']]), [['2025-12-01', 'overdue', '200.00']]);
  assert.deepEqual([record['pays_after_days'], record['terms_text'], record['tax_id_check']], [125, 'Payable within 30 days', 'none']);
  assert.deepEqual(['contacts', 'ship_tos', 'exemptions', 'versions'].map((part) => (record[part] as Wire[]).length), [1, 1, 1, 1]);
  await assert.rejects(call('getCustomer', { params: { customer: 'nobody' } }), { code: 'customer.unknown' });
});

test('many are held and released at once, by ids or by what the list shows', async () => {
  assert.deepEqual(await call('holdCustomers', { body: { ids: [idOf('A-1'), idOf('B-2')], reason: 'audit' } }), { changed: 2, skipped: 0 });
  assert.deepEqual(await call('holdCustomers', { body: { filter: { view: 'overdue' }, except: [idOf('C-3')] } }), { changed: 0, skipped: 2 });
  assert.deepEqual(numbers(await call('listCustomers', { query: { status: '["on_hold"]' } })), ['A-1', 'B-2']);
  assert.deepEqual(await call('releaseCustomers', { body: { filter: { status: ['on_hold'] }, except: [] } }), { changed: 2, skipped: 0 });
  const held = await call('holdCustomer', { params: { customer: 'A-1' }, body: { reason: 'insolvency' } });
  assert.deepEqual([held['status'], held['version']], ['on_hold', 4]);
});

test('a dry run answers as the change would and leaves nothing', async () => {
  const body = { version: 1, changes: { name: 'Even Better' } };
  assert.equal((await call('changeCustomer', { params: { customer: 'E-5' }, body, dryRun: true }))['version'], 2);
  assert.equal((await call('getCustomer', { params: { customer: 'E-5' } }))['name'], 'Even');
  assert.equal((await call('changeCustomer', { params: { customer: 'E-5' }, body }))['version'], 2);
});

test('terms are listed, changed, and shown on a day and an amount', async () => {
  assert.equal((await call('setTerms', { params: { terms_code: 'NET30' }, body: { name: 'Net 30', rule: { kind: 'net', days: 30, discount: { percent: '3', days: 7 } } } }))['version'], 2);
  assert.deepEqual((await call('listTermsVersions', { params: { terms_code: 'NET30' } })).items?.map((row) => row['version']), [2, 1]);
  assert.equal((await call('listTerms')).items?.find((row) => row['terms_code'] === 'NET30')?.['text'], 'Payable within 30 days; 3% discount if paid within 7 days');
  assert.deepEqual(await call('previewTerms', { params: { terms_code: 'NET30' }, query: { issued_on: '2026-03-02', amount: '100', currency: 'EUR' } }), {
    due_on: '2026-04-01', discount: { percent: '3', until: '2026-03-09', discount: { amount: '3.00', currency: 'EUR' }, currency: 'EUR' },
    instalments: [{ no: 1, due_on: '2026-04-01', amount: { amount: '100.00', currency: 'EUR' }, currency: 'EUR' }],
  });
  await assert.rejects(call('previewTerms', { params: { terms_code: 'NONE' }, query: { issued_on: '2026-03-02', amount: '100', currency: 'EUR' } }), { code: 'terms.unknown' });
});

test('a cursor that the list did not give is refused', async () => {
  for (const key of [['x', 'not-an-id', '1'], ['x', idOf('A-1'), 'many'], [1, 2, 3]]) {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const sort of ['name', 'receivable', 'overdue']) {
      if (sort === 'name' && key[2] === 'many') continue;
      await assert.rejects(call('listCustomers', { query: { sort, cursor } }), { code: 'request.malformed' });
    }
  }
});

test('the sums that the list reads are those of the open items', async () => {
  for (const check of ledgerChecks) assert.deepEqual((await inReadOnly(platform.database, ctx, (tx) => check.run(tx))).breaches, [], check.name);
});

test('what is late is kept to a day, and whoever asks of another day hears the same as from the items', async () => {
  const late = async (asOf: string): Promise<unknown[]> => ((await call('listCustomers', { query: { as_of: asOf, sort: '-overdue', view: 'overdue' } })).items ?? []).map((row) => [row['number'], (row['overdue'] as Wire)['amount']]);
  const onTheDay = [['B-2', '200.00'], ['A-1', '100.00'], ['C-3', '20.00']];
  assert.deepEqual(await late('2026-03-31'), onTheDay);
  // Nothing was posted later, so the kept sums answer, with what falls due until then.
  assert.deepEqual(await late('2026-04-20'), [['B-2', '200.00'], ['A-1', '150.00'], ['C-3', '20.00'], ['D-4', '10.00']]);
  assert.deepEqual(numbers(await call('listCustomers', { query: { as_of: '2026-04-20', sort: 'overdue' } })), ['E-5', 'D-4', 'C-3', 'A-1', 'B-2']);
  const earlier = ctx;
  ctx = { ...ctx, now: '2026-04-19T10:00:00.000Z' };
  await move('cash.applied', 'B-2', '2026-04-19', 2000n, { debit: 'unapplied_cash', debitItem: ['r1', '2026-03-05'], credit: 'receivable', creditItem: ['b1', '2025-12-01'] });
  assert.deepEqual(await late('2026-04-19'), [['B-2', '180.00'], ['A-1', '100.00'], ['C-3', '20.00'], ['D-4', '10.00']]);
  assert.deepEqual(await late('2026-04-20'), [['B-2', '180.00'], ['A-1', '150.00'], ['C-3', '20.00'], ['D-4', '10.00']]);
  assert.deepEqual(await late('2026-03-31'), onTheDay);
  ctx = earlier;
  for (const check of ledgerChecks) assert.deepEqual((await inReadOnly(platform.database, ctx, (tx) => check.run(tx))).breaches, [], check.name);
});

test('a search by one word that finds thousands counts each customer once, and is summed where it finds nearly everybody', async () => {
  const { ownerPool } = platform.database;
  await ownerPool.query(`insert into customers.customer (org_id, customer_id, number, current_version, name_key, currency, country, terms_code, on_hold, created_at)
    select $1, platform.derived_id(1, 'many ' || n), 'M-' || n, 1, 'many ' || n, 'EUR', 'NL', 'NET30', false, now() from generate_series(1, 5100) n`, [ctx.orgId]);
  await ownerPool.query(`insert into customers.customer_word (org_id, word, customer_id) select org_id, unnest(array['many', 'mango']), customer_id from customers.customer where org_id = $1 and number like 'M-%'`, [ctx.orgId]);
  const found = async (q: string): Promise<unknown[]> => {
    const { total, totals } = await call('listCustomers', { query: { q, as_of: '2027-01-01' } });
    return [total, (totals as Wire[] | undefined)?.map((row) => row['receivable'])];
  };
  assert.deepEqual(await found('ma'), [5100, []], 'the few others are taken from everybody');
  await ownerPool.query(`insert into customers.customer_word (org_id, word, customer_id) values ($1, 'many', $2)`, [ctx.orgId, idOf('E-5')]);
  await ownerPool.query(`insert into customers.customer_word (org_id, word, customer_id) values ($1, 'many', $2)`, [ctx.orgId, idOf('B-2')]);
  const [bakker] = (await call('listCustomers', { query: { q: 'bakker', as_of: '2027-01-01' } }))['items'] as Wire[];
  assert.deepEqual(await found('many'), [5102, [bakker?.['receivable']]]);
  await ownerPool.query(`delete from customers.customer_word where org_id = $1 and word = 'mango' and customer_id in (select customer_id from customers.customer where org_id = $1 and number < 'M-2')`, [ctx.orgId]);
  assert.equal((await found('mango'))[0], Number((await ownerPool.query<{ count: string }>(`select count(*) from customers.customer_word where org_id = $1 and word = 'mango'`, [ctx.orgId])).rows[0]?.count));
});

test('who owes in another currency alone is open too, in every order, page by page, today and on a past day', async () => {
  const earlier = ctx;
  ctx = { ...ctx, now: '2026-04-25T10:00:00.000Z' };
  await invoice('e1', 'E-5', '2026-04-22', '2026-05-22', 300n, 'USD');
  await invoice('a3', 'A-1', '2026-04-24', '2026-05-24', 100n);
  for (const day of ['2026-04-25', '2026-04-23']) {
    for (const sort of ['name', '-receivable', 'receivable', '-overdue']) {
      const open: unknown[] = [];
      for (let cursor: unknown; cursor !== null; ) {
        const page = await call('listCustomers', { query: { as_of: day, view: 'open', sort, limit: '2', ...(cursor === undefined ? {} : { cursor }) } });
        open.push(...numbers(page));
        if (cursor === undefined) assert.equal(page['total'], 4, `${sort} on ${day}`);
        cursor = page['next_cursor'];
      }
      assert.deepEqual(open.toSorted(), ['A-1', 'B-2', 'C-3', 'E-5'], `${sort} on ${day}`);
    }
  }
  ctx = earlier;
});
