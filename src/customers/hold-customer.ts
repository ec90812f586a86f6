// Putting customers on hold and releasing them: nothing is billed or shipped to a customer on hold without a person's release.

import { defineMoves } from '#kernel/move-table.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { writeVersion } from './change-customer.ts';
import { factsOf, type Customer } from './customer.ts';
import { lockCustomer } from './store.ts';

export const holdMoves = defineMoves({ active: { hold: 'on_hold' }, on_hold: { release: 'active' } });

export type CustomerStatus = 'active' | 'on_hold';

export function statusOf(customer: { readonly onHold: boolean }): CustomerStatus {
  return customer.onHold ? 'on_hold' : 'active';
}

/** Refuses customer.unknown and move.not_allowed where the customer is on hold already. */
export async function holdCustomer(tx: Tx, ctx: Context, input: { customerId: string; reason: string }): Promise<Customer> {
  return move(tx, ctx, input, 'hold');
}

/** Refuses customer.unknown and move.not_allowed where the customer is not on hold. */
export async function releaseCustomer(tx: Tx, ctx: Context, input: { customerId: string; reason: string }): Promise<Customer> {
  return move(tx, ctx, input, 'release');
}

async function move(tx: Tx, ctx: Context, input: { customerId: string; reason: string }, verb: 'hold' | 'release'): Promise<Customer> {
  const customer = await lockCustomer(tx, input.customerId);
  const onHold = holdMoves.move(statusOf(customer), verb) === 'on_hold';
  const after = { ...factsOf(customer), onHold, holdReason: onHold ? input.reason : null };
  return writeVersion(tx, ctx, customer, after, { reason: input.reason, topic: onHold ? 'customer.held' : 'customer.released' });
}

/** Many at once, in the order of their ids so that two such calls never wait in a circle; those in that state already are skipped. */
export async function moveCustomers(tx: Tx, ctx: Context, input: { customerIds: readonly string[]; reason: string; verb: 'hold' | 'release' }): Promise<{ changed: number; skipped: number }> {
  let changed = 0;
  const customerIds = [...new Set(input.customerIds)].sort();
  for (const customerId of customerIds) {
    const customer = await lockCustomer(tx, customerId);
    if (!holdMoves.can(statusOf(customer), input.verb)) continue;
    await move(tx, ctx, { customerId, reason: input.reason }, input.verb);
    changed += 1;
  }
  return { changed, skipped: customerIds.length - changed };
}
