// The same movement in another file: MT940 and camt of one day, a notice and the statement after it, a statement that the bank issued once more,
// name one line by different references.

import { addDays, daysBetween, type LocalDate } from '#kernel/local-date.ts';
import type { BankLine } from '#formats/bank-statement.ts';
import { upper } from './line-kind.ts';
import { numbersIn } from './returned-receipt.ts';
import type { LikeLine } from './store.ts';

/** known: surely the same, left alone; likely: held for a person, who says whether it is. */
export type Likeness = { readonly verdict: 'known' | 'likely'; readonly other: LikeLine };

// Banks book a movement on one day in one format and a day or two later in another.
export const LIKE_DAYS = 3;
const SIGNS_KNOWN = 2;
const SIGNS_OTHER_DAY = 3;

/** Of each new line of a statement, by its place, the line of another file that it is or may be. Each of those stands for one line at most. */
export function findLikeLines(lines: readonly { readonly place: number; readonly line: BankLine }[], candidates: readonly LikeLine[]): ReadonlyMap<number, Likeness> {
  const found = new Map<number, Likeness>();
  const taken = new Set<string>();
  const choose = (fits: (line: BankLine, other: LikeLine) => Likeness['verdict'] | null): void => {
    for (const { place, line } of lines) {
      if (found.has(place)) continue;
      const free = candidates.filter((other) => !taken.has(other.bankLineId) && other.amountMinor === line.amountMinor);
      const rated = free.map((other) => ({ other, verdict: fits(line, other), signs: signsOf(line, other) })).filter(({ verdict }) => verdict !== null).sort((a, b) => b.signs - a.signs || a.other.lineNo - b.other.lineNo);
      const [best] = rated;
      if (best?.verdict == null) continue;
      taken.add(best.other.bankLineId);
      found.set(place, { verdict: best.verdict, other: best.other });
    }
  };
  // What is sure is paired first, so that what is only likely gets what is left.
  const isIssuedAgain = movesOf(lines.map(({ line }) => line)) === movesOf(candidates.filter((other) => other.isEarlierIssue));
  const isSure = (line: BankLine, other: LikeLine): boolean => (other.isEarlierIssue ? isIssuedAgain : other.isSameStatement || signsOf(line, other) >= SIGNS_KNOWN);
  choose((line, other) => (line.bookedOn === other.bookedOn && isSure(line, other) ? 'known' : null));
  choose((line, other) => (line.bookedOn === other.bookedOn ? 'likely' : null));
  choose((line, other) => (Math.abs(daysBetween(line.bookedOn, other.bookedOn)) <= LIKE_DAYS && signsOf(line, other) >= SIGNS_OTHER_DAY ? 'likely' : null));
  return found;
}

/**
 * All days and amounts as one text. Where the lines of an earlier issue are the same in number, day and amount, the statement is the same; pages of
 * one statement, which may carry its balances on each, are not, and what looks alike on them is for a person to say.
 */
function movesOf(lines: readonly Pick<BankLine, 'bookedOn' | 'amountMinor'>[]): string {
  return lines.map(({ bookedOn, amountMinor }) => `${bookedOn} ${amountMinor}`).sort().join('\n');
}

function signsOf(line: BankLine, other: LikeLine): number {
  const isReference = isSaid(line.bankReference) && line.bankReference === other.bankReference;
  const isEndToEnd = isSaid(line.endToEndId) && line.endToEndId === other.endToEndId;
  const isAccount = line.counterpartyAccount !== '' && line.counterpartyAccount === other.payerAccount;
  const isName = line.counterpartyName !== '' && plain(line.counterpartyName).slice(0, NAME_LENGTH) === plain(other.payerName ?? '').slice(0, NAME_LENGTH);
  const numbers = new Set(numbersIn(`${other.text} ${other.reference ?? ''}`));
  const isNumber = numbersIn(`${line.text} ${line.references.join(' ')}`).some((number) => numbers.has(number));
  const isText = line.text !== '' && plain(line.text) === plain(other.text);
  return (isReference ? 3 : 0) + (isEndToEnd ? 3 : 0) + (isAccount ? 1 : 0) + (isName ? 1 : 0) + (isNumber ? 2 : 0) + (isText && !isNumber ? 1 : 0);
}

const NAME_LENGTH = 18;

function plain(text: string): string {
  return upper(text).replace(/[^A-Z0-9]/g, '');
}

function isSaid(reference: string): boolean {
  return reference.length >= 4 && /[0-9]/.test(reference);
}

export function likeReason({ other }: Likeness): string {
  return `may be line ${other.lineNo} of statement ${other.statementReference} (${other.format}) of ${other.bookedOn} once more: say that it is a duplicate, or what it is`;
}

/** The days on which the lines of a statement may stand in another. */
export function spanOf(lines: readonly BankLine[]): readonly [LocalDate, LocalDate] | null {
  const days = lines.map((line) => line.bookedOn).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : [addDays(first, -LIKE_DAYS), addDays(last, LIKE_DAYS)];
}
