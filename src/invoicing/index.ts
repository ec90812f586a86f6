// The door of the invoicing capability.

import type { ImportKind } from '#platform/imports/import-kind.ts';
import { invoicesImport } from './import-invoices.ts';
import { openingImport } from './import-opening.ts';

export { runBilling, startBillRun, type BillRunInput } from './bill-run.ts';
export { creditDocument, type Credit, type Credited } from './credit-document.ts';
export { recordOpeningDocuments, type OpeningDocument } from './opening-documents.ts';
export { voidDocument } from './void-document.ts';
export type { DocumentKind } from './numbering.ts';
export { discardDraft, issueDraft, saveDraft } from './save-draft.ts';
export type { DraftInput } from './draft.ts';
export { buildStatement, type Statement, type StatementRequest, type StatementSheet } from './statement.ts';
export { presentStatement } from './present-statement.ts';
export { leaf, proofNode, type ProofNode } from './proof-node.ts';
export { listUnbilled, unbilledTotals, type UnbilledFilter, type UnbilledRow } from './unbilled-queries.ts';
export { listUndelivered, undeliveredTotals } from './undelivered-queries.ts';
export { invoicingChecks, replayChecks } from './checks-store.ts';

/** What can be imported of invoices: balances of an earlier system, and invoices made elsewhere as drafts. */
export const invoicingImports: readonly ImportKind[] = [openingImport, invoicesImport];
