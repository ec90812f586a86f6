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
const TELLS_WHICH = 4;

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
  let best: { receiptId: string; rank: number } | null = null;
  for (const candidate of candidates) {
    const signs = signsOf(line, candidate);
    // A number or reference tells which payment it was, account and name only whose.
    const rank = signs + (sharesNumber(line, candidate) || sharesReference(line, candidate) ? TELLS_WHICH : 0);
    if (signs >= SIGNS_MIN && rank > (best?.rank ?? 0)) best = { receiptId: candidate.receiptId, rank };
  }
  return best?.receiptId ?? null;
}

function signsOf(line: Pick<BankLine, 'text' | 'counterpartyName' | 'counterpartyAccount' | 'endToEndId'>, candidate: Signs): number {
  const isAccount = line.counterpartyAccount !== '' && line.counterpartyAccount === candidate.payerAccount;
  const isName = line.counterpartyName !== '' && upper(line.counterpartyName) === upper(candidate.payerName ?? '');
  return (isAccount ? 2 : 0) + (isName ? 2 : 0) + (sharesReference(line, candidate) ? 3 : 0) + (sharesNumber(line, candidate) ? 2 : 0);
}

function sharesReference(line: Pick<BankLine, 'endToEndId'>, candidate: Signs): boolean {
  return line.endToEndId !== '' && (candidate.reference ?? '').split('\n').includes(line.endToEndId);
}

function sharesNumber(line: Pick<BankLine, 'text'>, candidate: Signs): boolean {
  const numbers = new Set(numbersIn(`${candidate.text} ${candidate.reference ?? ''}`));
  return numbersIn(line.text).some((number) => numbers.has(number));
}

const dayOrAmount = /^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,3}(?:\.\d{3})*[.,]\d{2})$/;

/** Runs of letters and digits that hold a number worth comparing, with or without signs between: references, not days or amounts. */
export function numbersIn(text: string): string[] {
  const runs = upper(text).match(/[A-Z0-9]+(?:[-/.][A-Z0-9]+)*/g) ?? [];
  const whole = runs.filter((run) => !dayOrAmount.test(run)).map((run) => run.replace(/[-/.]/g, ''));
  const parts = runs.flatMap((run) => run.match(/[A-Z0-9]*[0-9]{5,}[A-Z0-9]*/g) ?? []);
  const short = whole.filter((run) => /^[A-Z]{2,}[0-9]{4}$/.test(run));
  return [...new Set([...short, ...[...whole.filter((run) => run.replace(/[^0-9]/g, '').length >= 5), ...parts].map((number) => number.replace(/^[A-Z]+/, ''))])];
}
