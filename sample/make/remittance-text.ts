// What people write as the purpose of a payment, in their languages and with their slips of the pen.
import { below, pick } from './chance.ts';
import type { Customer } from './customers.ts';

const forms: Readonly<Record<string, readonly ((numbers: string) => string)[]>> = {
  nl: [(n) => n, (n) => `Factuur ${n}`, (n) => `fact.nr. ${n}`, (n) => `Betaling ${n} met dank`],
  de: [(n) => n, (n) => `Rechnung ${n}`, (n) => `RE ${n}`, (n) => `RG-NR ${n} KDNR`],
  fr: [(n) => n, (n) => `Facture ${n}`, (n) => `Reglement fact. no ${n}`, (n) => `VIR ${n}`],
  en: [(n) => n, (n) => `Invoice ${n}`, (n) => `INV PAYMENT ${n}`, (n) => `Payment of ${n}`],
};

/** A customer keeps to its own form; the numbers stand one after the other, and after the sixth the field is full. */
export function remittanceText(customer: Customer, key: string, numbers: readonly string[]): string {
  const form = pick(`${customer.number} form`, forms[customer.language] ?? []);
  const separator = pick(`${customer.number} separator`, [', ', ' ', ' / ', ' + ']);
  const written = numbers.slice(0, 6).map((number) => ownSpelling(customer, number));
  // Who lists many numbers often leaves out what they have in common.
  const isShort = written.length > 2 && below(`${key} short`, 100) < 30;
  return form(isShort ? [written[0], ...written.slice(1).map((number) => number.slice(-5))].join(separator) : written.join(separator));
}

function ownSpelling(customer: Customer, number: string): string {
  return pick(`${customer.number} spelling`, [number, number, number, number.replaceAll('-', ''), number.replaceAll('-', ' '), number.replaceAll('-', '/')]);
}

/** Digits that changed places, one lost, one doubled, or the letter O for a zero. */
export function slipOfThePen(key: string, number: string): string {
  const digits = number.slice(-5);
  const swapAt = [3, 2, 1].find((at) => digits[at] !== digits[at + 1]) ?? 0;
  const swapped = `${digits.slice(0, swapAt)}${digits[swapAt + 1]}${digits[swapAt]}${digits.slice(swapAt + 2)}`;
  const slips = [swapped, swapped, digits.slice(1), `${digits.slice(0, 4)}${digits.slice(3)}`, digits.replaceAll('0', 'O')];
  return `${number.slice(0, -5)}${pick(`${key} slip`, slips)}`;
}
