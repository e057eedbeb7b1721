/** What does a repository hold, and what would a row each add to it? */
import { isBuiltin } from 'node:module';
import type { Catalog } from '../../analysis/catalog.js';
import type { Effect, Timeline } from '../../analysis/effect.js';
import { handlerWords } from '../../analysis/handlers/words.js';
import { readConfig } from '../../config/read.js';
import type { HandlerRow } from '../../config/rows.js';
import { Engine } from '../../engine.js';
import type { LibraryModel } from '../../models/model.js';
import type { Project } from '../../project/project.js';
import { acknowledgingMethods, drawsPages, possibleHandlers } from './unseen.js';

export interface Survey {
  /** Libraries and how many handlers they call, most first. */
  readonly handlers: readonly (readonly [library: string, count: number])[];
  /** Libraries that write to stores. */
  readonly stores: readonly string[];
  /** Libraries by which mails, payments and messages leave. */
  readonly services: readonly string[];
  /** Packages that call handlers and are imported, while no handler of theirs was found. */
  readonly silent: readonly string[];
  readonly suggestions: readonly Suggestion[];
}

/** A row that leads to functions with effects. */
export interface Suggestion {
  readonly row: HandlerRow;
  /** What would be handlers then. */
  readonly timelines: readonly Timeline[];
}

/**
 * Analyses the project as it is, and as it would be if every package that is not understood called our functions.
 *
 * @param root absolute path of the project's folder
 * @param rows what the user has said before
 */
export function survey(root: string, rows: readonly LibraryModel[]): Survey {
  const engine = new Engine(root, { libraries: rows });
  const timelines = engine.timelines();
  const { catalog } = engine.analysis;
  const effects = timelines.flatMap((t) => t.events).filter(isWrite);
  const sends = (e: Effect): boolean => e.kind === 'external' || e.kind === 'publish';
  const counts = new Map<string, number>();
  for (const { handler } of timelines) counts.set(handler.library, (counts.get(handler.library) ?? 0) + 1);
  return {
    handlers: [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
    stores: storesOf(effects.filter((e) => !sends(e))),
    services: storesOf(effects.filter(sends)),
    silent: silentPackages(engine.project, catalog, new Set([...counts.keys(), ...storesOf(effects)])),
    suggestions: suggestions(root, rows, engine),
  };
}

export function isWrite(event: Timeline['events'][number]): event is Effect {
  return event.type === 'effect' && event.kind !== 'read' && !event.harmless;
}

/** A call that nobody understood, and that takes its time: it may be a write. */
export function isAwaitedUnknown(event: Timeline['events'][number]): boolean {
  return event.type === 'unknown' && event.node.parent?.type === 'AwaitExpression';
}

function storesOf(effects: readonly Effect[]): readonly string[] {
  return [...new Set(effects.map((e) => e.store))].sort();
}

function silentPackages(project: Project, catalog: Catalog, heard: ReadonlySet<string>): readonly string[] {
  const calling = new Set(handlerWords(catalog).packages);
  const found = new Set<string>();
  for (const file of project.files()) {
    for (const specifier of project.specifiers(file)) {
      const library = calling.has(specifier) ? catalog.library(specifier) : undefined;
      if (library && !isBuiltin(specifier) && !heard.has(library.library)) found.add(specifier);
    }
  }
  return [...found].sort();
}

function suggestions(
  root: string,
  rows: readonly LibraryModel[],
  { project, analysis }: Engine,
): readonly Suggestion[] {
  const acknowledging = acknowledgingMethods(analysis.catalog);
  const leading = rounds(possibleHandlers(project, analysis.catalog)).flatMap((round) => {
    const tried = new Engine(root, { libraries: [...rows, ...readConfig({ handlers: round }, 'init', root)] });
    const timelines = tried.timelines().filter((t) => t.events.some((e) => isWrite(e) || isAwaitedUnknown(e)));
    return round.flatMap((row) => {
      const own = timelines.filter(
        ({ handler: { library, name, place } }) =>
          library === row.from && name === nameOf(row) && !drawsPages(place.module.path),
      );
      return own.length === 0 ? [] : [{ row: withAck(row, own, acknowledging), timelines: own }];
    });
  });
  return oneOfEach(leading);
}

/** A call has one handler: rows that say the same of a call but for the position are tried one after the other. */
function rounds(rows: readonly HandlerRow[]): readonly (readonly HandlerRow[])[] {
  const positions = [...new Set(rows.map((row) => row.handler ?? 0))];
  return positions.map((position) => rows.filter((row) => (row.handler ?? 0) === position));
}

/** Of rows that cannot be told apart by what they lead to, only the first. */
function oneOfEach(all: readonly Suggestion[]): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const suggestion of all) {
    const { from, handler } = suggestion.row;
    const key = JSON.stringify([from, nameOf(suggestion.row), handler]);
    if (!found.has(key)) found.set(key, suggestion);
  }
  return [...found.values()];
}

/** As the handlers of a row are called. */
function nameOf({ decorator, method, function: fn }: HandlerRow): string | undefined {
  return decorator === undefined ? (method ?? fn) : `@${decorator}`;
}

/** A handler that says `message.ack()` of what it is given says when the message is done. */
function withAck(row: HandlerRow, timelines: readonly Timeline[], names: ReadonlySet<string>): HandlerRow {
  const ackMethod = [...names].sort().find((name) => timelines.some((t) => isCalledOnParameter(t, name)));
  return ackMethod === undefined ? row : { ...row, ackMethod };
}

function isCalledOnParameter({ handler: { place } }: Timeline, name: string): boolean {
  const { module, node } = place;
  return (module.calls.get(name) ?? []).some(({ callee, range }) => {
    if (range[0] < node.range[0] || range[1] > node.range[1]) return false;
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
    const [definition] = module.variables.get(callee.object)?.defs ?? [];
    return definition?.type === 'Parameter' && definition.node.range[0] >= node.range[0];
  });
}
