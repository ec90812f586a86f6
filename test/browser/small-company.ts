// The files of a small trading company, dated so that whatever day the test runs the deliveries are a few days old.

export const owner = { name: 'Ada Visser', email: 'ada@keramiek.example', password: 'een lange zin als wachtwoord' };
export const companyName = 'Keramiek Noord B.V.';
export const ownIban = 'NL91ABNA0417164300';

const dayMs = 86_400_000;

export function daysAgo(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
}

export const customersCsv = `customer_number,name,street,postal_code,city,country,currency,terms_code,tax_id,invoice_email,bank_account
1001,Tegelhuis Amstel B.V.,Lindelaan 3,3521 AB,Utrecht,NL,EUR,NET30,NL123456782B90,facturen@tegelhuis.example,NL02ABNA0123456789
1002,Badkamer Merwede B.V.,Havenstraat 88,3311 GH,Dordrecht,NL,EUR,NET14,,facturen@merwede.example,NL20INGB0001234567
1003,Vloeren Zuid V.O.F.,Kerkplein 1,5611 AB,Eindhoven,NL,EUR,NET30,,facturen@vloerenzuid.example,
`;

export const productsCsv = `sku,name,unit,charge_code,tax_class
TILE-60,Floor tile Basalt 60x60,m2,GOODS,standard
GLUE-25,Tile adhesive 25 kg,bag,GOODS,standard
CUT-1,Cutting to measure,hour,GOODS,standard
`;

export function ordersCsv(): string {
  const on = daysAgo(30);
  return `order_number,customer_number,ordered_on,customer_po,line_no,product,quantity,unit_price,discount_percent
SO-1,1001,${on},PO-77,10,TILE-60,100,24.90,0
SO-1,1001,${on},PO-77,20,GLUE-25,12,18.50,5
SO-2,1002,${on},,10,TILE-60,40,26.00,0
SO-3,1003,${on},,10,GLUE-25,5,18.50,0
`;
}

/** Of SO-3 nine were delivered where five were ordered. */
export function deliveriesCsv(): string {
  const on = daysAgo(9);
  return `delivery_number,delivered_on,order_number,order_line_no,product,quantity
DN-1,${on},SO-1,10,TILE-60,100
DN-1,${on},SO-1,20,GLUE-25,12
DN-2,${on},SO-2,10,TILE-60,40
DN-3,${on},SO-3,10,GLUE-25,9
`;
}

/** Of these UP-3 names an order that nobody recorded, UP-4 is dated before the numbers that are taken by then, and UP-5 is like UP-1. */
export function invoicesCsv(): string {
  return `reference,customer_number,issued_on,order_number,product,quantity,unit_price
UP-1,1003,,,GLUE-25,4,18.50
UP-2,1002,,,TILE-60,10,26.00
UP-3,1002,,SO-404,GLUE-25,2,18.50
UP-4,1001,${daysAgo(40)},,CUT-1,1,45.00
UP-5,1003,,,GLUE-25,4,18.50
`;
}

type BankLine = { readonly amount: string; readonly name: string; readonly iban: string; readonly text: string };

/** 100.00 and 42.00 came in on an account that stood at 1000.00. */
export function bankStatement(): string {
  return statement('KN-1', ['1000.00', '1142.00'], [
    { amount: '100.00', name: 'Tegelhuis Amstel B.V.', iban: 'NL02ABNA0123456789', text: 'On account, rest follows' },
    { amount: '42.00', name: 'J. Onbekend', iban: 'NL86INGB0002445588', text: 'Thank you' },
  ]);
}

/** The next one: 600.00 and 300.00 went out. */
export function bankStatementOut(): string {
  return statement('KN-2', ['1142.00', '242.00'], [
    { amount: '-600.00', name: 'Kantoor Huur B.V.', iban: 'NL39RABO0300065264', text: 'Office rent' },
    { amount: '-300.00', name: 'Kantoor Huur B.V.', iban: 'NL39RABO0300065264', text: 'Warehouse rent' },
  ]);
}

function statement(name: string, [opening, closing]: readonly [string, string], lines: readonly BankLine[]): string {
  const day = daysAgo(1);
  const balance = (code: string, amount: string) => `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>${name}</MsgId><CreDtTm>${day}T23:30:00+00:00</CreDtTm></GrpHdr>
<Stmt><Id>${name}</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>${day}T23:30:00+00:00</CreDtTm>
<Acct><Id><IBAN>${ownIban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance('OPBD', opening)}${balance('CLBD', closing)}
${lines.map((line, index) => bankEntry(line, `${name}-${index + 1}`, day)).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
}

function bankEntry({ amount: signed, name, iban, text }: BankLine, reference: string, day: string): string {
  const amount = signed.replace('-', '');
  const [direction, side] = signed === amount ? ['CRDT', 'Dbtr'] : ['DBIT', 'Cdtr'];
  return `<Ntry><NtryRef>${reference}</NtryRef><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${direction === 'CRDT' ? 'RCDT' : 'ICDT'}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>
<RltdPties><${side}><Pty><Nm>${name}</Nm></Pty></${side}><${side}Acct><Id><IBAN>${iban}</IBAN></Id></${side}Acct></RltdPties>
<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}
