// Tax ids and bank accounts whose check digits are right but which belong to nobody.
import { below } from './chance.ts';

export function vatId(country: string, owner: string): string | null {
  switch (country) {
    case 'NL': return dutchVatId(owner);
    case 'DE': return germanVatId(owner);
    case 'FR': return frenchVatId(owner);
    case 'AT': return austrianVatId(owner);
    case 'GB': return britishVatId(owner);
    default: return null;
  }
}

// Nine digits by the test of eleven, then B and the number of the business.
function dutchVatId(owner: string): string {
  for (let attempt = 0; ; attempt += 1) {
    const digits = digitsOf(`${owner} nl ${attempt}`, 8);
    const check = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    if (check < 10) return `NL${digits.join('')}${check}B01`;
  }
}

// ISO 7064 MOD 11,10.
function germanVatId(owner: string): string {
  const [first = 0, ...rest] = digitsOf(`${owner} de`, 8);
  const digits = [(first % 9) + 1, ...rest];
  const product = digits.reduce((carry, digit) => (((carry + digit) % 10 || 10) * 2) % 11, 10);
  return `DE${digits.join('')}${(11 - product) % 10}`;
}

// The company number passes the test of Luhn; the key is (12 + 3 x number) modulo 97.
function frenchVatId(owner: string): string {
  const digits = digitsOf(`${owner} fr`, 8);
  const doubled = digits.reduce((sum, digit, index) => sum + (index % 2 === 1 ? Math.floor((digit * 2) / 10) + ((digit * 2) % 10) : digit), 0);
  const number = `${digits.join('')}${(10 - (doubled % 10)) % 10}`;
  return `FR${String((12 + 3 * (Number(number) % 97)) % 97).padStart(2, '0')}${number}`;
}

function austrianVatId(owner: string): string {
  const digits = digitsOf(`${owner} at`, 7);
  const sum = digits.reduce((total, digit, index) => total + (index % 2 === 1 ? Math.floor(digit / 5) + ((digit * 2) % 10) : digit), 0);
  return `ATU${digits.join('')}${(10 - ((sum + 4) % 10)) % 10}`;
}

// Seven digits weighted 8 to 2; the two check digits bring the sum to a multiple of 97.
function britishVatId(owner: string): string {
  const [first = 0, ...rest] = digitsOf(`${owner} gb`, 7);
  const digits = [(first % 8) + 1, ...rest];
  const check = 97 - (weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 97);
  return `GB${digits.join('')}${String(check).padStart(2, '0')}`;
}

function weighted(digits: readonly number[], weights: readonly number[]): number {
  return digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0);
}

export function digitsOf(question: string, count: number): number[] {
  return Array.from({ length: count }, (_, index) => below(`${question} ${index}`, 10));
}

// Bank codes that no bank has: the letters stand for the sample, and German codes do not start with 9.
const bankCodes: Readonly<Record<string, { readonly bank: string; readonly accountDigits: number }>> = {
  NL: { bank: 'CFTB', accountDigits: 10 },
  DE: { bank: '99999999', accountDigits: 10 },
  AT: { bank: '99999', accountDigits: 11 },
  GB: { bank: 'CFTB', accountDigits: 14 },
};

export function bankAccount(country: string, owner: string): string {
  if (country === 'FR') return iban('FR', frenchAccount(owner));
  const known = bankCodes[country];
  // The United States have no IBAN: routing number and account.
  if (known === undefined) return digitsOf(`${owner} account`, 12).join('');
  return iban(country, `${known.bank}${digitsOf(`${owner} account`, known.accountDigits).join('')}`);
}

// Bank 99999, branch, account and the two digits of the key (clé RIB).
function frenchAccount(owner: string): string {
  const bank = '99999';
  const branch = '00001';
  const account = digitsOf(`${owner} account`, 11).join('');
  const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
  return `${bank}${branch}${account}${key.toString().padStart(2, '0')}`;
}

// ISO 13616: letters count from 10, the country and 00 go to the end, and the whole is 1 modulo 97.
function iban(country: string, account: string): string {
  const numeric = [...`${account}${country}00`].map((char) => (/\d/.test(char) ? char : String(char.charCodeAt(0) - 55))).join('');
  return `${country}${(98n - (BigInt(numeric) % 97n)).toString().padStart(2, '0')}${account}`;
}
