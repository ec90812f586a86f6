// The door of the reports capability.

export { agingTotals, openItems, type AgingQuestion } from './aging-queries.ts';
export { reportChecks } from './checks-store.ts';
