// Reading charges for screens: the list with its totals, what is held and with whom, one charge with its proof.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { ChargeStatus, Proof } from './charge.ts';

export type HoldRow = { readonly checkCode: string; readonly reason: string; readonly ownerRole: string; readonly riskMinor: bigint; readonly currency: string; readonly openedAt: Instant };

export type ChargeRow = {
  readonly chargeId: string; readonly entityId: number; readonly kind: string; readonly status: ChargeStatus; readonly customerId: string; readonly customerNumber: string; readonly customerName: string;
  readonly orderId: string | null; readonly orderNumber: string | null; readonly orderLineNo: number | null; readonly customerPo: string | null; readonly deliveryId: string | null;
  readonly deliveryNumber: string | null; readonly deliveryLineNo: number | null; readonly productId: string | null; readonly sku: string | null; readonly chargeCode: string; readonly description: string;
  readonly serviceOn: LocalDate; readonly quantity: string; readonly unit: string; readonly unitPrice: string; readonly discountPercent: string; readonly amountMinor: bigint; readonly currency: string;
  readonly taxJurisdiction: string; readonly taxCategory: string; readonly taxRate: string; readonly ageDays: number; readonly holds: readonly HoldRow[];
};

export type ChargeFilter = {
  readonly status?: ChargeStatus | undefined;
  readonly customerId?: string | undefined;
  readonly check?: string | undefined;
  readonly ownerRole?: string | undefined;
  /** The beginning of an order, delivery or customer number, of a customer's order number or of a SKU. */
  readonly q?: string | undefined;
  readonly through?: LocalDate | undefined;
  /** What q finds (findCharges): their ids, many, or those of a product. */
  readonly found?: readonly string[] | 'many' | 'product' | undefined;
};

/** Pending and held charges stand in the order in which they wait; all others with the latest recorded first. */
export type ChargePage = { readonly today: LocalDate; readonly after: { readonly serviceOn: LocalDate; readonly chargeId: string } | null; readonly limit: number };

type FlatRow = Omit<ChargeRow, 'holds'>;

export async function listCharges(tx: Tx, filter: ChargeFilter, page: ChargePage): Promise<ChargeRow[]> {
  const waiting = isWaiting(filter);
  const conditions = conditionsOf(tx, filter);
  if (page.after !== null) conditions.push(waiting ? sql`(c.service_on, c.charge_id) > (${page.after.serviceOn}::date, ${page.after.chargeId}::uuid)` : sql`c.charge_id < ${page.after.chargeId}::uuid`);
  const order = waiting ? sql`c.service_on, c.charge_id` : sql`c.charge_id desc`;
  const rows = await tx.many<FlatRow>(sql`
    select ${columns(page.today)} from (select c.* from charges.charge c where ${joinSql(conditions, ' and ')} order by ${order} limit ${page.limit}) c
    ${joins} order by ${order}`);
  return withHolds(tx, rows);
}

export function isWaiting(filter: ChargeFilter): boolean {
  return filter.status === 'pending' || filter.status === 'held';
}

const columns = (today: LocalDate): Statement => sql`
  c.charge_id, c.entity_id, c.kind, c.status, c.customer_id, k.number as customer_number, v.name as customer_name, c.order_id, o.number as order_number, c.order_line_no, c.customer_po, c.delivery_id,
  d.number as delivery_number, c.delivery_line_no, c.product_id, p.sku, c.charge_code, c.description, c.service_on, c.quantity, c.unit, c.unit_price, c.discount_percent, c.amount_minor, c.currency,
  c.tax_jurisdiction, trim(c.tax_category) as tax_category, c.tax_rate, (${today}::date - c.service_on)::int as age_days`;

const joins = sql`
  join customers.customer k on k.org_id = c.org_id and k.customer_id = c.customer_id
  join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
  left join evidence.sales_order o on o.org_id = c.org_id and o.order_id = c.order_id
  left join evidence.delivery d on d.org_id = c.org_id and d.delivery_id = c.delivery_id
  left join catalog.product p on p.org_id = c.org_id and p.product_id = c.product_id`;

function conditionsOf(tx: Tx, filter: ChargeFilter): Statement[] {
  const conditions = [sql`c.org_id = ${tx.orgId}`];
  // Written out, so that the planner sees which partial index serves it.
  if (filter.status !== undefined) conditions.push(statusIs[filter.status]);
  if (filter.customerId !== undefined) conditions.push(sql`c.customer_id = ${filter.customerId}`);
  if (filter.through !== undefined) conditions.push(sql`c.service_on <= ${filter.through}`);
  if (filter.check !== undefined || filter.ownerRole !== undefined) {
    conditions.push(sql`c.charge_id in (select h.charge_id from charges.hold h where h.org_id = ${tx.orgId} and h.released_at is null
      and (${filter.check ?? null}::text is null or h.check_code = ${filter.check ?? null}) and (${filter.ownerRole ?? null}::text is null or h.owner_role = ${filter.ownerRole ?? null}))`);
  }
  if (filter.q !== undefined) conditions.push(filter.found === undefined || typeof filter.found === 'string' ? isFoundBy(tx, filter.q, filter.found !== 'product') : sql`c.charge_id = any(${filter.found}::uuid[])`);
  return conditions;
}

const statusIs: Readonly<Record<ChargeStatus, Statement>> = {
  pending: sql`c.status = 'pending'`, held: sql`c.status = 'held'`, billed: sql`c.status = 'billed'`, waived: sql`c.status = 'waived'`, reversed: sql`c.status = 'reversed'`,
  superseded: sql`c.status = 'superseded'`,
};

const FOUND_MAX = 10_000;

/** Looks q up once, by orders, deliveries and customers: few charges are named, for many (and a product's, who have no index) the list looks at its rows. */
export async function findCharges(tx: Tx, q: string): Promise<readonly string[] | 'many' | 'product'> {
  const { many, product } = await tx.one<{ many: boolean; product: boolean }>(sql`
    select exists (${productCalled(tx, q)}) as product, (select count(*) from (${ordersCalled(tx, q)}) o) > ${FOUND_MAX} or (select count(*) from (${deliveriesCalled(tx, q)}) d) > ${FOUND_MAX} as many`);
  if (many || product) return many ? 'many' : 'product';
  const rows = await tx.many<{ chargeId: string }>(sql`
    select c.charge_id from (
      (select c.charge_id from charges.charge c where c.org_id = ${tx.orgId} and c.order_id is not null and c.order_id in (${ordersCalled(tx, q)}) limit ${FOUND_MAX + 1})
      union all (select c.charge_id from charges.charge c where c.org_id = ${tx.orgId} and c.delivery_id is not null and c.delivery_id in (${deliveriesCalled(tx, q)}) limit ${FOUND_MAX + 1})
      union all (select c.charge_id from charges.charge c where c.org_id = ${tx.orgId} and c.customer_id in (${customersCalled(tx, q)}) limit ${FOUND_MAX + 1})
    ) c limit ${3 * FOUND_MAX}`);
  const found = new Set(rows.map((row) => row.chargeId));
  return found.size > FOUND_MAX ? 'many' : [...found];
}

// Prefixes as ranges, since the operators of LIKE use no index behind row-level security; of a beginning that many share, the first are enough to know so.
const ordersCalled = (tx: Tx, q: string): Statement => sql`
  (select order_id from evidence.sales_order where org_id = ${tx.orgId} and entity_id in (select entity_id from platform.entity where org_id = ${tx.orgId}) and number >= ${q} and number < ${`${q}\u{10FFFF}`} limit ${FOUND_MAX + 1})
  union all (select order_id from evidence.sales_order where org_id = ${tx.orgId} and customer_po >= ${q} and customer_po < ${`${q}\u{10FFFF}`} and customer_po is not null limit ${FOUND_MAX + 1})`;
const deliveriesCalled = (tx: Tx, q: string): Statement => sql`
  select delivery_id from evidence.delivery where org_id = ${tx.orgId} and entity_id in (select entity_id from platform.entity where org_id = ${tx.orgId}) and number >= ${q} and number < ${`${q}\u{10FFFF}`} limit ${FOUND_MAX + 1}`;
const customersCalled = (tx: Tx, q: string): Statement => sql`select customer_id from customers.customer where org_id = ${tx.orgId} and number = ${q}`;
const productCalled = (tx: Tx, q: string): Statement => sql`select product_id from catalog.product where org_id = ${tx.orgId} and sku = ${q}`;

/** The same of a row. Where many orders are called so, a scalar subquery makes sure that its own is looked at; few are read at once. */
function isFoundBy(tx: Tx, q: string, isMany: boolean): Statement {
  const end = `${q}\u{10FFFF}`;
  if (!isMany) return sql`(c.order_id in (${ordersCalled(tx, q)}) or c.delivery_id in (${deliveriesCalled(tx, q)}) or c.customer_id in (${customersCalled(tx, q)}) or c.product_id in (${productCalled(tx, q)}))`;
  return sql`(
    (select true from evidence.sales_order o where o.org_id = c.org_id and o.order_id = c.order_id and ((o.number >= ${q} and o.number < ${end}) or (o.customer_po >= ${q} and o.customer_po < ${end})))
    or (select true from evidence.delivery d where d.org_id = c.org_id and d.delivery_id = c.delivery_id and d.number >= ${q} and d.number < ${end})
    or c.customer_id in (${customersCalled(tx, q)}) or c.product_id in (${productCalled(tx, q)}))`;
}

async function withHolds(tx: Tx, rows: readonly FlatRow[]): Promise<ChargeRow[]> {
  const held = rows.filter((row) => row.status === 'held').map((row) => row.chargeId);
  const holds = held.length === 0 ? [] : await tx.many<Omit<HoldRow, 'currency'> & { chargeId: string }>(sql`
    select charge_id, check_code, reason, owner_role, risk_minor, opened_at from charges.hold
    where org_id = ${tx.orgId} and charge_id = any(${held}::uuid[]) and released_at is null order by charge_id, check_code`);
  const byCharge = Map.groupBy(holds, (hold) => hold.chargeId);
  return rows.map((row) => ({ ...row, holds: (byCharge.get(row.chargeId) ?? []).map(({ chargeId: _chargeId, ...hold }) => ({ ...hold, currency: row.currency })) }));
}

export type ChargeTotal = { readonly currency: string; readonly charges: number; readonly amountMinor: bigint };

/** Over the whole filter, whatever the page; undefined where that is more than ten thousand and no index keeps the amounts of such charges. */
export async function chargeTotals(tx: Tx, filter: ChargeFilter): Promise<ChargeTotal[] | undefined> {
  if (typeof filter.found === 'string') return undefined;
  const condition = joinSql(conditionsOf(tx, filter), ' and ');
  if (!isWaiting(filter) || filter.q !== undefined) {
    const { many } = await tx.one<{ many: boolean }>(sql`select count(*) > ${FOUND_MAX} as many from (select 1 from charges.charge c where ${condition} limit ${FOUND_MAX + 1}) found`);
    if (many) return undefined;
  }
  return waitingTotals(tx, condition);
}

/** What waits with a status, whole: its index has the amounts. */
export function totalsOfWaiting(tx: Tx, status: 'pending' | 'held'): Promise<ChargeTotal[]> {
  return waitingTotals(tx, joinSql(conditionsOf(tx, { status }), ' and '));
}

function waitingTotals(tx: Tx, condition: Statement): Promise<ChargeTotal[]> {
  return tx.many(sql`
    select c.currency, count(*)::int as charges, sum(c.amount_minor)::bigint as amount_minor from charges.charge c where ${condition} group by c.currency order by c.currency`);
}

export type HeldSummary = { readonly checkCode: string; readonly ownerRole: string; readonly currency: string; readonly charges: number; readonly riskMinor: bigint; readonly oldestOn: LocalDate };

/** Open holds by check, owner and currency. A charge with two holds counts under each, so the rows are not for adding up. Only held charges have one: their index has the rest. */
export function heldSummary(tx: Tx): Promise<HeldSummary[]> {
  return tx.many(sql`
    select h.check_code, h.owner_role, c.currency, count(*)::int as charges, sum(h.risk_minor)::bigint as risk_minor, min(c.service_on) as oldest_on
    from charges.hold h join charges.charge c on c.org_id = h.org_id and c.charge_id = h.charge_id and c.status = 'held'
    where h.org_id = ${tx.orgId} and h.released_at is null group by 1, 2, 3 order by risk_minor desc, 1, 2, 3`);
}

export type PendingSummary = { readonly customerId: string; readonly customerNumber: string; readonly customerName: string; readonly currency: string; readonly charges: number; readonly amountMinor: bigint; readonly oldestOn: LocalDate };

/** What waits to be billed per customer, the largest first. */
export function pendingSummary(tx: Tx, limit: number): Promise<PendingSummary[]> {
  return tx.many(sql`
    select s.customer_id, k.number as customer_number, v.name as customer_name, s.currency, s.charges, s.amount_minor, s.oldest_on
    from (
      select customer_id, currency, count(*)::int as charges, sum(amount_minor)::bigint as amount_minor, min(service_on) as oldest_on from charges.charge
      where org_id = ${tx.orgId} and status = 'pending' group by 1, 2 order by 4 desc, 1, 2 limit ${limit}
    ) s
    join customers.customer k on k.org_id = ${tx.orgId} and k.customer_id = s.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    order by s.amount_minor desc, s.customer_id, s.currency`);
}

export type ReleasedHold = HoldRow & { readonly releasedAt: Instant | null; readonly releasedBy: string | null; readonly releaseReason: string | null };

export type ChargeDetail = ChargeRow & {
  readonly taxReason: string | null; readonly evidenceKey: string; readonly proof: Proof; readonly recordedAt: Instant; readonly runId: string | null; readonly history: readonly ReleasedHold[];
};

export async function findCharge(tx: Tx, chargeId: string, today: LocalDate): Promise<ChargeDetail | null> {
  const row = await tx.maybe<FlatRow & Pick<ChargeDetail, 'taxReason' | 'evidenceKey' | 'proof' | 'recordedAt' | 'runId'>>(sql`
    select ${columns(today)}, c.tax_reason, c.evidence_key, c.proof, c.recorded_at, c.run_id from charges.charge c ${joins} where c.org_id = ${tx.orgId} and c.charge_id = ${chargeId}`);
  if (row === null) return null;
  const history = await tx.many<Omit<ReleasedHold, 'currency'>>(sql`
    select check_code, reason, owner_role, risk_minor, opened_at, released_at, released_by, release_reason from charges.hold
    where org_id = ${tx.orgId} and charge_id = ${chargeId} order by opened_at, check_code`);
  const told = history.map((hold) => ({ ...hold, currency: row.currency }));
  return { ...row, holds: told.filter((hold) => hold.releasedAt === null), history: told };
}
