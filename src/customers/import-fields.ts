// The columns of customer files: what each means, and under which other headers it is known.

import type { ImportField } from '#platform/imports/import-kind.ts';
import { deliveryChannels, invoiceGroupings, taxTreatments } from './customer.ts';

const customerNumber: ImportField = {
  key: 'number', title: 'Customer number', type: 'text', required: true, lengthMax: 50, aliases: ['customer_number', 'customer_id', 'customer_no', 'customer', 'account_number', 'kundennummer', 'debtor_number'],
  example: '10001', description: 'The number that identifies the customer; a row with a known number changes that customer.',
};
export const customerReference: ImportField = { ...customerNumber, key: 'customer_number', aliases: ['customer', 'customer_id', 'customer_no', 'account_number', 'kundennummer'], description: 'The number of a customer that exists.' };

export const addressFields: readonly ImportField[] = [
  { key: 'street', title: 'Street', type: 'text', lengthMax: 200, aliases: ['address', 'address_1', 'address_line_1', 'street_1', 'strasse'], example: 'Kade 1', description: 'First line of the address.' },
  { key: 'street_2', title: 'Street, second line', type: 'text', lengthMax: 200, aliases: ['address_2', 'address_line_2'], example: 'Building C', description: 'Second line of the address.' },
  { key: 'postal_code', title: 'Postal code', type: 'text', lengthMax: 20, aliases: ['postcode', 'zip', 'zip_code', 'plz'], example: '1011 AA', description: 'Postal code.' },
  { key: 'city', title: 'City', type: 'text', lengthMax: 100, aliases: ['town', 'ort', 'ville'], example: 'Amsterdam', description: 'City.' },
  { key: 'region', title: 'Region', type: 'text', lengthMax: 50, aliases: ['state', 'province', 'county'], example: 'CA', description: 'State or region; two letters in the United States, where it decides the tax.' },
  { key: 'country', title: 'Country', type: 'country', aliases: ['country_code', 'land', 'pays'], example: 'NL', description: 'Country as ISO 3166 code or name; the company\'s own where it is empty and the customer new.' },
];

export const customerFields: readonly ImportField[] = [
  customerNumber,
  { key: 'name', title: 'Name', type: 'text', required: true, lengthMax: 200, aliases: ['company_name', 'customer_name', 'company', 'firma'], example: 'Inkt en Papier B.V.', description: 'The legal name, as it stands on invoices.' },
  { key: 'external_id', title: 'External id', type: 'text', lengthMax: 100, aliases: ['external_key', 'crm_id'], example: '0015800000AbCdE', description: 'The id of the customer in the system it comes from.' },
  { key: 'trade_name', title: 'Trade name', type: 'text', lengthMax: 200, aliases: ['trading_as', 'dba'], example: 'Inkt', description: 'The name it is known by.' },
  { key: 'parent_number', title: 'Belongs to', type: 'text', lengthMax: 50, aliases: ['parent', 'parent_customer', 'head_office'], example: '10000', description: 'The number of the customer it belongs to, here or above in the file.' },
  ...addressFields,
  { key: 'language', title: 'Language', type: 'text', lengthMax: 5, aliases: ['lang', 'sprache'], example: 'nl', description: 'Language of its documents, ISO 639.' },
  { key: 'currency', title: 'Currency', type: 'currency', aliases: ['currency_code'], example: 'EUR', description: 'Currency of its invoices; the company\'s own where it is empty and the customer new.' },
  { key: 'terms_code', title: 'Payment terms', type: 'text', lengthMax: 30, aliases: ['terms', 'payment_terms'], example: 'NET30', description: 'Code of payment terms; NET30 where it is empty and the customer new.' },
  { key: 'tax_id', title: 'Tax id', type: 'text', lengthMax: 40, aliases: ['vat_id', 'vat_number', 'vat', 'ust_id', 'ein'], example: 'NL123456782B90', description: 'VAT id with its country, or another tax number.' },
  { key: 'tax_treatment', title: 'Tax treatment', type: 'choice', choices: taxTreatments, example: 'standard', description: 'How the customer is taxed where nothing else decides.' },
  { key: 'credit_limit', title: 'Credit limit', type: 'amount', aliases: ['credit', 'limit'], example: '25000.00', description: 'In the currency of the customer.' },
  { key: 'on_hold', title: 'On hold', type: 'flag', aliases: ['blocked', 'hold'], example: 'false', description: 'Nothing is billed to a customer on hold without a person\'s release.' },
  { key: 'hold_reason', title: 'Reason of the hold', type: 'text', lengthMax: 500, example: 'insolvency', description: 'Needed where the customer is on hold.' },
  { key: 'invoice_grouping', title: 'Invoice per', type: 'choice', choices: invoiceGroupings, example: 'delivery', description: 'One invoice per customer, order or delivery.' },
  { key: 'delivery_channel', title: 'Invoice by', type: 'choice', choices: deliveryChannels, example: 'email', description: 'How invoices reach the customer.' },
  { key: 'invoice_email', title: 'E-mail for invoices', type: 'text', lengthMax: 250, aliases: ['billing_email', 'email', 'e_mail'], example: 'invoices@example.com', description: 'Where invoices are sent.' },
  { key: 'order_required', title: 'Order needed', type: 'flag', aliases: ['po_required'], example: 'false', description: 'Nothing is billed without the customer\'s order.' },
  { key: 'bank_account', title: 'Bank account', type: 'text', lengthMax: 60, aliases: ['iban', 'account'], example: 'NL91ABNA0417164300', description: 'An account the customer pays from.' },
  { key: 'contact_name', title: 'Contact', type: 'text', lengthMax: 200, aliases: ['contact', 'contact_person'], example: 'Anna Jansen', description: 'A person of the customer.' },
  { key: 'contact_role', title: 'Role of the contact', type: 'text', lengthMax: 50, aliases: ['contact_title'], example: 'billing', description: 'What the person does.' },
  { key: 'contact_email', title: 'E-mail of the contact', type: 'text', lengthMax: 250, example: 'anna@example.com', description: 'E-mail of the person.' },
  { key: 'contact_phone', title: 'Phone of the contact', type: 'text', lengthMax: 100, aliases: ['phone', 'telephone'], example: '+31 20 555 0100', description: 'Telephone of the person.' },
  { key: 'valid_from', title: 'Valid from', type: 'date', example: '2026-01-01', description: 'The day from which a new customer counts; today where it is empty.' },
];

export const shipToFields: readonly ImportField[] = [
  customerReference,
  { key: 'code', title: 'Code', type: 'text', required: true, lengthMax: 30, aliases: ['ship_to', 'ship_to_code', 'location'], example: 'WAREHOUSE-2', description: 'The code of the address, which orders name.' },
  { key: 'name', title: 'Name', type: 'text', required: true, lengthMax: 200, aliases: ['ship_to_name'], example: 'Warehouse 2', description: 'Who receives the goods.' },
  ...addressFields,
];

export const contactFields: readonly ImportField[] = [
  customerReference,
  { key: 'name', title: 'Name', type: 'text', required: true, lengthMax: 200, aliases: ['contact', 'contact_name'], example: 'Anna Jansen', description: 'The person; the same name again changes that person.' },
  { key: 'email', title: 'E-mail', type: 'text', lengthMax: 250, aliases: ['e_mail', 'mail'], example: 'anna@example.com', description: 'E-mail.' },
  { key: 'phone', title: 'Phone', type: 'text', lengthMax: 100, aliases: ['telephone', 'mobile'], example: '+31 20 555 0100', description: 'Telephone.' },
  { key: 'role', title: 'Role', type: 'text', lengthMax: 50, aliases: ['title', 'position'], example: 'billing', description: 'What the person does; billing where it is empty and the person new.' },
  { key: 'language', title: 'Language', type: 'text', lengthMax: 5, example: 'nl', description: 'Language of letters to the person, ISO 639.' },
];

export const termsFields: readonly ImportField[] = [
  { key: 'terms_code', title: 'Code', type: 'text', required: true, lengthMax: 30, aliases: ['code', 'terms'], example: 'NET30', description: 'The code that customers name.' },
  { key: 'name', title: 'Name', type: 'text', required: true, lengthMax: 200, example: 'Net 30 days', description: 'What the terms are called.' },
  { key: 'kind', title: 'Counted from', type: 'choice', choices: ['net', 'end_of_month'], fallback: 'net', example: 'net', description: 'Days count from the issue (net), or from the end of a month.' },
  { key: 'days', title: 'Days', type: 'integer', required: true, example: '30', description: 'Days until the last part is due.' },
  { key: 'months', title: 'Months', type: 'integer', fallback: '0', example: '0', description: 'For end_of_month: how many months after that of the issue.' },
  { key: 'discount_percent', title: 'Discount', type: 'decimal', example: '2', description: 'Percent taken off for early payment.' },
  { key: 'discount_days', title: 'Discount days', type: 'integer', example: '10', description: 'Days from the issue within which the discount counts.' },
  { key: 'instalments', title: 'Instalments', type: 'text', lengthMax: 500, example: '40@14;30@45;30@75', description: 'Percent@days, separated by semicolons.' },
  { key: 'roll', title: 'On days without business', type: 'choice', choices: ['none', 'following', 'preceding', 'modified-following'], fallback: 'none', example: 'following', description: 'Where a due day moves that is no business day.' },
];
