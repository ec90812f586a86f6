// Between code and wire: amountMinor with its currency reads as {"amount":"12.50","currency":"EUR"}, camelCase as snake_case.

import { formatAmount } from '#kernel/money.ts';
import { invariant } from '#kernel/invariant.ts';

type CamelText<Text extends string> = Text extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelText<Tail>>}` : Text;

/** The type of a wire value as code sees it: keys in camelCase, at every depth. */
export type Camel<Value> = Value extends readonly (infer Item)[] ? Camel<Item>[]
  : Value extends Date | Uint8Array | Verbatim ? Value
  : Value extends object ? { [Key in keyof Value as Key extends string ? CamelText<Key> : Key]: Camel<Value[Key]> }
  : Value;

/** Marks a value whose keys are data (settings, mappings, source rows) and pass through as they are, in both directions. */
export class Verbatim {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/** Code to wire. A field named xMinor needs a currency beside it (currency, or xCurrency); null amounts stay null. */
export function toWireShape(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Verbatim) return value.value;
  if (Array.isArray(value)) return value.map(toWireShape);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return Buffer.isBuffer(value) ? value.toString('hex') : value;
  const row = value as Record<string, unknown>;
  const wire: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(row)) {
    if (inner === undefined) continue;
    if (key.endsWith('Minor')) wire[snakeKey(key.slice(0, -'Minor'.length))] = amount(row, key, inner);
    else wire[snakeKey(key)] = toWireShape(inner);
  }
  return wire;
}

function amount(row: Record<string, unknown>, key: string, minor: unknown): unknown {
  if (minor === null) return null;
  const currency = row[`${key.slice(0, -'Minor'.length)}Currency`] ?? row['currency'];
  invariant(typeof minor === 'bigint', `${key} is ${typeof minor}, a bigint is needed`);
  invariant(typeof currency === 'string', `${key} stands without a currency`);
  return { amount: formatAmount(minor, currency), currency };
}

/** Wire to code: keys become camelCase at every depth; values stay as they were validated. */
export function toCodeShape<Value>(value: Value): Camel<Value> {
  return camelised(value) as Camel<Value>;
}

function camelised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelised);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Verbatim) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(/_([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase()), camelised(inner)]));
}

/** amountMinor -> amount_minor. */
export function snakeKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
