// The door of the charges capability.

export type { ChargeStatus, NewCharge, Proof, ProofStep } from './charge.ts';
export { decideGate, gateDefaults, isLineAmount, LARGEST_LINE_MINOR, unreleasable, type GateFacts, type GateFailure, type GateSettings } from './gate.ts';
export { markChargesBilled } from './mark-charges-billed.ts';
export { priceDeliveries, type PricingCursor, type PricingOutcome } from './price-deliveries.ts';
export { releaseCharges, waiveCharges, type ChargeDecision } from './release-charges.ts';
export { customerHistories, insertCharges, lockPricing } from './store.ts';
export { reverseCharges } from './reverse-charges.ts';
export { chargesChecks } from './checks-store.ts';
