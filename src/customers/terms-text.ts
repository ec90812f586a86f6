// A terms rule as a sentence on documents and screens, in the customer's language.

import type { TermsRule } from './terms.ts';

type Words = {
  readonly atOnce: string;
  readonly net: (days: number) => string;
  readonly endOfMonth: (months: number) => string;
  readonly endOfMonthPlus: (days: number, months: number) => string;
  readonly discount: (percent: string, days: number) => string;
  readonly instalments: (parts: string) => string;
  readonly instalment: (percent: string, days: number) => string;
  readonly decimalComma: boolean;
};

const english: Words = {
  atOnce: 'Payable at once',
  net: (days) => `Payable within ${days} ${days === 1 ? 'day' : 'days'}`,
  endOfMonth: (months) => (months === 0 ? 'Payable by the end of the month' : months === 1 ? 'Payable by the end of the following month' : `Payable by the end of the month, ${months} months on`),
  endOfMonthPlus: (days, months) => `Payable ${days} days after the end of the month${months === 0 ? '' : `, ${months} ${months === 1 ? 'month' : 'months'} on`}`,
  discount: (percent, days) => `${percent}% discount if paid within ${days} days`,
  instalments: (parts) => `Payable in instalments: ${parts}`,
  instalment: (percent, days) => (days === 0 ? `${percent}% at once` : `${percent}% after ${days} days`),
  decimalComma: false,
};

const german: Words = {
  atOnce: 'Sofort zahlbar',
  net: (days) => `Zahlbar innerhalb von ${days} ${days === 1 ? 'Tag' : 'Tagen'}`,
  endOfMonth: (months) => (months === 0 ? 'Zahlbar bis zum Monatsende' : months === 1 ? 'Zahlbar bis zum Ende des Folgemonats' : `Zahlbar bis zum Monatsende, ${months} Monate später`),
  endOfMonthPlus: (days, months) => `Zahlbar ${days} Tage nach Monatsende${months === 0 ? '' : `, ${months} ${months === 1 ? 'Monat' : 'Monate'} später`}`,
  discount: (percent, days) => `${percent} % Skonto bei Zahlung innerhalb von ${days} Tagen`,
  instalments: (parts) => `Zahlbar in Raten: ${parts}`,
  instalment: (percent, days) => (days === 0 ? `${percent} % sofort` : `${percent} % nach ${days} Tagen`),
  decimalComma: true,
};

const french: Words = {
  atOnce: 'Payable à réception',
  net: (days) => `Payable à ${days} ${days === 1 ? 'jour' : 'jours'}`,
  endOfMonth: (months) => (months === 0 ? 'Payable à la fin du mois' : months === 1 ? 'Payable à la fin du mois suivant' : `Payable à la fin du mois, ${months} mois plus tard`),
  endOfMonthPlus: (days, months) => `Payable ${days} jours après la fin du mois${months === 0 ? '' : `, ${months} mois plus tard`}`,
  discount: (percent, days) => `Escompte de ${percent} % pour paiement sous ${days} jours`,
  instalments: (parts) => `Payable en plusieurs fois : ${parts}`,
  instalment: (percent, days) => (days === 0 ? `${percent} % à réception` : `${percent} % à ${days} jours`),
  decimalComma: true,
};

const spanish: Words = {
  atOnce: 'Pago al contado',
  net: (days) => `Pago a ${days} ${days === 1 ? 'día' : 'días'}`,
  endOfMonth: (months) => (months === 0 ? 'Pago a fin de mes' : months === 1 ? 'Pago a fin del mes siguiente' : `Pago a fin de mes, ${months} meses después`),
  endOfMonthPlus: (days, months) => `Pago a ${days} días de fin de mes${months === 0 ? '' : `, ${months} ${months === 1 ? 'mes' : 'meses'} después`}`,
  discount: (percent, days) => `${percent} % de descuento por pago en ${days} días`,
  instalments: (parts) => `Pago a plazos: ${parts}`,
  instalment: (percent, days) => (days === 0 ? `${percent} % al contado` : `${percent} % a ${days} días`),
  decimalComma: true,
};

const wordsByLanguage: ReadonlyMap<string, Words> = new Map([['en', english], ['de', german], ['fr', french], ['es', spanish]]);

/** A language without words of its own reads English. */
export function termsText(rule: TermsRule, language: string): string {
  const words = wordsByLanguage.get(language.slice(0, 2).toLowerCase()) ?? english;
  const percent = (text: string): string => (words.decimalComma ? plain(text).replace('.', ',') : plain(text));
  const base = rule.instalments === undefined ? baseText(rule, words) : words.instalments(rule.instalments.map((part) => words.instalment(percent(part.percent), part.days)).join(', '));
  return rule.discount === undefined ? base : `${base}; ${words.discount(percent(rule.discount.percent), rule.discount.days)}`;
}

function baseText(rule: TermsRule, words: Words): string {
  if (rule.kind === 'net') return rule.days === 0 ? words.atOnce : words.net(rule.days);
  return rule.days === 0 ? words.endOfMonth(rule.months) : words.endOfMonthPlus(rule.days, rule.months);
}

/** 2.50 reads 2.5, and 2.00 reads 2. */
function plain(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}
