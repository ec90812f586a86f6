// Customers on a real database: creating, changing, holding, what belongs to them, importing again, and who sees what.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly, inTransaction } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { bringIn } from './testing/bring-in.ts';
import {
  addContact, changeContact, changeCustomer, createCustomer, customerBankAccounts, customerChecks, findCustomerByNumber, giveBankAccount, holdCustomer, learnBankAccount, listContacts,
  loadCustomersForBilling, loadExemptions, loadShipTos, loadTerms, recordExemption, releaseCustomer, removeContact, revokeExemption, seedTermsDefaults, setShipTo, setTerms,
  type Customer, type NewCustomer,
} from './index.ts';
import { importContacts } from './import-contacts.ts';
import { importCustomers } from './import-customers.ts';
import { importShipTos } from './import-ship-tos.ts';
import { importTerms } from './import-terms.ts';

let platform: TestPlatform;
let ctx: Context;
let calls = 0;

const address = { lines: ['Kade 1'], postalCode: '1011 AA', city: 'Amsterdam', country: 'NL' };
const given = (name: string, more: Partial<NewCustomer> = {}): NewCustomer => ({ name, billTo: address, ...more });

before(async () => {
  platform = await openTestPlatform();
  ctx = await testContext(platform);
  await write((tx) => createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address } }));
  await write(async (tx) => {
    await seedTermsDefaults(tx, ctx);
    return {};
  });
});
after(() => platform.close());

/** Runs a verb as a command and answers what it answered, before it became JSON. */
async function write<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> {
  let result: Result | undefined;
  calls += 1;
  await command(platform.database, ctx, { name: 'test', permission: 'customer.write', key: `call ${calls}`, input: calls }, async (tx) => (result = await verb(tx)));
  assert.ok(result);
  return result;
}

const read = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => inReadOnly(platform.database, ctx, work);
const create = (input: NewCustomer): Promise<Customer> => write((tx) => createCustomer(tx, ctx, input));

async function assertChecks(): Promise<void> {
  for (const check of customerChecks) {
    const { breaches, examined } = await read((tx) => check.run(tx));
    assert.deepEqual(breaches, [], check.name);
    assert.ok(examined > 0, `${check.name} looked at something`);
  }
}

test('a customer starts with what the company and its terms say', async () => {
  const customer = await create(given('Inkt en Papier'));
  assert.equal(customer.number, 'C-1001');
  assert.deepEqual([customer.version, customer.validFrom, customer.currency, customer.termsCode, customer.country, customer.onHold], [1, '2026-03-02', 'EUR', 'NET30', 'NL', false]);
  assert.equal((await create(given('Second'))).number, 'C-1002');
});

test('a day begins in the zone of the company', async () => {
  platform.clock.moveTo('2026-03-02T23:30:00.000Z');
  const late = { ...ctx, now: platform.clock.now() };
  const customer = await write((tx) => createCustomer(tx, late, given('Night')));
  assert.equal(customer.validFrom, '2026-03-03');
});

const refused: readonly [string, Partial<NewCustomer>, string, string][] = [
  ['a number that is taken', { number: 'C-1001' }, 'customer.exists', 'number'],
  ['a number with a blank at its end', { number: 'C ' }, 'customer.number', 'number'],
  ['a currency that is none', { currency: 'XYZ' }, 'currency.unknown', 'currency'],
  ['a country that is none', { country: 'nl' }, 'customer.country', 'country'],
  ['a language that is none', { language: 'EN' }, 'customer.language', 'language'],
  ['an address that is no e-mail', { invoiceEmail: 'a b@example.com' }, 'customer.email', 'invoice_email'],
  ['terms that are not there', { termsCode: 'NET31' }, 'terms.unknown', 'terms_code'],
  ['a limit in another currency', { creditLimit: { amount: '1', currency: 'USD' } }, 'money.currency_mismatch', 'credit_limit'],
  ['a limit below zero', { creditLimit: { amount: '-1', currency: 'EUR' } }, 'money.malformed', 'credit_limit'],
  ['a parent that is not there', { parentCustomerId: '01900000-0000-7000-8000-000000000000' }, 'customer.parent', 'parent_customer_id'],
];

for (const [name, more, code, field] of refused) {
  test(`a new customer is refused: ${name}`, () => assert.rejects(create(given('Refused', more)), { code, field }));
}

test('a change makes a version, a change of nothing makes none, an old version is refused', async () => {
  const customer = await create(given('Old Name', { number: 'V-1', creditLimit: { amount: '100', currency: 'EUR' } }));
  const change = { customerId: customer.customerId, version: 1, changes: { name: 'New Näme', taxId: 'NL123456789B01' }, reason: 'new articles' };
  const changed = await write((tx) => changeCustomer(tx, ctx, change));
  assert.deepEqual([changed.version, changed.name, changed.creditLimitMinor], [2, 'New Näme', 10_000n]);
  await assert.rejects(write((tx) => changeCustomer(tx, ctx, change)), { code: 'conflict.stale' });
  assert.equal((await write((tx) => changeCustomer(tx, ctx, { ...change, version: 2 }))).version, 2);
  const dollars = await write((tx) => changeCustomer(tx, ctx, { customerId: customer.customerId, version: 2, changes: { currency: 'USD' } }));
  assert.equal(dollars.creditLimitMinor, null, 'an amount does not become one of another currency');
  const versions = await read((tx) => tx.many<{ version: number; name: string }>({ text: 'select version, name from customers.customer_version where customer_id = $1 order by version', values: [customer.customerId] }));
  assert.deepEqual(versions.map((row) => row.name), ['Old Name', 'New Näme', 'New Näme']);
  const audit = await read((tx) => tx.one<{ reason: string; before: object }>({ text: "select reason, before from platform.audit where subject_id = $1 and reason is not null", values: [customer.customerId] }));
  assert.deepEqual(audit, { reason: 'new articles', before: { name: 'Old Name', taxId: null } });
});

test('a version begins between the one before it and today', async () => {
  const customer = await create(given('Dated', { validFrom: '2026-02-01' }));
  const change = (validFrom: string): Promise<Customer> => write((tx) => changeCustomer(tx, ctx, { customerId: customer.customerId, version: 1, validFrom, changes: { name: `Dated ${validFrom}` } }));
  await assert.rejects(change('2026-01-31'), { code: 'customer.valid_from' });
  await assert.rejects(change('2026-03-03'), { code: 'customer.valid_from' });
  assert.equal((await change('2026-02-15')).validFrom, '2026-02-15');
});

test('no customer comes to belong to itself', async () => {
  const head = await create(given('Head'));
  const branch = await create(given('Branch', { parentCustomerId: head.customerId }));
  await assert.rejects(write((tx) => changeCustomer(tx, ctx, { customerId: head.customerId, version: 1, changes: { parentCustomerId: branch.customerId } })), { code: 'customer.parent' });
});

test('a hold needs a reason, holds once and is released with a reason', async () => {
  const { customerId } = await create(given('Late Payer'));
  const held = await write((tx) => holdCustomer(tx, ctx, { customerId, reason: 'insolvency' }));
  assert.deepEqual([held.onHold, held.holdReason, held.version], [true, 'insolvency', 2]);
  await assert.rejects(write((tx) => holdCustomer(tx, ctx, { customerId, reason: 'again' })), { code: 'move.not_allowed' });
  const released = await write((tx) => releaseCustomer(tx, ctx, { customerId, reason: 'paid' }));
  assert.deepEqual([released.onHold, released.holdReason], [false, null]);
  const topics = await read((tx) => tx.many<{ topic: string }>({ text: 'select topic from platform.outbox where subject_id = $1 order by outbox_id', values: [customerId] }));
  assert.deepEqual(topics.map((row) => row.topic), ['customer.created', 'customer.held', 'customer.released']);
});

test('addresses, people, accounts and certificates belong to a customer', async () => {
  const { customerId } = await create(given('Whole'));
  await write((tx) => setShipTo(tx, ctx, { customerId, code: 'W-2', name: 'Warehouse', address }));
  assert.equal((await write((tx) => setShipTo(tx, ctx, { customerId, code: 'W-2', name: 'Warehouse', address }))).version, 1);
  await write((tx) => setShipTo(tx, ctx, { customerId, code: 'W-2', name: 'Warehouse 2', address: { ...address, country: 'DE' } }));
  assert.deepEqual((await read((tx) => loadShipTos(tx, [customerId]))).get(customerId)?.map((row) => [row.code, row.version, row.name, row.country]), [['W-2', 2, 'Warehouse 2', 'DE']]);
  await assert.rejects(write((tx) => setShipTo(tx, ctx, { customerId, code: ' ', name: 'x', address })), { code: 'ship_to.code' });

  const { contactId } = await write((tx) => addContact(tx, ctx, { customerId, name: 'Anna', email: 'anna@example.com' }));
  await write((tx) => changeContact(tx, ctx, { customerId, contactId, phone: '+31 20 555' }));
  assert.deepEqual((await read((tx) => listContacts(tx, customerId))).map((row) => [row.name, row.email, row.phone, row.role]), [['Anna', 'anna@example.com', '+31 20 555', 'billing']]);
  await write((tx) => removeContact(tx, ctx, { customerId, contactId }));
  await assert.rejects(write((tx) => removeContact(tx, ctx, { customerId, contactId })), { code: 'contact.unknown' });
  assert.deepEqual(await read((tx) => listContacts(tx, customerId)), []);

  await write((tx) => giveBankAccount(tx, ctx, { customerId, account: 'nl91 abna 0417 1643 00' }));
  assert.equal((await write((tx) => learnBankAccount(tx, ctx, { customerId, account: 'NL91ABNA0417164300' }))).confirmations, 2);
  assert.deepEqual((await read((tx) => customerBankAccounts(tx, { accounts: ['NL91ABNA0417164300'] }))).map((row) => [row.customerId, row.source]), [[customerId, 'given']]);
  await assert.rejects(write((tx) => giveBankAccount(tx, ctx, { customerId, account: '???' })), { code: 'customer.bank_account' });

  const certificate = { customerId, jurisdiction: 'NL', certificateNumber: 'E-7', reason: 'embassy', validFrom: '2026-01-01', validTo: '2026-06-30' };
  const { exemptionId } = await write((tx) => recordExemption(tx, ctx, certificate));
  assert.equal((await read((tx) => loadExemptions(tx, [customerId], '2026-06-30'))).get(customerId)?.[0]?.certificateNumber, 'E-7');
  assert.equal((await read((tx) => loadExemptions(tx, [customerId], '2026-07-01'))).size, 0);
  assert.equal((await read((tx) => loadExemptions(tx, [customerId], '2025-12-01', '2026-01-01'))).size, 1);
  await assert.rejects(write((tx) => recordExemption(tx, ctx, { ...certificate, jurisdiction: 'Holland' })), { code: 'tax.jurisdiction' });
  await assert.rejects(write((tx) => recordExemption(tx, ctx, { ...certificate, validTo: '2025-12-31' })), { code: 'date.malformed' });
  await write((tx) => revokeExemption(tx, ctx, { customerId, exemptionId, reason: 'withdrawn' }));
  await assert.rejects(write((tx) => revokeExemption(tx, ctx, { customerId, exemptionId, reason: 'withdrawn' })), { code: 'exemption.unknown' });
  await assert.rejects(write((tx) => addContact(tx, ctx, { customerId: contactId, name: 'x' })), { code: 'customer.unknown' });
});

test('terms get a version only when they say something new', async () => {
  const terms = { termsCode: 'NET45', name: 'Net 45', rule: { kind: 'net', days: 45 } } as const;
  assert.equal((await write((tx) => setTerms(tx, ctx, terms))).version, 1);
  assert.equal((await write((tx) => setTerms(tx, ctx, terms))).version, 1);
  assert.equal((await write((tx) => setTerms(tx, ctx, { ...terms, name: 'Net forty-five' }))).version, 2);
  assert.deepEqual((await read((tx) => loadTerms(tx, ['NET45', 'EOM']))).get('NET45')?.rule, { kind: 'net', days: 45 });
  await assert.rejects(write((tx) => setTerms(tx, ctx, { ...terms, termsCode: 'net 45' })), { code: 'terms.invalid' });
});

const file: readonly Readonly<Record<string, string>>[] = [
  { number: '10001', name: 'Tegelhuis', street: 'Lindelaan 3', postal_code: '3521 AB', city: 'Utrecht', country: 'NL', language: 'nl', currency: 'EUR', terms_code: '2-10-NET30', credit_limit: '30000.00', on_hold: 'false', bank_account: 'NL63CFTB8919976442', contact_name: 'Bram', contact_email: 'bram@example.com' },
  { number: '10002', name: 'Fliesen Öhler', parent_number: '10001', country: 'DE', currency: 'USD', on_hold: 'true', hold_reason: 'insolvency', external_id: 'crm-2' },
  { number: '10003', name: 'Bad Terms', terms_code: 'NONE' },
  { number: '10004', name: 'Bad Limit', currency: 'JPY', credit_limit: '10.50' },
  { number: '10005', name: 'Bad Hold', on_hold: 'true' },
  { number: '10006', name: 'Bad Parent', parent_number: '99999' },
  { number: '10007', name: 'Bad Account', bank_account: '!' },
];

test('an import makes customers once; the same file again changes nothing', async () => {
  const first = await bringIn(platform, ctx, importCustomers, file);
  assert.deepEqual([first.created, first.updated, first.unchanged], [2, 0, 0]);
  assert.deepEqual(first.issues.map((issue) => [issue.rowNumber, issue.code, issue.field]), [
    [4, 'terms.unknown', 'terms_code'], [5, 'money.too_precise', 'credit_limit'], [6, 'customer.hold_reason', 'hold_reason'], [7, 'customer.parent', 'parent_number'], [8, 'customer.bank_account', 'bank_account'],
  ]);
  const again = await bringIn(platform, ctx, importCustomers, file.slice(0, 2), 1_780_000_000_000);
  assert.deepEqual([again.created, again.updated, again.unchanged, again.issues], [0, 0, 2, []]);
  const customer = await read((tx) => findCustomerByNumber(tx, '10002'));
  assert.deepEqual([customer?.currency, customer?.onHold, customer?.holdReason, customer?.billTo.country, customer?.version], ['USD', true, 'insolvency', 'DE', 1]);
  assert.equal(customer?.parentCustomerId, (await read((tx) => findCustomerByNumber(tx, '10001')))?.customerId);
  await assertChecks();
});

test('a changed row makes a version, an empty cell erases nothing, an account alone is an update', async () => {
  const outcome = await bringIn(platform, ctx, importCustomers, [{ number: '10001', name: 'Tegelhuis De Linde' }, { number: '10002', name: 'Fliesen Öhler', bank_account: 'DE02120300000000202051' }]);
  assert.deepEqual([outcome.created, outcome.updated, outcome.unchanged], [0, 2, 0]);
  const customer = await read((tx) => findCustomerByNumber(tx, '10001'));
  assert.deepEqual([customer?.version, customer?.name, customer?.termsCode, customer?.creditLimitMinor, customer?.billTo.city], [2, 'Tegelhuis De Linde', '2-10-NET30', 3_000_000n, 'Utrecht']);
  const clash = await bringIn(platform, ctx, importCustomers, [{ number: '10001', name: 'x', external_id: 'crm-2' }, { number: '10009', name: 'y', external_id: 'crm-2' }]);
  assert.deepEqual(clash.issues.map((issue) => [issue.rowNumber, issue.code]), [[2, 'customer.exists'], [3, 'customer.exists']]);
  await assertChecks();
});

test('addresses, contacts and terms come in again without doubles', async () => {
  const twice = async (kind: typeof importShipTos, rows: readonly Record<string, string>[]): Promise<number[]> => {
    const first = await bringIn(platform, ctx, kind, rows);
    const second = await bringIn(platform, ctx, kind, rows, 1_780_000_000_000);
    return [first.created, first.updated, first.issues.length, second.created, second.updated, second.unchanged];
  };
  assert.deepEqual(await twice(importShipTos, [{ customer_number: '10001', code: 'SHOP-2', name: 'Amersfoort', street: 'Stationsweg 20', country: 'NL' }, { customer_number: 'none', code: 'X', name: 'x' }]), [1, 0, 1, 0, 0, 1]);
  assert.deepEqual(await twice(importContacts, [{ customer_number: '10001', name: 'Bram', phone: '+31 555 0168' }, { customer_number: '10001', name: 'Anouk', email: 'anouk@example.com', role: 'purchasing' }, { customer_number: '10001', name: 'ANOUK', phone: '1', role: 'billing' }]), [2, 1, 0, 0, 0, 3]);
  assert.deepEqual(await twice(importTerms, [
    { terms_code: '3-parts', name: 'Three parts', days: '75', instalments: '40@14;30@45;30@75', roll: 'following' }, { terms_code: 'EOM', name: 'End of the following month', kind: 'end_of_month', days: '0', months: '1', roll: 'following' },
    { terms_code: 'BAD', name: 'Bad', days: '75', instalments: '40@14;30@45' },
  ]), [1, 1, 1, 0, 0, 2]);
  const { customerId } = (await read((tx) => findCustomerByNumber(tx, '10001'))) ?? { customerId: '' };
  assert.deepEqual((await read((tx) => listContacts(tx, customerId))).map((row) => [row.name, row.email, row.phone]), [['ANOUK', null, '1'], ['Bram', 'bram@example.com', '+31 555 0168'], ['Anouk', 'anouk@example.com', null]]);
  await assertChecks();
});

test('two imports of one file at the same time make each customer once', async () => {
  const rows = Array.from({ length: 50 }, (_row, index) => ({ number: `P-${index}`, name: `Parallel ${index}`, country: 'NL' }));
  const [first, second] = await Promise.all([bringIn(platform, ctx, importCustomers, rows), bringIn(platform, ctx, importCustomers, rows, 1_780_000_000_000)]);
  assert.equal(first.created + second.created, 50);
  assert.equal(first.unchanged + second.unchanged, 50);
  await assertChecks();
});

test('another organisation sees nothing, a role without the permission writes nothing, history is not rewritten', async () => {
  const { customerId } = (await read((tx) => findCustomerByNumber(tx, '10001'))) ?? { customerId: '' };
  const stranger = await testContext(platform);
  assert.equal((await inReadOnly(platform.database, stranger, (tx) => loadCustomersForBilling(tx, [customerId]))).size, 0);
  const unseen = await inReadOnly(platform.database, stranger, (tx) => tx.many({ text: 'select 1 from customers.customer union all select 1 from customers.customer_word union all select 1 from customers.contact', values: [] }));
  assert.deepEqual(unseen, []);
  const auditor = await testContext(platform, { orgId: ctx.orgId, role: 'auditor' });
  await assert.rejects(command(platform.database, auditor, { name: 'customer.create', permission: 'customer.write', key: 'auditor', input: given('x') }, createCustomer), { code: 'auth.forbidden' });
  await assert.rejects(inTransaction(platform.database, ctx, (tx) => tx.run({ text: "update customers.customer_version set name = 'x'", values: [] })), /permission denied/);
  await assert.rejects(platform.database.ownerPool.query('delete from customers.customer_version'), /append-only/);
});

test('the checks find what is not as it should be', async () => {
  await platform.database.ownerPool.query("update customers.customer set name_key = 'zzz', on_hold = true where number = '10001'");
  const breaches = await Promise.all(customerChecks.map(async (check) => (await read((tx) => check.run(tx))).breaches));
  assert.deepEqual(breaches.flat(), ['customer 10001', 'customer 10001 is not found under its words']);
});
