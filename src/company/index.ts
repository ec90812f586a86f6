// The door of the company capability.

export { createCompany, type NewCompany } from './create-company.ts';
