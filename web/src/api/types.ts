// What the API sends, as plain wire shapes: snake_case fields, amounts as decimal text, business days as 'YYYY-MM-DD'.

export type WireMoney = { readonly amount: string; readonly currency: string };

/** One page of a list. `total` and `totals` describe the whole filter, not the page; sums come one per currency. */
export type WirePage<Row, Totals = unknown> = {
  readonly items: readonly Row[];
  readonly next_cursor: string | null;
  readonly total?: number;
  readonly totals?: readonly Totals[];
};

export type WireCompany = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly country?: string;
};

export type WireSession = {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly locale?: string; readonly has_two_factor: boolean };
  readonly role: string;
  readonly permissions: readonly string[];
  readonly company: WireCompany & { readonly time_zone: string; readonly today: string };
  readonly companies: readonly WireCompany[];
  /** The role demands a second factor that is not on yet: until then nothing else answers. */
  readonly needs_second_factor?: boolean;
};

/** Where a new installation stands, readable without a session. */
export type WireSetup = {
  readonly state: 'needs_owner' | 'needs_company' | 'opening_sample' | 'ready';
  readonly progress?: { readonly done: number; readonly total: number; readonly label: string };
  readonly sends_mail: boolean;
};

/** One kind of waiting work in one currency. */
export type WireQueue = {
  readonly queue: string;
  readonly currency: string | null;
  readonly items: number;
  readonly amount: WireMoney | null;
  readonly oldest_on: string | null;
};

/** The day's work: queues in the order of their urgency, and the figures of the last thirty days per currency. */
export type WireToday = {
  readonly as_of: string;
  readonly queues: readonly WireQueue[];
  readonly figures: readonly { readonly currency: string; readonly issued: WireMoney; readonly received: WireMoney; readonly open: WireMoney }[];
};

export type WireRun = {
  readonly run_id: string;
  readonly kind: string;
  readonly title: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Counts are long integers, so they come as text. */
  readonly done: string;
  /** Null while it is not yet known how much there is to do. */
  readonly total: string | null;
};

export type WireSearchHit = {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly amount?: WireMoney;
  /** Where the workbench shows it. */
  readonly address: string;
};

/** One statement of a proof, with its amount, where it leads, and what it rests on. */
export type WireProof = {
  readonly label: string;
  readonly kind: string;
  /** How it was come by, or what it says. */
  readonly value: string | null;
  readonly amount: WireMoney | null;
  readonly link: { readonly kind: string; readonly id: string } | null;
  readonly children: readonly WireProof[];
};

/** What is owed of one age; lists of these run from current to oldest. */
export type WireAgingBucket = {
  readonly label: string;
  readonly amount: string;
};
