// What an invoice, a note or a statement says, as plain JSON: kept with the issued document, so that it can be set again at any time.
// Amounts are exact decimal text in the document's currency, dates are local dates; nothing in here is formatted yet.
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { DocumentLanguage } from './labels.ts';

export type PageSize = 'a4' | 'us-letter';
export type Amount = string;
export type LabelledText = { readonly label: string; readonly value: string };

export type PartyPresentation = {
  readonly name: string;
  /** In the order of the country, without the name: street, postal code and town, country. */
  readonly addressLines: readonly string[];
  readonly attention?: string;
};

export type SellerPresentation = PartyPresentation & {
  /** Colour of the monogram and the rules, '#rrggbb'. */
  readonly accent?: string;
  readonly taxIds?: readonly LabelledText[];
  readonly phone?: string;
  readonly email?: string;
  readonly website?: string;
  /** What the law wants on a letter: register and number, managing directors, capital. */
  readonly registration?: readonly string[];
};

/** Where the customer pays to; the code for a bank transfer is made from it where it can be. */
export type PaymentPresentation = {
  readonly payee: string;
  readonly bankName?: string;
  readonly iban?: string;
  readonly bic?: string;
  readonly accountNumber?: string;
  /** Routing number, sort code, BSB: whatever the country of the account calls it. */
  readonly otherDetails?: readonly LabelledText[];
  /** What the customer writes on the transfer; an ISO 11649 reference (RF...) goes into its own field of the code. */
  readonly reference: string;
  readonly onlineUrl?: string;
  /** The amount is collected by us, so nothing is asked of the customer and no code is printed. */
  readonly directDebit?: { readonly mandate: string; readonly creditor: string; readonly date: LocalDate };
};

export type DocumentPresentation = {
  readonly language: DocumentLanguage;
  readonly page: PageSize;
  readonly currency: Currency;
  readonly seller: SellerPresentation;
  readonly customer: PartyPresentation;
  readonly customerNumber?: string;
  readonly payment?: PaymentPresentation;
  readonly notes?: readonly string[];
};

export type InvoiceLinePresentation = {
  readonly position: string;
  readonly code?: string;
  readonly description: string;
  /** Further small lines under the description: serial numbers, the line of the customer's order. */
  readonly details?: readonly string[];
  /** Lines that follow each other with the same section get one heading: an order, a delivery, a site. */
  readonly section?: string;
  readonly date?: LocalDate;
  readonly period?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly quantity: string;
  readonly unit?: string;
  readonly unitPrice: string;
  readonly discountPercent?: string;
  readonly taxCode?: string;
  readonly amount: Amount;
};

export type TaxGroupPresentation = {
  readonly code: string;
  readonly ratePercent: string;
  readonly basis: Amount;
  readonly tax: Amount;
  /** Why no tax is charged, in the words the law asks for. */
  readonly reason?: string;
};

export type InvoiceTotalsPresentation = {
  readonly lines: Amount;
  /** Discounts (negative) and charges on the whole document, before tax. */
  readonly adjustments?: readonly { readonly label: string; readonly amount: Amount }[];
  readonly net: Amount;
  readonly tax: Amount;
  readonly rounding?: Amount;
  readonly gross: Amount;
  readonly prepaid?: Amount;
  readonly due: Amount;
};

export type PaymentTermsPresentation = {
  /** Replaces the sentence "please pay by ...". */
  readonly text?: string;
  readonly discounts?: readonly {
    readonly percent: string;
    readonly until: LocalDate;
    readonly discount: Amount;
    readonly payable: Amount;
  }[];
  readonly instalments?: readonly { readonly date: LocalDate; readonly amount: Amount }[];
};

export type InvoiceKind = 'invoice' | 'credit-note' | 'debit-note';

export type InvoicePresentation = DocumentPresentation & {
  readonly kind: InvoiceKind;
  readonly draft: boolean;
  /** Absent only on a draft. */
  readonly number?: string;
  readonly issueDate: LocalDate;
  readonly dueDate?: LocalDate;
  readonly taxPointDate?: LocalDate;
  readonly servicePeriod?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly deliveryDate?: LocalDate;
  /** 'VAT', 'GST', 'Sales tax': what the tax is called where the seller is registered. */
  readonly taxName?: string;
  readonly customerTaxId?: string;
  readonly orderReference?: string;
  readonly buyerReference?: string;
  readonly contractReference?: string;
  readonly deliveryReference?: string;
  readonly sellerContact?: string;
  readonly shipTo?: PartyPresentation;
  /** What a note corrects, and why. */
  readonly original?: { readonly kind: InvoiceKind; readonly number: string; readonly issueDate: LocalDate };
  readonly reason?: string;
  readonly introduction?: string;
  readonly lines: readonly InvoiceLinePresentation[];
  readonly taxGroups: readonly TaxGroupPresentation[];
  /** The tax in the currency of the seller's tax authority, where the invoice is in another (VAT directive, article 230). */
  readonly taxInOtherCurrency?: { readonly currency: Currency; readonly tax: Amount; readonly rate: string };
  readonly totals: InvoiceTotalsPresentation;
  readonly terms?: PaymentTermsPresentation;
};

export type StatementRowPresentation = {
  readonly date: LocalDate;
  readonly dueDate?: LocalDate;
  readonly document: string;
  readonly description: string;
  readonly debit?: Amount;
  readonly credit?: Amount;
  /** Running balance of an activity statement. */
  readonly balance?: Amount;
  /** What is still open of the document, on an open-item statement. */
  readonly open?: Amount;
  readonly daysOverdue?: number;
};

export type StatementPresentation = DocumentPresentation & {
  readonly form: 'open-item' | 'activity';
  readonly asOf: LocalDate;
  /** Only on an activity statement. */
  readonly period?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly openingBalance?: Amount;
  readonly rows: readonly StatementRowPresentation[];
  /** Sum of the open items, or the closing balance of the activity. */
  readonly closingBalance: Amount;
  /** The last bucket may have no upper end; a bucket without days is what is not due yet. */
  readonly aging: readonly { readonly fromDays?: number; readonly toDays?: number; readonly amount: Amount }[];
  readonly overdue: Amount;
  readonly unappliedCredits: readonly { readonly date: LocalDate; readonly document: string; readonly description: string; readonly amount: Amount }[];
  readonly unappliedTotal: Amount;
  /** Closing balance less what is not yet applied: what the customer is asked to pay. */
  readonly balanceDue: Amount;
  /** The open items for the slip that comes back with the payment. */
  readonly remittanceItems: readonly { readonly document: string; readonly dueDate?: LocalDate; readonly open: Amount }[];
};
