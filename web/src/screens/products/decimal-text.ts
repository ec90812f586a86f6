// Unit prices are exact text: zeros that a field added are taken off again, down to the digits of the currency.

export function trimmedDecimal(text: string, leastDigits: number): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const needed = fraction.replace(/0+$/, '').padEnd(leastDigits, '0').slice(0, Math.max(leastDigits, fraction.length));
  return needed === '' ? whole : `${whole}.${needed}`;
}
