// The one write path: idempotency key, transaction, verb, audit, outbox, commit. Every change of anything goes through here.

import { createHash } from 'node:crypto';
import { refuse, Refusal } from '#kernel/refusal.ts';
import { canonicalJson, toJson } from '#kernel/wire.ts';
import { appendAudit } from './audit-store.ts';
import { announceAll, findCommand, keepCommand, lockKey } from './command-store.ts';
import { authorise, type Context } from './context.ts';
import { inTransaction, type Database } from './database/database.ts';
import type { Tx } from './database/transaction.ts';
import type { Permission } from './permissions.ts';

export type CommandCall<Input> = {
  /** The command's stable name, such as invoice.issue. */
  readonly name: string;
  readonly permission: Permission;
  /** The caller's idempotency key: the same key and input get the first answer again. */
  readonly key: string;
  readonly input: Input;
  readonly dryRun?: boolean;
};

/** What a verb may answer: plain JSON values, amounts already as wire objects or bigint (kept as text). */
export type Answer = object;

const CLOSED_PERIOD = 'CF001';

/**
 * Runs a verb as one command. Refuses auth.forbidden, idempotency.key_reused (same key, other input), period.closed,
 * and whatever the verb refuses. A dry run goes the same way and is rolled back; it leaves no key behind.
 */
export async function command<Input, Result extends Answer>(
  database: Database, ctx: Context, call: CommandCall<Input>, verb: (tx: Tx, ctx: Context, input: Input) => Promise<Result>,
): Promise<Result> {
  authorise(ctx, call.permission);
  if (call.key === '' || call.key.length > 200) refuse('idempotency.key_required', 'a key of 1 to 200 characters is needed');
  const inputHash = createHash('sha256').update(canonicalJson([call.name, call.input])).digest();
  const work = async (tx: Tx): Promise<{ answer: Result; repeated: boolean }> => {
    await lockKey(tx, call.key);
    const earlier = call.dryRun === true ? null : await findCommand(tx, call.key);
    if (earlier !== null) return { answer: earlierAnswer<Result>(earlier, call, inputHash), repeated: true };
    const result = await verb(tx, ctx, call.input);
    // What is kept is what is sent, so the first answer and a repeated one are the same text.
    return { answer: JSON.parse(toJson(result)) as Result, repeated: false };
  };
  const finish = async (tx: Tx, { answer, repeated }: { answer: Result; repeated: boolean }): Promise<void> => {
    if (repeated || call.dryRun === true) return;
    await keepCommand(tx, { key: call.key, command: call.name, inputHash, answer, now: ctx.now });
    await announceAll(tx, ctx.now);
    await appendAudit(tx, ctx, call.name, call.input);
  };
  try {
    const { answer } = await inTransaction(database, { orgId: ctx.orgId }, work, { finish, commit: call.dryRun !== true });
    return answer;
  } catch (error) {
    throw explained(error);
  }
}

function earlierAnswer<Result>(earlier: { command: string; inputHash: Buffer; answer: unknown }, call: { name: string; key: string }, inputHash: Buffer): Result {
  if (earlier.command !== call.name || !earlier.inputHash.equals(inputHash)) {
    refuse('idempotency.key_reused', `the key ${call.key} was used by ${earlier.command} with another input`);
  }
  return earlier.answer as Result;
}

/** The database's own guard of closed periods speaks as the same refusal that the verbs give. */
function explained(error: unknown): unknown {
  const { code, hint } = error as { code?: string; hint?: string };
  return code === CLOSED_PERIOD ? new Refusal('period.closed', `the period ${hint ?? ''} is closed`) : error;
}
