// The words by which payers say what a payment is, in the languages that invoices are written in here.
// A hint never applies money by itself: it explains a difference, or keeps a rule from explaining it wrongly.

export type Hint = 'part' | 'rest' | 'settling' | 'dispute' | 'discount' | 'charge' | 'on_account' | 'several';

const words: Readonly<Record<Hint, readonly string[]>> = {
  part: ['PART', 'PARTIAL', 'PARTLY', 'PART PAYMENT', 'PART PMT', 'RATE', 'TEILZAHLUNG', 'TEILBETRAG', 'TEIL', 'ABSCHLAG', 'INSTALMENT', 'INSTALLMENT', 'PAIEMENT PARTIEL', 'PARTIEL', 'ECHEANCE',
    'DEELBETALING', 'TERMIJN', 'PAGO PARCIAL', 'PARCIAL', 'CUOTA', 'ACCONTO SU', 'RATA', 'CZESC', 'CZESCIOWA', 'DELBETALNING', 'DELBETALING'],
  rest: ['REST', 'RESTZAHLUNG', 'RESTBETRAG', 'REMAINDER', 'REMAINING', 'FINAL PAYMENT', 'RESTANT', 'RESTANTE', 'RESZTA', 'RESTBELOPP', 'SLUTBETALNING'],
  settling: ['BALANCE', 'SOLDE', 'SALDO', 'SETTLEMENT', 'AUSGLEICH'],
  dispute: ['SHORT', 'SHORTAGE', 'SHORT SHIPPED', 'SHORT SHIPMENT', 'DAMAGE', 'DAMAGED', 'DEFECT', 'DEFECTIVE', 'FAULTY', 'DISPUTE', 'DISPUTED', 'CLAIM', 'DEDUCTION', 'DEDUCTED', 'SEE LETTER', 'SEE EMAIL',
    'SEE MAIL', 'RETURNED GOODS', 'GOODS RETURNED', 'MISSING', 'WRONG PRICE', 'PRICE DIFFERENCE', 'PRICING', 'QUALITY', 'COMPLAINT', 'UNDER PROTEST', 'REKLAMATION', 'MANGEL', 'MAENGEL', 'MAENGELRUEGE',
    'MINDERUNG', 'ABZUG', 'KUERZUNG', 'GEKUERZT', 'BESCHAEDIGT', 'FEHLMENGE', 'SIEHE SCHREIBEN', 'LITIGE', 'AVARIE', 'RETENUE', 'ENDOMMAGE', 'MANQUANT', 'VOIR COURRIER', 'KLACHT', 'BESCHADIGD', 'RECLAMACION',
    'WRONG QTY', 'WRONG QUANTITY', 'QTY SHORT', 'QTY DIFF', 'SHORT QTY', 'INCORRECT', 'OVERCHARGED', 'OVERCHARGE', 'PRICE ERROR', 'NOT DELIVERED', 'NOT RECEIVED', 'UNDELIVERED', 'BROKEN', 'RETURNS', 'UNDER QUERY', 'WITHHELD', 'RETENTION',
    'DEFEKT', 'FEHLERHAFT', 'FALSCHE MENGE', 'FALSCHER PREIS', 'PREISDIFFERENZ', 'NICHT GELIEFERT', 'EINBEHALT', 'BRUCH', 'MAENGELABZUG', 'RETOURE', 'ABIME', 'ABIMES', 'ABIMEE', 'ABIMEES', 'CASSE', 'DEFECTUEUX', 'ERREUR DE PRIX', 'NON LIVRE', 'NON CONFORME',
    'ONJUIST', 'ONTBREEKT', 'NIET GELEVERD', 'DEFECTUOSO', 'DANADO', 'FALTANTE', 'DANNEGGIATO', 'DANNEGGIATA', 'DIFETTOSO', 'MERCE MANCANTE', 'RECLAMO', 'REKLAMACJA', 'USZKODZONE', 'SKADAT', 'SKADAD', 'FELAKTIG'],
  discount: ['SKONTO', 'DISC', 'DISCOUNT', 'LESS DISC', 'CASH DISCOUNT', 'ESCOMPTE', 'KORTING', 'BETALINGSKORTING', 'DESCUENTO', 'SCONTO', 'RABAT', 'RABATT', 'KASSARABATT'],
  charge: ['CHG', 'CHGS', 'CHARGE', 'CHARGES', 'BANK FEE', 'BANK FEES', 'FEE', 'FEES', 'WIRE FEE', 'SPESEN', 'GEBUEHR', 'GEBUEHREN', 'BANKSPESEN', 'FRAIS', 'BANKKOSTEN', 'KOSTEN', 'COMISION', 'COMMISSION', 'COMMISSIONI', 'SPESE', 'OPLATA', 'AVGIFT', 'GASTOS'],
  on_account: ['ON ACCOUNT', 'ON ACCT', 'PAYMENT ON ACCOUNT', 'DEPOSIT', 'ADVANCE', 'ADVANCE PAYMENT', 'PREPAYMENT', 'PREPAID', 'PRE PAYMENT', 'IN ADVANCE', 'DOWN PAYMENT', 'DOWNPAYMENT', 'RETAINER', 'A CONTO', 'A-CONTO', 'AKONTO', 'A KONTO', 'AKONTOZAHLUNG', 'VORAUSZAHLUNG',
    'VORAUSKASSE', 'VORKASSE', 'VORSCHUSS', 'ANZAHLUNG', 'ACOMPTE', 'AVANCE', 'PAIEMENT ANTICIPE', 'A VALOIR', 'VOORSCHOT', 'VOORUITBETALING', 'AANBETALING', 'ANTICIPO', 'A CUENTA', 'ACCONTO', 'PAGO ANTICIPADO', 'ANTICIPADO', 'PAGAMENTO ANTICIPATO', 'ANTICIPATO', 'ZALICZKA', 'PRZEDPLATA', 'FOERSKOTT', 'FORSKUD', 'FORSKUDD', 'ACONTO'],
  several: ['SEVERAL', 'SEVERAL INVOICES', 'VARIOUS', 'MULTIPLE', 'INVOICES', 'INVS', 'DIVERSE', 'MEHRERE', 'RECHNUNGEN', 'PLUSIEURS', 'FACTURES', 'DIVERS', 'MEERDERE', 'FACTUREN', 'FACTURAS', 'FATTURE', 'FAKTURY', 'FAKTUROR', 'STATEMENT', 'KONTOAUSZUG', 'SAMMELZAHLUNG', 'SAMMELUEBERWEISUNG'],
};

const patterns = new Map(Object.entries(words).map(([hint, list]) => [hint as Hint, new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'u')]));

/** Expects upper case with umlauts written out. */
export function hintsIn(plain: string): ReadonlySet<Hint> {
  const found = new Set<Hint>();
  for (const [hint, pattern] of patterns) if (pattern.test(plain)) found.add(hint);
  return found;
}

const months: readonly (readonly string[])[] = [
  ['JANUARY', 'JAN', 'JANUAR', 'JAENNER', 'JANVIER', 'JANUARI', 'ENERO', 'GENNAIO'], ['FEBRUARY', 'FEB', 'FEBRUAR', 'FEVRIER', 'FEBRUARI', 'FEBRERO', 'FEBBRAIO'],
  ['MARCH', 'MAERZ', 'MARS', 'MAART', 'MARZO'], ['APRIL', 'APR', 'AVRIL', 'ABRIL', 'APRILE'], ['MAY', 'MAI', 'MEI', 'MAYO', 'MAGGIO'], ['JUNE', 'JUN', 'JUNI', 'JUIN', 'JUNIO', 'GIUGNO'],
  ['JULY', 'JUL', 'JULI', 'JUILLET', 'JULIO', 'LUGLIO'], ['AUGUST', 'AUG', 'AOUT', 'AUGUSTUS', 'AGOSTO'], ['SEPTEMBER', 'SEP', 'SEPT', 'SEPTEMBRE', 'SEPTIEMBRE', 'SETTEMBRE'],
  ['OCTOBER', 'OCT', 'OKTOBER', 'OKT', 'OCTOBRE', 'OCTUBRE', 'OTTOBRE'], ['NOVEMBER', 'NOV', 'NOVEMBRE', 'NOVIEMBRE'], ['DECEMBER', 'DEC', 'DEZEMBER', 'DEZ', 'DECEMBRE', 'DICIEMBRE', 'DICEMBRE'],
];

const monthOfWord = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/** The months named, 1 to 12: 'June invoice' means the invoice of June. */
export function monthsIn(tokens: readonly string[]): ReadonlySet<number> {
  return new Set(tokens.flatMap((token) => monthOfWord.get(token) ?? []));
}
