/** The handlers of a project as plain data, drawn once for each analysis. */
import type { Engine } from 'eslint-plugin-idempotent-consumer/editor';
import {
  type Picture,
  type PictureFinding,
  type PicturePlace,
  pictureOf,
} from 'eslint-plugin-idempotent-consumer/picture';
import type { Location, Position, Range } from 'vscode-languageserver';
import type { Documents } from './documents.js';
import type { Verdict } from './protocol.js';
import type { Counted } from './reports.js';
import type { Texts } from './texts.js';

type Timelines = ReturnType<Engine['knownTimelines']>;

const drawn = new WeakMap<Timelines[number], { readonly schema: unknown; readonly picture: Picture }>();

/** Of all handlers that are known by now. */
export function knownPictures(engine: Engine): readonly Picture[] {
  return picturesOf(engine, engine.knownTimelines());
}

/** Of the handlers that stand in the file, as its text is now. */
export function picturesIn(engine: Engine, file: string): readonly Picture[] {
  const timelines = engine.analysis.in(file, true).filter((t) => t.handler.isDeclared !== true);
  return picturesOf(engine, timelines);
}

function picturesOf(engine: Engine, timelines: Timelines): readonly Picture[] {
  const { schema } = engine.analysis;
  return timelines.map((timeline) => {
    const known = drawn.get(timeline);
    if (known?.schema === schema) return known.picture;
    const picture = pictureOf(engine.analysis, timeline);
    drawn.set(timeline, { schema, picture });
    return picture;
  });
}

/** The picture with its findings, and what is sent, in the user's language. */
export function inLanguage(picture: Picture, texts: Texts): Picture {
  return {
    ...picture,
    // The path is part of the data, too: where it is drawn, the message is shown without.
    findings: picture.findings.map((finding) => ({
      ...finding,
      message: texts.finding(finding),
      data: { ...finding.data, path: texts.phrase(finding.data['path'] ?? '') },
    })),
    events: picture.events.map((event) =>
      event.type === 'effect' && event.what !== undefined ? { ...event, what: texts.noun(event.what) } : event,
    ),
  };
}

/** An effect of a handler, with what the picture says of it. */
export type PictureEffect = Extract<Picture['events'][number], { type: 'effect' }>;

/** What a handler does, reads left out: they change nothing. */
export function effectsOf(picture: Picture): readonly PictureEffect[] {
  return picture.events.filter((e): e is PictureEffect => e.type === 'effect' && e.kind !== 'read');
}

/** Findings that speak of none of the effects. */
export function faultsOf(picture: Picture, counts: Counted = () => true): readonly PictureFinding[] {
  const told = new Set(effectsOf(picture).flatMap((e) => e.findings));
  return picture.findings.filter((finding, i) => !told.has(i) && counts(finding));
}

/** What is said of an effect when its findings are silenced, all of them. */
export function verdictOf(effect: PictureEffect, { findings }: Picture, counts: Counted): Verdict {
  const own = effect.findings.flatMap((i) => findings[i] ?? []);
  return effect.verdict === 'unsafe' && own.length > 0 && !own.some(counts) ? 'accepted' : effect.verdict;
}

export function fileOf(engine: Engine, place: PicturePlace): string {
  return `${engine.project.root}/${place.file}`;
}

export function rangeOf({ line, column, endLine, endColumn }: PicturePlace): Range {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

export function locationOf(engine: Engine, documents: Documents, place: PicturePlace): Location {
  return { uri: documents.uriOf(fileOf(engine, place)), range: rangeOf(place) };
}

export function contains({ start, end }: Range, at: Position): boolean {
  const isAfter = at.line > start.line || (at.line === start.line && at.character >= start.character);
  const isBefore = at.line < end.line || (at.line === end.line && at.character <= end.character);
  return isAfter && isBefore;
}
