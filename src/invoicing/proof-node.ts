// One statement of a proof, with what it rests on below it.

import { z } from 'zod';
import { currency, money } from '#platform/http/schemas.ts';

export type ProofLink = { readonly kind: 'document' | 'charge' | 'order' | 'delivery' | 'file' | 'price' | 'entry' | 'receipt'; readonly id: string };

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

/** The same on the wire. */
export const proofNode = z.object({
  label: z.string(), kind: z.string(), value: z.string().nullable(), amount: money.nullable(), currency: currency.nullable(), link: z.object({ kind: z.string(), id: z.string() }).nullable(),
  get children() {
    return z.array(proofNode);
  },
}).meta({ id: 'ProofNode', description: 'One statement with its amount, and what it rests on below it' });
