// The bank statements as files: camt.053 for the account at home, MT940 for the German one, one of each per month.
import { endOfMonth } from '#kernel/local-date.ts';

import { makeBankLines, monthStarts } from './bank-lines.ts';
import { camtStatement } from './camt.ts';
import { accounts } from './company.ts';
import { csv } from './csv.ts';
import { mt940Statement } from './mt940.ts';
import type { AccountName } from './company.ts';
import type { Issued } from './invoices.ts';
import type { MonthStatement } from './month-statement.ts';
import type { Paid } from './payments.ts';

export function bankFiles(issued: Issued): Map<string, string> {
  const lines = makeBankLines(issued);
  const files = new Map<string, string>();
  for (const statement of monthStatements('home', lines)) files.set(`bank/${statement.from.slice(0, 7)}-home.camt053.xml`, camtStatement(statement));
  for (const statement of monthStatements('germany', lines)) files.set(`bank/${statement.from.slice(0, 7)}-germany.mt940.sta`, mt940Statement(statement));
  files.set('bank/meant.csv', csv(lines.map(({ account, bookedOn, amountMinor, name, text, meant }) => ({ account, booked_on: bookedOn, amount_minor: amountMinor.toString(), name, text, meant }))));
  return files;
}

function monthStatements(account: AccountName, all: readonly Paid[]): MonthStatement[] {
  let openingMinor: bigint = accounts[account].openingMinor;
  return monthStarts().map((from, index) => {
    const to = endOfMonth(from);
    const lines = all.filter((line) => line.account === account && line.bookedOn >= from && line.bookedOn <= to);
    const closingMinor = lines.reduce((sum, line) => sum + line.amountMinor, openingMinor);
    const statement = { account: accounts[account], sequence: index + 1, from, to, openingMinor, closingMinor, lines };
    openingMinor = closingMinor;
    return statement;
  });
}
