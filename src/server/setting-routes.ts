// Routes of the settings: all with their present values, and one to change each, generated from the table of settings.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { listOf } from '#platform/http/schemas.ts';
import { Verbatim } from '#platform/http/shape.ts';
import { findSetting, listSettings, saveSetting } from '#platform/setting-store.ts';
import { settings, type Setting } from './settings.ts';

const tag = 'Company';
const settingAnswer = z.object({
  name: z.string(), title: z.string(), fields: z.array(z.object({ key: z.string(), title: z.string(), value: z.string(), fallback: z.string() })),
}).meta({ id: 'Setting' });

export const settingRoutes: readonly Route[] = [
  route({
    operation: 'listSettings', method: 'GET', path: '/v1/settings', tag, summary: 'Settings with their present values', permission: 'report.read', answer: listOf(settingAnswer),
    handle: async ({ platform, ctx }) => {
      const kept = new Map((await inReadOnly(platform.database, ctx, listSettings)).map((row) => [row.name, row.value as Record<string, string>]));
      return { items: settings.map((setting) => describe(setting, kept.get(setting.name) ?? {})), nextCursor: null };
    },
  }),
  ...settings.map(changeRoute),
];

/** A field that is left out keeps its value. */
function changeRoute(setting: Setting): Route {
  const shape = Object.fromEntries(Object.entries(setting.fields).map(([key, field]) => [wireKey(key), field.schema.optional().meta({ description: field.title })]));
  return route({
    operation: `change${setting.name.charAt(0).toUpperCase()}${setting.name.slice(1)}Settings`, method: 'PUT', path: `/v1/settings/${setting.name}`, tag, summary: setting.title, permission: 'org.manage',
    body: z.strictObject(shape), answer: settingAnswer,
    handle: async ({ platform, ctx, key, dryRun, body }) => {
      const given = body as Record<string, string | undefined>;
      const input = Object.fromEntries(Object.keys(setting.fields).flatMap((name) => (given[codeKey(name)] === undefined ? [] : [[name, given[codeKey(name)] ?? '']])));
      const value = await command(platform.database, ctx, { name: `setting.${setting.name}`, permission: 'org.manage', key, dryRun, input }, async (tx, inner) => {
        const merged = { ...(await findSetting(tx, setting.name)), ...input };
        await saveSetting(tx, { name: setting.name, value: merged, now: inner.now });
        return merged;
      });
      return describe(setting, value as Record<string, string>);
    },
  });
}

function describe(setting: Setting, kept: Readonly<Record<string, string>>): object {
  const fields = Object.entries(setting.fields).map(([key, { title, fallback }]) => new Verbatim({ key: wireKey(key), title, value: kept[key] ?? fallback, fallback }));
  return { name: setting.name, title: setting.title, fields };
}

function wireKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** As the key reads after the wire's snake_case has become code's camelCase. */
function codeKey(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());
}
