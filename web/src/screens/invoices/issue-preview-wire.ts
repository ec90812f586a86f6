// What issuing many drafts would do, as the API sends it.
import type { QueryParams } from '../../api/client.ts';
import type { WireMoney } from '../../api/types.ts';
import type { Selection } from '../../grid/selection.ts';
import type { DocumentKind, DocumentRow } from './invoice-wire.ts';

type Sum = { readonly currency: string; readonly drafts: number; readonly total: WireMoney };

export type IssuePreview = {
  readonly drafts: number;
  readonly held: number;
  readonly unreleasable: number;
  readonly refused: number;
  /** So many were checked anew; the others count as they were saved. */
  readonly checked: number;
  readonly totals: readonly Sum[];
  readonly held_totals: readonly Sum[];
  readonly held_by: readonly { readonly check: string; readonly drafts: number }[];
  readonly refusals: readonly { readonly code: string; readonly detail: string; readonly next: string; readonly drafts: number }[];
  readonly earlier: readonly { readonly entity_id: number; readonly kind: DocumentKind; readonly issued_on: string; readonly last_on: string; readonly drafts: number }[];
  readonly earlier_drafts: number;
  readonly unprintable: number;
  readonly unprintable_characters: string;
};

/** Which drafts: those ticked, or all of a view but a few. */
export type DraftChoice = { readonly document_ids: readonly string[] } | { readonly filter: QueryParams; readonly except: readonly string[] };

export function choiceOf(selection: Selection<DocumentRow>): DraftChoice {
  if (selection.kind === 'rows') return { document_ids: [...selection.rows.keys()] };
  // How the list is sorted says nothing about which drafts it holds.
  const { sort: _sort, q, ...filter } = selection.view.filter;
  const narrowed = Object.fromEntries(Object.entries({ ...filter, q: q === '' ? undefined : q }).filter(([, value]) => value !== undefined && value !== null));
  return { filter: narrowed, except: [...selection.except.keys()] };
}
