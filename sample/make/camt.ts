// Writes a month of an account as an ISO 20022 camt.053.001.08 statement.
import { formatAmount } from '#kernel/money.ts';

import type { MonthStatement } from './month-statement.ts';
import type { BankLine } from './payments.ts';

/** Domain, family and sub-family of the bank transaction code (ISO 20022 external code sets). */
const transactionCodes: Readonly<Record<BankLine['kind'], readonly [string, string, string]>> = {
  transfer: ['PMNT', 'RCDT', 'ESCT'],
  return: ['PMNT', 'RCDT', 'RRTN'],
  charge: ['ACMT', 'MDOP', 'CHRG'],
  interest: ['ACMT', 'MCOP', 'INTR'],
  outgoing: ['PMNT', 'ICDT', 'ESCT'],
  own: ['PMNT', 'RCDT', 'ESCT'],
};

export function camtStatement(statement: MonthStatement): string {
  const { account, sequence, from, to, openingMinor, closingMinor, lines } = statement;
  const id = `${account.iban.slice(-6)}-${from.slice(0, 4)}-${String(sequence).padStart(3, '0')}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>${id}</MsgId><CreDtTm>${to}T23:30:00+00:00</CreDtTm></GrpHdr>
    <Stmt>
      <Id>${id}</Id>
      <ElctrncSeqNb>${sequence}</ElctrncSeqNb>
      <CreDtTm>${to}T23:30:00+00:00</CreDtTm>
      <FrToDt><FrDtTm>${from}T00:00:00+00:00</FrDtTm><ToDtTm>${to}T23:59:59+00:00</ToDtTm></FrToDt>
      <Acct><Id><IBAN>${account.iban}</IBAN></Id><Ccy>${account.currency}</Ccy><Svcr><FinInstnId><BICFI>${account.bic}</BICFI></FinInstnId></Svcr></Acct>
${balance('OPBD', openingMinor, from)}
${balance('CLBD', closingMinor, to)}
${lines.map((line, index) => entry(line, `${id}-${String(index + 1).padStart(4, '0')}`)).join('\n')}
    </Stmt>
  </BkToCstmrStmt>
</Document>
`;
}

function balance(code: string, minor: bigint, on: string): string {
  return `      <Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(minor)}<Dt><Dt>${on}</Dt></Dt></Bal>`;
}

function entry(line: BankLine, reference: string): string {
  const [domain, family, subFamily] = transactionCodes[line.kind];
  const code = `<BkTxCd><Domn><Cd>${domain}</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${subFamily}</SubFmlyCd></Fmly></Domn></BkTxCd>`;
  return `      <Ntry>
        <NtryRef>${reference}</NtryRef>${amount(line.amountMinor)}${line.kind === 'return' ? '<RvslInd>true</RvslInd>' : ''}<Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>${line.bookedOn}</Dt></BookgDt><ValDt><Dt>${line.bookedOn}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>${code}
        <NtryDtls><TxDtls>
          <Refs><EndToEndId>${xml(line.endToEndId)}</EndToEndId></Refs>${amount(line.amountMinor)}
${parties(line)}${line.text === '' ? '' : `          <RmtInf><Ustrd>${xml(line.text.slice(0, 140))}</Ustrd></RmtInf>\n`}${line.returnReason === undefined ? '' : `          <RtrInf><Rsn><Cd>${line.returnReason}</Cd></Rsn></RtrInf>\n`}        </TxDtls></NtryDtls>
      </Ntry>`;
}

// A return names the parties of the payment that comes back: the payer is still its debtor.
function parties(line: BankLine): string {
  if (line.name === '') return '';
  const role = line.amountMinor > 0n || line.kind === 'return' ? 'Dbtr' : 'Cdtr';
  const id = /^[A-Z]{2}\d/.test(line.iban) ? `<IBAN>${line.iban}</IBAN>` : `<Othr><Id>${line.iban}</Id></Othr>`;
  return `          <RltdPties><${role}><Pty><Nm>${xml(line.name)}</Nm></Pty></${role}><${role}Acct><Id>${id}</Id></${role}Acct></RltdPties>\n`;
}

function amount(minor: bigint): string {
  return `<Amt Ccy="EUR">${formatAmount(minor < 0n ? -minor : minor, 'EUR')}</Amt><CdtDbtInd>${minor < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
