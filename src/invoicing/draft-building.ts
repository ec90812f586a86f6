// Loads what a draft's lines need and decides each: the same for the live preview, the saved draft and the issue.

import { formatDecimal, parseDecimal, addDecimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findSetting } from '#platform/setting-store.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { loadPrices, loadProductsBySku, loadTaxFacts, revenueAccounts } from '#catalog/index.ts';
import { computeSchedule, findCustomer, loadExemptions, loadShipTos, loadTerms } from '#customers/index.ts';
import { customerHistories, gateDefaults } from '#charges/index.ts';
import { decideDraftLine, type Draft, type DraftInput, type DraftLine, type DraftLineInput, type OrderLineFacts } from './draft.ts';
import { findTwin, orderLinesByNumber } from './draft-store.ts';
import { computeTotals } from './totals.ts';

const DEFAULT_CHARGE_CODE = 'GOODS';

/** Refuses draft.no_lines, draft.unknown_product, draft.unknown_charge_code, draft.unknown_terms, draft.unknown_order_line and unknown customers, naming the line. */
export async function buildDraft(tx: Tx, input: DraftInput): Promise<Draft & { entityVersion: number }> {
  if (input.lines.length === 0) refuse('draft.no_lines', 'a document needs at least one line', { field: 'lines' });
  const customer = await findCustomer(tx, input.customerId);
  if (customer === null) refuse('request.not_found', `there is no customer ${input.customerId}`, { field: 'customer_id', value: input.customerId });
  const entity = await findEntity(tx, input.entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  const currency = input.currency ?? customer.currency;
  const termsCode = input.termsCode ?? customer.termsCode;
  const terms = (await loadTerms(tx, [termsCode])).get(termsCode);
  if (terms === undefined) refuse('draft.unknown_terms', `there are no terms ${termsCode}`, { field: 'terms_code', value: termsCode });
  const order = input.orderNumber === null || input.orderNumber === undefined ? new Map<number, OrderLineFacts>() : await orderLinesByNumber(tx, input.entityId, input.customerId, input.orderNumber);
  const lines = await buildLines(tx, input, { customer, currency, order });
  const totals = computeTotals(lines, entity.taxRounding);
  const overrides = [...lines.flatMap((line) => line.overrides), ...(termsCode === customer.termsCode ? [] : [{ lineNo: null, field: 'terms_code', proposed: customer.termsCode, entered: termsCode }])];
  return {
    input, customer, currency, termsCode, termsVersion: terms.version, schedule: computeSchedule(terms.rule, input.issuedOn, totals.totalMinor, currency), taxRounding: entity.taxRounding,
    orderId: [...order.values()][0]?.orderId ?? null, lines, totals, overrides, entityVersion: entity.currentVersion,
  };
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
      account, tax, order: orderLine, duplicateOf: null, history, settings };
    const bare = decideDraftLine(index + 1, line, facts);
    const duplicateOf = await findTwin(tx, { ...bare, customerId: customer.customerId, documentId: input.documentId ?? null });
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
