// Routes of the settings: all with their present values, and one to change each, generated from the table of settings.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { listOf } from '#platform/http/schemas.ts';
import { Verbatim } from '#platform/http/shape.ts';
import { listSettings, lockSetting, saveSetting } from '#platform/setting-store.ts';
import { securitySetting } from '#platform/sign-in/second-factor-policy.ts';
import { signInOf } from '#platform/sign-in/sign-in.ts';
import { lastChangeOf, staleRefusal } from '#platform/stale-refusal.ts';
import { settings, type Setting } from './settings.ts';

const tag = 'Company';
const fieldAnswer = z.object({
  key: z.string(), title: z.string(), value: z.string(), fallback: z.string(),
  choices: z.array(z.string()).nullable().meta({ description: 'The only values there are; null where it is typed' }), example: z.string().nullable().meta({ description: 'How a value is written' }),
});
const settingAnswer = z.object({
  name: z.string(), title: z.string(), version: z.int().meta({ description: 'How often it was changed' }), fields: z.array(fieldAnswer),
}).meta({ id: 'Setting' });

export const settingRoutes: readonly Route[] = [
  route({
    operation: 'listSettings', method: 'GET', path: '/v1/settings', tag, summary: 'Settings with their present values', permission: 'report.read', answer: listOf(settingAnswer),
    handle: async ({ platform, ctx }) => {
      const kept = new Map((await inReadOnly(platform.database, ctx, listSettings)).map((row) => [row.name, row]));
      return { items: settings.map((setting) => describe(setting, (kept.get(setting.name)?.value ?? {}) as Record<string, string>, kept.get(setting.name)?.version ?? 0)), nextCursor: null };
    },
  }),
  ...settings.map(changeRoute),
];

/** A field that is left out keeps its value. */
function changeRoute(setting: Setting): Route {
  const shape = Object.fromEntries(Object.entries(setting.fields).map(([key, field]) => [wireKey(key), field.schema.optional().meta({ description: field.title })]));
  return route({
    operation: `change${setting.name.charAt(0).toUpperCase()}${setting.name.slice(1)}Settings`, method: 'PUT', path: `/v1/settings/${setting.name}`, tag, summary: setting.title, permission: 'org.manage',
    body: z.strictObject({ version: z.int().min(0).optional().meta({ description: 'The version that was seen: refused when somebody changed the setting meanwhile' }), ...shape }), answer: settingAnswer,
    handle: async ({ platform, ctx, key, dryRun, body: { version: seen, ...rest } }) => {
      const given = rest as Record<string, string | undefined>;
      const values = Object.fromEntries(Object.keys(setting.fields).flatMap((name) => (given[codeKey(name)] === undefined ? [] : [[name, given[codeKey(name)] ?? '']])));
      const input = { values, version: seen };
      const changed = await command(platform.database, ctx, { name: `setting.${setting.name}`, permission: 'org.manage', key, dryRun, input }, (tx, inner) => changeSetting(tx, inner, setting, input));
      if (setting.name === securitySetting) signInOf(platform).forgetEveryone();
      return describe(setting, changed.value, changed.version);
    },
  });
}

type Changed = { readonly value: Readonly<Record<string, string>>; readonly version: number };

/** Refuses conflict.stale where the version that was seen is no longer the last. */
async function changeSetting(tx: Tx, ctx: Context, setting: Setting, input: { values: Readonly<Record<string, string>>; version: number | undefined }): Promise<Changed> {
  const { value: before, version } = await lockSetting(tx, setting.name);
  if (input.version !== undefined && input.version !== version) {
    throw staleRefusal({ name: `the setting “${setting.title}”`, last: await lastChangeOf(tx, 'setting', setting.name), version, seen: input.version });
  }
  const value = { ...before, ...input.values };
  await saveSetting(tx, { name: setting.name, value, now: ctx.now });
  return { value, version: version + 1 };
}

function describe(setting: Setting, kept: Readonly<Record<string, string>>, version: number): object {
  const fields = Object.entries(setting.fields).map(([key, { title, schema, fallback, example = null }]) => (
    new Verbatim({ key: wireKey(key), title, value: kept[key] ?? fallback, fallback, choices: schema instanceof z.ZodEnum ? schema.options : null, example })
  ));
  return { name: setting.name, title: setting.title, version, fields };
}

function wireKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** As the key reads after the wire's snake_case has become code's camelCase. */
function codeKey(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());
}
