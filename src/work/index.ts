// The door of the work capability.

export { sampleRuns } from './open-sample.ts';
