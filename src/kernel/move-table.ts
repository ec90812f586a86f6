// The life cycle of a record as one table: from each status, which verbs are allowed and where they lead.
import { refuse } from './refusal.ts';

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;
type VerbOf<T extends Table> = { [From in keyof T]: keyof T[From] }[keyof T] & string;
type TargetOf<T extends Table> = { [From in keyof T]: T[From][keyof T[From]] }[keyof T] & string;
export type StateOf<T extends Table> = (keyof T & string) | TargetOf<T>;

export type Moves<State extends string, Verb extends string> = {
  readonly move: (from: State, verb: Verb) => State;
  readonly can: (from: State, verb: Verb) => boolean;
  readonly states: readonly State[];
};

export function defineMoves<const T extends Table>(table: T): Moves<StateOf<T>, VerbOf<T>> {
  type State = StateOf<T>;
  const byState = new Map<string, ReadonlyMap<string, string>>(
    Object.entries(table).map(([from, verbs]) => [from, new Map(Object.entries(verbs))]),
  );
  const targets = [...byState.values()].flatMap((verbs) => [...verbs.values()]);
  const states = [...new Set([...byState.keys(), ...targets])] as State[];

  return {
    move(from, verb) {
      const to = byState.get(from)?.get(verb);
      if (to === undefined) refuse('move.not_allowed', notAllowed(from, verb, byState.get(from)), { field: 'status', value: from });
      return to as State;
    },
    can: (from, verb) => byState.get(from)?.has(verb) ?? false,
    states,
  };
}

function notAllowed(from: string, verb: string, verbs: ReadonlyMap<string, string> | undefined): string {
  const open = verbs === undefined || verbs.size === 0 ? 'nothing more' : [...verbs.keys()].join(', ');
  return `"${verb}" is not possible while the status is "${from}"; from there one can do: ${open}.`;
}
