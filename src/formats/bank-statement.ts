// What every bank file comes to, whatever its format: statements with their lines, and whether opening plus lines is closing.
import { invariant } from '#kernel/invariant.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';

export type BankFormat = 'camt.052' | 'camt.053' | 'camt.054' | 'mt940' | 'mt942' | 'ofx' | 'csv';

// pending: announced, not booked; information: the bank says so and books nothing. Only booked lines change the balance.
export type BankLineStatus = 'booked' | 'pending' | 'information';

export type OriginalAmount = { readonly amount: string; readonly currency: Currency };

// One payment of a batch that the bank booked as one line.
export type BankLineDetail = {
  readonly amountMinor: bigint | null;
  readonly currency: Currency | null;
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
  readonly ultimateName: string;
  readonly text: string;
  readonly rawText: string;
  readonly bankReference: string;
  readonly customerReference: string;
  readonly endToEndId: string;
  readonly mandateId: string;
  // Creditor references and document numbers that the payer gave in fields of their own.
  readonly references: readonly string[];
  readonly returnReason: string;
  readonly originalAmount?: OriginalAmount | undefined;
  readonly exchangeRate?: string | undefined;
};

export type BankLine = Omit<BankLineDetail, 'amountMinor' | 'currency'> & {
  readonly lineNo: number;
  readonly bookedOn: LocalDate;
  readonly valueOn: LocalDate | null;
  // Signed: money that came in is positive.
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly transactionCode: string;
  readonly reversal: boolean;
  readonly status: BankLineStatus;
  readonly details: readonly BankLineDetail[];
  // The line as the bank wrote it, for the eye and for telling whether it was imported before.
  readonly raw: string;
};

export type BankStatement = {
  readonly format: BankFormat;
  readonly statementId: string;
  // The bank's running number of the statement and its page; empty where the format has none.
  readonly statementNumber: string;
  // IBAN or account number, without blanks.
  readonly accountId: string;
  readonly currency: Currency;
  readonly openingMinor: bigint | null;
  readonly openingOn: LocalDate | null;
  readonly closingMinor: bigint | null;
  readonly closingOn: LocalDate | null;
  readonly lines: readonly BankLine[];
  // unknown: a balance is missing. differs: both are given and the booked lines do not lead from one to the other.
  readonly balance: 'ties' | 'differs' | 'unknown';
  // Closing less what opening and the booked lines come to; null where it is unknown, or where several currencies meet.
  readonly differenceMinor: bigint | null;
  // What is odd about the statement without making it unreadable, in sentences for the person who imports it.
  readonly warnings: readonly string[];
};

export type StatementDraft = Omit<BankStatement, 'balance' | 'differenceMinor'>;

export const noDetail: Omit<BankLineDetail, 'amountMinor' | 'currency'> = {
  counterpartyName: '',
  counterpartyAccount: '',
  ultimateName: '',
  text: '',
  rawText: '',
  bankReference: '',
  customerReference: '',
  endToEndId: '',
  mandateId: '',
  references: [],
  returnReason: '',
};

// The proof of a statement: opening balance and booked lines must come to the closing balance, to the smallest unit.
export function proveStatement(draft: StatementDraft): BankStatement {
  draft.lines.forEach((line, index) => invariant(line.lineNo === index + 1, `Line ${line.lineNo} stands in place ${index + 1}.`));
  if (draft.openingMinor === null || draft.closingMinor === null) return { ...draft, balance: 'unknown', differenceMinor: null };
  const booked = draft.lines.filter((line) => line.status === 'booked');
  const foreign = booked.find((line) => line.currency !== draft.currency);
  if (foreign !== undefined) {
    const warning = `Line ${foreign.lineNo} is in ${foreign.currency}, the account in ${draft.currency}: the lines cannot be added up.`;
    return { ...draft, balance: 'differs', differenceMinor: null, warnings: [...draft.warnings, warning] };
  }
  const reached = booked.reduce((sum, line) => sum + line.amountMinor, draft.openingMinor);
  const differenceMinor = draft.closingMinor - reached;
  return { ...draft, balance: differenceMinor === 0n ? 'ties' : 'differs', differenceMinor };
}
