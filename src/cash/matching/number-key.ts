// Document numbers as payers write them: without separators, O for 0, I or l for 1; their shapes, and what a slip of the finger makes of them.

const lookalikes: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/**
 * The form in which numbers are compared: 'INV-0123456', 'inv 0123456' and 'INVO123456' are one. Its twin in the database is
 * cash.number_key; both must agree to the letter.
 */
export function numberKey(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '').replace(/[OIL]/g, (letter) => lookalikes[letter] ?? letter);
}

/** The digits from the first one on, look-alike letters among them: the I of 'INV-0471' is no digit. */
export function figuresOf(written: string): string {
  return numberKey(written.replace(/^[^0-9]+/, '')).replace(/[^0-9]/g, '');
}

/** The digits of a number as it is written, without leading zeros: what is left when a payer drops the prefix. */
export function digitsOf(written: string): string {
  return figuresOf(written).replace(/^0+/, '');
}

/** Letters stay, every digit becomes 9: the numbers of one series have one shape. */
export function shapeOf(key: string): string {
  return key.replace(/[0-9]/g, '9');
}

/** The letters before the first digit, as they stand in the key. */
export function prefixOf(number: string): string {
  return numberKey(/^[^0-9]*/.exec(number)?.[0] ?? '');
}

const SCANNED_MAX = 3;
const DIGITS = '0123456789';

/**
 * Every key of a known shape that one slip away became the typed one: a character replaced, lost or added, or two neighbours
 * exchanged. About ninety for a number of ten digits, each an exact look-up.
 */
export function keysOneSlipAway(typed: string, shapes: Iterable<string>): Set<string> {
  const keys = new Set<string>();
  for (const shape of shapes) {
    if (shape.length === typed.length) addReplaced(keys, typed, shape);
    if (shape.length === typed.length + 1) addLost(keys, typed, shape);
    if (shape.length === typed.length - 1) addAdded(keys, typed, shape);
  }
  keys.delete(typed);
  return keys;
}

// What scanners and eyes take for a digit; O, I and L are the same in every key.
const scanned: Readonly<Record<string, string>> = { S: '5', B: '8', Z: '2', G: '6', Q: '0', D: '0' };

/** Letters in the place of digits that they look like are those digits: nothing else is tried, and several of them are one slip. */
export function scannedAs(typed: string, shape: string): string | null {
  if (typed.length !== shape.length) return null;
  const odd = [...typed].flatMap((char, at) => (fits(char, shape[at]) ? [] : [at]));
  const isScanned = odd.length > 0 && odd.length <= SCANNED_MAX && odd.every((at) => shape[at] === '9' && scanned[typed[at] ?? ''] !== undefined);
  return isScanned ? [...typed].map((char, at) => (odd.includes(at) ? (scanned[char] ?? char) : char)).join('') : null;
}

function addReplaced(keys: Set<string>, typed: string, shape: string): void {
  const read = scannedAs(typed, shape);
  if (read !== null) return void keys.add(read);
  const odd = [...typed].flatMap((char, at) => (fits(char, shape[at]) ? [] : [at]));
  const places = odd.length === 0 ? [...typed].map((_, at) => at) : odd.length === 1 ? odd : [];
  for (const at of places) for (const char of charsOf(shape[at])) keys.add(typed.slice(0, at) + char + typed.slice(at + 1));
  for (let at = 0; at + 1 < typed.length; at += 1) {
    const swapped = typed.slice(0, at) + (typed[at + 1] ?? '') + (typed[at] ?? '') + typed.slice(at + 2);
    if (hasShape(swapped, shape)) keys.add(swapped);
  }
}

function addLost(keys: Set<string>, typed: string, shape: string): void {
  for (let at = 0; at < shape.length; at += 1) {
    if (!hasShape(typed.slice(0, at), shape.slice(0, at)) || !hasShape(typed.slice(at), shape.slice(at + 1))) continue;
    for (const char of charsOf(shape[at])) keys.add(typed.slice(0, at) + char + typed.slice(at));
  }
}

function addAdded(keys: Set<string>, typed: string, shape: string): void {
  for (let at = 0; at < typed.length; at += 1) {
    const shorter = typed.slice(0, at) + typed.slice(at + 1);
    if (hasShape(shorter, shape)) keys.add(shorter);
  }
}

function fits(char: string | undefined, place: string | undefined): boolean {
  return place === '9' ? char !== undefined && char >= '0' && char <= '9' : char === place;
}

function hasShape(text: string, shape: string): boolean {
  if (text.length !== shape.length) return false;
  for (let at = 0; at < text.length; at += 1) if (!fits(text[at], shape[at])) return false;
  return true;
}

function charsOf(place: string | undefined): string {
  return place === '9' ? DIGITS : (place ?? '');
}
