// The door of the company capability.

export { createCompany, type NewCompany } from './create-company.ts';
export { companyImports } from './import-rates.ts';
