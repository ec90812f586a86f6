// One change made to every text inside a JSON value; the change that documents need first: long words that can break.

/** Every text of a value with places to break in words too long for a column; the signs stay as they are. */
export function breakLongWords<Value>(value: Value): Value {
  return mapTexts(value, (text) => text.replace(/[^\s\u{200B}]{29,}/gu, breakWord)) as Value;
}

/** Every text inside a JSON value, changed. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

function breakWord(word: string): string {
  return [...word].map((sign, index) => (index > 0 && index % 14 === 0 ? `\u{200B}${sign}` : sign)).join('');
}
