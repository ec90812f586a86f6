// Account numbers and payment references, checked and printed: IBAN (ISO 13616), BIC (ISO 9362), creditor reference (ISO 11649).
import { electronicFormatIBAN, friendlyFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';

export function isIban(text: string): boolean {
  return isValidIBAN(text);
}

export function isBic(text: string): boolean {
  return isValidBIC(text);
}

/** In groups of four, as the standard prints it; other text stays as it is. */
export function printIban(text: string): string {
  const compact = electronicFormatIBAN(text) ?? '';
  return isIban(compact) ? friendlyFormatIBAN(compact, '\u{A0}') ?? text : text;
}

// ISO 7064 MOD 97-10: the first four signs go last, letters count as 10 to 35, the remainder must be 1.
export function isCreditorReference(text: string): boolean {
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(text)) return false;
  let remainder = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
