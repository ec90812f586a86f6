// Northwind's files as Counterfoil's imports want them: order heads and lines joined, the freight as a line, the shipping date as delivery.
// The source leaves commas of addresses unquoted, so rows are longer than the header; the cells before and after the address are safe.

import fs from 'node:fs';
import path from 'node:path';
import { cellsOf, csvLine, filesLike } from '../counterfoil.ts';

export type Prepared = { readonly files: { customers: string; products: string; orders: string; deliveries: string }; readonly orders: number; readonly shipped: number; readonly lastShipped: string };

const ADDRESS_CELL = 4;

export function prepare(source: string, target: string): Prepared {
  const read = (file: string): string[] => fs.readFileSync(file, 'utf8').split(/\r?\n/).filter((line) => line !== '');
  const customers = filesLike(source, /^customers.*\.csv$/).flatMap((file) => repaired(read(file), ADDRESS_CELL));
  const products = filesLike(source, /^products.*\.csv$/).flatMap((file) => read(file));
  const heads = filesLike(source, /^orders_.*\.csv$/).flatMap((file) => read(file).slice(1).map(cellsOf));
  const lines = Map.groupBy(filesLike(source, /^order-details_.*\.csv$/).flatMap((file) => read(file).slice(1).map(cellsOf)), (cells) => cells[0] ?? '');
  const orders = ['orderID,customerID,orderDate,line,productID,unitPrice,quantity,discount'];
  const deliveries = ['delivery,orderID,line,quantity,shippedDate'];
  let shipped = 0;
  let lastShipped = '';
  for (const head of heads) {
    const [orderId = '', customerId = '', , orderDate = '', , shippedDate = 'NULL', , freight = '0'] = head;
    const own = [...(lines.get(orderId) ?? []).map((line) => ({ product: line[1] ?? '', price: line[2] ?? '', quantity: line[3] ?? '', discount: line[4] ?? '' })),
      ...(Number(freight) === 0 ? [] : [{ product: 'FREIGHT', price: freight, quantity: '1', discount: '0' }])];
    const isShipped = shippedDate !== 'NULL' && shippedDate !== '';
    if (isShipped) shipped += 1;
    if (isShipped && shippedDate > lastShipped) lastShipped = shippedDate;
    own.forEach((line, index) => {
      orders.push(csvLine([orderId, customerId, orderDate, String(index + 1), line.product, line.price, line.quantity, line.discount]));
      if (isShipped) deliveries.push(csvLine([`S${orderId}`, orderId, String(index + 1), line.quantity, shippedDate]));
    });
  }
  const write = (name: string, rows: readonly string[]): string => {
    const file = path.join(target, name);
    fs.writeFileSync(file, `${rows.join('\n')}\n`);
    return file;
  };
  return {
    files: { customers: write('customers.csv', customers), products: write('products.csv', [...products, 'FREIGHT,Freight,0,0,,0,0,0,0,0']), orders: write('orders.csv', orders), deliveries: write('deliveries.csv', deliveries) },
    orders: heads.length, shipped, lastShipped: lastShipped.slice(0, 10),
  };
}

/** Joins the cells into which an unquoted comma split the address. */
function repaired(rows: readonly string[], addressCell: number): string[] {
  const width = cellsOf(rows[0] ?? '').length;
  return rows.map((row) => {
    const cells = cellsOf(row);
    const extra = cells.length - width;
    if (extra <= 0) return row;
    return csvLine([...cells.slice(0, addressCell), cells.slice(addressCell, addressCell + extra + 1).join(','), ...cells.slice(addressCell + extra + 1)]);
  });
}
