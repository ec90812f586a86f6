// Values that fit the parameters of a route, found by trying a few usual ones against its schema.

import { z } from 'zod';

const candidates = ['0190163d-8694-739b-aea5-966c26f8ad91', '1', '2026-01', '2026-01-31', 'MAIN', 'EUR', 'INV-2026-00001', 'main', 'sample'];

/** Fills the braces of a path with values that the schema takes. */
export function fillPath(path: string, params: z.ZodType | undefined): string {
  const shape = params instanceof z.ZodObject ? (params.shape as Record<string, z.ZodType>) : {};
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const fitting = candidates.find((value) => shape[name]?.safeParse(value).success === true);
    if (fitting === undefined) throw new Error(`no usual value fits the parameter ${name} of ${path}: add one to the candidates`);
    return fitting;
  });
}

type Json = Record<string, unknown>;

/** Every place in a schema where an object takes fields that nobody named: each is a way for a typing error to get lost. */
export function openObjects(schema: z.ZodType): string[] {
  return openPlaces(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json, '');
}

function openPlaces(schema: unknown, path: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item, index) => openPlaces(item, `${path}[${index}]`));
  if (typeof schema !== 'object' || schema === null) return [];
  const node = schema as Json;
  const isOpen = node['type'] === 'object' && node['properties'] !== undefined && node['additionalProperties'] === undefined;
  return [...(isOpen ? [path === '' ? 'the body itself' : path] : []), ...Object.entries(node).flatMap(([key, inner]) => openPlaces(inner, `${path}/${key}`))];
}
