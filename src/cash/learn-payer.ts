// What a person's decision teaches: the account on the receipt is the customer's, unless its holder bears another name.

import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { customerBankAccounts, learnBankAccount, normaliseAccount } from '#customers/index.ts';
import { isNameOf } from './apply-batch.ts';
import { loadPayerProfile } from './desk-store.ts';
import { openPayerIndex } from './matching/payer-index.ts';
import type { ReceiptMoney } from './store.ts';

export async function learnPayer(tx: Tx, ctx: Context, receipt: Pick<ReceiptMoney, 'payerName' | 'payerAccount'>, customerId: string): Promise<void> {
  const account = normaliseAccount(receipt.payerAccount ?? '');
  if (account === null) return;
  const profile = await loadPayerProfile(tx, customerId);
  const isNamed = profile !== null && isNameOf(openPayerIndex([profile]), receipt.payerName ?? '', customerId);
  const isNameless = (receipt.payerName ?? '') === '';
  const known = await customerBankAccounts(tx, { accounts: [account] });
  const isFree = known.every((one) => one.customerId === customerId);
  if ((isNamed || isNameless) && isFree) await learnBankAccount(tx, ctx, { customerId, account });
}
