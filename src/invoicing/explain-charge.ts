// The proof of one charge as nodes: each step as a sentence, with the order, delivery, file and row it rests on. Pure.

import { formatAmount } from '#kernel/money.ts';
import type { ProofStep } from '#charges/index.ts';
import type { ExplainedCharge, PriceSource, SourceFile } from './explain-queries.ts';
import { leaf, type ProofLink, type ProofNode } from './proof-node.ts';
import { placeName, taxCategoryName } from './tax-words.ts';

export type ProofSources = { readonly files: ReadonlyMap<string, SourceFile>; readonly prices: ReadonlyMap<string, PriceSource> };

export function chargeNode(charge: ExplainedCharge, sources: ProofSources): ProofNode {
  const releases = charge.releases.map((hold) => leaf('hold', `Held, ${hold.checkCode.replaceAll('_', ' ')}: ${hold.reason}`, hold.releasedBy === null ? 'still held' : `released by ${hold.releasedBy}: ${hold.releaseReason ?? ''}`));
  return {
    label: `Charge: ${charge.description} (${charge.kind}, ${charge.status})`, kind: 'charge', value: null, amountMinor: charge.amountMinor, currency: charge.currency, link: { kind: 'charge', id: charge.chargeId },
    // Charges that were made for measurements carry no whole proof.
    children: [...(charge.proof.steps ?? []).map((step) => stepNode(step, charge, sources)), ...releases],
  };
}

function stepNode(step: ProofStep, charge: ExplainedCharge, sources: ProofSources): ProofNode {
  switch (step.step) {
    case 'evidence': return {
      ...leaf('evidence', `Delivery ${step.delivery} line ${step.line}: ${step.quantity} on ${step.on}`, null, charge.deliveryId === null ? null : { kind: 'delivery', id: charge.deliveryId }),
      children: fileNodes(step.fileId, step.row, sources),
    };
    case 'order': return {
      ...leaf('order', `Order ${step.order} line ${step.line} of ${step.orderedOn}: ${step.quantity} ordered`, agreedText(step), charge.orderId === null ? null : { kind: 'order', id: charge.orderId }),
      children: fileNodes(step.fileId, step.row, sources),
    };
    case 'entered': return leaf('entered', `Entered by ${step.by} as line ${step.line}: ${step.quantity}`, `issued at ${step.at}`);
    case 'price': return priceNode(step, sources);
    case 'amount': return leaf('amount', `${step.quantity} x ${step.unitPrice}${/[1-9]/.test(step.discountPercent) ? ` less ${step.discountPercent}%` : ''} = ${formatAmount(BigInt(step.amountMinor), step.currency)} ${step.currency}`, 'rounded once, half up');
    case 'tax': return leaf('tax', `Tax: ${placeName(step.jurisdiction)}, ${taxCategoryName(step.category)} ${step.rate}%`, step.reason ?? `the rate in force on ${step.on}`);
  }
}

function agreedText(step: Extract<ProofStep, { step: 'order' }>): string {
  if (step.unitPrice === null) return 'no price on the order';
  return `at ${step.unitPrice} each${/[1-9]/.test(step.discountPercent) ? ` less ${step.discountPercent}%` : ''}`;
}

const priceWords = { order: 'as agreed on the order', price_book: 'from the price book', person: 'entered by a person', none: 'no price was known' } as const;

function priceNode(step: Extract<ProofStep, { step: 'price' }>, sources: ProofSources): ProofNode {
  const price = step.priceId === null || step.priceId === undefined ? undefined : sources.prices.get(step.priceId);
  const link: ProofLink | null = price === undefined ? null : { kind: 'price', id: price.priceId };
  const where = price === undefined ? priceWords[step.source] ?? null : `price book ${price.priceBook}${price.forCustomer ? ', price of this customer' : ''}, valid from ${price.validFrom}, recorded by ${price.recordedBy}`;
  return leaf('price', `Price ${step.unitPrice} each${step.on === undefined ? '' : ` on ${step.on}`}`, where, link);
}

function fileNodes(fileId: string | null, row: number | null, sources: ProofSources): ProofNode[] {
  const file = fileId === null ? undefined : sources.files.get(fileId);
  if (file === undefined) return [leaf('entered', 'Recorded by hand', null)];
  return [leaf('file', `File ${file.name}${row === null ? '' : `, row ${row}`}`, `sha256 ${file.sha256}`, { kind: 'file', id: file.fileId })];
}
