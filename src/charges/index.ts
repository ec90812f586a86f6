// The door of the charges capability.

export type { ChargeStatus, Proof, ProofStep } from './charge.ts';
export { markChargesBilled } from './mark-charges-billed.ts';
export { priceDeliveries, type PricingOutcome } from './price-deliveries.ts';
export type { LineCursor } from './store.ts';
export { reverseCharges } from './reverse-charges.ts';
