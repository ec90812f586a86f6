// Charges in the database: what is to be charged, what was charged before, the rows, their holds and moves.

import { toJson } from '#kernel/wire.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Instant } from '#platform/clock.ts';
import type { ChargeStatus, NewCharge } from './charge.ts';
import type { GateFailure } from './gate.ts';

export type ChargedBefore = { readonly lines: ReadonlyMap<string, string>; readonly orders: ReadonlyMap<string, bigint> };

/**
 * Quantity charged per order line and amount per order, without some charges; what was waived, reversed or superseded doesn't count. What was
 * billed before its delivery was linked to the order counts by the delivery.
 */
export async function chargedBefore(tx: Tx, orderIds: readonly string[], without: readonly string[] = []): Promise<ChargedBefore> {
  const rows = await tx.many<{ orderId: string; orderLineNo: number; quantity: string; amountMinor: bigint }>(sql`
    select order_id, order_line_no, sum(quantity) as quantity, sum(amount_minor)::bigint as amount_minor from (
      select charge_id, order_id, order_line_no, quantity, amount_minor from charges.charge
      where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) and status in ('pending', 'held', 'billed')
      union all
      select c.charge_id, l.order_id, l.order_line_no, c.quantity, c.amount_minor from evidence.delivery_line l
      join charges.charge c on c.org_id = l.org_id and c.delivery_id = l.delivery_id and c.delivery_line_no = l.line_no and c.order_id is null and c.status in ('pending', 'held', 'billed')
      where l.org_id = ${tx.orgId} and l.order_id = any(${orderIds}::uuid[])
    ) charged where not charge_id = any(${without}::uuid[]) group by 1, 2`);
  const orders = new Map<string, bigint>();
  for (const row of rows) orders.set(row.orderId, (orders.get(row.orderId) ?? 0n) + row.amountMinor);
  return { lines: new Map(rows.map((row) => [`${row.orderId}:${row.orderLineNo}`, row.quantity])), orders };
}

export async function customerHistories(tx: Tx, customerIds: readonly string[]): Promise<ReadonlyMap<string, { lines: bigint; largestMinor: bigint }>> {
  const rows = await tx.many<{ customerId: string; currency: string; lines: bigint; largestMinor: bigint }>(sql`
    select customer_id, currency, lines, largest_minor from charges.customer_history where org_id = ${tx.orgId} and customer_id = any(${customerIds}::uuid[])`);
  return new Map(rows.map((row) => [`${row.customerId}:${row.currency}`, row]));
}

/** One pricing at a time per organisation; a second one finds nothing left to charge. */
export async function lockPricing(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${tx.orgId}, 3))`);
}

export async function insertCharges(tx: Tx, charges: readonly NewCharge[], runId: string | null, now: Instant): Promise<number> {
  const rows = charges.map((charge) => ({ ...charge, amountMinor: charge.amountMinor.toString() }));
  const inserted = await tx.run(sql`
    insert into charges.charge (org_id, charge_id, entity_id, customer_id, kind, status, evidence_key, delivery_id, delivery_line_no, order_id, order_line_no, customer_po, product_id,
      charge_code, description, service_on, quantity, unit, unit_price, discount_percent, amount_minor, currency, tax_jurisdiction, tax_category, tax_rate, tax_reason, revenue_account_id,
      proof, run_id, recorded_at)
    select ${tx.orgId}, r."chargeId", r."entityId", r."customerId", r.kind, r.status, r."evidenceKey", r."deliveryId", r."deliveryLineNo", r."orderId", r."orderLineNo", r."customerPo", r."productId",
      r."chargeCode", r.description, r."serviceOn", r.quantity, r.unit, r."unitPrice", r."discountPercent", r."amountMinor", r.currency, r."taxJurisdiction", r."taxCategory", r."taxRate", r."taxReason",
      r."revenueAccountId", r.proof, ${runId}::uuid, ${now}::timestamptz
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r ("chargeId" uuid, "entityId" int, "customerId" uuid, kind text, status text, "evidenceKey" text, "deliveryId" uuid, "deliveryLineNo" int,
      "orderId" uuid, "orderLineNo" int, "customerPo" text, "productId" uuid, "chargeCode" text, description text, "serviceOn" date, quantity numeric, unit text, "unitPrice" numeric,
      "discountPercent" numeric, "amountMinor" bigint, currency text, "taxJurisdiction" text, "taxCategory" text, "taxRate" numeric, "taxReason" text, "revenueAccountId" int, proof jsonb)`);
  await addHistory(tx, charges);
  return inserted;
}

async function addHistory(tx: Tx, charges: readonly NewCharge[]): Promise<void> {
  const rows = charges.filter((charge) => charge.kind !== 'return' && charge.status === 'pending').map((charge) => ({ c: charge.customerId, y: charge.currency, a: charge.amountMinor.toString() }));
  await tx.run(sql`
    insert into charges.customer_history (org_id, customer_id, currency, lines, largest_minor)
    select ${tx.orgId}, r.c, r.y, count(*), max(r.a) from jsonb_to_recordset(${toJson(rows)}::jsonb) as r (c uuid, y text, a bigint) group by r.c, r.y order by r.c, r.y
    on conflict (org_id, customer_id, currency) do update
      set lines = charges.customer_history.lines + excluded.lines, largest_minor = greatest(charges.customer_history.largest_minor, excluded.largest_minor)`);
}

export async function insertHolds(tx: Tx, holds: readonly (GateFailure & { chargeId: string })[], now: Instant): Promise<void> {
  if (holds.length === 0) return;
  const rows = holds.map((hold) => ({ id: hold.chargeId, code: hold.check, reason: hold.reason, role: hold.ownerRole, risk: hold.riskMinor.toString() }));
  await tx.run(sql`
    insert into charges.hold (org_id, charge_id, check_code, opened_at, reason, owner_role, risk_minor)
    select ${tx.orgId}, r.id, r.code, ${now}::timestamptz, r.reason, r.role, r.risk
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r (id uuid, code text, reason text, role text, risk bigint)`);
}

export type LockedCharge = { readonly chargeId: string; readonly status: ChargeStatus; readonly amountMinor: bigint; readonly currency: string; readonly openHolds: readonly { readonly check: string; readonly reason: string }[] };

/** Locks charges in id order. */
export function lockCharges(tx: Tx, chargeIds: readonly string[]): Promise<LockedCharge[]> {
  return tx.many(sql`
    select c.charge_id, c.status, c.amount_minor, c.currency,
      coalesce((select jsonb_agg(jsonb_build_object('check', h.check_code, 'reason', h.reason) order by h.check_code) from charges.hold h where h.org_id = c.org_id and h.charge_id = c.charge_id and h.released_at is null), '[]') as open_holds
    from charges.charge c where c.org_id = ${tx.orgId} and c.charge_id = any(${chargeIds}::uuid[]) order by c.charge_id for update of c`);
}

export function setStatus(tx: Tx, chargeIds: readonly string[], from: ChargeStatus, to: ChargeStatus): Promise<number> {
  return tx.run(sql`update charges.charge set status = ${to} where org_id = ${tx.orgId} and charge_id = any(${chargeIds}::uuid[]) and status = ${from}`);
}

export async function closeHolds(tx: Tx, chargeIds: readonly string[], release: { by: string; reason: string; now: Instant }): Promise<void> {
  await tx.run(sql`
    update charges.hold set released_at = ${release.now}, released_by = ${release.by}, release_reason = ${release.reason}
    where org_id = ${tx.orgId} and charge_id = any(${chargeIds}::uuid[]) and released_at is null`);
}

/** Marks the charges of a select as billed; answers how many were pending. */
export function billCharges(tx: Tx, chargeIds: Statement): Promise<number> {
  return tx.run(sql`update charges.charge c set status = 'billed' from (${chargeIds}) as billed (charge_id) where c.org_id = ${tx.orgId} and c.charge_id = billed.charge_id and c.status = 'pending'`);
}

export function unbillCharges(tx: Tx, chargeIds: Statement): Promise<number> {
  return tx.run(sql`update charges.charge c set status = 'reversed' from (${chargeIds}) as voided (charge_id) where c.org_id = ${tx.orgId} and c.charge_id = voided.charge_id and c.status = 'billed'`);
}

/** The same charges anew, pending, with a proof that points at the same evidence. */
export function copyAsPending(tx: Tx, chargeIds: Statement, now: Instant): Promise<number> {
  return tx.run(sql`
    insert into charges.charge (org_id, charge_id, entity_id, customer_id, kind, status, evidence_key, delivery_id, delivery_line_no, order_id, order_line_no, customer_po, product_id, charge_code,
      description, service_on, quantity, unit, unit_price, discount_percent, amount_minor, currency, tax_jurisdiction, tax_category, tax_rate, tax_reason, revenue_account_id, proof, recorded_at)
    select c.org_id, platform.derived_id((extract(epoch from ${now}::timestamptz) * 1000)::bigint, 'rebill ' || c.charge_id), c.entity_id, c.customer_id, c.kind, 'pending', 'rebill:' || c.charge_id,
      c.delivery_id, c.delivery_line_no, c.order_id, c.order_line_no, c.customer_po, c.product_id, c.charge_code, c.description, c.service_on, c.quantity, c.unit, c.unit_price, c.discount_percent,
      c.amount_minor, c.currency, c.tax_jurisdiction, c.tax_category, c.tax_rate, c.tax_reason, c.revenue_account_id, c.proof, ${now}::timestamptz
    from charges.charge c join (${chargeIds}) as voided (charge_id) on voided.charge_id = c.charge_id where c.org_id = ${tx.orgId}`);
}

export async function countOf(tx: Tx, rows: Statement): Promise<number> {
  return (await tx.one<{ count: number }>(sql`select count(*)::int as count from (${rows}) as counted`)).count;
}
