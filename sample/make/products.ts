// The thirty products and their prices: a list with effective dates, quantity prices and agreements with single customers.
import { divideRounded } from '#kernel/rounding.ts';

import { firstDay, priceChangeDay } from './company.ts';

export type Product = {
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly chargeCode: string;
  readonly taxClass: 'standard' | 'reduced';
  /** List price of the spring in ten-thousandths of a euro. */
  readonly price: bigint;
  /** What one order line usually takes: a lot and up to how many of them, in hundredths of the unit. */
  readonly lot: number;
  readonly lotsMost: number;
  readonly quantityPrices: boolean;
};

// sku | name | unit | price in cents | lot in hundredths | most lots | description; a star marks quantity prices.
const lines = `
T-6060-GRY|Floor tile Basalt 60x60 grey|m2|2490|144|90|Rectified porcelain stoneware, R10*
T-6060-SND|Floor tile Basalt 60x60 sand|m2|2490|144|90|Rectified porcelain stoneware, R10*
T-9090-GRY|Floor tile Basalt 90x90 grey|m2|3675|162|60|Rectified porcelain stoneware, R10*
T-120-OAK|Plank tile Oak 20x120|m2|3290|120|80|Porcelain stoneware, wood look*
T-3060-WHT|Wall tile Nova 30x60 white matt|m2|1685|108|120|Earthenware, glazed*
T-3060-IVY|Wall tile Nova 30x60 ivy green|m2|1995|108|70|Earthenware, glazed*
T-1515-ZEL|Wall tile Zellige 15x15|m2|5480|50|40|Hand-cut, shades vary
T-MOS-HEX|Mosaic hexagon white|m2|4425|100|30|On mesh, sheets of 30x30
T-POOL-BL|Pool mosaic blue|m2|3890|200|110|Frost-proof, on mesh*
T-STEP-GRY|Stair tile Basalt grey 30x120|pcs|2875|100|60|With anti-slip grooves
T-SKIRT-60|Skirting Basalt 7x60|pcs|395|1000|30|All Basalt colours*
A-FLEX-25|Flexible adhesive C2TE 25 kg|bag|1840|100|80|For floor and wall, grey*
A-WHITE-25|Flexible adhesive white 25 kg|bag|2115|100|40|For glass mosaic and light stone
A-LEVEL-25|Levelling compound 25 kg|bag|2290|100|60|Self-levelling, 2 to 20 mm*
A-PRIM-10|Primer 10 l|can|4980|100|15|Concentrate for absorbent grounds
A-SEAL-15|Waterproofing membrane 15 kg|tub|7640|100|12|Liquid, for wet rooms
A-TAPE-50|Sealing tape 50 m|roll|6215|100|10|For joints and corners
G-GRT-GRY|Grout 5 kg silver grey|bag|1125|100|60|Joints of 2 to 15 mm*
G-GRT-WHT|Grout 5 kg white|bag|1125|100|40|Joints of 2 to 15 mm*
G-EPOX-3|Epoxy grout 3 kg|set|4870|100|20|For pools and kitchens
G-SIL-GRY|Sanitary silicone 310 ml|tube|685|100|48|Matches grout silver grey
P-ALU-10|Edge profile aluminium 10 mm, 2.5 m|pcs|1295|100|60|Anodised*
P-STEEL-10|Edge profile stainless steel 10 mm, 2.5 m|pcs|2240|100|40|Brushed
P-CLIP-2|Levelling clip 2 mm|pcs|8.5|50000|12|Sold in hundreds*
W-NOTCH-10|Notched trowel 10 mm|pcs|1490|100|12|Stainless steel
W-CUT-90|Tile cutter 90 cm|pcs|38900|100|2|For porcelain up to 16 mm
B-GUIDE|Tiler's handbook, 6th edition|pcs|4250|100|6|Printed book, 412 pages
S-PLAN|Laying plan by our draughtsman|hour|7800|50|16|Service
S-CUT|Cutting to measure|cut|450|100|80|Service, per cut edge
F-PALLET|Freight per pallet|pallet|8900|100|4|Delivered to the kerb`;

export const products: readonly Product[] = lines.trim().split('\n').map((line) => {
  const [sku = '', name = '', unit = '', price = '', lot = '', lotsMost = '', about = ''] = line.split('|');
  return {
    sku, name, unit,
    description: about.replace('*', ''),
    chargeCode: sku.startsWith('F-') ? 'freight' : sku.startsWith('S-') ? 'service' : sku.startsWith('B-') ? 'books' : 'goods',
    taxClass: sku.startsWith('B-') ? 'reduced' : 'standard',
    price: BigInt(Math.round(Number(price) * 100)),
    lot: Number(lot),
    lotsMost: Number(lotsMost),
    quantityPrices: about.endsWith('*'),
  };
});

export type Price = {
  readonly sku: string;
  readonly customer: string;
  /** In hundredths of the unit. */
  readonly least: number;
  readonly price: bigint;
  readonly validFrom: string;
  readonly validTo: string;
};

const listStart = '2026-01-01';
const dearer = 1035n;

function listPrices(product: Product): Price[] {
  const steps = product.quantityPrices ? [[0, 1000n], [product.lot * 30, 950n], [product.lot * 60, 910n]] as const : [[0, 1000n]] as const;
  return [listStart, priceChangeDay].flatMap((validFrom) => steps.map(([least, perMille]) => {
    const base = validFrom === listStart ? product.price : toCent(product.price * dearer, 1000n);
    return { sku: product.sku, customer: '', least, price: toCent(base * perMille, 1000n), validFrom, validTo: '' };
  }));
}

// A cheap article keeps its tenths of a cent; everything else is priced in whole cents.
function toCent(tenThousandths: bigint, divisor: bigint): bigint {
  const step = tenThousandths / divisor < 10_000n ? 1n : 100n;
  return divideRounded(tenThousandths, divisor * step, 'half-up') * step;
}

/** Customer, article, per mille of the list price of the day, first day, last day. */
const agreed: readonly (readonly [string, string, bigint, string, string])[] = [
  ['10001', 'T-6060-GRY', 880n, firstDay, ''], ['10001', 'A-FLEX-25', 900n, firstDay, ''],
  ['10003', 'A-FLEX-25', 850n, firstDay, ''], ['10003', 'G-GRT-GRY', 850n, firstDay, ''], ['10003', 'A-LEVEL-25', 870n, firstDay, ''],
  ['20001', 'T-6060-GRY', 890n, firstDay, ''], ['20001', 'T-120-OAK', 890n, firstDay, '2026-07-31'], ['20001', 'T-120-OAK', 920n, priceChangeDay, ''],
  ['20002', 'T-3060-WHT', 900n, firstDay, '2026-08-31'], ['20003', 'A-FLEX-25', 860n, firstDay, ''], ['20007', 'T-POOL-BL', 910n, firstDay, ''],
  ['30001', 'T-1515-ZEL', 930n, firstDay, ''], ['30006', 'T-POOL-BL', 900n, firstDay, ''], ['40001', 'T-3060-WHT', 920n, firstDay, ''], ['50002', 'T-MOS-HEX', 940n, '2026-06-15', ''],
];

export const prices: readonly Price[] = [...products.flatMap(listPrices), ...agreements()];

function agreements(): Price[] {
  return agreed.map(([customer, sku, perMille, validFrom, validTo]) => {
    const product = productOfSku(sku);
    return { sku, customer, least: 0, price: toCent(product.price * perMille, 1000n), validFrom, validTo };
  });
}

export function productOfSku(sku: string): Product {
  const found = products.find((product) => product.sku === sku);
  if (found === undefined) throw new Error(`There is no product ${sku}.`);
  return found;
}

/** The price of the book: the customer's own before the list, then the largest quantity reached, then the latest start. */
export function bookPrice(sku: string, customer: string, quantity: number, on: string): bigint {
  const [best] = prices
    .filter((price) => price.sku === sku && (price.customer === '' || price.customer === customer) && price.least <= quantity)
    .filter((price) => price.validFrom <= on && (price.validTo === '' || price.validTo >= on))
    .sort((a, b) => b.customer.localeCompare(a.customer) || b.least - a.least || b.validFrom.localeCompare(a.validFrom));
  if (best === undefined) throw new Error(`${sku} has no price on ${on}.`);
  return best.price;
}
