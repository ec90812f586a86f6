// The tagged template in which every SQL statement is written: text with numbered parameters, never pasted values.

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

type Part = { readonly strings: readonly string[]; readonly values: readonly unknown[] };

const fragments = new WeakMap<Statement, Part>();

/** Builds a statement; a nested statement is spliced in with its own parameters. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Statement {
  return assemble(strings, values);
}

/** Joins fragments, for lists of conditions that are put together at run time. */
export function joinSql(parts: readonly Statement[], separator: ' and ' | ' or ' | ', ' | ' union all '): Statement {
  if (parts.length === 0) return assemble([''], []);
  const strings = ['', ...parts.slice(1).map(() => separator), ''];
  return assemble(strings, [...parts]);
}

/** A fixed piece of SQL chosen by code (a column to sort by, a direction); never text that came from outside. */
export function fixedSql<Allowed extends string>(text: Allowed): Statement {
  return assemble([text], []);
}

function assemble(strings: readonly string[], values: readonly unknown[]): Statement {
  const flatStrings: string[] = [strings[0] ?? ''];
  const flatValues: unknown[] = [];
  values.forEach((value, index) => {
    const nested = isStatement(value) ? fragments.get(value) : undefined;
    const following = strings[index + 1] ?? '';
    if (nested === undefined) {
      flatValues.push(value);
      flatStrings.push(following);
      return;
    }
    append(flatStrings, nested.strings[0] ?? '');
    nested.values.forEach((inner, innerIndex) => {
      flatValues.push(inner);
      flatStrings.push(nested.strings[innerIndex + 1] ?? '');
    });
    append(flatStrings, following);
  });
  const text = flatStrings.reduce((whole, piece, index) => (index === 0 ? piece : `${whole}$${index}${piece}`), '');
  const statement: Statement = { text, values: flatValues };
  fragments.set(statement, { strings: flatStrings, values: flatValues });
  return statement;
}

function append(pieces: string[], text: string): void {
  pieces[pieces.length - 1] = (pieces.at(-1) ?? '') + text;
}

function isStatement(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && fragments.has(value as Statement);
}
