// Who may be behind a name, an account or a customer number on a bank line.

import { distance } from 'fastest-levenshtein';
import { numberKey } from './number-key.ts';
import { payerName, trigramsOf } from './payer-name.ts';

export type PayerProfile = {
  readonly customerId: string;
  readonly number: string;
  readonly name: string;
  readonly tradeName: string | null;
  readonly parentCustomerId: string | null;
};

export type NameMatch = 'name' | 'trade name' | 'cut name' | 'similar name' | 'part of name';

export type PayerIndex = {
  byName(name: string): ReadonlyMap<string, NameMatch>;
  byAccount(account: string): readonly KnownAccount[];
  byNumber(key: string): string | undefined;
  /** The customer and the ones whose parent it is, at any depth: whose invoices it may pay. */
  familyOf(customerId: string): readonly string[];
  /** The customer at the head of the group that this one belongs to. */
  groupOf(customerId: string): string;
  nameOf(customerId: string): string;
  numberOf(customerId: string): string;
  addAccount(account: string, known: KnownAccount): void;
};

export type KnownAccount = { readonly customerId: string; readonly source: 'given' | 'learned' };

const CUT_LENGTH_MIN = 8;
const SIMILAR_MIN = 0.88;
// The second best must be clearly worse, or the name says nothing.
const SIMILAR_LEAD = 0.05;
const GRAM_SPREAD_MAX = 4000;

export function openPayerIndex(profiles: readonly PayerProfile[]): PayerIndex {
  const names = indexNames(profiles);
  const byAccount = new Map<string, KnownAccount[]>();
  const byNumber = new Map(profiles.map((profile) => [numberKey(profile.number), profile.customerId]));
  const children = childrenByParent(profiles);
  const byId = new Map(profiles.map((profile) => [profile.customerId, profile]));
  const remembered = new Map<string, ReadonlyMap<string, NameMatch>>();
  return {
    byName(name) {
      const known = remembered.get(name);
      if (known !== undefined) return known;
      const found = findName(names, name);
      remembered.set(name, found);
      return found;
    },
    byAccount: (account) => byAccount.get(account) ?? [],
    byNumber: (key) => byNumber.get(key),
    familyOf: (customerId) => familyFrom(customerId, children),
    groupOf: (customerId) => headOf(customerId, byId),
    nameOf: (customerId) => byId.get(customerId)?.name ?? '',
    numberOf: (customerId) => byId.get(customerId)?.number ?? '',
    addAccount(account, known) {
      const list = byAccount.get(account) ?? [];
      if (!list.some((one) => one.customerId === known.customerId)) byAccount.set(account, [...list, known]);
    },
  };
}

type Spelling = { readonly text: string; readonly customerId: string };

type NameTables = {
  readonly full: ReadonlyMap<string, readonly string[]>;
  readonly bare: ReadonlyMap<string, readonly string[]>;
  readonly trade: ReadonlyMap<string, readonly string[]>;
  readonly sorted: ReadonlyMap<string, readonly string[]>;
  /** Every spelling in order, for names that the bank cut off. */
  readonly ordered: readonly Spelling[];
  readonly bareOnes: readonly Spelling[];
  readonly grams: ReadonlyMap<string, readonly number[]>;
};

function indexNames(profiles: readonly PayerProfile[]): NameTables {
  const [full, bare, trade, sorted] = [new Map<string, string[]>(), new Map<string, string[]>(), new Map<string, string[]>(), new Map<string, string[]>()];
  const ordered: Spelling[] = [];
  const bareOnes: Spelling[] = [];
  for (const { customerId, name, tradeName } of profiles) {
    const own = payerName(name);
    put(full, own.full, customerId);
    put(bare, own.bare, customerId);
    put(sorted, inOrder(own.bare), customerId);
    ordered.push({ text: own.full, customerId });
    bareOnes.push({ text: own.bare, customerId });
    if (tradeName === null || tradeName === '') continue;
    const trading = payerName(tradeName);
    put(trade, trading.bare, customerId);
    ordered.push({ text: trading.full, customerId });
    bareOnes.push({ text: trading.bare, customerId });
  }
  ordered.sort((a, b) => (a.text < b.text ? -1 : 1));
  const grams = new Map<string, number[]>();
  bareOnes.forEach(({ text }, index) => {
    for (const gram of trigramsOf(text)) {
      const list = grams.get(gram);
      if (list === undefined) grams.set(gram, [index]);
      else list.push(index);
    }
  });
  return { full, bare, trade, sorted, ordered, bareOnes, grams };
}

// From the surest to the vaguest; the first that finds anybody ends the search.
function findName(tables: NameTables, name: string): ReadonlyMap<string, NameMatch> {
  const { full, bare } = payerName(name);
  if (bare === '') return new Map();
  const whole = tables.full.get(full);
  if (whole !== undefined) return marked(whole, 'name');
  const exact = new Map([...marked(tables.trade.get(bare) ?? [], 'trade name'), ...marked(tables.bare.get(bare) ?? tables.sorted.get(inOrder(bare)) ?? [], 'name')]);
  if (exact.size > 0) return new Map([...longerNames(tables, bare, exact), ...exact]);
  const cut = full.length < CUT_LENGTH_MIN ? [] : cutNames(tables.ordered, full);
  if (cut.length > 0) return marked(cut, 'cut name');
  const similar = similarNames(tables, bare);
  if (similar.length > 0) return marked(similar, 'similar name');
  return marked(containedNames(tables, bare), 'part of name');
}

/** 'Harborworks' is one customer's trade name and the first word of another's: short of the legal form, nobody is told by it alone. */
function longerNames(tables: NameTables, bare: string, known: ReadonlyMap<string, NameMatch>): Map<string, NameMatch> {
  return marked(cutNames(tables.ordered, `${bare} `).filter((customerId) => !known.has(customerId)), 'part of name');
}

function cutNames(ordered: readonly Spelling[], start: string): string[] {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle]?.text ?? '') < start) low = middle + 1;
    else high = middle;
  }
  const found = new Set<string>();
  for (let at = low; at < ordered.length && ordered[at]?.text.startsWith(start) === true; at += 1) found.add(ordered[at]?.customerId ?? '');
  return [...found];
}

function similarNames(tables: NameTables, bare: string): string[] {
  const lists = trigramsOf(bare).flatMap((gram) => tables.grams.get(gram) ?? []).length === 0 ? [] : trigramsOf(bare).map((gram) => tables.grams.get(gram) ?? []);
  const counts = new Map<number, number>();
  for (const list of lists) if (list.length <= GRAM_SPREAD_MAX) for (const index of list) counts.set(index, (counts.get(index) ?? 0) + 1);
  const best = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 20);
  const rated = best.map(([index]) => tables.bareOnes[index]).filter((spelling) => spelling !== undefined)
    .map(({ text, customerId }) => ({ customerId, likeness: 1 - distance(bare, text) / Math.max(bare.length, text.length) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [first] = rated;
  if (first === undefined || first.likeness < SIMILAR_MIN) return [];
  return [...new Set(rated.filter((one) => one.likeness > first.likeness - SIMILAR_LEAD).map((one) => one.customerId))];
}

/** 'Westbridge Printing Werk Nord' holds the name of the customer Westbridge Printing at its beginning. */
function containedNames(tables: NameTables, bare: string): string[] {
  const words = bare.split(' ');
  for (let count = words.length - 1; count >= 2; count -= 1) {
    const found = tables.bare.get(words.slice(0, count).join(' '));
    if (found !== undefined) return [...found];
  }
  return [];
}

function childrenByParent(profiles: readonly PayerProfile[]): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { customerId, parentCustomerId } of profiles) if (parentCustomerId !== null) put(children, parentCustomerId, customerId);
  return children;
}

function familyFrom(customerId: string, children: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const family = [customerId];
  for (let at = 0; at < family.length; at += 1) {
    for (const child of children.get(family[at] ?? '') ?? []) if (!family.includes(child)) family.push(child);
  }
  return family;
}

const GROUP_DEPTH_MAX = 20;

function headOf(customerId: string, byId: ReadonlyMap<string, PayerProfile>): string {
  let head = customerId;
  for (let depth = 0; depth < GROUP_DEPTH_MAX; depth += 1) {
    const parent = byId.get(head)?.parentCustomerId ?? null;
    if (parent === null) break;
    head = parent;
  }
  return head;
}

function inOrder(text: string): string {
  return text.split(' ').sort().join(' ');
}

function marked(customerIds: readonly string[], match: NameMatch): Map<string, NameMatch> {
  return new Map(customerIds.map((customerId) => [customerId, match]));
}

function put(map: Map<string, string[]>, key: string, customerId: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [customerId]);
  else if (!list.includes(customerId)) list.push(customerId);
}
