// The door of the invoicing capability.

export { runBilling, startBillRun, type BillRunInput } from './bill-run.ts';
export { creditDocument, type Credit, type Credited } from './credit-document.ts';
export { recordOpeningDocuments, type OpeningDocument } from './opening-documents.ts';
export { voidDocument } from './void-document.ts';
export type { DocumentKind } from './numbering.ts';
export { discardDraft, issueDraft, saveDraft } from './save-draft.ts';
export type { DraftInput } from './draft.ts';
