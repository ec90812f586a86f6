// The proof of a document or charge as a tree: from the total down to the source file and row, and over to the books.

import { refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { creditedOf, linesOf, taxesOf, voidOf, type DocumentRow, type LineRow, type TaxRow } from './document-queries.ts';
import { requireDocument } from './document-view.ts';
import { explainedCharges, postedFor, priceSources, sourceFiles, type ExplainedCharge, type PostedTransfer } from './explain-queries.ts';
import { chargeNode, type ProofSources } from './explain-charge.ts';
import { leaf, type ProofLink, type ProofNode } from './proof-node.ts';
import { plainRate } from './totals.ts';
import { placeName, taxCategoryName } from './tax-words.ts';

const kindWords = { invoice: 'Invoice', credit_note: 'Credit note', debit_note: 'Debit note' } as const;

/** lineNo: only that line of the document. Refuses request.not_found. */
export async function explainDocument(tx: Tx, documentId: string, lineNo?: number): Promise<ProofNode> {
  const document = await requireDocument(tx, documentId);
  const all = await linesOf(tx, documentId);
  const lines = lineNo === undefined ? all : all.filter((line) => line.lineNo === lineNo);
  if (lines.length === 0 && lineNo !== undefined) refuse('request.not_found', `${document.number ?? 'the draft'} has no line ${lineNo}`, { field: 'line_no', value: lineNo });
  const charges = await explainedCharges(tx, lines.flatMap((line) => line.chargeId ?? []));
  const sources = await loadSources(tx, [...charges.values()]);
  const nodes = new Map(lines.map((line) => [line.lineNo, lineNode(document, line, charges.get(line.chargeId ?? ''), sources)]));
  if (lineNo !== undefined) return nodes.get(lineNo) ?? refuse('request.not_found', `there is no line ${lineNo}`);
  const taxes = (await taxesOf(tx, documentId)).map((tax) => taxNode(document, tax, lines, nodes));
  const postings = postingsNode(await postedFor(tx, documentId));
  const voided = await voidOf(tx, documentId);
  return {
    label: `${kindWords[document.kind]} ${document.number ?? '(draft)'}${document.issuedOn === null ? '' : ` of ${document.issuedOn}`}`, kind: 'document', value: `net + tax of ${taxes.length} tax ${taxes.length === 1 ? 'group' : 'groups'}`,
    amountMinor: document.totalMinor, currency: document.currency, link: { kind: 'document', id: documentId },
    children: [
      ...referenceNodes(document), ...(voided === null ? [] : [leaf('void', `Voided on ${voided.voidedOn} by ${voided.recordedBy}`, voided.reason)]),
      ...taxes, ...(await correctionNodes(tx, document)), ...(postings === null ? [] : [postings]),
    ],
  };
}

/** Refuses request.not_found. */
export async function explainCharge(tx: Tx, chargeId: string): Promise<ProofNode> {
  const charge = (await explainedCharges(tx, [chargeId])).get(chargeId) ?? refuse('request.not_found', `there is no charge ${chargeId}`);
  const sources = await loadSources(tx, [charge]);
  const billed = charge.documentId === null ? [] : [leaf('billed', `Billed on ${charge.documentNumber ?? ''} line ${charge.lineNo ?? ''}`, null, { kind: 'document', id: charge.documentId })];
  const node = chargeNode(charge, sources);
  return { ...node, children: [...node.children, ...billed] };
}

async function loadSources(tx: Tx, charges: readonly ExplainedCharge[]): Promise<ProofSources> {
  const steps = charges.flatMap((charge) => charge.proof.steps ?? []);
  const files = steps.flatMap((step) => ('fileId' in step && step.fileId !== null ? [step.fileId] : []));
  const prices = steps.flatMap((step) => (step.step === 'price' && step.priceId !== null && step.priceId !== undefined ? [step.priceId] : []));
  return { files: await sourceFiles(tx, [...new Set(files)]), prices: await priceSources(tx, [...new Set(prices)]) };
}

function lineNode(document: DocumentRow, line: LineRow, charge: ExplainedCharge | undefined, sources: ProofSources): ProofNode {
  const discount = /[1-9]/.test(line.discountPercent) ? ` less ${line.discountPercent}%` : '';
  const credits = line.creditsLineNo === null ? [] : [leaf('credits', `Takes back line ${line.creditsLineNo} of ${document.referencesNumber ?? 'the original'}, at its price and tax`, null, linkTo(document.referencesDocumentId))];
  return {
    label: `Line ${line.lineNo}: ${line.description}`, kind: 'line', value: `${line.quantity} x ${line.unitPrice}${discount}, rounded half up`, amountMinor: line.amountMinor, currency: document.currency, link: null,
    children: [...credits, ...(charge === undefined ? [] : [chargeNode(charge, sources)])],
  };
}

function taxNode(document: DocumentRow, tax: TaxRow, lines: readonly LineRow[], nodes: ReadonlyMap<number, ProofNode>): ProofNode {
  const own = lines.filter((line) => line.taxJurisdiction === tax.jurisdiction && line.taxCategory === tax.category && plainRate(line.taxRate) === plainRate(tax.rate) && line.taxReason === tax.reason);
  const how = document.taxRounding === 'line' ? 'rounded half up on each line' : 'rounded half up once';
  const base: ProofNode = { label: `Net of ${own.length} ${own.length === 1 ? 'line' : 'lines'}`, kind: 'net', value: null, amountMinor: tax.baseMinor, currency: tax.currency, link: null, children: own.flatMap((line) => nodes.get(line.lineNo) ?? []) };
  return {
    label: `Tax: ${placeName(tax.jurisdiction)}, ${taxCategoryName(tax.category)} ${plainRate(tax.rate)}%`, kind: 'tax_group', value: tax.reason ?? (document.kind === 'credit_note' ? 'at the original rate, at most what is left of its tax' : `${plainRate(tax.rate)}% of the net, ${how}`),
    amountMinor: tax.taxMinor, currency: tax.currency, link: null, children: [base],
  };
}

function referenceNodes(document: DocumentRow): ProofNode[] {
  if (document.referencesDocumentId === null) return [];
  return [leaf('reference', `Refers to ${document.referencesNumber ?? ''} of ${document.referencesIssuedOn ?? ''}`, [document.reasonCode, document.reason].filter((text) => text !== null).join(': '), linkTo(document.referencesDocumentId))];
}

/** What credit notes took from the lines since. */
async function correctionNodes(tx: Tx, document: DocumentRow): Promise<ProofNode[]> {
  if (document.kind === 'credit_note') return [];
  const credited = [...(await creditedOf(tx, document.documentId))];
  if (credited.length === 0) return [];
  return [{
    label: 'Credited since', kind: 'credited', value: null, amountMinor: null, currency: null, link: null,
    children: credited.map(([lineNo, amountMinor]) => ({ label: `Line ${lineNo}`, kind: 'credited_line', value: null, amountMinor, currency: document.currency, link: null, children: [] })),
  }];
}

function postingsNode(transfers: readonly PostedTransfer[]): ProofNode | null {
  if (transfers.length === 0) return null;
  return {
    label: 'In the books', kind: 'postings', value: null, amountMinor: null, currency: null, link: null,
    children: transfers.map((transfer) => ({
      label: `${transfer.event} on ${transfer.postedOn}: ${transfer.debit} to ${transfer.credit}`, kind: 'transfer', value: transfer.reason, amountMinor: transfer.amountMinor, currency: transfer.currency,
      link: { kind: 'entry' as const, id: transfer.entryId }, children: [],
    })),
  };
}

function linkTo(documentId: string | null): ProofLink | null {
  return documentId === null ? null : { kind: 'document', id: documentId };
}
