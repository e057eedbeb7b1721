/** Draws up the picture of one handler from its timeline. */
import type { Analysis } from '../analysis/analysis.js';
import { keyOf } from '../analysis/describe.js';
import type { Effect, Place, Timeline, TimelineEvent } from '../analysis/effect.js';
import { findingsOf } from '../findings.js';
import { changeOf } from './change.js';
import { overlap, failures } from './mishaps.js';
import { counted, crashes, MAX_EFFECTS, placedIn } from './moments.js';
import type { GateEvent, Picture, PictureEvent, PictureFinding, PictureTransaction, Verdict } from './picture.js';
import { conditionOf, placeOf, stepOf, textOf } from './places.js';
import type { Judged } from './repeat.js';
import { type Step, stepsOf } from './steps.js';
import { speaksOf, subjectOf, verdictOf } from './verdict.js';

export type * from './picture.js';

/**
 * @param analysis of the engine that the timeline is from: `engine.analysis`
 * @param root absolute folder that places are relative to
 * @returns plain data
 */
export function pictureOf(analysis: Analysis, timeline: Timeline, root = analysis.project.root): Picture {
  return new Drawing(analysis, timeline, root).picture();
}

/** What consumers of a published message need is no matter of this handler's redelivery. */
const ELSEWHERE = 'require-message-id';

class Drawing {
  readonly #judged: Judged;
  readonly #steps: readonly Step[];

  constructor(
    analysis: Analysis,
    readonly timeline: Timeline,
    readonly root: string,
  ) {
    const findings = findingsOf(analysis, [timeline]).filter((f) => f.ruleId !== ELSEWHERE);
    this.#judged = { timeline, schema: analysis.schema, findings };
    this.#steps = stepsOf(timeline);
  }

  picture(): Picture {
    const { handler, limits } = this.timeline;
    const place = this.#at(handler.place);
    const events = this.#steps.map((step) => this.#event(step));
    const isCapped = counted(placedIn(this.#steps)).length === MAX_EFFECTS;
    return {
      version: 1,
      id: `${place.file}:${String(place.line)}:${String(place.column)} ${handler.library} ${handler.name}`,
      handler: {
        name: handler.name,
        library: handler.library,
        ...(handler.source === undefined ? {} : { source: handler.source }),
        place,
      },
      delivery: {
        guarantee: handler.ack === 'before' || handler.ack === 'none' ? 'at-most-once' : 'at-least-once',
        ack: handler.ack,
        place: this.#at(handler.ackPlace),
      },
      verdict: worstOf(this.#judged, events),
      events,
      transactions: this.#transactions(),
      moments: [
        ...crashes(this.#steps, this.#judged),
        ...overlap(this.#steps, this.#judged),
        ...failures(this.#steps, this.#judged),
      ],
      findings: this.#findings(),
      limits: isCapped ? [...limits, `crashes are shown for the first ${String(MAX_EFFECTS)} effects`] : limits,
    };
  }

  #at(place: Place) {
    return placeOf(place, this.root);
  }

  #event(step: Step): PictureEvent {
    const { handler } = this.timeline;
    switch (step.type) {
      case 'delivery':
        return { type: 'delivery', ...this.#common(undefined, handler.place) };
      case 'implied-ack':
        return { type: 'ack', action: 'ack', isImplied: true, ...this.#common(undefined, handler.ackPlace) };
      case 'commit':
        return {
          type: 'commit',
          transaction: step.transaction,
          ...this.#common(step.last, step.last),
          trace: [],
          findings: [],
        };
      case 'gate':
        return this.#gate(step);
      case 'event':
        return this.#shown(step.event);
    }
  }

  #shown(event: Extract<Step, { type: 'event' }>['event']): PictureEvent {
    const common = this.#common(event, event);
    switch (event.type) {
      case 'effect':
        return { type: 'effect', ...this.#effect(event), ...common };
      case 'ack':
        return { type: 'ack', action: event.action, isImplied: false, ...common };
      case 'unknown':
        return { type: 'unknown', text: event.text, ...common };
      case 'throw':
        return { type: 'throw', ...common };
    }
  }

  #effect(effect: Effect) {
    const { kind, store, what, harmless } = effect;
    const resource = effect.resource ?? keyOf(effect);
    const change = changeOf(effect);
    return {
      kind,
      store,
      ...(resource === undefined ? {} : { resource }),
      ...(what === undefined ? {} : { what }),
      ...(change === undefined ? {} : { change }),
      isHarmless: harmless,
      ...verdictOf(effect, this.#judged),
    };
  }

  #gate({ guard, branch, before }: Extract<Step, { type: 'gate' }>): GateEvent {
    const { place } = branch;
    const at = before.conditions.findIndex((c) => c.branch === branch);
    const subject = subjectOf(guard);
    return {
      type: 'gate',
      guard: guard.kind,
      ...(subject === undefined ? {} : { subject }),
      text: textOf(place),
      ...this.#common(undefined, place),
      conditions: before.conditions
        .slice(0, at)
        .filter((c) => c.branch.kind !== 'try')
        .map(conditionOf),
      loops: before.loops,
    };
  }

  #common(event: TimelineEvent | undefined, place: Place) {
    return {
      place: this.#at(place),
      trace: event?.trace.map((f) => stepOf(f, this.root)) ?? [],
      conditions: event?.conditions.filter((c) => c.branch.kind !== 'try').map(conditionOf) ?? [],
      loops: event?.loops ?? 0,
      isAwaited: event === undefined || event.detached.length === 0,
      ...(event?.recovery === undefined ? {} : { recovery: event.recovery }),
      findings: this.#findingsAt(event, place),
    };
  }

  /** Findings that speak of the event, by its place or as one of those they concern. */
  #findingsAt(event: TimelineEvent | undefined, place: Place): readonly number[] {
    return this.#judged.findings.flatMap((finding, i) => {
      if (event?.type === 'effect') return speaksOf(finding, event) ? [i] : [];
      const isHere = finding.effect.node === place.node && finding.effect.module === place.module;
      return isHere ? [i] : [];
    });
  }

  #transactions(): readonly PictureTransaction[] {
    const found = new Map<number, number[]>();
    for (const [i, step] of this.#steps.entries()) {
      const id = step.type === 'commit' ? step.transaction : step.type === 'event' ? step.event.transaction : undefined;
      if (id !== undefined) found.set(id, [...(found.get(id) ?? []), i]);
    }
    const spans = [...found].map(([id, events]) => ({
      id,
      from: Math.min(...events),
      to: Math.max(...events),
      events,
    }));
    return spans.map((span) => ({
      ...span,
      depth: spans.filter((s) => s !== span && s.from <= span.from && s.to >= span.to).length,
      isSerializable: this.timeline.serializable.has(span.id),
    }));
  }

  #findings(): readonly PictureFinding[] {
    return this.#judged.findings.map(({ ruleId, messageId, data, message, place, effect }) => ({
      ruleId,
      messageId,
      data,
      message,
      place: this.#at(place),
      effect: this.#at(effect),
    }));
  }
}

function worstOf({ findings }: Judged, events: readonly PictureEvent[]): Verdict {
  if (findings.length > 0) return 'unsafe';
  return events.some((e) => e.type === 'effect' && e.verdict === 'unknown') ? 'unknown' : 'safe';
}
