// An invoice typed by a person: what the system proposes, what the person entered, what the gate says of it.

import { parseDecimal, compareDecimal, isZeroDecimal } from '#kernel/decimal.ts';
import { formatAmount } from '#kernel/money.ts';
import { lineAmount } from '#kernel/rounding.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { decideTax, resolvePrice, type PriceRow, type Product, type RevenueAccount, type TaxFacts } from '#catalog/index.ts';
import type { Customer, Exemption, Schedule } from '#customers/index.ts';
import { decideGate, isLineAmount, LARGEST_LINE_MINOR, type GateFacts, type GateFailure, type GateSettings } from '#charges/index.ts';
import type { Totals } from './totals.ts';

/** A credit note made by hand stands for itself; one that takes back lines of an invoice is made by creditDocument. */
export type DraftKind = 'invoice' | 'debit_note' | 'credit_note';

/** What is left out is proposed: description, unit and price from the catalogue, the service date from the issue date. */
export type DraftLineInput = {
  readonly product?: string | null;
  readonly chargeCode?: string | null;
  readonly description?: string | null;
  readonly serviceOn?: LocalDate | null;
  readonly quantity: string;
  readonly unit?: string | null;
  readonly unitPrice?: string | null;
  /** The price that was proposed when the draft was saved and not overwritten: it stays, and the gate holds it where another is agreed by now. */
  readonly keptUnitPrice?: string | null;
  readonly discountPercent?: string | null;
  readonly orderLineNo?: number | null;
};

export type DraftInput = {
  readonly documentId?: string | null;
  readonly kind: DraftKind;
  readonly entityId: number;
  readonly customerId: string;
  readonly issuedOn: LocalDate;
  readonly currency?: string | null;
  readonly termsCode?: string | null;
  readonly orderNumber?: string | null;
  readonly customerPo?: string | null;
  readonly shipToCode?: string | null;
  readonly referencesDocumentId?: string | null;
  readonly reasonCode?: string | null;
  readonly reason?: string | null;
  readonly note?: string | null;
  readonly lines: readonly DraftLineInput[];
};

export type Override = { readonly lineNo: number | null; readonly field: string; readonly proposed: string | null; readonly entered: string | null };

export type DraftLine = {
  readonly lineNo: number;
  readonly productId: string | null;
  readonly product: string | null;
  readonly chargeCode: string;
  readonly description: string;
  readonly serviceOn: LocalDate;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly proposedUnitPrice: string | null;
  /** What the person wrote; null where the proposal stands. */
  readonly enteredUnitPrice: string | null;
  readonly priceSource: 'order' | 'price_book' | 'person' | 'none';
  readonly priceId: string | null;
  readonly discountPercent: string;
  readonly amountMinor: bigint;
  readonly taxJurisdiction: string;
  readonly taxCategory: string;
  readonly taxRate: string;
  readonly taxReason: string | null;
  readonly revenueAccountId: number;
  readonly orderId: string | null;
  readonly orderLineNo: number | null;
  readonly order: OrderLineFacts | null;
  readonly failures: readonly GateFailure[];
  readonly overrides: readonly Override[];
};

export type Draft = {
  readonly input: DraftInput;
  readonly customer: Customer;
  readonly currency: string;
  readonly termsCode: string;
  readonly termsVersion: number;
  readonly schedule: Schedule;
  readonly taxRounding: 'group' | 'line';
  readonly orderId: string | null;
  readonly lines: readonly DraftLine[];
  readonly totals: Totals;
  readonly overrides: readonly Override[];
};

export type OrderLineFacts = {
  readonly orderId: string; readonly lineNo: number; readonly currency: string; readonly shipToCode: string | null; readonly customerPo: string | null; readonly sku: string; readonly description: string | null;
  readonly priceRule: 'order' | 'delivery'; readonly orderedOn: LocalDate; readonly unitPrice: string | null; readonly discountPercent: string;
  readonly fileId: string | null; readonly sourceRow: number | null; readonly gate: NonNullable<GateFacts['order']>;
};

export type LineFacts = {
  readonly draft: Pick<DraftInput, 'issuedOn' | 'customerId' | 'orderNumber'>;
  readonly currency: string;
  readonly customer: Customer;
  readonly shipTo: { readonly country: string; readonly region: string | null };
  readonly exemptions: readonly Exemption[];
  readonly product: Product | null;
  readonly prices: readonly PriceRow[];
  readonly account: RevenueAccount;
  readonly tax: TaxFacts;
  readonly order: OrderLineFacts | null;
  /** The draft names a recorded order, whether this line belongs to one of its lines or not. */
  readonly orderRecorded: boolean;
  /** The issued document that has the same line. */
  readonly duplicateOf: string | null;
  readonly history: { readonly lines: bigint; readonly largestMinor: bigint } | null;
  readonly settings: GateSettings;
};

/** One line with everything filled in, priced, taxed and checked. Refuses draft.negative_line, draft.no_quantity, draft.discount and draft.amount_too_large. */
export function decideDraftLine(lineNo: number, input: DraftLineInput, facts: LineFacts): DraftLine {
  const { draft, customer, product, order, currency } = facts;
  const serviceOn = input.serviceOn ?? draft.issuedOn;
  const priceOn = order?.priceRule === 'order' ? order.orderedOn : serviceOn;
  const book = product === null ? null : resolvePrice(facts.prices, { productId: product.productId, customerId: customer.customerId, quantity: order?.gate.orderedQuantity ?? input.quantity, on: priceOn, currency });
  const proposedUnitPrice = order?.unitPrice ?? book?.unitPrice ?? null;
  const entered = input.unitPrice ?? keptInstead(input.keptUnitPrice ?? null, proposedUnitPrice);
  const unitPrice = entered ?? proposedUnitPrice ?? '0';
  const discountPercent = input.discountPercent ?? order?.discountPercent ?? '0';
  checkFigures(lineNo, { quantity: input.quantity, unitPrice, discountPercent });
  const amountMinor = lineAmount({ quantity: parseDecimal(input.quantity), unitPrice: parseDecimal(unitPrice), discountPercent: parseDecimal(discountPercent), currency, mode: 'half-up' });
  if (!isLineAmount(amountMinor)) refuse('draft.amount_too_large', `line ${lineNo} comes to more than ${formatAmount(LARGEST_LINE_MINOR, currency)} ${currency}`, { field: `lines.${lineNo - 1}.quantity`, value: input.quantity });
  const taxClass = product?.taxClass ?? facts.account.taxClass;
  const tax = decideTax({ seller: facts.tax.seller, shipTo: facts.shipTo, customer: { taxTreatment: customer.taxTreatment, taxId: customer.taxId, country: customer.country }, taxClass,
    supply: facts.account.supply, on: serviceOn, rates: facts.tax.rates, exemption: facts.exemptions });
  const decided = 'undecidable' in tax ? { jurisdiction: facts.shipTo.country, category: 'O', rate: '0', reason: null } : tax;
  const failures = decideGate({
    kind: 'manual', on: serviceOn, quantity: input.quantity, amountMinor, currency, unitPrice: entered ?? proposedUnitPrice, order: order === null ? null : order.gate,
    priceFrom: entered !== null ? 'person' : (order?.unitPrice ?? null) !== null ? 'order' : 'price_book', agreedPrice: proposedUnitPrice, agreedFrom: (order?.unitPrice ?? null) !== null ? 'order' : 'price_book',
    orderReference: order === null ? draft.orderNumber ?? null : null, orderRecorded: facts.orderRecorded, orderRequired: customer.orderRequired, holdReason: customer.onHold ? customer.holdReason ?? 'no reason given' : null,
    taxProblem: 'undecidable' in tax ? tax.undecidable : null, duplicateOf: facts.duplicateOf === null ? null : `${facts.duplicateOf} has the same line: text, day, quantity and amount`, history: facts.history,
  }, facts.settings);
  const differs = entered !== null && proposedUnitPrice !== null && compareDecimal(parseDecimal(entered), parseDecimal(proposedUnitPrice)) !== 0;
  return {
    lineNo, productId: product?.productId ?? null, product: product?.sku ?? null, chargeCode: facts.account.chargeCode, description: input.description ?? order?.description ?? product?.name ?? facts.account.name, serviceOn,
    quantity: input.quantity, unit: input.unit ?? product?.unit ?? 'unit', unitPrice, proposedUnitPrice, enteredUnitPrice: input.unitPrice ?? null, ...sourceOf(entered, order, book), discountPercent, amountMinor,
    taxJurisdiction: decided.jurisdiction, taxCategory: decided.category, taxRate: decided.rate, taxReason: decided.reason, revenueAccountId: facts.account.accountId, orderId: order?.orderId ?? null,
    orderLineNo: order?.lineNo ?? null, order, failures, overrides: differs ? [{ lineNo, field: 'unit_price', proposed: proposedUnitPrice, entered }] : [],
  };
}

function checkFigures(lineNo: number, { quantity, unitPrice, discountPercent }: { quantity: string; unitPrice: string; discountPercent: string }): void {
  const at = (field: string, value: string): { field: string; value: string } => ({ field: `lines.${lineNo - 1}.${field}`, value });
  if (/^-/.test(quantity) || /^-/.test(unitPrice)) refuse('draft.negative_line', `line ${lineNo} is below zero`, at(/^-/.test(quantity) ? 'quantity' : 'unit_price', /^-/.test(quantity) ? quantity : unitPrice));
  if (isZeroDecimal(parseDecimal(quantity))) refuse('draft.no_quantity', `line ${lineNo} has a quantity of nothing`, at('quantity', quantity));
  if (/^-/.test(discountPercent) || compareDecimal(parseDecimal(discountPercent), hundred) > 0) refuse('draft.discount', `the discount of line ${lineNo} is not from 0 to 100 percent`, at('discount_percent', discountPercent));
}

const hundred = parseDecimal('100');

/** A proposal that no longer is one counts as if it had been entered. */
function keptInstead(kept: string | null, proposed: string | null): string | null {
  if (kept === null) return null;
  return proposed !== null && compareDecimal(parseDecimal(kept), parseDecimal(proposed)) === 0 ? null : kept;
}

function sourceOf(entered: string | null, order: OrderLineFacts | null, book: PriceRow | null): Pick<DraftLine, 'priceSource' | 'priceId'> {
  if (entered !== null) return { priceSource: 'person', priceId: null };
  if (order !== null && order.unitPrice !== null) return { priceSource: 'order', priceId: null };
  return book === null ? { priceSource: 'none', priceId: null } : { priceSource: 'price_book', priceId: book.priceId };
}
