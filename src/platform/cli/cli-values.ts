// What commands read from their options and from the API's answers.

/** A record of an answer, as it came. */
export type Wire = Readonly<Record<string, unknown>>;

/** An option that takes a value, where it was given. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An amount with its currency; nothing where there is none. */
export function moneyText(value: unknown): string {
  const { amount, currency } = (value ?? {}) as { amount?: string; currency?: string };
  return amount === undefined ? '' : `${amount} ${currency ?? ''}`;
}
