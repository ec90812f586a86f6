// Readings of a receipt whose text names no document: the payer and the amount must say it together.

import { formatAmount } from '#kernel/money.ts';
import { addDays, addMonths } from '#kernel/local-date.ts';
import { openMinorOf, type Claim } from './claim.ts';
import { payersInvoices, type Facts, type Target } from './facts.ts';
import { readingOf } from './named-readings.ts';
import { doubted, supported, type Reading, type Reason } from './reading.ts';
import { chanceOfFit, findSubsets } from './subset-sum.ts';

export function unnamedReadings(facts: Facts, target: Target): readonly Reading[] {
  const invoices = payersInvoices(facts, target.currency);
  if (invoices.length === 0) return [];
  const alike = invoices.filter((claim) => paysWhole(claim, target.minor));
  const meant = ofNamedMonth(facts, alike);
  if (meant.length > 0) return exactReadings(facts, target, meant, invoices);
  const sums = sumReadings(facts, target, invoices);
  return sums.length > 0 ? sums : discountReadings(facts, target, invoices);
}

/** The whole document, or the instalments that fall due first. */
function paysWhole(claim: Claim, minor: bigint): boolean {
  let sum = 0n;
  return claim.items.some((item) => (sum += item.openMinor) === minor);
}

/** 'June invoice' picks among several of one amount the one issued in June, or at the turn of the month after. */
function ofNamedMonth({ text }: Facts, claims: readonly Claim[]): readonly Claim[] {
  if (text.months.size === 0 || claims.length < 2) return claims;
  const fitting = claims.filter((claim) => text.months.has(monthNumber(claim)));
  return fitting.length > 0 ? fitting : claims;
}

function monthNumber(claim: Claim): number {
  return Number(claim.issuedOn.slice(5, 7));
}

function exactReadings(facts: Facts, target: Target, alike: readonly Claim[], invoices: readonly Claim[]): readonly Reading[] {
  const oldestFirst = [...alike].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const rivals = alike.length > 1 ? [doubted('not_alone', `${alike.length} open invoices of the payer have this amount`)] : rivalSums(target, alike, invoices);
  return oldestFirst.slice(0, 4).map((claim) => readingOf(facts, {
    rule: 'payer_exact', claims: [claim], amountMinor: target.minor,
    reasons: [supported('amount.exact', `the amount is exactly what ${claim.number} holds open: ${formatAmount(target.minor, target.currency)}`, 0.5), ...commonDoubts(facts), ...monthDoubt(facts, claim), ...rivals,
      ...(facts.text.hints.has('several') ? [doubted('several_said', 'the text speaks of several invoices')] : [])],
  }));
}

/** One invoice of the amount is likelier than a sum, but where a sum of others also makes it, nobody can know which was meant. */
function rivalSums(target: Target, alike: readonly Claim[], invoices: readonly Claim[]): readonly Reason[] {
  const others = invoices.filter((claim) => !alike.includes(claim)).map(openMinorOf);
  const { ways } = findSubsets(others, target.minor);
  const [sum] = ways;
  return sum === undefined ? [] : [doubted('also_a_sum', `${sum.length} other open invoices add up to the same amount`)];
}

function sumReadings(facts: Facts, target: Target, invoices: readonly Claim[]): readonly Reading[] {
  const amounts = invoices.map(openMinorOf);
  const { ways, isWhole } = findSubsets(amounts, target.minor);
  const size = ways[0]?.length ?? 0;
  const [, second] = ways;
  const rivals = second === undefined ? [] : [doubted('not_alone', `${ways.length}${ways.length === 8 ? ' or more' : ''} sets of open invoices add up to the amount`)];
  const chance = chanceOfFit(amounts.filter((amount) => amount <= target.minor), size) > CHANCE_MAX || !isWhole ? [doubted('sum_by_chance', `with ${invoices.length} open invoices some set fits nearly any amount`)] : [];
  return [...ways].sort((a, b) => a.length - b.length).slice(0, 4).map((way) => {
    const claims = way.map((place) => invoices[place]).filter((claim) => claim !== undefined);
    const reasons = [supported('amount.sum', `${claims.length} open invoices add up to exactly ${formatAmount(target.minor, target.currency)}`, 0.4), doubted('sum_of_unnamed', 'none of them is named'), ...commonDoubts(facts), ...rivals, ...chance];
    return readingOf(facts, { rule: 'payer_sum', claims, amountMinor: target.minor, reasons });
  });
}

const CHANCE_MAX = 0.05;

/** Exactly the amount less the discount that the terms still give: a sign as good as the amount itself. */
function discountReadings(facts: Facts, target: Target, invoices: readonly Claim[]): readonly Reading[] {
  const latest = addDays(facts.receipt.receivedOn, -facts.desk.policy.discountGraceDays);
  const fitting = invoices.filter((claim) => claim.discount !== null && claim.discount.until >= latest && openMinorOf(claim) === claim.totalMinor && openMinorOf(claim) - claim.discount.discountMinor === target.minor);
  return fitting.slice(0, 4).map((claim) => readingOf(facts, {
    rule: 'payer_discount', claims: [claim], amountMinor: target.minor, deduction: { kind: 'discount', byClaim: new Map([[claim, claim.discount?.discountMinor ?? 0n]]) },
    reasons: [supported('amount.less_discount', `the amount is ${claim.number} less the discount that its terms give until ${claim.discount?.until}`, 0.4), ...commonDoubts(facts),
      ...(fitting.length > 1 ? [doubted('not_alone', `${fitting.length} open invoices less their discount have this amount`)] : [])],
  }));
}

function commonDoubts({ payer, unread, text, mentions }: Facts): Reason[] {
  const reasons: Reason[] = [doubted('no_number', 'no document is named: payer and amount agree')];
  if ([...payer.own.values()].every(({ certainty }) => certainty === 'vague')) reasons.push(doubted('vague_and_no_number', 'the payer is only a guess'));
  if (payer.only === null && payer.own.size > 1) reasons.push(doubted('payer_several', `${payer.own.size} customers come into question`));
  const other = mentions.find(({ sureness }) => sureness === 'number' || sureness === 'digits')?.claims[0];
  if (other !== undefined) reasons.push(doubted('named_not_paid', `the text names ${other.number}, which this does not pay`));
  if (unread.length > 0) reasons.push(doubted('unread_number', `${unread[0]} looks like a document number and is none`));
  if (text.hints.has('on_account')) reasons.push(doubted('on_account_said', 'the text says on account'));
  return reasons;
}

function monthDoubt({ text }: Facts, claim: Claim): Reason[] {
  if (text.months.size === 0) return [];
  const before = Number(addMonths(claim.issuedOn, -1).slice(5, 7));
  const isMeant = text.months.has(monthNumber(claim)) || text.months.has(before);
  return isMeant ? [supported('month', `the text names the month of ${claim.number}`, 0.2)] : [doubted('month_differs', `the text names another month than that of ${claim.number}`)];
}
