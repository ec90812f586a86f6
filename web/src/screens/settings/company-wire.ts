// The company as the API sends it: legal entities, books, people, keys, rules.
import type { WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';

export type Entity = {
  readonly entity_id: number;
  readonly code: string;
  readonly base_currency: string;
  readonly time_zone: string;
  readonly fiscal_year_start_month: number;
  readonly tax_rounding: 'group' | 'line';
  readonly current_version: number;
  readonly name: string;
  readonly address: { readonly lines: readonly string[]; readonly postal_code?: string | null; readonly city?: string | null; readonly region?: string | null; readonly country: string };
  readonly country: string;
  readonly tax_id: string | null;
  readonly registration: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly bank_name: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly language: string;
  readonly page: 'a4' | 'us-letter';
  readonly footer: string | null;
};

export type Account = { readonly account_id: number; readonly code: string; readonly name: string; readonly type: string; readonly control: string | null; readonly purpose: string | null };

export type Period = { readonly month: string; readonly status: 'open' | 'closed'; readonly changed_at: string; readonly changed_by: string; readonly reason: string };

export type Role = { readonly role: string; readonly title: string; readonly permissions: readonly string[] };

export type Member = {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly added_at: string;
  readonly added_by: string;
  readonly has_two_factor: boolean;
  readonly has_password: boolean;
};

export type ApiKey = {
  readonly key_id: string;
  readonly name: string;
  readonly hint: string;
  readonly role: string;
  readonly created_at: string;
  readonly created_by: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
};

export type Setting = {
  readonly name: string;
  readonly title: string;
  /** Counts the changes: one that was made from an older version is refused. */
  readonly version: number;
  readonly fields: readonly { readonly key: string; readonly title: string; readonly value: string; readonly fallback: string; readonly choices: readonly string[] | null; readonly example: string | null }[];
};

export type Roles = { readonly roles: readonly Role[]; readonly permissions: readonly { readonly permission: string; readonly title: string }[] };

export function useRoles(): Roles {
  return useRecord<Roles>('/v1/roles').data ?? { roles: [], permissions: [] };
}

/** Most companies are one legal entity; where there are several, the settings show the first unless told otherwise. */
export function useEntities() {
  return useRecord<WirePage<Entity>>('/v1/entities');
}
