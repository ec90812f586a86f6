// The languages a document can be written in, and the fixed words of each.
import { english } from './labels-en.ts';
import { french } from './labels-fr.ts';
import { german } from './labels-de.ts';
import { spanish } from './labels-es.ts';
import type { DocumentLabels } from './labels-en.ts';

export const documentLanguages = ['en', 'de', 'fr', 'es'] as const;
export type DocumentLanguage = (typeof documentLanguages)[number];

const labelsByLanguage: { readonly [language in DocumentLanguage]: DocumentLabels } = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
};

export function labelsFor(language: DocumentLanguage): DocumentLabels {
  return labelsByLanguage[language];
}
