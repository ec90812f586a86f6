// What a person takes back of each line: nothing, all that is left, a quantity, or an amount.
import type { WireMoney } from '../../api/types.ts';
import { isZeroAmount, subtractAmounts } from '../../format/money.ts';
import type { DocumentLine, DocumentRecord } from './invoice-wire.ts';

export type LineChoice = {
  readonly lineNo: number;
  readonly isChosen: boolean;
  /** Decimal text; '' where all that is left is meant. */
  readonly quantity: string;
  readonly amount: string;
};

export type CreditBody = {
  readonly issued_on: string;
  readonly reason_code: string;
  readonly reason: string;
  /** Null for all that is left of the document. */
  readonly lines: readonly { readonly line_no: number; readonly quantity?: string; readonly amount?: WireMoney }[] | null;
};

export type CreditedAnswer = {
  readonly document_id: string;
  readonly number: string;
  readonly total: WireMoney;
  /** What it lowers on the original; the rest stays as the customer's credit. */
  readonly offset: WireMoney;
};

export function leftOf(line: DocumentLine): WireMoney {
  return line.credited ? { ...line.amount, amount: subtractAmounts(line.amount.amount, line.credited.amount) } : line.amount;
}

/** One line left: it is meant. Several: the person says which. */
export function firstChoices(document: DocumentRecord): LineChoice[] {
  const open = document.lines.filter((line) => !isZeroAmount(leftOf(line).amount));
  return document.lines.map((line) => ({ lineNo: line.line_no, isChosen: open.length === 1 && open[0] === line, quantity: '', amount: '' }));
}

export function isAnythingChosen(choices: readonly LineChoice[]): boolean {
  return choices.some((choice) => choice.isChosen);
}

export function chosenLines(document: DocumentRecord, choices: readonly LineChoice[]): CreditBody['lines'] {
  const chosen = choices.filter((choice) => choice.isChosen);
  const isWhole = chosen.every((choice) => choice.quantity === '' && choice.amount === '');
  const open = document.lines.filter((line) => !isZeroAmount(leftOf(line).amount));
  if (isWhole && chosen.length === open.length) return null;
  return chosen.map(({ lineNo, quantity, amount }) => ({
    line_no: lineNo,
    ...(quantity === '' ? {} : { quantity }),
    ...(quantity === '' && amount !== '' ? { amount: { amount, currency: document.currency } } : {}),
  }));
}
