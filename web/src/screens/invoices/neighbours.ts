// The order of the list that a document was opened from, so that [ and ] lead to the one before and after, also after a reload.

const storageKey = 'counterfoil.documents';
const mostKept = 2000;

type Kept = { readonly ids: readonly string[]; readonly total: number };

export function rememberDocuments(ids: readonly string[], total: number | undefined): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify({ ids: ids.slice(0, mostKept), total: total ?? ids.length } satisfies Kept));
  } catch {
    // Without storage there is no before and after; everything else works.
  }
}

export type Neighbours = { readonly before: string | undefined; readonly after: string | undefined; readonly place: number; readonly count: number };

export function neighboursOf(id: string): Neighbours {
  const { ids, total } = kept();
  const at = ids.indexOf(id);
  if (at < 0) return { before: undefined, after: undefined, place: 0, count: 0 };
  return { before: ids[at - 1], after: ids[at + 1], place: at + 1, count: total };
}

function kept(): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as Kept | null ?? nothing;
  } catch {
    return nothing;
  }
}

const nothing: Kept = { ids: [], total: 0 };
