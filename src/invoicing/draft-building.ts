// Loads what a draft's lines need and decides each: the same for the live preview, the saved draft and the issue.

import { formatDecimal, parseDecimal, addDecimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findSetting } from '#platform/setting-store.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { loadPrices, loadProductsBySku, loadTaxFacts, revenueAccounts } from '#catalog/index.ts';
import { computeSchedule, findCustomer, loadExemptions, loadHolidays, loadShipTos, loadTerms } from '#customers/index.ts';
import { customerHistories, gateDefaults, isLineAmount } from '#charges/index.ts';
import { decideDraftLine, type Draft, type DraftInput, type DraftLine, type DraftLineInput, type OrderLineFacts } from './draft.ts';
import { findTwin, isReferable, orderLinesByNumber } from './draft-store.ts';
import { computeTotals } from './totals.ts';

const DEFAULT_CHARGE_CODE = 'GOODS';

/**
 * Refuses draft.no_lines, draft.unknown_product, draft.unknown_charge_code, draft.unknown_terms, draft.unknown_order_line, draft.order_currency, draft.unknown_ship_to,
 * draft.unknown_reference and unknown customers, naming the line.
 */
export async function buildDraft(tx: Tx, entered: DraftInput): Promise<Draft & { entityVersion: number }> {
  if (entered.lines.length === 0) refuse('draft.no_lines', 'a document needs at least one line', { field: 'lines' });
  const customer = await findCustomer(tx, entered.customerId);
  if (customer === null) refuse('request.not_found', `there is no customer ${entered.customerId}`, { field: 'customer_id', value: entered.customerId });
  const entity = await findEntity(tx, entered.entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${entered.entityId}`, { field: 'entity_id', value: entered.entityId });
  const order = (entered.orderNumber ?? null) === null ? new Map<number, OrderLineFacts>() : await orderLinesByNumber(tx, entered.entityId, entered.customerId, entered.orderNumber ?? '');
  const input = await asOrdered(tx, entered, order);
  const currency = input.currency ?? customer.currency;
  const termsCode = input.termsCode ?? customer.termsCode;
  const terms = (await loadTerms(tx, [termsCode])).get(termsCode);
  if (terms === undefined) refuse('draft.unknown_terms', `there are no terms ${termsCode}`, { field: 'terms_code', value: termsCode });
  const lines = await buildLines(tx, input, { customer, currency, order });
  const totals = computeTotals(lines, entity.taxRounding);
  if (!isLineAmount(totals.totalMinor)) refuse('draft.amount_too_large', 'the document comes to more than a line may', { field: 'lines' });
  const overrides = [...lines.flatMap((line) => line.overrides), ...(termsCode === customer.termsCode ? [] : [{ lineNo: null, field: 'terms_code', proposed: customer.termsCode, entered: termsCode }])];
  return {
    input, customer, currency, termsCode, termsVersion: terms.version, schedule: computeSchedule(terms.rule, input.issuedOn, totals.totalMinor, currency, await loadHolidays(tx)), taxRounding: entity.taxRounding,
    orderId: [...order.values()][0]?.orderId ?? null, lines, totals, overrides, entityVersion: entity.currentVersion,
  };
}

/** What is left out comes from the order: its currency, delivery address, the customer's own number, and of a line its product. */
async function asOrdered(tx: Tx, input: DraftInput, order: ReadonlyMap<number, OrderLineFacts>): Promise<DraftInput> {
  const [ordered] = order.values();
  const currency = input.currency ?? ordered?.currency ?? null;
  if (ordered !== undefined && currency !== ordered.currency) refuse('draft.order_currency', `the order ${ordered.gate.number} is in ${ordered.currency}`, { field: 'currency', value: currency });
  const shipToCode = input.shipToCode ?? ordered?.shipToCode ?? null;
  const shipTos = (await loadShipTos(tx, [input.customerId])).get(input.customerId) ?? [];
  if (shipToCode !== null && !shipTos.some((place) => place.code === shipToCode)) refuse('draft.unknown_ship_to', `the customer has no delivery address ${shipToCode}`, { field: 'ship_to_code', value: shipToCode });
  const reference = input.referencesDocumentId ?? null;
  if (reference !== null && !(await isReferable(tx, input.entityId, input.customerId, reference))) {
    refuse('draft.unknown_reference', 'this is no issued document of the same customer', { field: 'references_document_id', value: reference });
  }
  const lines = input.lines.map((line, index): DraftLineInput => {
    const found = order.get(line.orderLineNo ?? 0);
    const product = line.product ?? found?.sku ?? null;
    if (found !== undefined && product !== found.sku) {
      refuse('draft.unknown_order_line', `line ${found.lineNo} of the order ${found.gate.number} is ${found.sku}, not ${product ?? ''}`, { field: `lines.${index}.order_line_no`, value: found.lineNo });
    }
    return { ...line, product };
  });
  return { ...input, currency, shipToCode, customerPo: input.customerPo ?? ordered?.customerPo ?? null, lines };
}

type Around = { customer: Draft['customer']; currency: string; order: ReadonlyMap<number, OrderLineFacts> };

async function buildLines(tx: Tx, input: DraftInput, { customer, currency, order }: Around): Promise<DraftLine[]> {
  const products = await loadProductsBySku(tx, input.lines.flatMap((line) => line.product ?? []));
  const prices = await loadPrices(tx, [...products.values()].map((product) => product.productId));
  const accounts = await revenueAccounts(tx, input.entityId);
  const tax = await loadTaxFacts(tx, input.entityId);
  const shipTo = ((await loadShipTos(tx, [customer.customerId])).get(customer.customerId) ?? []).find((place) => place.code === input.shipToCode) ?? customer;
  const dates = input.lines.map((line) => line.serviceOn ?? input.issuedOn).sort();
  const exemptions = (await loadExemptions(tx, [customer.customerId], dates[0] ?? input.issuedOn, dates.at(-1))).get(customer.customerId) ?? [];
  const settings = { ...gateDefaults, ...(await findSetting(tx, 'gate')) };
  const history = (await customerHistories(tx, [customer.customerId])).get(`${customer.customerId}:${currency}`) ?? null;
  const used = new Map<number, { quantity: string; minor: bigint }>();
  const lines: DraftLine[] = [];
  for (const [index, line] of input.lines.entries()) {
    const product = line.product === null || line.product === undefined ? null : products.get(line.product) ?? refuse('draft.unknown_product', `there is no product ${line.product}`, { field: `lines.${index}.product`, value: line.product });
    const chargeCode = line.chargeCode ?? product?.chargeCode ?? DEFAULT_CHARGE_CODE;
    const account = accounts.get(chargeCode) ?? refuse('draft.unknown_charge_code', `there is no charge code ${chargeCode} with a revenue account`, { field: `lines.${index}.charge_code`, value: chargeCode });
    const orderLine = orderLineOf(line, index, order, used);
    const facts = { draft: input, currency, customer, shipTo: { country: shipTo.country, region: shipTo.region }, exemptions, product, prices: product === null ? [] : prices.get(product.productId) ?? [],
      account, tax, order: orderLine, orderRecorded: order.size > 0, duplicateOf: null, history, settings };
    const bare = decideDraftLine(index + 1, line, facts);
    const duplicateOf = await findTwin(tx, { ...bare, kind: input.kind, customerId: customer.customerId, documentId: input.documentId ?? null });
    const decided = duplicateOf === null ? bare : decideDraftLine(index + 1, line, { ...facts, duplicateOf });
    if (orderLine !== null) used.set(orderLine.lineNo, { quantity: formatDecimal(addDecimal(parseDecimal(used.get(orderLine.lineNo)?.quantity ?? '0'), parseDecimal(line.quantity))), minor: (used.get(orderLine.lineNo)?.minor ?? 0n) + decided.amountMinor });
    lines.push(decided);
  }
  return lines;
}

/** The order line with what earlier lines of the same draft take from it. */
function orderLineOf(line: DraftLineInput, index: number, order: ReadonlyMap<number, OrderLineFacts>, used: ReadonlyMap<number, { quantity: string; minor: bigint }>): OrderLineFacts | null {
  if (line.orderLineNo === null || line.orderLineNo === undefined) return null;
  const found = order.get(line.orderLineNo);
  if (found === undefined) refuse('draft.unknown_order_line', `the order has no line ${line.orderLineNo}`, { field: `lines.${index}.order_line_no`, value: line.orderLineNo });
  const usedMinor = [...used.values()].reduce((sum, part) => sum + part.minor, 0n);
  const chargedQuantity = formatDecimal(addDecimal(parseDecimal(found.gate.chargedQuantity), parseDecimal(used.get(line.orderLineNo)?.quantity ?? '0')));
  invariant(found.lineNo === line.orderLineNo, 'an order line stands under another number');
  return { ...found, gate: { ...found.gate, chargedQuantity, chargedMinor: found.gate.chargedMinor + usedMinor } };
}
