// Why a customer owes what it owes: the proof's parts come to the receivable that every screen shows, on any day, down to entries that exist.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eur, openWorld, reason, today, type World } from './writes/world.ts';

type Node = { readonly label: string; readonly kind: string; readonly value: string | null; readonly amount: { amount: string; currency: string } | null; readonly link: { kind: string; id: string } | null; readonly children: readonly Node[] };

let world: World;
let customer = '';

before(async () => {
  world = await openWorld();
  customer = await world.customer();
  const first = await world.invoice(customer, '100.00');
  const second = await world.invoice(customer, '250.00');
  await world.send(`/v1/invoices/${second}/credit`, { reason_code: 'price', reason, lines: [{ line_no: 1, amount: eur('30.00') }] });
  world.app.platform.clock.moveTo('2026-03-10T09:00:00.000Z');
  const { receipt_id: receipt } = await world.send('/v1/receipts', { method: 'cheque', received_on: '2026-03-05', amount: eur('120.00'), customer_id: customer });
  await world.send(`/v1/receipts/${String(receipt)}/applications`, { lines: [{ document_id: first, cash: eur('98.00'), discount: eur('2.00') }], reason, applied_on: '2026-03-10' });
});
after(() => world.close());

const explain = async (query = ''): Promise<Node> => (await world.get(`/v1/customers/${customer}/explain${query}`)) as unknown as Node;
const amountOf = (node: Node | undefined): string | undefined => node?.amount?.amount;
const parts = (node: Node): Record<string, string | undefined> => Object.fromEntries(node.children.map((child) => [child.kind === 'open' ? child.label : child.kind, amountOf(child)]));
const minor = (text: string | undefined): bigint => BigInt((text ?? '0').replace('.', ''));

test('billed, credited, paid and let off come to the receivable, and so does what is open', async () => {
  const proof = await explain();
  assert.equal(proof.label, `Receivable of C-102 Customer 102 in EUR on 2026-03-10`);
  assert.deepEqual(parts(proof), { billed: '350.00', credited: '-30.00', paid: '-98.00', deducted: '-2.00', 'What is open of it': '220.00', 'Received and not yet applied; the balance is less by it': '22.00' });
  assert.equal(amountOf(proof), '220.00');
  assert.deepEqual((await world.get(`/v1/customers/${customer}`))['receivable'], eur('220.00'), 'the customer page says the same');
});

test('the receivable less unapplied cash is the balance that aging and the account show', async () => {
  const { receivable, unapplied } = await world.get(`/v1/customers/${customer}`);
  const { items } = await world.get('/v1/reports/aging');
  const aged = (items as Record<string, unknown>[]).find((row) => row['customer_id'] === customer);
  const account = await world.get(`/v1/customers/${customer}/account?from=${today}&to=2026-03-10&currency=EUR`);
  const balance = eur('198.00');
  assert.deepEqual([receivable, unapplied, aged?.['balance'], account['closing']], [eur('220.00'), eur('22.00'), balance, balance]);
});

test('every part is the sum of its movements, and every movement leads to an entry', async () => {
  const proof = await explain();
  for (const part of proof.children) {
    assert.equal(part.children.reduce((sum, child) => sum + minor(amountOf(child)), 0n), minor(amountOf(part)), part.label);
    for (const movement of part.children.filter(({ kind }) => kind === 'movement')) {
      assert.equal(movement.link?.kind, 'entry', movement.label);
      await world.get(`/v1/ledger/entries/${String(movement.link?.id)}`);
    }
  }
  const [paid] = proof.children.find(({ kind }) => kind === 'paid')?.children ?? [];
  assert.match(paid?.label ?? '', /^2026-03-05 RCP-2026-00001 for INV-2026-00001$/);
  assert.deepEqual(paid?.children.map((child) => child.link?.kind), ['document', 'receipt']);
});

test('as of an earlier day, and as known at an earlier instant, nothing of later is in it', async () => {
  for (const query of [`?as_of=${today}`, '?known_at=2026-03-05T00:00:00Z']) {
    assert.deepEqual(parts(await explain(query)), { billed: '350.00', credited: '-30.00', 'What is open of it': '320.00' }, query);
  }
  assert.deepEqual((await explain('?as_of=2026-01-01')).children, []);
});

test('a customer without business owes nothing; one that is unknown is refused', async () => {
  const other = (await world.get(`/v1/customers/${await world.customer()}/explain`)) as unknown as Node;
  assert.deepEqual([amountOf(other), other.value, other.children], ['0.00', 'nothing was billed or paid', []]);
  assert.equal((await world.app.ask('/v1/customers/0190163d-8694-739b-aea5-966c26f8ad91/explain', { key: world.app.keys.admin })).body['code'], 'customer.unknown');
});

test('of one legal entity only, where one is named', async () => {
  const second = await world.secondEntity();
  assert.equal(amountOf(await explain('?entity_id=1')), '220.00');
  assert.equal(amountOf(await explain(`?entity_id=${second}`)), '0.00');
});
