// How far a typed number is from a real one: letters changed, lost, added, or two neighbours exchanged, each counting one.

/** Optimal string alignment distance, given up (limit + 1) as soon as it must exceed the limit. */
export function typingDistance(typed: string, real: string, limit: number): number {
  const [rows, columns] = [typed.length, real.length];
  if (Math.abs(rows - columns) > limit) return limit + 1;
  let beforeLast = new Uint8Array(columns + 1);
  let last = Uint8Array.from({ length: columns + 1 }, (_, column) => column);
  for (let row = 1; row <= rows; row += 1) {
    const current = new Uint8Array(columns + 1);
    current[0] = row;
    let smallest = row;
    for (let column = 1; column <= columns; column += 1) {
      const same = typed[row - 1] === real[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && typed[row - 1] === real[column - 2] && typed[row - 2] === real[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current[column] = cost;
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    [beforeLast, last] = [last, current];
  }
  return Math.min(last[columns] ?? 0, limit + 1);
}
