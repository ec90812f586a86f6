// The standing list of what was delivered and not billed: every delivery line without a billed charge as of a date, with the reason why.

import type { LocalDate } from '#kernel/local-date.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** uncharged: no charge was made yet; pending: waits for a bill run; held: the gate holds it; billed_later: billed after the date asked about. */
export type UnbilledWhy = 'uncharged' | 'pending' | 'held' | 'billed_later';

export type UnbilledRow = {
  readonly deliveryId: string; readonly deliveryNumber: string; readonly lineNo: number; readonly kind: string; readonly deliveredOn: LocalDate; readonly customerId: string; readonly customerNumber: string;
  readonly customerName: string; readonly orderId: string | null; readonly orderNumber: string | null; readonly customerPo: string | null; readonly productId: string; readonly sku: string;
  readonly description: string; readonly quantity: string; readonly ageDays: number; readonly chargeId: string | null; readonly why: UnbilledWhy; readonly reasons: readonly string[]; readonly ownerRole: string | null;
  /** Null where no charge says what it is worth; negative for a return. */
  readonly amountMinor: bigint | null; readonly currency: string;
};

export type UnbilledFilter = { readonly asOf: LocalDate; readonly customerId?: string | undefined; readonly entityId?: number | undefined; readonly why?: UnbilledWhy | undefined };

export type UnbilledCursor = { readonly deliveredOn: LocalDate; readonly deliveryId: string; readonly lineNo: number };

/** The first lines of a page, or (null) all of them. */
type Stretch = { readonly after: UnbilledCursor; readonly limit: number } | null;

/**
 * Delivery lines with why and charge. What is waived or was voided and not put back owes nothing and is not listed. A charge of a delivery
 * has its day, customer and legal entity, so that a page reads no more of each kind than it shows.
 */
function unbilledLines(tx: Tx, { asOf, why, customerId, entityId }: UnbilledFilter, stretch: Stretch): Statement {
  const first = (key: Statement): Statement => (stretch === null ? sql``
    : sql`and (${key}) > (${stretch.after.deliveredOn}::date, ${stretch.after.deliveryId}::uuid, ${stretch.after.lineNo}::int) order by ${key} limit ${stretch.limit}`);
  const mine = sql`${customerId === undefined ? sql`true` : sql`c.customer_id = ${customerId}`} and ${entityId === undefined ? sql`true` : sql`c.entity_id = ${entityId}`}`;
  const waiting = (status: 'pending' | 'held', condition: Statement): Statement => sql`
    (select c.delivery_id, c.delivery_line_no as line_no, c.charge_id, ${status}::text as why, c.amount_minor, c.currency from charges.charge c
    where c.org_id = ${tx.orgId} and ${condition} and c.delivery_id is not null and c.service_on <= ${asOf} and ${mine} ${first(sql`c.service_on, c.delivery_id, c.delivery_line_no`)})`;
  // Lines without a charge know neither customer nor currency: of one customer they are all read.
  const others = customerId === undefined ? first(sql`l.delivered_on, l.delivery_id, l.line_no`) : sql``;
  const parts: Readonly<Record<UnbilledWhy, Statement>> = {
    pending: waiting('pending', sql`c.status = 'pending'`),
    held: waiting('held', sql`c.status = 'held'`),
    uncharged: sql`
      (select l.delivery_id, l.line_no, null::uuid, 'uncharged', null::bigint, null::text from evidence.uncharged_line l
      where l.org_id = ${tx.orgId} and l.delivered_on <= ${asOf} and ${entityId === undefined ? sql`true` : sql`l.entity_id = ${entityId}`} ${others})`,
    billed_later: sql`
      (select c.delivery_id, c.delivery_line_no, c.charge_id, 'billed_later', c.amount_minor, c.currency from invoicing.document d
      join invoicing.document_line l on l.org_id = d.org_id and l.document_id = d.document_id
      join charges.charge c on c.org_id = l.org_id and c.charge_id = l.charge_id and c.status = 'billed'
      where d.org_id = ${tx.orgId} and d.issued_on > ${asOf} and d.status = 'issued' and c.delivery_id is not null and c.service_on <= ${asOf} and ${mine} ${first(sql`c.service_on, c.delivery_id, c.delivery_line_no`)})`,
  };
  return joinSql(why === undefined ? Object.values(parts) : [parts[why]], ' union all ');
}

function joined(tx: Tx, filter: UnbilledFilter, stretch: Stretch): Statement {
  return sql`
    from (${unbilledLines(tx, filter, stretch)}) u (delivery_id, line_no, charge_id, why, amount_minor, currency)
    join evidence.delivery d on d.org_id = ${tx.orgId} and d.delivery_id = u.delivery_id
    join customers.customer k on k.org_id = d.org_id and k.customer_id = d.customer_id
    join evidence.delivery_line l on l.org_id = d.org_id and l.delivery_id = u.delivery_id and l.line_no = u.line_no
    left join evidence.sales_order o on o.org_id = l.org_id and o.order_id = l.order_id
    where ${filter.customerId === undefined ? sql`true` : sql`d.customer_id = ${filter.customerId}`} and ${filter.entityId === undefined ? sql`true` : sql`d.entity_id = ${filter.entityId}`}`;
}

const currencyOf = sql`coalesce(u.currency, o.currency::text, k.currency::text)`;

export async function listUnbilled(tx: Tx, filter: UnbilledFilter, after: UnbilledCursor | null, limit: number): Promise<UnbilledRow[]> {
  const from = after ?? { deliveredOn: '-infinity', deliveryId: '00000000-0000-0000-0000-000000000000', lineNo: 0 };
  const rows = await tx.many<Omit<UnbilledRow, 'reasons' | 'ownerRole'>>(sql`
    select x.*, v.name as customer_name, p.sku, p.name as description from (
      select d.delivery_id, d.number as delivery_number, l.line_no, d.kind, d.delivered_on, d.customer_id, k.number as customer_number, k.current_version, l.order_id,
        coalesce(o.number, l.order_reference) as order_number, o.customer_po, l.product_id, l.quantity, (${filter.asOf}::date - d.delivered_on)::int as age_days, u.charge_id, u.why, u.amount_minor, ${currencyOf} as currency
      ${joined(tx, filter, { after: from, limit })} and (d.delivered_on, d.delivery_id, l.line_no) > (${from.deliveredOn}::date, ${from.deliveryId}::uuid, ${from.lineNo}::int)
      order by d.delivered_on, d.delivery_id, l.line_no limit ${limit}
    ) x
    join customers.customer_version v on v.org_id = ${tx.orgId} and v.customer_id = x.customer_id and v.version = x.current_version
    join catalog.product p on p.org_id = ${tx.orgId} and p.product_id = x.product_id
    order by x.delivered_on, x.delivery_id, x.line_no`);
  const held = rows.flatMap((row) => (row.why === 'held' && row.chargeId !== null ? [row.chargeId] : []));
  const holds = held.length === 0 ? [] : await tx.many<{ chargeId: string; reason: string; ownerRole: string }>(sql`
    select charge_id, reason, owner_role from charges.hold where org_id = ${tx.orgId} and charge_id = any(${held}::uuid[]) and released_at is null order by charge_id, check_code`);
  const byCharge = Map.groupBy(holds, (hold) => hold.chargeId);
  return rows.map((row) => {
    const own = byCharge.get(row.chargeId ?? '') ?? [];
    return { ...row, reasons: own.map((hold) => hold.reason), ownerRole: own[0]?.ownerRole ?? null };
  });
}

export type UnbilledTotal = { readonly why: UnbilledWhy; readonly currency: string; readonly lines: number; /** Null where nothing says what it is worth. */ readonly amountMinor: bigint | null };

/** What waits and what is billed later is added up from its charges alone: they have day, customer, legal entity and currency. */
export async function unbilledTotals(tx: Tx, filter: UnbilledFilter): Promise<UnbilledTotal[]> {
  const mine = sql`${filter.customerId === undefined ? sql`true` : sql`c.customer_id = ${filter.customerId}`} and ${filter.entityId === undefined ? sql`true` : sql`c.entity_id = ${filter.entityId}`}`;
  const waiting = (['pending', 'held'] as const).filter((why) => filter.why === undefined || filter.why === why).map((why) => sql`
    select ${why}::text as why, c.currency::text as currency, count(*)::int as lines, sum(c.amount_minor)::bigint as amount_minor from charges.charge c
    where c.org_id = ${tx.orgId} and ${why === 'pending' ? sql`c.status = 'pending'` : sql`c.status = 'held'`} and c.delivery_id is not null and c.service_on <= ${filter.asOf} and ${mine} group by 2`);
  const others = filter.why === undefined || filter.why === 'uncharged' ? [unchargedTotals(tx, filter)] : [];
  const later = filter.why === undefined || filter.why === 'billed_later' ? [sql`
    select u.why, u.currency::text, count(*)::int as lines, sum(u.amount_minor)::bigint as amount_minor
    from (${unbilledLines(tx, { ...filter, why: 'billed_later' }, null)}) u (delivery_id, line_no, charge_id, why, amount_minor, currency) group by 1, 2`] : [];
  return tx.many(sql`select * from (${joinSql([...waiting, ...others, ...later], ' union all ')}) t order by why, currency`);
}

/** A line without a charge has no amount yet, so it is counted with its legal entity's currency; its order's would have to be looked up line by line. */
function unchargedTotals(tx: Tx, { asOf, customerId, entityId }: UnbilledFilter): Statement {
  const mine = customerId === undefined ? sql`true` : sql`(select d.customer_id from evidence.delivery d where d.org_id = l.org_id and d.delivery_id = l.delivery_id) = ${customerId}`;
  return sql`
    select 'uncharged' as why, e.base_currency::text as currency, count(*)::int as lines, null::bigint as amount_minor
    from evidence.uncharged_line l join platform.entity e on e.org_id = l.org_id and e.entity_id = l.entity_id
    where l.org_id = ${tx.orgId} and l.delivered_on <= ${asOf} and ${entityId === undefined ? sql`true` : sql`l.entity_id = ${entityId}`} and ${mine} group by 2`;
}
