// How a bank line is recognised when it comes again: by the bank's reference where that is one, else by everything it says.

import { createHash } from 'node:crypto';
import type { BankLine } from '#formats/bank-statement.ts';

/**
 * One key per line of a statement. Lines that are alike in all (two equal payments on one day) are told apart by their order
 * within the day, which is the same in every file that carries the whole day.
 */
export function dedupeKeys(lines: readonly BankLine[]): readonly string[] {
  const references = new Map<string, number>();
  for (const { bankReference } of lines) if (bankReference !== '') references.set(bankReference, (references.get(bankReference) ?? 0) + 1);
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const stem = isUnique(line.bankReference, references) ? `ref ${line.bankReference} ${line.bookedOn} ${line.amountMinor}` : `all ${fingerprint(line)}`;
    const occurrence = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, occurrence);
    return `${stem} ${occurrence}`;
  });
}

// A word that stands on several lines of a statement (a product, a batch, 'NONREF') names none of them.
function isUnique(reference: string, references: ReadonlyMap<string, number>): boolean {
  return /[0-9]/.test(reference) && reference.length >= 4 && references.get(reference) === 1;
}

function fingerprint(line: BankLine): string {
  const parts = [line.bookedOn, line.valueOn ?? '', line.amountMinor.toString(), line.currency, line.counterpartyName, line.counterpartyAccount, line.text, line.endToEndId];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
