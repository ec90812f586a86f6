// Charges that are not billed yet are looked at again: an order, a price, a VAT id or a release that comes later is not lost, nor is a hold.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPrice, findProductBySku } from '#catalog/index.ts';
import { changeCustomer, findCustomerByNumber, holdCustomer, recordExemption, releaseCustomer, type Customer } from '#customers/index.ts';
import { evidenceChecks } from '#evidence/index.ts';
import { millisecondsOf } from '#platform/clock.ts';
import { chargesChecks } from './checks-store.ts';
import { releaseCharges } from './release-charges.ts';
import { openSmallTrade, type SmallTrade } from './testing/small-trade.ts';

let trade: SmallTrade;

before(async () => {
  trade = await openSmallTrade();
  for (const number of ['C-1', 'C-2', 'C-3', 'C-4', 'C-5']) await trade.customer(number);
});
after(() => trade.close());

const state = async (delivery: string): Promise<unknown[]> => (await trade.charges()).filter((charge) => charge.delivery === delivery).map(({ status, quantity, amountMinor, checks }) => [status, quantity, amountMinor, checks]);
/** A minute later. */
const later = (): void => trade.platform.clock.moveTo(new Date(millisecondsOf(trade.platform.clock.now()) + 60_000).toISOString());

async function customer(number: string): Promise<Customer> {
  const found = await trade.read((tx) => findCustomerByNumber(tx, number));
  assert.ok(found);
  return found;
}

async function chargeIds(delivery: string): Promise<string[]> {
  const rows = await trade.read((tx) => tx.many<{ chargeId: string }>({ text: 'select c.charge_id from charges.charge c join evidence.delivery d using (org_id, delivery_id) where d.number = $1 and c.status in (\'pending\', \'held\') order by c.delivery_line_no', values: [delivery] }));
  return rows.map((row) => row.chargeId);
}

async function assertChecks(): Promise<void> {
  for (const check of [...evidenceChecks, ...chargesChecks]) assert.deepEqual((await trade.read((tx) => check.run(tx))).breaches, [], check.name);
}

test('a delivery that comes before its order is linked when the order comes, and priced by it', async () => {
  await trade.deliver({ number: 'DN-1', on: '2026-02-10', customer: 'C-1', lines: [{ order: 'SO-1', product: 'P-1', quantity: '4' }, { order: 'SO-1', product: 'P-2', quantity: '1' }, { order: 'SO-1', product: 'P-3', quantity: '1' }] });
  await trade.price();
  assert.deepEqual((await state('DN-1')).map((row) => (row as unknown[])[3]), [['not_ordered'], ['not_ordered'], ['not_ordered']]);
  await trade.order({ number: 'SO-1', customer: 'C-1', lines: [{ product: 'P-1', quantity: '4', price: '10.00', discount: '50' }, { product: 'P-2', quantity: '5', price: '25.50' }, { product: 'P-2', quantity: '5' }] });
  assert.deepEqual(await trade.price(), { lines: 0, pending: 0, held: 0 });
  // P-2 stands in two lines and P-3 in none: these two stay where they were.
  assert.deepEqual(await state('DN-1'), [['superseded', '4', 4_000n, []], ['pending', '4', 2_000n, []], ['held', '1', 2_550n, ['not_ordered']], ['held', '1', 4_000n, ['not_ordered']]]);
  const audit = await trade.read((tx) => tx.many<{ reason: string; lines: string }>({ text: "select reason, after ->> 'lines' as lines from platform.audit where subject_kind = 'delivery' and reason is not null", values: [] }));
  assert.deepEqual(audit, [{ reason: 'the order that it names was recorded', lines: '["DN-1 line 1 to SO-1 line 1"]' }]);
  await assertChecks();
});

test('what a confirmation names of an order counts where the product alone does not tell', async () => {
  await trade.deliver({ number: 'DN-2', on: '2026-02-10', customer: 'C-1', lines: [{ order: 'SO-2', line: 2, product: 'P-1', quantity: '3' }] });
  await trade.order({ number: 'SO-2', customer: 'C-1', lines: [{ product: 'P-1', quantity: '9' }, { product: 'P-1', quantity: '3' }] });
  await trade.price();
  assert.deepEqual(await state('DN-2'), [['pending', '3', 3_000n, []]]);
});

test('an order of another customer takes no delivery of this one', async () => {
  await trade.deliver({ number: 'DN-3', on: '2026-02-10', customer: 'C-1', lines: [{ order: 'SO-3', product: 'P-1', quantity: '3' }] });
  await trade.order({ number: 'SO-3', customer: 'C-2', lines: [{ product: 'P-1', quantity: '3' }] });
  await trade.price();
  assert.deepEqual(await state('DN-3'), [['held', '3', 3_000n, ['not_ordered']]]);
});

test('what was released before its order came is billed once: the order counts it', async () => {
  await trade.deliver({ number: 'DN-4', on: '2026-02-10', customer: 'C-1', lines: [{ order: 'SO-4', product: 'P-1', quantity: '8' }] });
  await trade.price();
  await trade.write(async (tx) => releaseCharges(tx, trade.ctx, { chargeIds: await chargeIds('DN-4'), reason: 'the customer confirmed it' }));
  await trade.order({ number: 'SO-4', customer: 'C-1', lines: [{ product: 'P-1', quantity: '8' }] });
  await trade.deliver({ number: 'DN-5', on: '2026-02-11', lines: [{ order: 'SO-4', line: 1, quantity: '8' }] });
  await trade.price();
  assert.deepEqual(await state('DN-4'), [['superseded', '8', 8_000n, []], ['pending', '8', 8_000n, []]]);
  assert.deepEqual(await state('DN-5'), [['held', '8', 8_000n, ['over_ordered']]]);
});

test('a price that is missing can\'t be released; recorded later, it prices what waited for it', async () => {
  await trade.order({ number: 'SO-5', customer: 'C-2', lines: [{ product: 'P-4', quantity: '2' }] });
  await trade.deliver({ number: 'DN-6', on: '2026-02-12', lines: [{ order: 'SO-5', line: 1, quantity: '2' }] });
  await trade.price();
  assert.deepEqual(await state('DN-6'), [['held', '2', 0n, ['price_missing']]]);
  await assert.rejects(trade.write(async (tx) => releaseCharges(tx, trade.ctx, { chargeIds: await chargeIds('DN-6'), reason: 'send it anyway' })), { code: 'charge.not_releasable' });
  await trade.write(async (tx) => addPrice(tx, trade.ctx, { priceBook: 'LIST', productId: (await findProductBySku(tx, 'P-4'))?.productId ?? '', customerId: null, minQuantity: '0', unitPrice: '7.25', validFrom: '2026-01-01', validTo: null }));
  await trade.price();
  assert.deepEqual(await state('DN-6'), [['superseded', '2', 0n, []], ['pending', '2', 1_450n, []]]);
  await assertChecks();
});

test('a customer put on hold after the pricing is not billed; released, what was held for it goes on, and a later hold holds again', async () => {
  await trade.order({ number: 'SO-6', customer: 'C-3', lines: [{ product: 'P-1', quantity: '5' }] });
  await trade.deliver({ number: 'DN-7', on: '2026-02-12', lines: [{ order: 'SO-6', line: 1, quantity: '5' }] });
  await trade.price();
  const { customerId } = await customer('C-3');
  const turn = async (work: 'hold' | 'release'): Promise<unknown> => {
    later();
    await trade.write((tx) => (work === 'hold' ? holdCustomer : releaseCustomer)(tx, { ...trade.ctx, now: trade.platform.clock.now() }, { customerId, reason: 'credit check' }));
    later();
    await trade.price();
    return (await state('DN-7')).at(-1);
  };
  assert.deepEqual(await turn('hold'), ['held', '5', 5_000n, ['customer_on_hold']]);
  assert.deepEqual(await turn('release'), ['pending', '5', 5_000n, []]);
  assert.deepEqual(await turn('hold'), ['held', '5', 5_000n, ['customer_on_hold']]);
  later();
  await trade.write(async (tx) => releaseCharges(tx, { ...trade.ctx, now: trade.platform.clock.now() }, { chargeIds: await chargeIds('DN-7'), reason: 'the manager agreed' }));
  await trade.price();
  assert.deepEqual((await state('DN-7')).at(-1), ['pending', '5', 5_000n, []], 'what a person let through stays let through');
  assert.deepEqual(await turn('release'), ['pending', '5', 5_000n, []]);
  assert.deepEqual(await turn('hold'), ['held', '5', 5_000n, ['customer_on_hold']], 'a release is for the hold that it was given in');
  await assertChecks();
});

test('a VAT id or a certificate that comes before the invoice decides its tax', async () => {
  await trade.order({ number: 'SO-7', customer: 'C-4', lines: [{ product: 'P-1', quantity: '5' }] });
  await trade.order({ number: 'SO-8', customer: 'C-5', lines: [{ product: 'P-1', quantity: '5' }] });
  await trade.deliver({ number: 'DN-8', on: '2026-02-12', lines: [{ order: 'SO-7', line: 1, quantity: '5' }] });
  await trade.deliver({ number: 'DN-9', on: '2026-02-12', lines: [{ order: 'SO-8', line: 1, quantity: '5' }] });
  await trade.price();
  later();
  const ctx = { ...trade.ctx, now: trade.platform.clock.now() };
  const [exempt, reversed] = [await customer('C-4'), await customer('C-5')];
  await trade.write((tx) => recordExemption(tx, ctx, { customerId: exempt.customerId, jurisdiction: 'NL', certificateNumber: 'E-1', reason: 'embassy', validFrom: '2026-01-01', validTo: '2026-02-28' }));
  await trade.write((tx) => changeCustomer(tx, ctx, { customerId: reversed.customerId, version: reversed.version, changes: { taxTreatment: 'reverse_charge' } }));
  await trade.price();
  const tax = async (delivery: string): Promise<unknown[]> => trade.read((tx) => tx.many({ text: "select c.status, trim(c.tax_category) as category from charges.charge c join evidence.delivery d using (org_id, delivery_id) where d.number = $1 order by c.evidence_key", values: [delivery] }));
  assert.deepEqual(await tax('DN-8'), [{ status: 'superseded', category: 'S' }, { status: 'pending', category: 'E' }]);
  assert.deepEqual(await state('DN-9'), [['superseded', '5', 5_000n, []], ['held', '5', 5_000n, ['tax_undecidable']]]);
  const changed = await customer('C-5');
  await trade.write((tx) => changeCustomer(tx, ctx, { customerId: changed.customerId, version: changed.version, changes: { taxId: 'NL004495445B01' } }));
  await trade.price();
  assert.deepEqual((await tax('DN-9')).at(-1), { status: 'pending', category: 'AE' });
  await assertChecks();
});

test('a quantity that no amount can hold is held at nothing, and stops nobody else', async () => {
  await trade.order({ number: 'SO-9', customer: 'C-1', lines: [{ product: 'P-1', quantity: '999999999999999', price: '999999999999999' }, { product: 'P-1', quantity: '5' }] });
  await trade.deliver({ number: 'DN-10', on: '2026-02-13', lines: [{ order: 'SO-9', line: 1, quantity: '999999999999999' }, { order: 'SO-9', line: 2, quantity: '1' }] });
  await trade.price();
  const [large, small] = await state('DN-10') as [unknown[], unknown[]];
  assert.deepEqual(large.slice(0, 3), ['held', '999999999999999', 0n]);
  assert.ok((large[3] as string[]).includes('amount_too_large'));
  assert.deepEqual(small, ['pending', '1', 1_000n, []]);
  await assertChecks();
});

test('looking again changes nothing where nothing changed', async () => {
  const before = await trade.charges();
  later();
  await trade.price();
  assert.deepEqual(await trade.charges(), before);
});

test('a line that has its charge and still stands on the list of those without one, or stands there by another day, is told', async () => {
  const { ownerPool } = trade.platform.database;
  const told = async (): Promise<number | undefined> => (await trade.read(async (tx) => chargesChecks.find((one) => one.name === 'charges.uncharged')?.run(tx)))?.breaches.length;
  const stray = 'insert into evidence.uncharged_line select d.org_id, d.entity_id, d.delivered_on + days, l.delivery_id, l.line_no from evidence.delivery_line l join evidence.delivery d using (org_id, delivery_id), generate_series(0, 1) days where d.number = $1';
  await ownerPool.query(stray, ['DN-2']);
  assert.equal(await told(), 2);
  await ownerPool.query('delete from evidence.uncharged_line');
  await trade.deliver({ number: 'DN-11', on: '2026-02-14', customer: 'C-1', lines: [{ product: 'P-1', quantity: '1' }] });
  assert.equal(await told(), 0);
  await ownerPool.query('update evidence.uncharged_line set delivered_on = delivered_on + 1');
  assert.equal(await told(), 1);
  await ownerPool.query('update evidence.uncharged_line set delivered_on = delivered_on - 1');
});

test('the database links a line once and changes nothing else of it', async () => {
  const change = (text: string): Promise<unknown> => trade.write(async (tx) => ({ rows: await tx.run({ text, values: [] }) }));
  await assert.rejects(change('update evidence.delivery_line set order_id = null, order_line_no = null where order_id is not null'));
  await assert.rejects(change('update evidence.delivery_line set order_line_no = order_line_no where order_id is not null'), /append-only/);
  await assert.rejects(change('update evidence.delivery_line set quantity = 99'));
  await assert.rejects(change('delete from evidence.delivery_line'));
});
