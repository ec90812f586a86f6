// The door of the customers capability.

export { computeSchedule, checkTermsRule, type TermsRule, type Schedule, type Instalment, type Discount } from './terms.ts';
export { calendarSetting, holidaysIn, loadHolidays } from './holidays.ts';
export { termsText } from './terms-text.ts';
export { memberStates, readVatId, type VatId } from './vat-id.ts';
export { openedMinor, postedAfter } from './account-queries.ts';
export { agingDays, agingLabels, agingStarts, type AgingDays } from './aging.ts';
export { businessDay, firstEntity } from './business-day.ts';
export { foldText, wordsOf } from './search-words.ts';
export { amountIn, decideRow, rowIssue } from './row-issue.ts';
export { customerReference } from './import-fields.ts';
export {
  taxTreatments, invoiceGroupings, deliveryChannels, type Customer, type Customer as CustomerForBilling, type CustomerFacts, type TaxTreatment, type InvoiceGrouping, type DeliveryChannel,
} from './customer.ts';
export {
  findCustomer, findCustomerByNumber, findCustomerVersion, loadCustomersForBilling, loadCustomersByNumber, loadTerms, findTermsVersion, loadShipTos, loadExemptions,
  listContacts, customerBankAccounts, type Terms, type ShipTo, type Exemption, type Contact, type BankAccount,
} from './queries.ts';
export { learnBankAccount, learnBankAccounts, giveBankAccount, normaliseAccount, maskAccount } from './bank-account.ts';
export { createCustomer, type NewCustomer } from './create-customer.ts';
export { changeCustomer, type CustomerChange } from './change-customer.ts';
export { holdCustomer, releaseCustomer } from './hold-customer.ts';
export { setShipTo } from './ship-to.ts';
export { requireCustomerNamed } from './show-customer.ts';
export { addContact, changeContact, removeContact } from './contact.ts';
export { checkJurisdiction, recordExemption, revokeExemption } from './exemption.ts';
export { setTerms, seedTermsDefaults } from './set-terms.ts';
export { customerImports } from './imports.ts';
export { customerChecks } from './checks-store.ts';
