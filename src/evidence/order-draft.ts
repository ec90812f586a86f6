// An order as it is told, by a file or by hand: names instead of keys. Resolving it finds the keys, or says what is wrong.

import { isCurrency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { parseAmount } from '#kernel/money.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Finding } from './finding.ts';
import type { NewOrder, PriceRule } from './order.ts';
import { isPercent, isPrice, isQuantity } from './quantities.ts';

export type OrderDraft = {
  readonly number: string;
  readonly customer: string;
  readonly orderedOn: LocalDate;
  /** Null: the customer's own. */
  readonly currency: string | null;
  readonly priceRule: PriceRule;
  readonly blanket: boolean;
  readonly notToExceed: string | null;
  readonly expiresOn: LocalDate | null;
  readonly customerPo: string | null;
  readonly shipTo: string | null;
  /** The row of the source; 0 when typed. */
  readonly row: number;
  readonly lines: readonly OrderLineDraft[];
};

export type OrderLineDraft = {
  readonly lineNo: number | null;
  readonly product: string;
  readonly description: string | null;
  readonly quantity: string;
  readonly unitPrice: string | null;
  readonly discountPercent: string | null;
  readonly row: number;
};

/** What the names of drafts stand for, loaded for many at once. */
export type References = {
  readonly customers: ReadonlyMap<string, { readonly customerId: string; readonly currency: string }>;
  readonly products: ReadonlyMap<string, string>;
  /** Keys as `${customerId} ${code}`. */
  readonly shipTos: ReadonlySet<string>;
};

export type ResolvedOrder = { readonly order: NewOrder | null; readonly findings: readonly Finding[] };

export function resolveOrder(draft: OrderDraft, entityId: number, references: References): ResolvedOrder {
  const findings: Finding[] = [];
  const add = (code: Finding['code'], row: number, field: string, value: string | null, reason: string): void => void findings.push({ code, row, field, value, reason });
  const customer = references.customers.get(draft.customer);
  if (customer === undefined) add('customer.unknown', draft.row, 'customer_number', draft.customer, `no customer has the number ${draft.customer}`);
  else if (draft.shipTo !== null && !references.shipTos.has(`${customer.customerId} ${draft.shipTo}`)) {
    add('ship_to.unknown', draft.row, 'ship_to', draft.shipTo, `customer ${draft.customer} has no delivery address ${draft.shipTo}`);
  }
  if (draft.expiresOn !== null && draft.expiresOn < draft.orderedOn) {
    add('evidence.out_of_range', draft.row, 'expires_on', draft.expiresOn, `the order would end on ${draft.expiresOn}, before its day ${draft.orderedOn}`);
  }
  const currency = draft.currency ?? customer?.currency ?? null;
  const notToExceedMinor = limitOf(draft, currency, findings);
  const lines = numberLines(draft, findings).map(({ line, lineNo }) => {
    if (!isQuantity(line.quantity)) add('evidence.out_of_range', line.row, 'quantity', line.quantity, 'a quantity is above zero, with at most 15 digits before the dot and 10 behind it');
    if (line.unitPrice !== null && !isPrice(line.unitPrice)) add('evidence.out_of_range', line.row, 'unit_price', line.unitPrice, 'a price is not below zero, with at most 15 digits before the dot and 10 behind it');
    if (line.discountPercent !== null && !isPercent(line.discountPercent)) add('evidence.out_of_range', line.row, 'discount_percent', line.discountPercent, 'a discount is from 0 to 100 percent, with at most 20 digits behind the dot');
    const productId = references.products.get(line.product);
    if (productId === undefined) add('product.unknown', line.row, 'product', line.product, `no product has the SKU ${line.product}`);
    const { description, quantity, unitPrice } = line;
    return { lineNo, productId: productId ?? '', description, quantity, unitPrice, discountPercent: line.discountPercent ?? '0', sourceRow: line.row === 0 ? null : line.row };
  });
  if (findings.length > 0 || customer === undefined || currency === null) return { order: null, findings };
  const { number, customerPo, orderedOn, priceRule, blanket, expiresOn, shipTo } = draft;
  const order = { entityId, number, customerId: customer.customerId, customerPo, orderedOn, currency, priceRule, blanket, notToExceedMinor, expiresOn, shipToCode: shipTo, sourceRow: draft.row === 0 ? null : draft.row, lines };
  return { order, findings };
}

function limitOf(draft: OrderDraft, currency: string | null, findings: Finding[]): bigint | null {
  if (draft.notToExceed === null || currency === null || !isCurrency(currency)) return null;
  const add = (code: Finding['code'], reason: string): null => {
    findings.push({ code, row: draft.row, field: 'not_to_exceed', value: draft.notToExceed, reason });
    return null;
  };
  try {
    const minor = parseAmount(draft.notToExceed, currency);
    return minor < 0n ? add('evidence.out_of_range', 'a limit is not below zero') : minor;
  } catch (error) {
    if (error instanceof Refusal) return add(error.code, error.message);
    throw error;
  }
}

type NumberedLine = { readonly line: OrderLineDraft; readonly lineNo: number };

/** Either every line has a number of its own, or none has and they are numbered as they come. */
function numberLines(draft: OrderDraft, findings: Finding[]): NumberedLine[] {
  const given = draft.lines.filter((line) => line.lineNo !== null).length;
  const seen = new Set<number>();
  return draft.lines.map((line, index) => {
    const lineNo = given === 0 ? index + 1 : (line.lineNo ?? 0);
    const add = (reason: string): void => void findings.push({ code: 'evidence.line_numbers', row: line.row, field: 'line_no', value: line.lineNo === null ? null : String(line.lineNo), reason });
    if (line.lineNo === null && given > 0) add(`other lines of ${draft.number} have numbers, this one has none`);
    else if (lineNo < 1) add('a line number is above zero');
    else if (seen.has(lineNo)) add(`line ${lineNo} of ${draft.number} stands twice`);
    seen.add(lineNo);
    return { line, lineNo };
  });
}
