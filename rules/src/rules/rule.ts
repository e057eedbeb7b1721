/** The shape of a rule: a pure check over one handler's timeline. */
import type { Effect, Place, Timeline, TimelineEvent } from '../analysis/effect.js';
import type { Fix } from '../fixes/fix.js';
import type { Schema } from '../schema/schema.js';

export interface RuleContext {
  readonly timeline: Timeline;
  readonly schema: Schema;
}

/** What a rule objects to. */
export interface Objection {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** What the finding speaks of: the write, the ack, the option. It is reported there, or at the call that leads there. */
  readonly event: TimelineEvent | Place;
  /** What it speaks of, where that is not the place it is reported at: the acknowledgement that overtakes a call. */
  readonly subject?: Place | undefined;
  readonly fixes: readonly Fix[];
  /** Further effects that the same fault makes unsafe. */
  readonly also?: readonly Effect[];
  /** What the schema says that decides. */
  readonly declared?: Declared;
}

/** A line of the schema: absolute path, 1-based. */
export interface Declared {
  readonly file: string;
  readonly line: number;
}

export interface Rule {
  readonly id: string;
  readonly recommended: 'error' | 'warn' | 'off';
  readonly description: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly check: (context: RuleContext) => readonly Objection[];
}

/** Effects of the timeline that happen again when the message comes again: the broker still owes it, nothing guards them. */
export function effectsOf(timeline: Timeline): readonly Effect[] {
  return timeline.events.filter((e): e is Effect => e.type === 'effect' && !e.harmless);
}

/** Is the message delivered again after a crash? At-most-once handlers lose it instead. */
export function isRedelivered(timeline: Timeline): boolean {
  return timeline.handler.ack !== 'before' && timeline.handler.ack !== 'none';
}
