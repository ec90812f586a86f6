// The door of the cash capability.

export { applyCreditNote, applyManually, type ManualApplication } from './apply-manually.ts';
export { startApplyRun, type ApplyInput } from './apply-run.ts';
export { cashChecks } from './checks-store.ts';
export { acceptMatch, rejectMatch } from './decide-match.ts';
export { identifyPayer, keepOnAccount, releaseFromAccount, unidentifyPayer } from './identify-payer.ts';
export { cashDefaults, cashSettingName } from './policy.ts';
export { approveRefund, rejectRefund, requestRefund, takeRefundBack } from './refund-receipt.ts';
export { reverseReceipt } from './reverse-receipt.ts';
export { unapply } from './take-back.ts';
