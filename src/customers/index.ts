// The door of the customers capability.

export { computeSchedule, checkTermsRule, type TermsRule, type Schedule, type Instalment, type Discount } from './terms.ts';
export { termsText } from './terms-text.ts';
export { memberStates, readVatId, type VatId } from './vat-id.ts';
export { taxTreatments, invoiceGroupings, deliveryChannels, type Customer, type Customer as CustomerForBilling, type CustomerFacts, type TaxTreatment, type InvoiceGrouping, type DeliveryChannel } from './customer.ts';
export {
  findCustomer, findCustomerByNumber, findCustomerVersion, loadCustomersForBilling, loadCustomersByNumber, loadTerms, findTermsVersion, loadShipTos, loadExemptions,
  listContacts, customerBankAccounts, type Terms, type ShipTo, type Exemption, type Contact, type BankAccount,
} from './queries.ts';
export { learnBankAccount, giveBankAccount, normaliseAccount, maskAccount } from './bank-account.ts';
