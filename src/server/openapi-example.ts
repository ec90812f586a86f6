// An example of what a schema takes, made from the schema itself: choices, formats, patterns and bounds, so that it is accepted as it stands.

type Schema = Readonly<Record<string, unknown>>;

const formats: Readonly<Record<string, string>> = {
  date: '2026-03-02', 'date-time': '2026-03-02T09:00:00Z', uuid: '0190163d-8694-739b-aea5-966c26f8ad91', email: 'billing@example.com', uri: 'https://example.com',
};

/** What texts of a pattern look like here; the first that fits is taken. */
const texts = ['10.00', '2.5', '30', 'EUR', 'NL', 'EUR 15.00', '30,60,90', 'INV-{year}-{number:5}', '2026-01', '4000', 'Europe/Amsterdam', 'ABC', 'a', '0.95'];

/** Texts whose field says more than its schema. */
const named: Readonly<Record<string, string>> = {
  description: 'Paper, box of 5', name: 'Ink and Paper B.V.', number: 'A-1', reason: 'as agreed on the phone', quantity: '10', country: 'NL', city: 'Amsterdam', postal_code: '1012 JS', lines: 'Dam 2', sku: 'P-1', product: 'P-1',
  account: 'NL91ABNA0417164300', time_zone: 'Europe/Amsterdam', language: 'en', days: '30,60,90', kind: 'orders', charge_code: 'GOODS', terms_code: 'NET30', revenue_account_code: '4000', price_book: 'LIST',
  automatic_at: '0.95', percent: '2', rate: '21', jurisdiction: 'NL', customer_number: 'C-1', reason_code: 'price', certificate_number: 'EX-1', text: 'Called: the list follows', release_reason: 'as agreed on the phone', holidays: '2026-12-25, 2026-12-26', second_factor_roles: 'admin, manager',
};

/** Of an object what it needs, and its first field where it needs nothing, or only the version that was seen. */
export function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>, field = ''): unknown {
  const name = /\/([^/]+)$/.exec(String(schema['$ref'] ?? ''))?.[1];
  if (name !== undefined) return exampleOf(schemas[name] ?? {}, schemas, field);
  if (schema['const'] !== undefined) return schema['const'];
  const [example] = (schema['examples'] ?? schema['enum'] ?? []) as readonly unknown[];
  if (example !== undefined) return example;
  const branches = (schema['oneOf'] ?? schema['anyOf']) as readonly Schema[] | undefined;
  if (branches !== undefined) return exampleOf(branches.find((branch) => branch['type'] !== 'null') ?? {}, schemas, field);
  switch (schema['type']) {
    case 'object': return objectExample(schema, schemas);
    case 'array': return [exampleOf((schema['items'] ?? {}) as Schema, schemas, field)];
    case 'integer': case 'number': return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean': return schema['default'] ?? true;
    default: return textExample(schema, field);
  }
}

function objectExample(schema: Schema, schemas: Readonly<Record<string, Schema>>): object {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const needed = new Set((schema['required'] ?? []) as readonly string[]);
  const required = properties.filter(([key, inner]) => needed.has(key) && inner['default'] === undefined);
  const chosen = required.some(([key]) => key !== 'version') ? required : [...required, ...properties.filter(([key]) => key !== 'version').slice(0, 1)];
  return Object.fromEntries(chosen.map(([key, inner]) => [key, exampleOf(inner, schemas, key)]));
}

function textExample(schema: Schema, field: string): string {
  const format = formats[String(schema['format'] ?? '')];
  if (format !== undefined) return format;
  const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern']) : /^/;
  const least = Number(schema['minLength'] ?? 0);
  const most = Number(schema['maxLength'] ?? Number.MAX_SAFE_INTEGER);
  const fits = (text: string): boolean => pattern.test(text) && text.length >= least && text.length <= most;
  return [named[field] ?? 'text', ...texts].find(fits) ?? 'text'.padEnd(least, '.');
}
