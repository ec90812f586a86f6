// What every read makes of a question that nobody means well: an answer or a refusal, never a fault of the program.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import type { Route } from '#platform/http/route.ts';
import { assembly } from '#server/assembly.ts';
import { openTestApp, type TestApp } from '#server/testing/test-app.ts';
import { fillPath } from './sample-values.ts';

let app: TestApp;

before(async () => {
  app = await openTestApp();
});
after(() => app.close());

const cursorOf = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');
const cursors = [
  'x', cursorOf([]), cursorOf([1]), cursorOf(['x']), cursorOf([null]), cursorOf([1, 2]), cursorOf(['x', 'y']), cursorOf([null, null]), cursorOf(['2026-01-01', 'x']), cursorOf(['2026-02-30', 'x', 'y']),
  cursorOf([1, 2, 3]), cursorOf(['x', 'y', 'z']), cursorOf([1e300, 'x']), cursorOf(['a\u0000b']), cursorOf(['a\u0000b', 'x']), '999999999',
];
const hostile = ['', '0', '-1', '1e9', '99999999999999999999', 'x'.repeat(300), "' or 1=1 --", '%', 'a\u0000b', '\u{1F4A9}', '[]', '["x"]', '{}', '0001-01-01', '9999-12-31', '2026-02-30', '2026-13-01T25:00:00Z', 'yesterday', 'true', 'EUR', '../../etc/passwd'];

const samples: readonly (readonly [RegExp, string])[] = [[/^(as_of|from|to|on|through|issued_on)$/, '2026-03-01'], [/currency/, 'EUR'], [/^(document_id|source_id|customer_id)$/, '0190163d-8694-739b-aea5-966c26f8ad91'], [/amount/, '1.00']];

function fieldsOf(route: Route): readonly (readonly [string, z.ZodType])[] {
  return route.query instanceof z.ZodObject ? Object.entries(route.query.shape as Record<string, z.ZodType>) : [];
}

function usual(name: string, schema: z.ZodType): string {
  return samples.find(([pattern]) => pattern.test(name))?.[1] ?? ['1', 'EUR', 'x'].find((value) => schema.safeParse(value).success) ?? 'x';
}

for (const route of assembly.routes.filter(({ method }) => method === 'GET')) {
  describe(`GET ${route.path}`, () => {
    const address = fillPath(route.path, route.params);
    const fields = fieldsOf(route);
    const needed = fields.filter(([, schema]) => !schema.safeParse(undefined).success).map(([name, schema]): [string, string] => [name, usual(name, schema)]);

    for (const [name] of fields) {
      test(`answers or refuses whatever ${name} says`, async () => {
        for (const value of name === 'cursor' ? cursors : hostile) {
          const query = new URLSearchParams([...needed.filter(([other]) => other !== name), [name, value]]);
          const told = await app.ask(`${address}?${query.toString()}`, { key: app.keys.admin });
          assert.ok(told.status < 500, `${name}=${JSON.stringify(value)}: ${told.status} ${told.text.slice(0, 300)}`);
          if (told.status !== 200) assert.equal(typeof told.body['next'], 'string', told.text.slice(0, 300));
        }
      });
    }

    test('answers or refuses whatever its address says', async () => {
      for (const value of [...hostile, '%00', 'a%00b'].filter((text) => text !== '' && !text.includes('/'))) {
        if (!route.path.includes('{')) return;
        const odd = route.path.replaceAll(/\{\w+\}/g, value.startsWith('%0') || value.includes('%0') ? value : encodeURIComponent(value));
        const told = await app.ask(`${odd}?${new URLSearchParams(needed).toString()}`, { key: app.keys.admin });
        assert.ok(told.status < 500, `${odd}: ${told.status} ${told.text.slice(0, 300)}`);
      }
    });
  });
}
