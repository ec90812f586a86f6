// The views of the list of documents: what each asks of the server.
import type { QueryParams } from '../../api/client.ts';

export type InvoiceView = { readonly id: string; readonly label: string; readonly params: QueryParams; readonly empty: string };

/** Lists sendings rather than documents, so it is a list of its own. */
export const unsentView = 'failed_sending';

export const invoiceViews: readonly InvoiceView[] = [
  { id: 'all', label: 'All', params: {}, empty: 'No documents yet' },
  { id: 'draft', label: 'Drafts', params: { state: 'draft' }, empty: 'No drafts' },
  { id: 'held', label: 'Held drafts', params: { state: 'held' }, empty: 'No draft is held' },
  { id: 'open', label: 'Open', params: { state: 'open' }, empty: 'Nothing is open' },
  { id: 'overdue', label: 'Overdue', params: { state: 'overdue' }, empty: 'Nothing is overdue' },
  { id: 'paid', label: 'Paid', params: { state: 'paid' }, empty: 'Nothing is paid yet' },
  { id: 'credit_note', label: 'Credit notes', params: { kind: 'credit_note' }, empty: 'No credit notes' },
  { id: 'voided', label: 'Voided', params: { state: 'voided' }, empty: 'Nothing was voided' },
  { id: unsentView, label: 'Not delivered', params: {}, empty: 'Everything has arrived' },
];

const everything: InvoiceView = { id: 'all', label: 'All', params: {}, empty: 'No documents yet' };

export function invoiceView(id: string | undefined): InvoiceView {
  return invoiceViews.find((view) => view.id === id) ?? everything;
}

/** These hold open documents only, so they can be sorted by due day. */
export function holdsOpenOnly(view: InvoiceView): boolean {
  return view.id === 'open' || view.id === 'overdue';
}
