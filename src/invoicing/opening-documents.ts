// Open items brought over from an earlier system: documents with the numbers they had, open as they stand, booked against opening balances.

import { derivedId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { formatAmount } from '#kernel/money.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { accountFor } from '#ledger/account-store.ts';
import { loadCustomersForBilling, loadTerms } from '#customers/index.ts';
import { stageDocuments, type StagedHead, type StagedLine } from './document-store.ts';
import { clearStage } from './issue-store.ts';
import { issueStaged, type IssuedBatch } from './issue-staged.ts';
import { openBillingStage } from './stage-store.ts';

export type OpeningDocument = {
  readonly number: string;
  readonly kind: 'invoice' | 'credit_note';
  readonly customerId: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  /** What is open, positive; tax was declared by the earlier system, so the amount carries none. */
  readonly openMinor: bigint;
  readonly currency: string;
  readonly customerPo?: string | null;
};

/** Records a batch of opening documents of one posting date. Refuses request.not_found for an unknown customer. */
export async function recordOpeningDocuments(tx: Tx, ctx: Context, batch: { entityId: number; postedOn: LocalDate; documents: readonly OpeningDocument[] }): Promise<IssuedBatch> {
  const entity = await findEntity(tx, batch.entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${batch.entityId}`);
  const customers = await loadCustomersForBilling(tx, [...new Set(batch.documents.map((document) => document.customerId))]);
  const terms = await loadTerms(tx);
  const account = await accountFor(tx, batch.entityId, 'opening_balance');
  const heads: StagedHead[] = [];
  const lines: StagedLine[] = [];
  for (const document of batch.documents) {
    const customer = customers.get(document.customerId);
    if (customer === undefined) refuse('request.not_found', `there is no customer ${document.customerId}`, { field: 'customer_id', value: document.customerId });
    const documentId = derivedId(0, `opening ${tx.orgId} ${batch.entityId} ${document.number}`);
    heads.push({
      documentId, entryId: derivedId(0, `opening entry ${documentId}`), entityId: batch.entityId, kind: document.kind, source: 'opening', sign: document.kind === 'invoice' ? 1 : -1,
      customerId: customer.customerId, customerVersion: customer.version, entityVersion: entity.currentVersion, shipToCode: null, currency: document.currency, taxPointOn: document.issuedOn,
      serviceFrom: null, serviceTo: null, termsCode: customer.termsCode, termsVersion: terms.get(customer.termsCode)?.version ?? 1, dueOn: document.dueOn, discountPercent: null, discountUntil: null,
      hasInstalments: false, orderId: null, orderReference: null, customerPo: document.customerPo ?? null, referencesDocumentId: null, reasonCode: document.kind === 'invoice' ? null : 'opening',
      reason: document.kind === 'invoice' ? null : 'Brought over from the earlier system', note: null, taxRounding: 'group', presetNumber: document.number, presetIssuedOn: document.issuedOn,
      sortKey: `${document.issuedOn} ${document.number}`,
    });
    lines.push({
      documentId, lineNo: 1, chargeId: null, creditsLineNo: null, creditsQuantity: null, productId: null, chargeCode: 'OPENING', description: `Balance of ${document.number} brought over`, serviceOn: document.issuedOn,
      quantity: '1', unit: 'unit', unitPrice: formatAmount(document.openMinor, document.currency), discountPercent: '0', amountMinor: document.openMinor, taxJurisdiction: entity.country,
      taxCategory: 'O', taxRate: '0', taxReason: 'Tax was declared before the balance was brought over', revenueAccountId: account, orderReference: null, deliveryReference: null, proof: null,
    });
  }
  await openBillingStage(tx);
  await stageDocuments(tx, heads, lines);
  const issued = await issueStaged(tx, ctx, { entityId: batch.entityId, issuedOn: batch.postedOn, runId: null, from: 'opening' });
  await clearStage(tx);
  return issued;
}
