// What a bank line is, told by its codes and words: a customer's payment unless it clearly is something else. When in doubt, a receipt.

export type LineKind = 'receipt' | 'return' | 'bank_charge' | 'interest' | 'own_transfer' | 'tax_refund' | 'card_settlement' | 'duplicate' | 'other';

export type LineFacts = {
  readonly amountMinor: bigint;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly text: string;
  /** 'DOMN-FMLY-SUBF PRTRY' of camt, or the type of MT940 with the bank's own code behind it. */
  readonly transactionCode: string;
  readonly reversal: boolean;
  readonly returnReason: string;
};

/** The house's own accounts and names: money between them is nobody's payment. */
export type OwnSide = { readonly accounts: ReadonlySet<string>; readonly names: readonly string[] };

export type LineJudgement = { readonly kind: LineKind; readonly reason: string };

const words = (list: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, 'u');

// ISO 20022 bank transaction sub-families, and the type of MT940 field 61.
const chargeCodes = /-(?:CHRG|FEES|COMM|COME|COMI|COMT|LBCA|CAJT)\b|^N?CHG\b|^N?COM\b/;
const interestCodes = /-(?:INTR|INTP|NTAV)\b|^N?INT\b/;
const sweepCodes = /^CAMT-|-(?:ZABA|ZABC|SWEP|SWEE|TOPG)\b/;
// What a company files with the tax office is called a return as well.
const taxReturnWords = words('(?:VAT|GST|TAX|SALES TAX|INCOME TAX) RETURNS?');
const returnCodes = /-(?:RRTN|RPCR|PRDD|UPDD|UPCQ|RVSL|ARET|CRET)\b|^N?RTI\b/;

const returnWords = words('RETURN|RETURNED|RETURNED ITEM|RETURN OF FUNDS|RETOURE|RUECKLASTSCHRIFT|RUECKLAST|RUECKUEBERWEISUNG|RUECKBUCHUNG|RUECKGABE|RLS|CHARGEBACK|UNPAID|DISHONOU?RED|BOUNCED|NSF|INSUFFICIENT FUNDS|REJECT|REJECTED|REJET|IMPAYE|RETOUR|STORNO|STORNIERUNG|TERUGBOEKING|DEVOLUCION|R(?:0[1-9]|[1-7]\\d|8[0-5])|AC0[1346]|AM04|MD0[167]|MS0[23]|AG01|FOCR');
const chargeWords = words('ACCOUNT FEE|ACCOUNT MAINTENANCE|MAINTENANCE FEE|SERVICE CHARGES?|SERVICE FEE|BANK CHARGES?|BANK FEES?|WIRE FEE|MONTHLY FEE|TRANSACTION FEES?|KONTOFUEHRUNG|KONTOFUEHRUNGSENTGELT|KONTOGEBUEHR(?:EN)?|ENTGELT|ENTGELTABSCHLUSS|RECHNUNGSABSCHLUSS|BANKGEBUEHREN|FRAIS BANCAIRES|FRAIS DE TENUE DE COMPTE|COTISATION COMPTE|BANKKOSTEN|COMISIONES?');
const interestWords = words('INTEREST|INTEREST CREDIT|INTEREST PAID|CREDIT INTEREST|DEBIT INTEREST|ZINSEN|HABENZINSEN|SOLLZINSEN|ZINSGUTSCHRIFT|INTERETS?|RENTE|CREDITRENTE|INTERESES');
const transferWords = words('TRANSFER FROM (?:SAVINGS|DEPOSIT|OWN ACCOUNT|RESERVE|ACCOUNT|CHECKING)|TRANSFER TO (?:SAVINGS|DEPOSIT|OWN ACCOUNT|RESERVE)|OWN TRANSFER|INTERNAL TRANSFER|INTRA-?COMPANY TRANSFER|CASH POOL(?:ING)?|SWEEP|UMBUCHUNG|UEBERTRAG|KONTOUEBERTRAG|EIGENUEBERTRAG|VIREMENT INTERNE|EIGEN REKENING|OVERBOEKING SPAARREKENING|TRASPASO');
const cardWords = words('CARD SETTLEMENTS?|CARD PAYMENTS? SETTLEMENT|MERCHANT SETTLEMENT|MERCHANT DEPOSIT|SETTLEMENT BATCH|POS SETTLEMENT|TERMINAL SETTLEMENT|CARD BATCH|KARTENUMSATZ|KARTENABRECHNUNG|KARTENZAHLUNGEN|EC-ABRECHNUNG|REMISE CB|REMISE CARTES?|PAYOUT');
const taxWords = words('TAX REFUND|VAT REFUND|VAT REPAYMENT|SALES TAX REFUND|STEUERERSTATTUNG|UST-ERSTATTUNG|UMSATZSTEUERERSTATTUNG|REMBOURSEMENT (?:DE )?TVA|CREDIT DE TVA|TERUGGAAF|BTW-TERUGGAAF');
const taxOffices = words('FINANZAMT|FINANZKASSE|HMRC|HM REVENUE|IRS|US TREASURY|IRS TREAS|DGFIP|DIRECTION GENERALE DES FINANCES PUBLIQUES|TRESOR PUBLIC|BELASTINGDIENST|TAX AUTHORITY');
const acquirers = words('STRIPE|ADYEN|WORLDPAY|SUMUP|PAYPAL|SQUARE|MOLLIE|FISERV|FIRST DATA|NEXI|CONCARDIS|PAYONE|ELAVON|PAYMENTECH|TELECASH|WORLDLINE|AMERICAN EXPRESS|VISA|MASTERCARD');

/** Debits that are no return are never a receipt; credits are one unless a code, or words without a payer, say otherwise. */
export function judgeLine(line: LineFacts, own: OwnSide): LineJudgement {
  const text = upper(line.text);
  const payer = upper(line.payerName);
  const code = line.transactionCode.toUpperCase();
  if (line.amountMinor < 0n && (line.reversal || line.returnReason !== '' || returnCodes.test(code) || speaksOfReturn(text, payer))) return { kind: 'return', reason: 'the bank took an earlier payment back' };
  if (own.accounts.has(line.payerAccount) && line.payerAccount !== '') return { kind: 'own_transfer', reason: 'the other account is one of your own' };
  if (payer !== '' && own.names.some((name) => upper(name) === payer)) return { kind: 'own_transfer', reason: 'the other side bears your own name' };
  const byCode = judgeCode(code);
  if (byCode !== null) return byCode;
  const byWords = judgeWords(line, text, payer);
  if (byWords !== null) return byWords;
  return line.amountMinor > 0n && !line.reversal ? { kind: 'receipt', reason: 'money came in' } : { kind: 'other', reason: 'money went out' };
}

/** What goes out to the tax office is a payment of your own, whatever its text calls it. */
function speaksOfReturn(text: string, payer: string): boolean {
  return !taxOffices.test(payer) && returnWords.test(text.replace(taxReturnWords, ''));
}

function judgeCode(code: string): LineJudgement | null {
  if (chargeCodes.test(code)) return { kind: 'bank_charge', reason: `the bank’s code ${code} means a charge` };
  if (interestCodes.test(code)) return { kind: 'interest', reason: `the bank’s code ${code} means interest` };
  if (sweepCodes.test(code)) return { kind: 'own_transfer', reason: `the bank’s code ${code} means cash management` };
  return null;
}

// Words alone are believed only where nobody is named as the payer, except offices and acquirers who are known to be none.
function judgeWords({ amountMinor, payerAccount }: LineFacts, text: string, payer: string): LineJudgement | null {
  const isNobody = payer === '' && payerAccount === '';
  if (isNobody && chargeWords.test(text) && amountMinor < 0n) return { kind: 'bank_charge', reason: 'the text speaks of a bank’s charge and names no payer' };
  if (isNobody && interestWords.test(text)) return { kind: 'interest', reason: 'the text speaks of interest and names no payer' };
  if (isNobody && transferWords.test(text)) return { kind: 'own_transfer', reason: 'the text speaks of a transfer of your own and names no payer' };
  if ((isNobody || acquirers.test(payer)) && cardWords.test(text)) return { kind: 'card_settlement', reason: 'the text speaks of a settlement of card payments' };
  if (amountMinor > 0n && (taxOffices.test(payer) || (isNobody && (taxWords.test(text) || taxOffices.test(text))))) return { kind: 'tax_refund', reason: 'it comes from the tax office' };
  return null;
}

/** Capitals with umlauts written out, as banks send them. */
export function upper(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/Ä/g, 'AE').replace(/Ö/g, 'OE').replace(/Ü/g, 'UE').replace(/ß|ẞ/g, 'SS').normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim();
}
