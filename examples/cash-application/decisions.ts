// What became of each bank line, read from the books: applied without a person, proposed, not matched, or no receipt at all.

import { formatAmount } from '#kernel/money.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type LineDecision = {
  readonly status: 'applied' | 'suggested' | 'unmatched' | 'not_a_receipt';
  readonly applications: readonly { readonly document: string; readonly applied: string }[];
  /** Left on account, in the currency of the bank line. */
  readonly unapplied: string;
  readonly reasons: readonly string[];
};

type LineRow = { id: string; currency: string; amount: bigint; receipt_id: string | null; decision: string | null; kind: string | null; returned_receipt_id: string | null; reason: string | null };
type ApplicationRow = { receipt_id: string; source_kind: string; number: string; credit_number: string | null; currency: string; applied_minor: bigint; source_minor: bigint; is_return: boolean };
type MatchRow = { receipt_id: string; status: string; outcome: string; rule: string; confidence: string; proposal: Proposal; reasons: { text: string; weight: number }[] };
type Proposal = { currency: string; restMinor: string; lines: { number: string; cashMinor: string; creditMinor: string; discountMinor: string; feeMinor: string; toleranceMinor: string }[]; credits: { number: string; usedMinor: string }[] };

export async function readDecisions(tx: Tx): Promise<ReadonlyMap<string, LineDecision>> {
  const lines = await rows<LineRow>(tx, `
    select l.bank_reference as id, l.currency, l.amount_minor as amount, r.receipt_id, d.decision, d.kind, d.receipt_id as returned_receipt_id, d.reason from payments.bank_line l
    left join payments.receipt r on r.org_id = l.org_id and r.bank_line_id = l.bank_line_id
    left join payments.bank_line_decision d on d.org_id = l.org_id and d.bank_line_id = l.bank_line_id where l.org_id = $1 order by l.bank_reference`);
  const applications = Map.groupBy(await rows<ApplicationRow>(tx, `
    select coalesce(a.receipt_id, a.source_id) as receipt_id, a.source_kind, d.number, c.number as credit_number, a.currency, a.applied_minor, a.source_minor, v.receipt_id is not null and u.application_id is not null as is_return
    from cash.application a join invoicing.document d on d.org_id = a.org_id and d.document_id = a.document_id
    left join invoicing.document c on c.org_id = a.org_id and c.document_id = a.source_id
    left join cash.unapplication u on u.org_id = a.org_id and u.application_id = a.application_id
    left join payments.receipt_reversal v on v.org_id = a.org_id and v.receipt_id = a.source_id
    where a.org_id = $1 and a.decided_by = 'rule' order by a.application_id`), (row) => row.receipt_id);
  const matches = new Map((await rows<MatchRow>(tx, `select receipt_id, status, outcome, rule, confidence, proposal, reasons from cash.match where org_id = $1 order by recorded_at, match_id`))
    .sort((a, b) => Number(a.outcome === 'applied') - Number(b.outcome === 'applied')).map((row) => [row.receipt_id, row]));
  return new Map(lines.map((line) => [line.id, decisionOf(line, applications, matches)]));
}

function decisionOf(line: LineRow, applications: ReadonlyMap<string, readonly ApplicationRow[]>, matches: ReadonlyMap<string, MatchRow>): LineDecision {
  if (line.receipt_id !== null) return receiptDecision(line, applications.get(line.receipt_id) ?? [], matches.get(line.receipt_id));
  if (line.decision === 'return' && line.returned_receipt_id !== null) {
    const taken = (applications.get(line.returned_receipt_id) ?? []).filter((row) => row.is_return);
    return { status: 'applied', applications: added(taken, -1n), unapplied: formatAmount(0n, line.currency), reasons: ['the bank took an earlier payment back: its applications are undone'] };
  }
  return { status: 'not_a_receipt', applications: [], unapplied: formatAmount(0n, line.currency), reasons: [line.reason ?? ''] };
}

function receiptDecision(line: LineRow, applied: readonly ApplicationRow[], match: MatchRow | undefined): LineDecision {
  const reasons = match === undefined ? [] : [`${match.rule}, confidence ${match.confidence}`, ...match.reasons.map((reason) => (reason.weight < 0 ? `but ${reason.text}` : reason.text))];
  if (match?.outcome === 'applied') {
    const used = applied.reduce((sum, row) => sum + (row.source_kind === 'receipt' ? row.source_minor : 0n), 0n);
    return { status: 'applied', applications: added(applied, 1n), unapplied: formatAmount(line.amount - used, line.currency), reasons };
  }
  const proposal = match?.proposal;
  if (match?.outcome !== 'suggested' || proposal === undefined) return { status: 'unmatched', applications: [], unapplied: formatAmount(line.amount, line.currency), reasons };
  const proposed = [
    ...proposal.lines.map((row) => ({ document: row.number, applied: formatAmount(BigInt(row.cashMinor) + BigInt(row.creditMinor) + BigInt(row.discountMinor) + BigInt(row.feeMinor) + BigInt(row.toleranceMinor), proposal.currency) })),
    ...proposal.credits.map((row) => ({ document: row.number, applied: formatAmount(-BigInt(row.usedMinor), proposal.currency) })),
  ];
  return { status: 'suggested', applications: proposed, unapplied: formatAmount(BigInt(proposal.restMinor), proposal.currency), reasons };
}

/** Per document, what it went down by; a credit note that was taken counts against it. */
function added(applications: readonly ApplicationRow[], sign: bigint): LineDecision['applications'] {
  const sums = new Map<string, { minor: bigint; currency: string }>();
  const add = (document: string, minor: bigint, currency: string): void => void sums.set(document, { minor: (sums.get(document)?.minor ?? 0n) + minor, currency });
  for (const row of applications) {
    add(row.number, sign * row.applied_minor, row.currency);
    if (row.source_kind === 'credit_note' && row.credit_number !== null) add(row.credit_number, -sign * row.applied_minor, row.currency);
  }
  return [...sums].map(([document, { minor, currency }]) => ({ document, applied: formatAmount(minor, currency) }));
}

async function rows<Row extends object>(tx: Tx, text: string): Promise<Row[]> {
  const result = await tx.client.query<Row>(text, [tx.orgId]);
  return result.rows;
}
