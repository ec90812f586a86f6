// Charges that may have to be decided anew: held for what can be mended, or pending while what their tax or customer says changed.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { NewCharge } from './charge.ts';
import type { CheckCode, GateFailure } from './gate.ts';

/** Who lets go of a hold whose cause is gone. */
const GATE = 'the gate';

export type ReviewedCharge = Pick<
  NewCharge,
  | 'chargeId' | 'status' | 'customerId' | 'orderId' | 'orderLineNo' | 'chargeCode' | 'quantity' | 'unitPrice' | 'discountPercent' | 'amountMinor' | 'currency'
  | 'taxJurisdiction' | 'taxCategory' | 'taxRate' | 'taxReason' | 'revenueAccountId'
> & {
  /** Why the customer is on hold now; null where it is not. */
  readonly holdReason: string | null;
  readonly openChecks: readonly CheckCode[];
  /** Checks that a person let through, on this charge or an earlier one of the same evidence. */
  readonly releasedChecks: readonly CheckCode[];
};

/** By id, after one, locked; one that was billed or decided while this waited for it is passed over (c.status is looked at again). A release of a customer on hold counts for the hold it was given in, not for a later one. */
export function chargesToReview(tx: Tx, entityId: number, range: { through: LocalDate; after: string; limit: number; mendable: readonly CheckCode[] }): Promise<ReviewedCharge[]> {
  return tx.many(sql`
    with candidate as (
      select c.charge_id, c.status from charges.charge c
      where c.org_id = ${tx.orgId} and c.entity_id = ${entityId} and c.status = 'held' and c.service_on <= ${range.through} and c.charge_id > ${range.after}::uuid
        and exists (select 1 from charges.hold h where h.org_id = c.org_id and h.charge_id = c.charge_id and h.released_at is null and h.check_code = any(${range.mendable}::text[]))
      union all
      select c.charge_id, c.status from charges.charge c
      join customers.customer k on k.org_id = c.org_id and k.customer_id = c.customer_id
      join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
      where c.org_id = ${tx.orgId} and c.entity_id = ${entityId} and c.status = 'pending' and c.service_on <= ${range.through} and c.charge_id > ${range.after}::uuid
        and (k.on_hold or (c.delivery_id is not null and (v.recorded_at >= c.recorded_at
          or (c.order_id is null and exists (select 1 from evidence.delivery_line l where l.org_id = c.org_id and l.delivery_id = c.delivery_id and l.line_no = c.delivery_line_no and l.order_id is not null))
          or exists (select 1 from customers.exemption e where e.org_id = c.org_id and e.customer_id = c.customer_id and (e.recorded_at >= c.recorded_at or e.revoked_at >= c.recorded_at)))))
    )
    select c.charge_id, c.status, c.customer_id, c.order_id, c.order_line_no, c.charge_code, c.quantity, c.unit_price, c.discount_percent, c.amount_minor, c.currency,
      c.tax_jurisdiction, trim(c.tax_category) as tax_category, c.tax_rate, c.tax_reason, c.revenue_account_id, case when v.on_hold then coalesce(v.hold_reason, 'no reason given') end as hold_reason,
      array(select h.check_code from charges.hold h where h.org_id = c.org_id and h.charge_id = c.charge_id and h.released_at is null) as open_checks,
      array(select distinct h.check_code from charges.charge p join charges.hold h on h.org_id = p.org_id and h.charge_id = p.charge_id
        where p.org_id = c.org_id and (p.charge_id = c.charge_id or (p.delivery_id = c.delivery_id and p.delivery_line_no = c.delivery_line_no)) and h.released_by <> ${GATE}
          and (h.check_code <> 'customer_on_hold' or h.released_at > coalesce((
            select max(f.recorded_at) from customers.customer_version f where f.org_id = c.org_id and f.customer_id = c.customer_id and not f.on_hold), '-infinity'))) as released_checks
    from (select charge_id, status from candidate order by charge_id limit ${range.limit}) n
    join charges.charge c on c.org_id = ${tx.orgId} and c.charge_id = n.charge_id and c.status = n.status
    join customers.customer k on k.org_id = c.org_id and k.customer_id = c.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    order by c.charge_id for update of c`);
}

/** Ends holds of the checks that hold no longer; of a charge that is priced anew, all of them. */
export async function withdrawHolds(tx: Tx, holds: readonly { chargeId: string; checks: readonly string[] | null }[], withdrawal: { reason: string; now: Instant }): Promise<void> {
  if (holds.length === 0) return;
  await tx.run(sql`
    update charges.hold h set released_at = ${withdrawal.now}, released_by = ${GATE}, release_reason = ${withdrawal.reason}
    from jsonb_to_recordset(${toJson(holds)}::jsonb) as w ("chargeId" uuid, checks jsonb)
    where h.org_id = ${tx.orgId} and h.charge_id = w."chargeId" and h.released_at is null and (w.checks is null or jsonb_typeof(w.checks) = 'null' or w.checks ? h.check_code)`);
}

export type OpenedHold = GateFailure & { readonly chargeId: string };
