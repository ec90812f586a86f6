// The sample company: its files are what its maker makes, its identifiers are valid, its troubles are there, and its bank statements add up.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { checkVAT, countries } from 'jsvat-next';
import { isValidIBAN } from 'ibantools';

import { readCamt } from '#formats/camt.ts';
import { readMt940 } from '#formats/mt940.ts';
import { addDays, endOfMonth } from '#kernel/local-date.ts';
import { bankFiles } from '../sample/make/bank-files.ts';
import { accounts, company } from '../sample/make/company.ts';
import { customers } from '../sample/make/customers.ts';
import { masterFiles } from '../sample/make/files.ts';
import { readInvoices } from '../sample/make/invoices.ts';
import { bookPrice } from '../sample/make/products.ts';
import type { BankStatement } from '#formats/bank-statement.ts';

const folder = fileURLToPath(new URL('../sample/', import.meta.url));
const files = masterFiles();

type Row = Readonly<Record<string, string>>;

// None of these files has a line break in a cell.
function rows(name: string): Row[] {
  const [header = [], ...lines] = (files.get(name) ?? '').trimEnd().split('\n').map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? ''));
  return lines.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}

test('the files in the repository are the ones that the maker makes', () => {
  for (const [name, text] of files) assert.equal(readFileSync(join(folder, name), 'utf8'), text, `${name} differs: run node sample/make.ts`);
});

test('the sample stays small', () => {
  const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => sum + (statSync(join(folder, name)).isFile() ? statSync(join(folder, name)).size : 0), 0);
  assert.ok(bytes < 1_500_000, `${bytes} bytes`);
});

test('customers of six countries have valid tax ids and accounts, save the one that is wrong on purpose', () => {
  assert.equal(customers.length, 40);
  assert.deepEqual([...new Set(customers.map((customer) => customer.country))].sort(), ['AT', 'DE', 'FR', 'GB', 'NL', 'US']);
  const invalid = customers.filter(({ taxId }) => taxId !== '' && !checkVAT(taxId, countries).isValid);
  assert.deepEqual(invalid.map(({ number }) => number), ['20010']);
  const own = [company.entity.iban, accounts.germany.iban, ...customers.filter(({ country }) => country !== 'US').map(({ iban }) => iban)];
  assert.deepEqual(own.filter((iban) => !isValidIBAN(iban)), []);
  assert.equal(new Set(own).size, own.length);
  assert.ok(checkVAT(company.entity.tax_id ?? '', countries).isValid);
});

test('every order line names a customer, a product and a place that exist', () => {
  const known = (name: string, key: (row: Row) => string): Set<string> => new Set(rows(name).map(key));
  const numbers = known('customers.csv', (row) => row.customer_number ?? '');
  const skus = known('products.csv', (row) => row.sku ?? '');
  const places = known('ship-tos.csv', (row) => `${row.customer_number} ${row.code}`);
  const lines = rows('orders.csv');
  assert.ok(lines.length > 1200 && new Set(lines.map((row) => row.order_number)).size === 450, `${lines.length} lines`);
  for (const row of lines) {
    assert.ok(numbers.has(row.customer_number ?? '') && skus.has(row.product ?? ''), JSON.stringify(row));
    assert.ok(row.ship_to === '' || places.has(`${row.customer_number} ${row.ship_to}`), JSON.stringify(row));
    assert.match(row.quantity ?? '', /^[1-9]\d*(\.\d{1,2})?$|^0\.\d{1,2}$/);
  }
});

test('exactly the orders of the list of troubles differ from the price book', () => {
  const wrong = rows('orders.csv').filter((row) => row.unit_price !== '' && BigInt(Math.round(Number(row.unit_price) * 10_000)) !== bookPrice(row.product ?? '', row.customer_number ?? '', Math.round(Number(row.quantity) * 100), row.ordered_on ?? ''));
  const told = rows('troubles.csv').filter((row) => row.trouble === 'old price' || row.trouble === 'wrong price');
  assert.equal(told.length, 6);
  assert.deepEqual(wrong.map((row) => row.order_number).sort(), told.map((row) => row.reference).sort());
});

test('deliveries name order lines that exist, save those of the unknown orders, and bring no more than was ordered, save two', () => {
  const ordered = new Map(rows('orders.csv').map((row) => [`${row.order_number} line ${row.line_no}`, row]));
  const told = (trouble: string): string[] => rows('troubles.csv').filter((row) => row.trouble === trouble).map((row) => row.reference ?? '');
  const delivered = new Map<string, number>();
  const strangers = new Set<string>();
  const seen = new Set<string>();
  for (const row of rows('deliveries.csv')) {
    const line = `${row.order_number} line ${row.order_line_no}`;
    const order = ordered.get(line);
    if (order === undefined) strangers.add(row.order_number ?? '');
    else assert.ok(order.product === row.product && order.customer_number === row.customer_number && (row.delivered_on ?? '') >= (order.ordered_on ?? ''), JSON.stringify(row));
    const key = `${row.delivery_number} ${line}`;
    if (row.kind === 'return' || seen.has(key) || row.delivery_number?.endsWith('-B') === true) continue;
    seen.add(key);
    delivered.set(line, (delivered.get(line) ?? 0) + Math.round(Number(row.quantity) * 100));
  }
  assert.deepEqual([...strangers].sort(), told('unknown order').sort());
  const over = [...delivered].filter(([line, quantity]) => ordered.has(line) && quantity > Math.round(Number(ordered.get(line)?.quantity) * 100));
  assert.deepEqual(over.map(([line]) => line).sort(), told('too much delivered').sort());
});

const issued = Array.from({ length: 300 }, (_, index) => {
  const customer = customers[(index * 7) % customers.length] ?? customers[0];
  const issuedOn = endOfMonth(`2026-0${5 + Math.floor(index / 75)}-01`);
  const isDiscounted = customer?.terms === '2-10-NET30';
  return {
    number: `INV-2026-${String(index + 1).padStart(5, '0')}`, kind: 'invoice', customer_number: customer?.number, issued_on: issuedOn, due_on: addDays(issuedOn, 30), total: `${100 + index * 13}.${String(index % 100).padStart(2, '0')}`,
    ...(isDiscounted ? { discount_percent: '2', discount_until: addDays(issuedOn, 10) } : {}),
    ...(customer?.terms === '3-PARTS' ? { instalments: [{ due_on: addDays(issuedOn, 14), amount: '60.00' }, { due_on: addDays(issuedOn, 45), amount: `${40 + index * 13}.${String(index % 100).padStart(2, '0')}` }] } : {}),
  };
});
const credit = { number: 'CN-2026-00001', kind: 'credit_note', customer_number: '10001', issued_on: '2026-06-30', due_on: '2026-06-30', total: '35.00' };
const bank = bankFiles(readInvoices(JSON.stringify([...issued, credit])));

function statements(ending: string, read: (bytes: Uint8Array) => readonly BankStatement[]): BankStatement[] {
  return [...bank].filter(([name]) => name.endsWith(ending)).flatMap(([, text]) => read(new TextEncoder().encode(text)));
}

const home = statements('.xml', readCamt);
const germany = statements('.sta', readMt940);

test('there is a statement per account and month, each ties, and each begins where the one before ended', () => {
  for (const account of [home, germany]) {
    assert.equal(account.length, 6);
    for (const [index, statement] of account.entries()) {
      assert.equal(statement.balance, 'ties', statement.statementId);
      assert.deepEqual(statement.warnings, []);
      if (index > 0) assert.equal(statement.openingMinor, account[index - 1]?.closingMinor);
    }
  }
});

test('what was meant is what the statements say, line by line', () => {
  const meant = (bank.get('bank/meant.csv') ?? '').trimEnd().split('\n').slice(1);
  const amounts = [...home, ...germany].flatMap((statement) => statement.lines.map((line) => line.amountMinor)).sort();
  assert.deepEqual(amounts.map(String), meant.map((line) => BigInt(line.split(',')[2] ?? '')).sort().map(String));
  const kinds = new Set(meant.map((line) => line.split(',').at(-1)));
  for (const kind of ['exact', 'typo', 'several', 'several with credit', 'short pay', 'discount taken', 'bank fee', 'unknown payer', 'overpaid', 'returned', 'two parts', 'paid twice', 'name only']) {
    assert.ok(kinds.has(kind), `no payment of the kind ${kind} among ${[...kinds].join(', ')}`);
  }
});

test('the payer, the account and the purpose come through the readers', () => {
  const lines = [...home, ...germany].flatMap((statement) => statement.lines);
  const payer = customers.find((customer) => customer.number === '20001');
  const paid = lines.filter((line) => line.counterpartyAccount === payer?.iban);
  assert.ok(paid.length > 3 && paid.every((line) => /brandmeier/i.test(line.counterpartyName)), JSON.stringify(paid.map((line) => line.counterpartyName)));
  assert.ok(lines.filter((line) => /INV.?2026.?\d{5}/.test(line.text)).length > 100);
});

test('an invoice without its customer is refused by name', () => {
  assert.throws(() => readInvoices('[{"number":"INV-2026-00001","total":"1.00"}]'), /Entry 1 of the invoices lacks customer_number/);
});
