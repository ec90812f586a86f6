// Charge codes: what a charge is for the books. Account, tax class and supply are for good; only the name changes.

import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findAccountByCode } from '#ledger/account-store.ts';
import { firstEntity } from '#customers/index.ts';
import { listChargeCodes, type ChargeCode } from './queries.ts';
import { insertChargeCode, updateChargeCodeName } from './store.ts';
import type { Supply, TaxClass } from './tax.ts';

export type ChargeCodeInput = {
  readonly chargeCode: string;
  readonly name: string;
  readonly revenueAccountCode: string;
  readonly taxClass: TaxClass;
  readonly supply?: Supply | undefined;
};

const codeShape = /^[A-Z0-9][A-Z0-9._-]{0,29}$/;

/** Codes are written in capitals, however they are typed. */
export function normaliseCode(text: string): string {
  return text.trim().toUpperCase();
}

/** Adds the code, or renames one that is otherwise the same. Refuses charge_code.exists, charge_code.unknown and account.unknown. */
export async function setChargeCode(tx: Tx, ctx: Context, input: ChargeCodeInput): Promise<ChargeCode> {
  const code = { ...input, chargeCode: normaliseCode(input.chargeCode), supply: input.supply ?? 'goods' };
  if (!codeShape.test(code.chargeCode)) refuse('charge_code.unknown', 'a code has letters, digits, dots and dashes', { field: 'charge_code', value: input.chargeCode });
  const { entityId } = await firstEntity(tx);
  const account = await findAccountByCode(tx, entityId, code.revenueAccountCode);
  if (account.type !== 'income') refuse('account.unknown', `the account ${account.code} is no income account`, { field: 'revenue_account_code', value: account.code });
  const before = (await listChargeCodes(tx)).find((known) => known.chargeCode === code.chargeCode);
  if (before === undefined) await insertChargeCode(tx, code, ctx.now);
  else if (before.revenueAccountCode !== code.revenueAccountCode || before.taxClass !== code.taxClass || (input.supply !== undefined && before.supply !== input.supply)) {
    refuse('charge_code.exists', `${code.chargeCode} is posted to ${before.revenueAccountCode} as ${before.taxClass} ${before.supply}`, { field: 'charge_code', value: code.chargeCode });
  } else if (before.name === code.name) return before;
  else await updateChargeCodeName(tx, code.chargeCode, code.name);
  tx.audit({ subjectKind: 'charge_code', subjectId: code.chargeCode, before, after: code });
  const after = (await listChargeCodes(tx)).find((known) => known.chargeCode === code.chargeCode);
  invariant(after !== undefined, `the charge code ${code.chargeCode} was written and is not there`);
  return after;
}
