// One statement of a proof, with what it rests on below it.

export type ProofLink = { readonly kind: 'document' | 'charge' | 'order' | 'delivery' | 'file' | 'price' | 'entry'; readonly id: string };

export type ProofNode = {
  readonly label: string;
  readonly kind: string;
  /** How it was come by, or what it says. */
  readonly value: string | null;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly link: ProofLink | null;
  readonly children: readonly ProofNode[];
};

export function leaf(kind: string, label: string, value: string | null, link: ProofLink | null = null): ProofNode {
  return { label, kind, value, amountMinor: null, currency: null, link, children: [] };
}
