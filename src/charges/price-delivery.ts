// A delivery line becomes a charge: the rule's price, the amount, the tax, the proof, and the gate's verdict. Pure.

import { derivedId } from '#kernel/id.ts';
import { formatDecimal, negateDecimal, parseDecimal } from '#kernel/decimal.ts';
import { lineAmount } from '#kernel/rounding.ts';
import { decideTax, resolvePrice, type PriceRow, type Supply, type TaxClass, type TaxFacts } from '#catalog/index.ts';
import type { Customer, Exemption } from '#customers/index.ts';
import type { Entity } from '#platform/organisation-store.ts';
import type { NewCharge, Proof } from './charge.ts';
import { decideGate, isLineAmount, type GateFailure, type GateSettings } from './gate.ts';
import type { DeliveryLineToCharge } from './line-store.ts';

export type PricingFacts = {
  readonly entity: Entity;
  readonly line: DeliveryLineToCharge;
  readonly customer: Customer;
  readonly shipTo: { readonly country: string; readonly region: string | null };
  readonly exemptions: readonly Exemption[];
  readonly prices: readonly PriceRow[];
  readonly tax: TaxFacts;
  readonly revenueAccountId: number;
  readonly taxClass: TaxClass;
  readonly supply: Supply;
  readonly history: { readonly lines: bigint; readonly largestMinor: bigint } | null;
  /** Charged before this line, within the batch included. */
  readonly charged: { readonly quantity: string; readonly orderMinor: bigint };
  readonly settings: GateSettings;
};

export type Priced = { readonly charge: NewCharge; readonly failures: readonly GateFailure[] };

export function priceDelivery(facts: PricingFacts): Priced {
  const { line, customer } = facts;
  const currency = line.order?.currency ?? customer.currency;
  const price = agreedPrice(facts);
  const isReturn = line.kind === 'return';
  const quantity = isReturn ? formatDecimal(negateDecimal(parseDecimal(line.quantity))) : line.quantity;
  const agreedUnitPrice = price.unitPrice ?? '0';
  // The discount was agreed on the order, whoever named the price.
  const discountPercent = line.order?.discountPercent ?? '0';
  const exactMinor = lineAmount({ quantity: parseDecimal(quantity), unitPrice: parseDecimal(agreedUnitPrice), discountPercent: parseDecimal(discountPercent), currency, mode: 'half-up' });
  const tax = taxOf(facts);
  const failures = decideGate({
    kind: line.kind === 'return' ? 'return' : 'delivery', on: line.deliveredOn, quantity: line.quantity, amountMinor: exactMinor, currency, unitPrice: price.unitPrice,
    priceFrom: price.source === 'order' ? 'order' : 'price_book', agreedPrice: price.bookPrice, agreedFrom: 'price_book',
    order: line.order === null ? null : {
      number: line.order.number, expiresOn: line.order.expiresOn, closedOn: line.order.closedOn, notToExceedMinor: line.order.notToExceedMinor,
      chargedMinor: facts.charged.orderMinor, orderedQuantity: line.order.quantity, chargedQuantity: facts.charged.quantity,
    },
    orderReference: line.orderReference, orderRecorded: line.orderRecorded, orderRequired: customer.orderRequired, holdReason: customer.onHold ? customer.holdReason ?? 'no reason given' : null,
    taxProblem: tax.problem, duplicateOf: line.duplicateOf === null ? null : `the delivery ${line.duplicateOf} has the same order line, date and quantity`, history: facts.history,
  }, facts.settings);
  // What no account could hold is held at nothing; the gate says why.
  const [unitPrice, amountMinor] = isLineAmount(exactMinor) ? [agreedUnitPrice, exactMinor] : ['0', 0n];
  const proof: Proof = { version: 1, steps: [
    { step: 'evidence', delivery: line.deliveryNumber, line: line.lineNo, quantity: line.quantity, on: line.deliveredOn, fileId: line.fileId, row: line.sourceRow },
    ...(line.order === null ? [] : [{ step: 'order' as const, order: line.order.number, line: line.order.lineNo, orderedOn: line.order.orderedOn, quantity: line.order.quantity,
      unitPrice: line.order.unitPrice, discountPercent: line.order.discountPercent, fileId: line.order.fileId, row: line.order.sourceRow }]),
    { step: 'price', source: price.source, priceId: price.priceId, on: price.on, unitPrice },
    { step: 'amount', quantity, unitPrice, discountPercent, rounding: 'half-up', amountMinor: amountMinor.toString(), currency },
    { step: 'tax', jurisdiction: tax.jurisdiction, category: tax.category, rate: tax.rate, reason: tax.reason, on: line.deliveredOn },
  ] };
  const evidenceKey = `delivery:${line.deliveryId}:${line.lineNo}${line.chargesBefore === 0 ? '' : `:${line.chargesBefore}`}`;
  return { failures, charge: {
    // The evidence row decides the id, so a repeated run makes the same charge.
    chargeId: derivedId(facts.line.recordedMs, evidenceKey), entityId: facts.entity.entityId, customerId: customer.customerId, kind: isReturn ? 'return' : 'delivery',
    status: failures.length === 0 ? 'pending' : 'held', evidenceKey, deliveryId: line.deliveryId, deliveryLineNo: line.lineNo,
    orderId: line.order?.orderId ?? null, orderLineNo: line.order?.lineNo ?? null, customerPo: line.order?.customerPo ?? null, productId: line.productId,
    chargeCode: line.chargeCode, description: line.order?.description ?? line.productName, serviceOn: line.deliveredOn, quantity, unit: line.unit, unitPrice, discountPercent,
    amountMinor, currency, taxJurisdiction: tax.jurisdiction, taxCategory: tax.category, taxRate: tax.rate, taxReason: tax.reason, revenueAccountId: facts.revenueAccountId, proof,
  } };
}

type AgreedPrice = { unitPrice: string | null; bookPrice: string | null; source: 'order' | 'price_book' | 'none'; priceId: string | null; on: string };

/** The order's own price counts; else the price book's on the order or the delivery date, as the order's rule says. */
function agreedPrice({ line, customer, prices }: PricingFacts): AgreedPrice {
  const on = line.order !== null && line.order.priceRule === 'order' ? line.order.orderedOn : line.deliveredOn;
  const quantity = line.order?.quantity ?? line.quantity;
  const book = resolvePrice(prices, { productId: line.productId, customerId: customer.customerId, quantity, on, currency: line.order?.currency ?? customer.currency });
  const ordered = line.order?.unitPrice ?? null;
  if (ordered !== null) return { unitPrice: ordered, bookPrice: book?.unitPrice ?? null, source: 'order', priceId: null, on };
  return book === null ? { unitPrice: null, bookPrice: null, source: 'none', priceId: null, on }
    : { unitPrice: book.unitPrice, bookPrice: book.unitPrice, source: 'price_book', priceId: book.priceId, on };
}

function taxOf({ line, customer, shipTo, exemptions, tax, taxClass, supply }: PricingFacts): { jurisdiction: string; category: string; rate: string; reason: string | null; problem: string | null } {
  const decided = decideTax({
    seller: tax.seller, shipTo, customer: { taxTreatment: customer.taxTreatment, taxId: customer.taxId, country: customer.country },
    taxClass, supply, on: line.deliveredOn, rates: tax.rates, exemption: exemptions,
  });
  if ('undecidable' in decided) return { jurisdiction: shipTo.country, category: 'O', rate: '0', reason: null, problem: decided.undecidable };
  return { ...decided, problem: null };
}
