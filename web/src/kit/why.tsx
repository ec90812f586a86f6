// Why? beside an amount: opens its proof, down to the clause, the delivery and the ledger entry that made it.
import { CircleHelp } from 'lucide-react';

import { openProof } from './proof-store.ts';

type WhyProps = {
  /** What is explained, for the accessible name: 'balance', 'line 3'. */
  readonly of: string;
  /** API path that answers with the proof. */
  readonly proof: string;
  /** As a word rather than an icon, where there is room. */
  readonly asWord?: boolean;
};

export function Why({ of, proof, asWord = false }: WhyProps) {
  return (
    <button
      type="button"
      aria-label={`Why? ${of}`}
      className={`why inline-flex h-6 min-w-6 items-center justify-center rounded-small align-middle text-minor font-medium text-accent hover:bg-accent-soft ${asWord ? 'px-1.5' : ''}`}
      onClick={() => openProof({ title: of, path: proof })}
    >
      {asWord ? 'Why?' : <CircleHelp aria-hidden="true" size={14} strokeWidth={1.75} />}
    </button>
  );
}
