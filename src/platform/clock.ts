// The only place that reads the clock. Rules get the time as ctx.now.

/** An instant as ISO text in UTC, to the millisecond. */
export type Instant = string;

export type Clock = { now(): Instant };

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** A clock that stands still until it is moved: for tests of month ends and due dates. */
export function movableClock(start: Instant): Clock & { moveTo(instant: Instant): void } {
  let current = start;
  return { now: () => current, moveTo: (instant) => void (current = instant) };
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The same instant to the millisecond, however it was written. */
export function toMilliseconds(instant: Instant): Instant {
  return new Date(instant).toISOString();
}

/** The instant some milliseconds later (earlier when negative). */
export function addMilliseconds(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
