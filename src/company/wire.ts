// Shapes of the company's resources on the wire.

import { z } from 'zod';
import { roles } from '#platform/context.ts';
import { address, currency, id, instant, shortText } from '#platform/http/schemas.ts';

export const role = z.enum(roles).meta({ id: 'Role', description: 'What a person or key may do; GET /v1/roles says what each role may' });

/** What an entity says of itself on documents. */
export const profileFields = {
  name: shortText, address, country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as NL is needed'), tax_id: shortText.nullish(), registration: shortText.nullish(),
  email: z.email().nullish(), phone: shortText.nullish(), website: shortText.nullish(), bank_name: shortText.nullish(),
  iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/, 'an IBAN without spaces is needed').nullish(), bic: z.string().regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/, 'a BIC of 8 or 11 letters is needed').nullish(),
  language: z.string().regex(/^[a-z]{2}$/, 'a language code such as en is needed').default('en'), page: z.enum(['a4', 'us-letter']).default('a4'), footer: z.string().max(1000).nullish(),
};

const taxRounding = z.enum(['group', 'line']).meta({ description: 'Tax is rounded once per tax group, or on each line' });

export const newEntity = z.strictObject({
  ...profileFields, code: z.string().regex(/^[A-Z0-9-]{1,12}$/, 'a code of capitals and digits is needed'), base_currency: currency,
  time_zone: z.string().min(1).max(64), tax_rounding: taxRounding.optional(),
});

export const entityChange = z.strictObject({ ...profileFields, version: z.int().min(1), tax_rounding: taxRounding.optional() });

export const entityAnswer = z.object({
  ...profileFields, entity_id: z.int(), code: z.string(), base_currency: currency, time_zone: z.string(), fiscal_year_start_month: z.int(), tax_rounding: taxRounding,
  current_version: z.int(), address: z.looseObject({}), iban: z.string().nullish(), bic: z.string().nullish(), email: z.string().nullish(),
}).meta({ id: 'Entity' });

export const accountAnswer = z.object({
  account_id: z.int(), entity_id: z.int(), code: z.string(), name: z.string(), type: z.string(), control: z.string().nullable(), purpose: z.string().nullable(),
  by_customer: z.boolean(), itemised: z.boolean(),
}).meta({ id: 'Account' });

export const periodAnswer = z.object({ month: z.string(), status: z.enum(['open', 'closed']), changed_at: instant, changed_by: z.string(), reason: z.string() }).meta({ id: 'Period' });

export const memberAnswer = z.object({
  user_id: z.string(), name: z.string(), email: z.string(), role, added_at: instant, added_by: z.string(), removed_at: instant.nullable(), has_two_factor: z.boolean(), has_password: z.boolean(),
}).meta({ id: 'Member' });

export const apiKeyAnswer = z.object({
  key_id: id, name: z.string(), hint: z.string(), role, created_at: instant, created_by: z.string(), expires_at: instant.nullable(), last_used_at: instant.nullable(),
  revoked_at: instant.nullable(), revoked_by: z.string().nullable(),
}).meta({ id: 'ApiKey' });

export const auditAnswer = z.object({
  sequence: z.string(), recorded_at: instant, actor_kind: z.string(), actor_id: z.string(), actor_name: z.string(), command: z.string(), subject_kind: z.string().nullable(),
  subject_id: z.string().nullable(), reason: z.string().nullable(), before: z.unknown(), after: z.unknown(), hash: z.string(),
}).meta({ id: 'AuditRow' });
