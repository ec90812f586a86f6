// A table of the bank may hold lines in several currencies: each goes to the account that is kept in its own.

import { refuse } from '#kernel/refusal.ts';
import { proveStatement, type BankStatement } from '#formats/bank-statement.ts';
import type { BankAccount } from './store.ts';

export type StatementOf = { readonly statement: BankStatement; readonly bankAccountId: string | null };

/**
 * Only for tables, which name no account: camt, MT940 and OFX say themselves which account in which currency they are of.
 * Lines in the currency of the chosen account stay with it, others go to the one account of the same company in theirs.
 * Refuses bank_statement.wrong_currency where there is none, or more than one.
 */
export function splitByCurrency(statement: BankStatement, chosen: BankAccount, accounts: readonly BankAccount[]): readonly StatementOf[] {
  const groups = Map.groupBy(statement.lines, (line) => line.currency);
  if ([...groups.keys()].every((currency) => currency === chosen.currency)) return [{ statement, bankAccountId: chosen.bankAccountId }];
  return [...groups].map(([currency, lines]) => {
    const account = currency === chosen.currency ? chosen : otherAccount(currency, lines[0]?.lineNo ?? 0, chosen, accounts);
    const own = lines.map((line, index) => ({ ...line, lineNo: index + 1 }));
    return { statement: proveStatement({ ...statement, accountId: account.account, currency, lines: own }), bankAccountId: account.bankAccountId };
  });
}

function otherAccount(currency: string, line: number, chosen: BankAccount, accounts: readonly BankAccount[]): BankAccount {
  const own = accounts.filter((one) => one.entityId === chosen.entityId && one.currency === currency);
  const same = own.find((one) => one.account === chosen.account);
  const [only, ...more] = same === undefined ? own : [same];
  if (only !== undefined && more.length === 0) return only;
  const why = only === undefined ? `no account of yours is kept in ${currency}` : `${own.map((one) => one.name).join(' and ')} are both kept in ${currency}`;
  return refuse('bank_statement.wrong_currency', `line ${line} is in ${currency}, ${chosen.name} is kept in ${chosen.currency}, and ${why}`, { field: 'currency', row: line + 1, value: currency });
}
