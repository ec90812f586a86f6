// Exact decimal numbers for quantities, unit prices and rates: an integer and how many of its digits stand after the dot.
// The scale as written is kept, as PostgreSQL numeric keeps it: 1.50 stays 1.50, and compareDecimal says that it equals 1.5.
import { refuse } from './refusal.ts';
import { invariant } from './invariant.ts';

export type Decimal = { readonly unscaled: bigint; readonly scale: number };

// No quantity, price or rate of the trade needs more; the text limit leaves room for zeros that a database pads with.
// The limit is for what is read: a product of two numbers may have more, and formatDecimal writes all of them.
const digitsMax = 30;
const textLengthMax = 80;
const shape = /^(-?)(?:([0-9]+)(?:\.([0-9]+))?|\.([0-9]+))$/;

const powers: bigint[] = [1n];

export function powerOfTen(exponent: number): bigint {
  invariant(Number.isInteger(exponent) && exponent >= 0, `The exponent of ten is a natural number, not ${exponent}.`);
  const known = powers[exponent];
  if (known !== undefined) return known;
  const power = 10n ** BigInt(exponent);
  if (exponent < 200) powers[exponent] = power;
  return power;
}

export function tryParseDecimal(text: string): Decimal | null {
  if (text.length > textLengthMax) return null;
  const match = shape.exec(text);
  if (match === null) return null;
  const whole = match[2] ?? '0';
  const fraction = match[3] ?? match[4] ?? '';
  const digitCount = whole.replace(/^0+/, '').length + fraction.replace(/0+$/, '').length;
  if (digitCount > digitsMax) return null;
  const magnitude = BigInt(whole + fraction);
  return { unscaled: match[1] === '-' ? -magnitude : magnitude, scale: fraction.length };
}

export function parseDecimal(text: string): Decimal {
  return tryParseDecimal(text) ?? refuse('decimal.malformed', 'This is not a plain decimal number.', { value: text });
}

export function formatDecimal(d: Decimal): string {
  const sign = d.unscaled < 0n ? '-' : '';
  const digits = magnitudeOf(d.unscaled).toString();
  if (d.scale === 0) return sign + digits;
  const padded = digits.padStart(d.scale + 1, '0');
  return `${sign}${padded.slice(0, -d.scale)}.${padded.slice(-d.scale)}`;
}

export function decimalFromInteger(integer: bigint): Decimal {
  return { unscaled: integer, scale: 0 };
}

export function addDecimal(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: unscaledAt(a, scale) + unscaledAt(b, scale), scale };
}

export function subtractDecimal(a: Decimal, b: Decimal): Decimal {
  return addDecimal(a, negateDecimal(b));
}

export function multiplyDecimal(a: Decimal, b: Decimal): Decimal {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale };
}

export function negateDecimal(d: Decimal): Decimal {
  return { unscaled: -d.unscaled, scale: d.scale };
}

export function compareDecimal(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const left = unscaledAt(a, scale);
  const right = unscaledAt(b, scale);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function isZeroDecimal(d: Decimal): boolean {
  return d.unscaled === 0n;
}

function unscaledAt(d: Decimal, scale: number): bigint {
  return scale === d.scale ? d.unscaled : d.unscaled * powerOfTen(scale - d.scale);
}

function magnitudeOf(integer: bigint): bigint {
  return integer < 0n ? -integer : integer;
}
