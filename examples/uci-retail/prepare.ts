// A web shop's invoice lines as Counterfoil's imports want them. Customers and products are those that the lines name; an invoice number
// that starts with C is a cancellation: its lines come as a credit note with positive quantities. Every other row passes as it is.

import fs from 'node:fs';
import path from 'node:path';
import { cellsOf, csvLine, filesLike } from '../counterfoil.ts';

export type Prepared = { readonly files: { customers: string; products: string; invoices: string }; readonly rows: number };

export function prepare(source: string, target: string): Prepared {
  const customers = new Map<string, string>();
  const products = new Map<string, string>();
  const invoices = ['reference,kind,customer_number,issued_on,product,description,quantity,unit_price,reason_code,reason'];
  let rows = 0;
  for (const file of filesLike(source, /\.csv$/)) {
    for (const line of fs.readFileSync(file, 'utf8').split(/\r?\n/).slice(1)) {
      if (line === '') continue;
      rows += 1;
      const [invoice = '', stockCode = '', description = '', quantity = '', at = '', price = '', customer = '', country = ''] = cellsOf(line);
      const number = customer.replace(/\.0$/, '');
      const name = description.trim();
      if (number !== '') customers.set(number, country);
      if (stockCode !== '' && !products.has(stockCode)) products.set(stockCode, name === '' ? `Item ${stockCode}` : name);
      const isCancellation = invoice.startsWith('C');
      const reason = isCancellation ? ['cancellation', `Cancellation ${invoice}`] : ['', ''];
      invoices.push(csvLine([invoice, isCancellation ? 'credit_note' : 'invoice', number, at.slice(0, 10), stockCode, name, isCancellation ? quantity.replace(/^-/, '') : quantity, price, ...reason]));
    }
  }
  const write = (fileName: string, content: readonly string[]): string => {
    const file = path.join(target, fileName);
    fs.writeFileSync(file, `${content.join('\n')}\n`);
    return file;
  };
  return {
    rows,
    files: {
      customers: write('customers.csv', ['number,name,country,currency,delivery_channel', ...[...customers].map(([number, country]) => csvLine([number, `Customer ${number}`, shopCountry(country), 'GBP', 'none']))]),
      products: write('products.csv', ['sku,name', ...[...products].map(([sku, name]) => csvLine([sku, name]))]),
      invoices: write('invoices.csv', invoices),
    },
  };
}

/** Names of the source that are no ISO 3166 names. */
function shopCountry(name: string): string {
  const own: Readonly<Record<string, string>> = { EIRE: 'Ireland', 'Channel Islands': 'Jersey', RSA: 'South Africa', USA: 'United States', 'European Community': 'Belgium', Unspecified: 'United Kingdom' };
  return own[name] ?? name;
}
