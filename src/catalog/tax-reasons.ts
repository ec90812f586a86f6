// Why no tax is charged, in the words of a document's language. What is stored is English; here each sentence has its twins, and where the
// law asks for certain words ("Steuerschuldnerschaft des Leistungsempfängers", "Autoliquidation") these are the words.

import { reasons } from './tax.ts';

type Translated = 'de' | 'fr' | 'es';
type Sentence = { readonly english: string } & Readonly<Record<Translated, string>>;

/** What stands in braces is carried over. */
const sentences: readonly Sentence[] = [
  { english: reasons.outOfScope, de: 'Nicht steuerbar.', fr: 'Hors du champ d’application de la taxe.', es: 'No sujeto a impuesto.' },
  {
    english: reasons.notRegistered('{1}'), de: 'Es wird keine Steuer berechnet: Der Verkäufer ist in {1} nicht steuerlich registriert.',
    fr: 'Aucune taxe n’est facturée : le vendeur n’est pas immatriculé à la taxe ({1}).', es: 'No se repercute impuesto: el vendedor no está registrado a efectos fiscales en {1}.',
  },
  { english: reasons.exempt, de: 'Steuerfrei.', fr: 'Exonéré de taxe.', es: 'Exento de impuesto.' },
  {
    english: reasons.certificate('{1}', '{2}'), de: 'Steuerfrei: {1} (Bescheinigung {2}).', fr: 'Exonéré de taxe : {1} (certificat {2}).', es: 'Exento de impuesto: {1} (certificado {2}).',
  },
  {
    english: reasons.reverseCharge, de: 'Steuerschuldnerschaft des Leistungsempfängers.', fr: 'Autoliquidation : la taxe est due par le client.', es: 'Inversión del sujeto pasivo: el impuesto lo debe el cliente.',
  },
  {
    english: reasons.reverseChargeService, de: 'Steuerschuldnerschaft des Leistungsempfängers (Artikel 44 und 196 der Richtlinie 2006/112/EG).',
    fr: 'Autoliquidation : la taxe est due par le client (articles 44 et 196 de la directive 2006/112/CE).', es: 'Inversión del sujeto pasivo: el impuesto lo debe el cliente (artículos 44 y 196 de la Directiva 2006/112/CE).',
  },
  {
    english: reasons.intraCommunity, de: 'Steuerfreie innergemeinschaftliche Lieferung (Artikel 138 der Richtlinie 2006/112/EG).',
    fr: 'Livraison intracommunautaire exonérée de TVA (article 138 de la directive 2006/112/CE).', es: 'Entrega intracomunitaria exenta de IVA (artículo 138 de la Directiva 2006/112/CE).',
  },
  { english: reasons.export, de: 'Ausfuhr: Es wird keine Steuer berechnet.', fr: 'Exportation : aucune taxe n’est facturée.', es: 'Exportación: no se repercute impuesto.' },
  {
    english: reasons.exportFromUnion, de: 'Steuerfreie Ausfuhrlieferung (Artikel 146 der Richtlinie 2006/112/EG).', fr: 'Exportation exonérée de TVA (article 146 de la directive 2006/112/CE).',
    es: 'Exportación exenta de IVA (artículo 146 de la Directiva 2006/112/CE).',
  },
  {
    english: reasons.serviceAbroad, de: 'Leistungsort außerhalb der Europäischen Union (Artikel 44 der Richtlinie 2006/112/EG).',
    fr: 'Lieu de la prestation hors de l’Union européenne (article 44 de la directive 2006/112/CE).', es: 'Lugar de la prestación fuera de la Unión Europea (artículo 44 de la Directiva 2006/112/CE).',
  },
];

const readers = sentences.map((sentence) => ({ sentence, shape: new RegExp(`^${sentence.english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '(.*)')}$`, 'su') }));

/** A reason that is not the program's own, or a language without one, stays as it is. */
export function taxReasonIn(reason: string, language: string): string {
  if (language !== 'de' && language !== 'fr' && language !== 'es') return reason;
  for (const { sentence, shape } of readers) {
    const found = shape.exec(reason);
    if (found !== null) return sentence[language].replace(/\{(\d)\}/g, (_whole, place: string) => found[Number(place)] ?? '');
  }
  return reason;
}
