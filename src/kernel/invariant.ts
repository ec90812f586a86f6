// A statement that must be true at this point; where it is not, the program has a bug and the command stops loudly.

export class InvariantFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantFailure';
  }
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantFailure(message);
}
