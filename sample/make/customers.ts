// The forty customers: who they are, where the goods go, how they are billed and how they use to pay.
import { between, pick } from './chance.ts';
import { bankAccount, vatId } from './identifiers.ts';
import type { AccountName } from './company.ts';

export type ShipTo = { readonly code: string; readonly name: string; readonly street: string; readonly postalCode: string; readonly city: string; readonly region: string; readonly country: string };

export type Customer = {
  readonly number: string;
  readonly name: string;
  readonly tradeName: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly language: string;
  readonly terms: string;
  readonly taxId: string;
  readonly creditLimit: number;
  readonly onHold: string;
  readonly grouping: 'customer' | 'order' | 'delivery';
  readonly channel: 'email' | 'print';
  readonly email: string;
  readonly orderRequired: boolean;
  readonly iban: string;
  readonly paysTo: AccountName;
  /** How many days after the due date this customer usually pays; negative is early. */
  readonly lateDays: number;
  /** How often this customer orders, against the others. */
  readonly weight: number;
  readonly shipTos: readonly ShipTo[];
};

// number | name | trade name | street | postal code | city | region | country | terms | weight | days late | grouping | marks
// Marks: po = order number required, print = by letter, noid = no tax id, hold = on hold, badid = tax id with a digit missing.
const lines = `
10001|Tegelhuis De Linde B.V.||Lindelaan 3|3521 AB|Utrecht||NL|NET30|9|-3|customer|
10002|Badkamercentrum Merwede B.V.|Merwede Bad|Havenstraat 88|3311 GH|Dordrecht||NL|2-10-NET30|8|-12|delivery|
10003|Bouwmaterialen Hoeksche Kil B.V.||Industrieweg 40|3295 KT|'s-Gravendeel||NL|NET30|8|4|customer|
10004|Interieurstudio Kade 9||Kade 9|1013 AA|Amsterdam||NL|NET14|3|0|delivery|noid
10005|Tegelzetbedrijf J. Roelofsma||Dorpsstraat 117|8531 HL|Lemmer||NL|NET14|4|9|delivery|
10006|Hotelgroep Duinzicht B.V.|Duinzicht Hotels|Boulevard 2|2042 JA|Zandvoort||NL|3-PARTS|2|2|order|po
10007|Aannemersbedrijf Terpstra & Zn. B.V.||Singel 71|8601 AG|Sneek||NL|EOM|6|6|customer|
10008|Stichting Wonen Lekoever||Plein 1|2871 CM|Schoonhoven||NL|NET30|3|-1|order|po
10009|Keukens van Merel V.O.F.|Merel Keukens|Ambachtsweg 12|5232 BX|'s-Hertogenbosch||NL|2-10-NET30|4|-15|delivery|
10010|Woonboulevard Oostzoom B.V.||Ringbaan 300|7325 PA|Apeldoorn||NL|NET30|5|11|customer|
10011|Zwembadbouw Aquaduin B.V.||Duinweg 55|2204 AS|Noordwijk||NL|NET30|3|-2|delivery|
10012|Gemeente Veenmeer|Afdeling Vastgoed|Raadhuisplein 1|9471 KB|Veenmeer||NL|NET30|2|1|order|po print
20001|Fliesen Brandmeier GmbH & Co. KG||Gewerbepark 11|50827|Köln||DE|2-10-NET30|8|-14|delivery|
20002|Bäderwelt Nordlicht GmbH|Nordlicht Bäder|Hafenallee 4|20457|Hamburg||DE|NET30|7|3|customer|
20003|Baustoffe Ahrenfeld GmbH||Am Kanal 19|30453|Hannover||DE|EOM|6|-1|customer|
20004|Kachelofenbau Tannheim e.K.||Bergweg 6|87629|Füssen||DE|NET14|2|18|delivery|
20005|Fliesenlegermeister Yıldız||Südring 72|44787|Bochum||DE|NET14|4|5|delivery|
20006|Hausbau Lindental GmbH||Lindentalstraße 150|50935|Köln||DE|NET30|5|7|order|po
20007|Schwimmbadtechnik Oberrhein GmbH||Rheinuferweg 8|79189|Bad Krozingen||DE|NET30|3|-4|delivery|
20008|Naturstein Weißfels GmbH||Steinbruch 1|99084|Erfurt||DE|2-10-NET30|4|-13|delivery|
20009|Studio Körner, Inh. P. Körner||Königsallee 27|10435|Berlin||DE|NET14|2|0|delivery|noid
20010|Raumwerk Großmann GmbH||Werkstraße 5|04229|Leipzig||DE|NET30|2|4|delivery|badid
30001|Carrelages du Vieux-Port SARL||12 quai des Tuiles|13002|Marseille||FR|NET30|6|13|customer|
30002|Céramique & Bain SAS||48 rue de l'Atelier|69007|Lyon||FR|EOM|5|5|customer|
30003|Atelier Hérisson SARL||3 impasse du Four|44000|Nantes||FR|NET30|2|21|delivery|
30004|Bâti-Littoral SAS||Zone des Dunes, lot 7|34200|Sète||FR|NET30|4|2|order|
30005|Maison Éclat SARL|Éclat Intérieurs|91 avenue du Marbre|75011|Paris||FR|2-10-NET30|3|-11|delivery|
30006|Piscines Azurelle SAS||5 route de la Plage|06600|Antibes||FR|3-PARTS|2|8|order|
40001|Harrow Lane Tiles Ltd||27 Harrow Lane|LE1 7AA|Leicester||GB|NET30|5|6|delivery|
40002|Pennine Bathrooms Ltd||Unit 4, Mill Yard|HX1 2AB|Halifax||GB|NET30|4|9|customer|
40003|Oakmere Interiors Ltd||The Old Kiln, Station Road|CW8 2ES|Oakmere||GB|NET14|2|1|delivery|
40004|Thistle & Stone Ltd||60 Causeway|EH8 8BX|Edinburgh||GB|NET30|3|3|delivery|
40005|Saltmarsh Hotels plc||1 Marsh Parade|NR1 3QU|Norwich||GB|3-PARTS|2|0|order|po
50001|Fliesen Alpenblick GmbH||Bergstraße 33|6020|Innsbruck||AT|2-10-NET30|4|-12|delivery|
50002|Bad & Wellness Donau GmbH||Donaulände 9|4020|Linz||AT|NET30|4|5|customer|
50003|Kachelwerk Steirer e.U.||Hafnerweg 2|8020|Graz||AT|NET14|2|35|delivery|hold
50004|Hotelbau Salzkammer GmbH||Seeplatz 4|4820|Bad Ischl||AT|EOM|3|2|order|
60001|Bluestem Tile & Stone, Inc.||4100 Prairie Rd|78721|Austin|TX|US|NET30|3|8|delivery|
60002|Harborlight Interiors LLC||15 Wharf St|04101|Portland|ME|US|NET30|2|12|delivery|
60003|Sunridge Pools Inc.||880 Saguaro Way|85701|Tucson|AZ|US|NET30|2|4|delivery|`;

// customer | code | name | street | postal code | city | region | country
const shipToLines = `
10001|SHOP-2|Tegelhuis De Linde, Amersfoort|Stationsweg 20|3812 AC|Amersfoort||NL
10003|YARD|Opslag Hoeksche Kil|Kilweg 2|3295 AA|'s-Gravendeel||NL
10006|BERGEN|Hotel Duinzicht Bergen|Zeeweg 11|1861 AA|Bergen||NL
10006|DOMBURG|Hotel Duinzicht Domburg|Badstraat 5|4357 AT|Domburg||NL
10010|WAREHOUSE|Magazijn Oostzoom|Loods 12|7332 AZ|Apeldoorn||NL
10012|SCHOOL|Basisschool De Veenmol|Turfpad 3|9471 AC|Veenmeer||NL
20002|BREMEN|Nordlicht Bäder Bremen|Weserufer 1|28195|Bremen||DE
20006|SITE-7|Baustelle Lindental 7|Am Feld 7|50933|Köln||DE
20006|SITE-9|Baustelle Lindental 9|Am Feld 9|50933|Köln||DE
20008|BASEL|Weißfels Lager|Lagerstraße 4|79576|Weil am Rhein||DE
30001|DEPOT|Dépôt du Vieux-Port|Hangar 3|13016|Marseille||FR
30004|SITE-A|Chantier Les Dunes A|Chemin des Joncs|34200|Sète||FR
40002|LEEDS|Pennine Bathrooms Leeds|8 Dyer Street|LS2 7EU|Leeds||GB
40005|CROMER|Saltmarsh Hotel Cromer|Pier Road|NR27 9HE|Cromer||GB
50002|WIEN|Donau Showroom|Kaiplatz 3|1020|Wien||AT
60001|DALLAS|Bluestem Dallas|77 Elm Yard|75201|Dallas|TX|US
60002|JOBSITE|Harborlight job site|Long Island Ferry Landing|04050|Long Island||US`;

const languages: Readonly<Record<string, string>> = { NL: 'nl', DE: 'de', AT: 'de', FR: 'fr', GB: 'en', US: 'en' };

export const customers: readonly Customer[] = lines.trim().split('\n').map(customerOf);

export function customerOfNumber(number: string): Customer {
  const found = customers.find((customer) => customer.number === number);
  if (found === undefined) throw new Error(`There is no customer ${number}.`);
  return found;
}

function customerOf(line: string): Customer {
  const [number = '', name = '', tradeName = '', street = '', postalCode = '', city = '', region = '', country = '', terms = '', weight = '', late = '', grouping = '', marks = ''] = line.split('|');
  return {
    number, name, tradeName, street, postalCode, city, region, country, terms,
    language: languages[country] ?? 'en',
    taxId: taxIdOf(number, country, marks),
    creditLimit: between(`${number} limit`, 2, 12) * 5000,
    onHold: marks.includes('hold') ? 'Insolvency proceedings announced' : '',
    grouping: grouping === 'customer' || grouping === 'order' ? grouping : 'delivery',
    channel: marks.includes('print') ? 'print' : 'email',
    email: `invoices@${domainOf(name)}.example`,
    orderRequired: marks.split(' ').includes('po'),
    iban: bankAccount(country, number),
    paysTo: country === 'DE' || country === 'AT' ? 'germany' : 'home',
    lateDays: Number(late),
    weight: Number(weight),
    shipTos: shipToLines.trim().split('\n').filter((shipTo) => shipTo.startsWith(`${number}|`)).map(shipToOf),
  };
}

function taxIdOf(number: string, country: string, marks: string): string {
  if (marks.includes('noid')) return '';
  const id = vatId(country, number) ?? '';
  return marks.includes('badid') ? id.slice(0, -1) : id;
}

function shipToOf(line: string): ShipTo {
  const [, code = '', name = '', street = '', postalCode = '', city = '', region = '', country = ''] = line.split('|');
  return { code, name, street, postalCode, city, region, country };
}

export function domainOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('ı', 'i').toLowerCase();
  return plain.replace(/\b(?:b\.v|v\.o\.f|gmbh|co|kg|sarl|sas|ltd|plc|llc|inc|e\.k|e\.u)\b\.?/g, '').replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '').slice(0, 30).replace(/-$/, '');
}

const people: Readonly<Record<string, readonly string[]>> = {
  NL: ['Femke Visser', 'Sjoerd Bakker', 'Anouk de Wit', 'Bram Kuipers', 'Lotte Hofstra'],
  DE: ['Jürgen Abel', 'Katrin Mößner', 'Ayşe Yıldız', 'Tobias Kern', 'Renate Vogt'],
  AT: ['Magdalena Huber', 'Florian Gruber', 'Theresa Wallner'],
  FR: ['Élodie Garnier', 'Benoît Lefèvre', 'Chloé Marchand', "Yann d'Arvor"],
  GB: ['Priya Nair', 'Oliver Haigh', 'Fiona MacLeod', 'Tom Bickerstaff'],
  US: ['Dana Whitfield', 'Marcus Ortega', "Shannon O'Rourke"],
};

const dialling: Readonly<Record<string, string>> = { NL: '+31', DE: '+49', AT: '+43', FR: '+33', GB: '+44', US: '+1' };

export type Contact = { readonly customer: Customer; readonly name: string; readonly email: string; readonly phone: string; readonly role: string };

export const contacts: readonly Contact[] = customers.flatMap((customer) => {
  const roles = customer.weight >= 5 ? ['billing', 'purchasing'] : ['billing'];
  return roles.map((role) => {
    const name = pick(`${customer.number} ${role} name`, people[customer.country] ?? []);
    return { customer, role, name, email: `${domainOf(name)}@${domainOf(customer.name)}.example`, phone: `${dialling[customer.country] ?? ''} 555 0${between(`${customer.number} ${role} phone`, 100, 199)}` };
  });
});
