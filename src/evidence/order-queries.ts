// Reading orders for screens: the list with where each stands, one order with its lines, deliveries and source.

import { currencyCodes, currencyDigits } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Order, OrderLine, OrderStatus } from './order.ts';
import { orderColumns } from './reference-store.ts';

/** The day up to which facts count, and the instant up to which they were recorded (null: now). */
export type At = { readonly day: LocalDate; readonly knownAt: Instant | null };

export type OrderRow = Order & {
  readonly customerNumber: string;
  readonly customerName: string;
  readonly status: OrderStatus;
  readonly lines: number;
  /** At the prices of the order; lines without a price are not in these sums, and unpricedLines counts them. */
  readonly orderedMinor: bigint;
  readonly deliveredMinor: bigint;
  readonly unpricedLines: number;
  readonly lastDeliveredOn: LocalDate | null;
};

export type OrderFilter = {
  readonly entityId?: number | undefined;
  readonly customerId?: string | undefined;
  readonly status?: readonly OrderStatus[] | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** The beginning of an order number, or of the customer's own. */
  readonly q?: string | undefined;
  /** Whether q finds more than ten thousand (findsMany): then rows are tested one by one, of which enough are found soon. */
  readonly isMany?: boolean | undefined;
};

export const orderSorts = ['-ordered_on', 'ordered_on', 'number', '-number'] as const;
export type OrderSort = (typeof orderSorts)[number];
/** The sort key of the last row of a page, and its id. */
export type OrderPlace = readonly [key: string, orderId: string];

const sortKeys: Readonly<Record<OrderSort, { readonly order: Statement; readonly after: (place: OrderPlace) => Statement; readonly keyOf: (row: OrderRow) => string }>> = {
  '-ordered_on': { order: sql`o.ordered_on desc, o.order_id desc`, after: ([key, id]) => sql`(o.ordered_on, o.order_id) < (${key}::date, ${id}::uuid)`, keyOf: (row) => row.orderedOn },
  ordered_on: { order: sql`o.ordered_on, o.order_id`, after: ([key, id]) => sql`(o.ordered_on, o.order_id) > (${key}::date, ${id}::uuid)`, keyOf: (row) => row.orderedOn },
  number: { order: sql`o.number, o.order_id`, after: ([key, id]) => sql`(o.number, o.order_id) > (${key}::text, ${id}::uuid)`, keyOf: (row) => row.number },
  '-number': { order: sql`o.number desc, o.order_id desc`, after: ([key, id]) => sql`(o.number, o.order_id) < (${key}::text, ${id}::uuid)`, keyOf: (row) => row.number },
};

const COUNTED_MAX = 10_000;

/** Without a status to test, only the rows of the page are worked out; with one, the list of unfinished orders keeps the search short. */
export async function pageOfOrders(tx: Tx, filter: OrderFilter, sort: OrderSort, at: At, after: OrderPlace | null, limit: number): Promise<OrderRow[]> {
  const { order, after: afterPlace } = sortKeys[sort];
  const conditions = conditionsOf(tx, filter, at);
  if (after !== null) conditions.push(afterPlace(after));
  if (filter.status === undefined) {
    return tx.many(sql`
      select ${listColumns(at)} from (select o.* from evidence.sales_order o where ${joinSql(conditions, ' and ')} order by ${order} limit ${limit}) o
      ${progress(at)} ${closure(at)} ${customer} order by ${order}`);
  }
  const narrowed = await narrow(tx, filter.status, at);
  if (narrowed.test === null) {
    return tx.many(sql`
      select ${listColumns(at)} from (select o.* from evidence.sales_order o ${narrowed.join} where ${joinSql([...conditions, ...narrowed.conditions], ' and ')} order by ${order} limit ${limit}) o
      ${progress(at)} ${closure(at)} ${customer} order by ${order}`);
  }
  return tx.many(sql`
    select ${listColumns(at)} from (
      select o.* from evidence.sales_order o ${narrowed.join} ${progress(at, narrowed.needs)} ${closure(at)} where ${joinSql([...conditions, ...narrowed.conditions], ' and ')} and ${narrowed.test} order by ${order} limit ${limit}) o
    ${progress(at)} ${closure(at)} ${customer} order by ${order}`);
}

/** Exact up to ten thousand, unknown above: nobody pages that far, and counting a million rows is no answer for a screen. */
export async function countOrders(tx: Tx, filter: OrderFilter, at: At): Promise<number | undefined> {
  const narrowed = filter.status === undefined ? { join: sql``, conditions: [], test: null } : await narrow(tx, filter.status, at);
  const conditions = joinSql([...conditionsOf(tx, filter, at), ...narrowed.conditions], ' and ');
  const found = narrowed.test === null
    ? sql`select 1 from evidence.sales_order o ${narrowed.join} where ${conditions} limit ${COUNTED_MAX + 1}`
    : sql`select 1 from evidence.sales_order o ${narrowed.join} ${progress(at, narrowed.needs)} ${closure(at)} where ${conditions} and ${narrowed.test} limit ${COUNTED_MAX + 1}`;
  const { count } = await tx.one<{ count: number }>(sql`select count(*)::int as count from (${found}) as found`);
  return count > COUNTED_MAX ? undefined : count;
}

type Narrowed = {
  readonly join: Statement;
  readonly conditions: readonly Statement[];
  /** What is left to test on an order's progress (p); null when join and conditions say it all. */
  readonly test: Statement | null;
  /** Of which orders the test needs the progress. */
  readonly needs?: Statement;
};

/** What must hold for the statuses. Indexes narrow the search for the present, and for a past day where only the unfinished are asked for; for an instant every order is looked at. */
async function narrow(tx: Tx, wanted: readonly OrderStatus[], at: At): Promise<Narrowed> {
  const each: Narrowed = { join: sql``, conditions: [], test: sql`${statusOf(at)} = any(${wanted}::text[])` };
  const [only] = wanted;
  const isUnfinished = wanted.every((status) => status === 'open' || status === 'expired' || status === 'exhausted');
  if (only === undefined || (wanted.length > 1 && !isUnfinished) || at.knownAt !== null) return each;
  if (!(await isPresent(tx, at))) return isUnfinished ? unfinishedThen(tx, wanted, at) : each;
  if (only === 'closed') return { join: sql`join evidence.order_closure y on y.org_id = o.org_id and y.order_id = o.order_id`, conditions: [], test: null };
  if (only === 'complete') {
    return { join: sql``, test: null, conditions: [
      sql`not exists (select 1 from evidence.order_closure y where y.org_id = o.org_id and y.order_id = o.order_id)`,
      sql`not exists (select 1 from evidence.unfinished_order u where u.org_id = o.org_id and u.ordered_on = o.ordered_on and u.order_id = o.order_id)`,
    ] };
  }
  const tests = wanted.map((status) => unfinishedTest(status, at));
  return { join: sql`join evidence.unfinished_order u on u.org_id = o.org_id and u.ordered_on = o.ordered_on and u.order_id = o.order_id`, conditions: [], test: new Set(wanted).size === 3 ? null : sql`(${joinSql(tests, ' or ')})`, needs: hasLimit };
}

/**
 * On a past day those can be unfinished that are so now, that were closed later, or that are delivered in full only since a later day. Of an
 * order that was delivered in full before that too, and then not, the deliveries are counted.
 */
function unfinishedThen(tx: Tx, wanted: readonly OrderStatus[], at: At): Narrowed {
  const isUnsure = sql`coalesce(u.first_on <= ${at.day}, false)`;
  const status = new Set(wanted).size === 3 ? sql`true` : sql`(${joinSql(wanted.map((one) => unfinishedTest(one, at)), ' or ')})`;
  return {
    join: sql`join (
      select k.order_id, k.first_on from evidence.order_completion k where k.org_id = ${tx.orgId} and k.since_on > ${at.day} and k.ordered_on <= ${at.day}
      union
      select c.order_id, k.first_on from (
        select n.order_id from evidence.unfinished_order n where n.org_id = ${tx.orgId} and n.ordered_on <= ${at.day}
        union select y.order_id from evidence.order_closure y where y.org_id = ${tx.orgId} and y.closed_on > ${at.day}
      ) c left join evidence.order_completion k on k.org_id = ${tx.orgId} and k.order_id = c.order_id where k.since_on is null or k.since_on > ${at.day}
    ) u on u.order_id = o.order_id`,
    conditions: [], test: sql`x.order_id is null and (not ${isUnsure} or not p.complete) and ${status}`, needs: sql`(${hasLimit} or ${isUnsure})`,
  };
}

const hasLimit = sql`o.not_to_exceed_minor is not null`;

/** The same words as statusOf, for an order that is neither closed nor complete; without a limit nothing has to be summed. */
function unfinishedTest(status: OrderStatus, at: At): Statement {
  if (status === 'exhausted') return sql`(o.not_to_exceed_minor is not null and p.delivered_minor >= o.not_to_exceed_minor)`;
  const day = status === 'expired' ? sql`o.expires_on < ${at.day}` : sql`(o.expires_on is null or o.expires_on >= ${at.day})`;
  return sql`(${day} and (o.not_to_exceed_minor is null or p.delivered_minor < o.not_to_exceed_minor))`;
}

/** Nothing is dated after the day, and everything recorded is known. */
async function isPresent(tx: Tx, at: At): Promise<boolean> {
  if (at.knownAt !== null) return false;
  const { present } = await tx.one<{ present: boolean }>(sql`
    select coalesce((select max(delivered_on) from evidence.delivery where org_id = ${tx.orgId}), '-infinity') <= ${at.day}::date
       and coalesce((select max(closed_on) from evidence.order_closure where org_id = ${tx.orgId}), '-infinity') <= ${at.day}::date as present`);
  return present;
}

export function placeOf(sort: OrderSort, row: OrderRow): OrderPlace {
  return [sortKeys[sort].keyOf(row), row.orderId];
}

export async function findOrder(tx: Tx, orderId: string, at: At): Promise<OrderRow | null> {
  return tx.maybe(sql`
    select ${listColumns(at)} from evidence.sales_order o ${progress(at)} ${closure(at)} ${customer} where o.org_id = ${tx.orgId} and o.order_id = ${orderId}`);
}

/** The key of an order named by its number; the number is unique within a legal entity. */
export async function orderIdOf(tx: Tx, number: string, entityId: number): Promise<string | null> {
  const row = await tx.maybe<{ orderId: string }>(sql`select order_id from evidence.sales_order where org_id = ${tx.orgId} and entity_id = ${entityId} and number = ${number}`);
  return row?.orderId ?? null;
}

export type OrderLineRow = OrderLine & {
  readonly sku: string;
  readonly productName: string;
  readonly unit: string;
  readonly delivered: string;
  readonly returned: string;
  /** Ordered less delivered, with what came back; never below zero. */
  readonly remaining: string;
};

export function orderLinesWithProgress(tx: Tx, orderId: string, at: At): Promise<OrderLineRow[]> {
  return tx.many(sql`
    select l.order_id, l.line_no, l.product_id, l.description, l.quantity, l.unit_price, l.discount_percent, l.source_row, p.sku, p.name as product_name, p.unit,
           m.delivered, m.returned, greatest(l.quantity - m.delivered + m.returned, 0) as remaining
    from evidence.order_line l
    join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
    cross join lateral (${movement(at)}) m
    where l.org_id = ${tx.orgId} and l.order_id = ${orderId} order by l.line_no`);
}

export type FileSource = { readonly fileId: string; readonly fileName: string; readonly sha256: Buffer };

export function findSource(tx: Tx, fileId: string | null): Promise<FileSource | null> {
  return tx.maybe(sql`select file_id, name as file_name, sha256 from platform.file where org_id = ${tx.orgId} and file_id = ${fileId}`);
}

/** Prefixes as ranges: the operators of LIKE use no index behind row-level security. */
function foundBy(tx: Tx, q: string): Statement {
  const end = `${q}\u{10FFFF}`;
  return sql`
    select order_id from evidence.sales_order where org_id = ${tx.orgId} and entity_id in (select entity_id from platform.entity where org_id = ${tx.orgId}) and number >= ${q} and number < ${end}
    union all select order_id from evidence.sales_order where org_id = ${tx.orgId} and customer_po >= ${q} and customer_po < ${end}`;
}

export async function findsMany(tx: Tx, q: string): Promise<boolean> {
  const { many } = await tx.one<{ many: boolean }>(sql`select count(*) > ${COUNTED_MAX} as many from (select 1 from (${foundBy(tx, q)}) f limit ${COUNTED_MAX + 1}) found`);
  return many;
}

function conditionsOf(tx: Tx, filter: OrderFilter, at: At): Statement[] {
  const conditions = [sql`o.org_id = ${tx.orgId}`, sql`o.ordered_on <= ${filter.to !== undefined && filter.to < at.day ? filter.to : at.day}`];
  if (at.knownAt !== null) conditions.push(sql`o.recorded_at <= ${at.knownAt}`);
  if (filter.entityId !== undefined) conditions.push(sql`o.entity_id = ${filter.entityId}`);
  if (filter.customerId !== undefined) conditions.push(sql`o.customer_id = ${filter.customerId}`);
  if (filter.from !== undefined) conditions.push(sql`o.ordered_on >= ${filter.from}`);
  if (filter.q !== undefined) {
    const end = `${filter.q}\u{10FFFF}`;
    conditions.push(filter.isMany === true ? sql`((o.number >= ${filter.q} and o.number < ${end}) or (o.customer_po >= ${filter.q} and o.customer_po < ${end}))` : sql`o.order_id in (${foundBy(tx, filter.q)})`);
  }
  return conditions;
}

const listColumns = (at: At): Statement => sql`
  ${orderColumns}, c.number as customer_number, v.name as customer_name, ${statusOf(at)} as status, p.lines, p.ordered_minor, p.delivered_minor, p.unpriced_lines, p.last_delivered_on`;

const customer = sql`
  join customers.customer c on c.org_id = o.org_id and c.customer_id = o.customer_id
  join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version`;

const closure = (at: At): Statement => sql`
  left join evidence.order_closure x on x.org_id = o.org_id and x.order_id = o.order_id and x.closed_on <= ${at.day} and (${at.knownAt}::timestamptz is null or x.recorded_at <= ${at.knownAt})`;

/** What was delivered and came back of one order line (l). */
const movement = (at: At): Statement => sql`
  select coalesce(sum(dl.quantity) filter (where d.kind <> 'return'), 0) as delivered, coalesce(sum(dl.quantity) filter (where d.kind = 'return'), 0) as returned,
         max(d.delivered_on) filter (where d.kind <> 'return') as last_on
  from evidence.delivery_line dl join evidence.delivery d on d.org_id = dl.org_id and d.delivery_id = dl.delivery_id
  where dl.org_id = l.org_id and dl.order_id = l.order_id and dl.order_line_no = l.line_no and d.delivered_on <= ${at.day}
    and (${at.knownAt}::timestamptz is null or d.recorded_at <= ${at.knownAt})`;

const codesWith = (digits: number): string[] => currencyCodes.filter((code) => currencyDigits(code) === digits);
/** Minor units in one unit of the order's currency; two digits are the rule. */
const unitsPerMajor = sql`case when o.currency = any(${codesWith(0)}::text[]) then 1 when o.currency = any(${codesWith(3)}::text[]) then 1000 when o.currency = any(${codesWith(4)}::text[]) then 10000 else 100 end`;

const lineValue = (quantity: Statement): Statement => sql`coalesce(sum(round(${quantity} * l.unit_price * (1 - l.discount_percent / 100) * (${unitsPerMajor}))), 0)::bigint`;

/** Where an order stands: its lines, their worth and what of it was delivered. */
const progress = (at: At, needed: Statement = sql`true`): Statement => sql`
  cross join lateral (
    select count(*)::int as lines, bool_and(m.delivered - m.returned >= l.quantity) as complete, count(*) filter (where l.unit_price is null)::int as unpriced_lines,
           ${lineValue(sql`l.quantity`)} as ordered_minor, ${lineValue(sql`(m.delivered - m.returned)`)} as delivered_minor, max(m.last_on) as last_delivered_on
    from evidence.order_line l cross join lateral (${movement(at)}) m where l.org_id = o.org_id and l.order_id = o.order_id and ${needed}) p`;

/** The first that applies; the words are explained at orderStatuses. */
const statusOf = (at: At): Statement => sql`
  case when x.order_id is not null then 'closed' when p.complete then 'complete' when p.delivered_minor >= o.not_to_exceed_minor then 'exhausted'
       when o.expires_on < ${at.day}::date then 'expired' else 'open' end`;
