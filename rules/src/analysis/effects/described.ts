/** An effect before it has its place in a timeline. */
import type { Effect } from '../effect.js';
import type { LibraryValue } from '../binding/value.js';

/** An effect without its place in a timeline. */
export type Described = Omit<
  Effect,
  | 'type'
  | 'order'
  | 'conditions'
  | 'trace'
  | 'detached'
  | 'transaction'
  | 'loops'
  | 'recovery'
  | 'tries'
  | 'guarded'
  | 'answered'
> & {
  /** What the call was made on: it tells which transaction the effect takes part in. */
  readonly receiver: LibraryValue | undefined;
  /** Effects of one such object commit together: the writes of a function of the database. */
  readonly together?: object;
};
