// Which receipt a bank took back: the same amount, and signs that it is the same payment. Without a sign, a person must say.

import { currencyDigits } from '#kernel/currency.ts';
import { powerOfTen } from '#kernel/decimal.ts';
import { addDays } from '#kernel/local-date.ts';
import type { BankLine } from '#formats/bank-statement.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { upper } from './line-kind.ts';
import { receiptsBelowAmount, receiptsOfAmount, type ReturnedCandidate } from './store.ts';

// SEPA direct debits may come back for thirteen months (EPC rulebook 4.3.2); transfers and cheques come back much sooner.
const RETURN_DAYS = 400;
const SIGNS_MIN = 2;

// Banks add their charge for a direct debit or cheque that comes back: a few units of the currency, at most this many.
const FEE_UNITS_MAX = 35n;
const SIGNS_WITH_FEE = 4;

export type ReturnedReceipt = { readonly receiptId: string; readonly feeMinor: bigint };

export async function findReturnedReceipt(tx: Tx, line: BankLine, taken: ReadonlySet<string>): Promise<ReturnedReceipt | null> {
  const wanted = { currency: line.currency, amountMinor: -line.amountMinor, from: addDays(line.bookedOn, -RETURN_DAYS), to: line.bookedOn };
  const isFree = ({ receiptId }: ReturnedCandidate): boolean => !taken.has(receiptId);
  const exact = chooseReturned(line, (await receiptsOfAmount(tx, wanted)).filter(isFree));
  if (exact !== null) return { receiptId: exact, feeMinor: 0n };
  const feeMaxMinor = FEE_UNITS_MAX * powerOfTen(currencyDigits(line.currency));
  const less = (await receiptsBelowAmount(tx, { ...wanted, feeMaxMinor, payerAccount: line.counterpartyAccount, endToEndId: line.endToEndId })).filter(isFree);
  // A little less may be many payments: only one that account, name, reference or number plainly tell, and none other as well.
  const plain = less.filter((candidate) => signsOf(line, candidate) >= SIGNS_WITH_FEE);
  const [only] = plain;
  return only === undefined || plain.length > 1 ? null : { receiptId: only.receiptId, feeMinor: wanted.amountMinor - only.amountMinor };
}

type Signs = Omit<ReturnedCandidate, 'amountMinor'>;

/** The candidate with the most signs, the latest of equals; candidates come latest first. */
export function chooseReturned(line: Pick<BankLine, 'text' | 'counterpartyName' | 'counterpartyAccount' | 'endToEndId'>, candidates: readonly Signs[]): string | null {
  let best: { receiptId: string; signs: number } | null = null;
  for (const candidate of candidates) {
    const signs = signsOf(line, candidate);
    if (signs >= SIGNS_MIN && signs > (best?.signs ?? 0)) best = { receiptId: candidate.receiptId, signs };
  }
  return best?.receiptId ?? null;
}

function signsOf(line: Pick<BankLine, 'text' | 'counterpartyName' | 'counterpartyAccount' | 'endToEndId'>, candidate: Signs): number {
  const isAccount = line.counterpartyAccount !== '' && line.counterpartyAccount === candidate.payerAccount;
  const isName = line.counterpartyName !== '' && upper(line.counterpartyName) === upper(candidate.payerName ?? '');
  const isReference = line.endToEndId !== '' && (candidate.reference ?? '').split('\n').includes(line.endToEndId);
  const numbers = new Set(numbersIn(`${candidate.text} ${candidate.reference ?? ''}`));
  const isNumber = numbersIn(line.text).some((number) => numbers.has(number));
  return (isAccount ? 2 : 0) + (isName ? 2 : 0) + (isReference ? 3 : 0) + (isNumber ? 2 : 0);
}

/** Runs of letters and digits that hold a number worth comparing: references, not days or amounts. */
export function numbersIn(text: string): string[] {
  return (upper(text).match(/[A-Z0-9]*[0-9]{5,}[A-Z0-9]*/g) ?? []).map((number) => number.replace(/^[A-Z]+/, ''));
}
