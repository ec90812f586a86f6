// Says which characters of a draft no font draws, before its paper shows squares.
import { TriangleAlert } from 'lucide-react';

import type { Unprintable } from './use-draft-preview.ts';

export function UnprintableNote({ list }: { readonly list: readonly Unprintable[] }) {
  if (list.length === 0) return null;
  return (
    <p role="status" className="flex gap-2 rounded-control bg-warn-soft px-3 py-2">
      <TriangleAlert aria-hidden="true" size={15} className="mt-0.5 shrink-0 text-warn" />
      <span>
        <span className="font-semibold text-warn">The paper would show squares:</span> no font draws {namesOf(list)}. Have the operator name a font with these characters in the setting FONTS before the PDF is made; afterwards it stays as it is.
      </span>
    </p>
  );
}

export function namesOf(list: readonly Unprintable[]): string {
  return list.map(({ field, characters }) => `${characters} (${field})`).join(', ');
}
