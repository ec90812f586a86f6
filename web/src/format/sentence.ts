// Words and clauses of the server as they begin a line: with a capital letter.

export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Within a sentence: 'SKU' stays as it is. */
export function lowered(words: string): string {
  return /^\p{Lu}{2}/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

/** For one that stands alone. */
export function fullSentence(clause: string): string {
  return `${sentence(clause)}${clause.endsWith('.') ? '' : '.'}`;
}
