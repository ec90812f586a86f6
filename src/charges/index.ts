// The door of the charges capability.

export type { ChargeStatus, NewCharge, Proof, ProofStep } from './charge.ts';
export { decideGate, gateDefaults, type GateFacts, type GateFailure, type GateSettings } from './gate.ts';
export { markChargesBilled } from './mark-charges-billed.ts';
export { priceDeliveries, type PricingOutcome } from './price-deliveries.ts';
export { releaseCharges, waiveCharges, type ChargeDecision } from './release-charges.ts';
export { customerHistories, insertCharges, type LineCursor } from './store.ts';
export { reverseCharges } from './reverse-charges.ts';
export { chargesChecks } from './checks-store.ts';
