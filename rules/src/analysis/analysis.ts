/** A project's handlers and their timelines: the one entry rules, command and editor share. */
import type { TSESTree } from '@typescript-eslint/types';
import { declarationTags } from '../project/declarations.js';
import { Gate } from '../project/gate.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { isSchemaFile, readSchema, Schema } from '../schema/schema.js';
import { Binder } from './binding/bind.js';
import type { Catalog } from './catalog.js';
import { CheckReader } from './timeline/check.js';
import { ColumnReader } from './effects/columns.js';
import type { Handler, Place, RootedHandler, Timeline } from './effect.js';
import { EffectReader } from './effects/effects.js';
import { handlerWords } from './handlers/words.js';
import { declaredFunctions } from './handlers/declared.js';
import { handlersIn } from './handlers/find.js';
import type { Candidate } from './handlers/handler.js';
import type { Choice } from './handlers/forks.js';
import { suppliedPlace, traceFrom } from './handlers/supplied.js';
import { ProvenanceReader } from './effects/provenance.js';
import { Walker } from './timeline/walk.js';

export interface AnalysisProblem {
  readonly file: string;
  readonly message: string;
}

/** What the registrations of one file lead to. */
interface Seed {
  readonly timelines: readonly Timeline[];
  /** Names of its wrappers and base classes: whoever uses them may hold a handler. */
  readonly reached: ReadonlySet<string>;
}

/** With more changed files than this, the whole project is looked at again. */
const MAX_CHANGED = 20;

export class Analysis {
  readonly #gate: Gate;
  #revision = -1;
  #timelines: readonly Timeline[] = [];
  #problems: AnalysisProblem[] = [];
  #schema: Schema | undefined;
  #schemaFiles: ReadonlySet<string> = new Set();
  #seeds: ReadonlyMap<string, Seed> = new Map();

  constructor(
    readonly project: Project,
    readonly catalog: Catalog,
    private readonly onProgress: (done: number, all: number) => void = () => undefined,
  ) {
    const { packages, names, calls } = handlerWords(catalog);
    this.#gate = new Gate(project, packages, [...names, ...declarationTags], calls);
  }

  /** Timelines of every handler of the project, and of what is declared idempotent, in order of file and place. Cached until the project changes. */
  timelines(): readonly Timeline[] {
    if (!this.isCurrent()) {
      this.#schema = undefined;
      this.#schemaFiles = new Set();
      this.#problems = [];
      this.#seeds = this.#analyse(this.#gate.seeds(), this.#problems);
      this.#timelines = longest([...this.#seeds.values()].flatMap((s) => s.timelines)).filter(
        // What an installed package handles by itself is its own affair.
        ({ handler }) => !this.project.isInstalled(handler.place.module.path),
      );
    }
    this.#revision = this.project.revision;
    return this.#timelines;
  }

  /** Does what `timelines` gave last still hold? */
  isCurrent(): boolean {
    return this.#revision >= 0 && this.project.changedSince(this.#revision)?.length === 0;
  }

  /** Lets go of every timeline and of the schema. */
  forget(): void {
    this.#revision = -1;
    this.#timelines = [];
    this.#seeds = new Map();
    this.#schema = undefined;
  }

  /**
   * Handlers that stand in the file (absolute path). After a change of a few files only the registrations that can lead
   * there are looked at again, which takes milliseconds where the whole project takes seconds.
   */
  in(file: string): readonly Timeline[] {
    const changed = this.#revision < 0 ? undefined : this.project.changedSince(this.#revision);
    const stands = (t: Timeline): boolean => t.handler.place.module.path === file;
    if (!changed || changed.length === 0 || changed.length > MAX_CHANGED) return this.timelines().filter(stands);
    if (changed.some((path) => this.#schemaFiles.has(path) || isSchemaFile(path, this.project.text(path) ?? '')))
      this.#schema = undefined;
    const again = this.#analyse(this.#leadingTo(file, changed), []);
    return longest([...again.values()].flatMap((s) => s.timelines)).filter(stands);
  }

  /** Seeds whose handlers may stand in the file: they did, the file names their wrappers, or they changed. */
  #leadingTo(file: string, changed: readonly string[]): readonly string[] {
    const words = new Set(this.project.text(file)?.match(/[A-Za-z_$][\w$]*/g));
    const known = [...this.#seeds].filter(
      ([, seed]) =>
        seed.timelines.some((t) => t.handler.place.module.path === file) ||
        [...seed.reached].some((name) => words.has(name)),
    );
    const candidates = new Set([file, ...changed, ...known.map(([path]) => path)]);
    return this.project.sources().filter((path) => candidates.has(path) && this.#gate.names(path));
  }

  /** Bounds that were reached, by file. */
  get problems(): readonly AnalysisProblem[] {
    return this.#problems;
  }

  /** Unique keys as the repository declares them; read when first asked for. */
  get schema(): Schema {
    this.#schema ??= this.#readSchema();
    return this.#schema;
  }

  #readSchema(): Schema {
    const files = [...this.project.files(), ...this.project.otherFiles(/\.(?:prisma|sql|xml)$/)];
    const sources = files.flatMap((path) => {
      const text = this.project.text(path);
      return text !== undefined && isSchemaFile(path, text) ? [{ path, text }] : [];
    });
    this.#schemaFiles = new Set(sources.map(({ path }) => path));
    return readSchema(sources, (path) => this.project.module(path)?.program);
  }

  #analyse(seeds: readonly string[], problems: AnalysisProblem[]): ReadonlyMap<string, Seed> {
    const binder = new Binder(this.project, this.catalog);
    const provenance = new ProvenanceReader(binder);
    const columns = new ColumnReader(binder, provenance);
    const effects = new EffectReader(binder, provenance, columns, () => this.schema);
    const checks = new CheckReader(binder, provenance, effects);
    const guard = <T>(file: string, run: () => T): T | undefined =>
      guarded(run, (message) => problems.push({ file, message }));
    const found = new Map<string, Seed>();
    for (const [i, file] of seeds.entries()) {
      this.onProgress(i, seeds.length);
      const module = this.project.module(file);
      if (!module || module.problem !== undefined) continue;
      binder.begin();
      const candidates = guard(file, () => [...handlersIn(binder, module), ...declaredFunctions(binder, module)]) ?? [];
      problems.push(...faultsIn(module));
      const reached = binder.takeReached();
      const start = (choice?: Choice) => new Walker(binder, provenance, effects, checks, choice);
      const timelines = candidates.flatMap((c) => guard(file, () => walk(c, start)) ?? []);
      found.set(file, { timelines, reached });
      for (const message of binder.takeLimits()) problems.push({ file, message });
    }
    return found;
  }
}

/** Tags that say nothing, with their lines. */
function faultsIn({ path, declarations, lines }: Module): readonly AnalysisProblem[] {
  return declarations.faults.map(({ at, message }) => ({
    file: path,
    message: `line ${String(lines.at(at).line)}: ${message}`,
  }));
}

/** Analysis never throws on odd code: what goes wrong is said, and the rest goes on. */
function guarded<T>(run: () => T, onProblem: (message: string) => void): T | undefined {
  try {
    return run();
  } catch (error) {
    const where = error instanceof Error ? ((error.stack ?? '').split('\n')[1]?.trim() ?? '') : '';
    onProblem(`analysis stopped here: ${error instanceof Error ? `${error.message} ${where}` : String(error)}`);
    return undefined;
  }
}

/** In order of place; of several timelines of one handler the one that saw most. */
function longest(timelines: readonly Timeline[]): readonly Timeline[] {
  const found = new Map<string, Timeline>();
  for (const timeline of timelines) {
    const key = `${keyOf(timeline.handler.place)} ${timeline.handler.library}`;
    const known = found.get(key);
    if (!known || known.events.length < timeline.events.length) found.set(key, timeline);
  }
  // The sort is stable: a handler stands before what is declared of it.
  return [...found.values()].sort((a, b) => compare(keyOf(a.handler.place), keyOf(b.handler.place)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf(place: Place): string {
  return `${place.module.path}:${String(place.node.range[0]).padStart(9, '0')}`;
}

/** The handler's timeline; several where it hands the message to functions that users registered. */
function walk(candidate: Candidate, start: (choice?: Choice) => Walker): readonly Timeline[] {
  const walker = start();
  run(candidate.handler, walker);
  const [fork] = walker.forks;
  if (!fork) return [timelineOf(candidate.handler, walker, suppliedPlace(candidate, walker))];
  return fork.functions.map((fn) => {
    const only = start({ call: fork.call, target: fn.node });
    run(candidate.handler, only);
    return timelineOf(candidate.handler, only, { module: fn.env.module, node: fn.node });
  });
}

function run({ root, isJoining }: RootedHandler, walker: Walker): void {
  if (root.kind === 'function') walker.root(root.fn, root.env, isJoining);
  else walker.rootStatement(root.node, root.env);
}

function timelineOf(handler: RootedHandler, walker: Walker, supplied: Place | undefined): Timeline {
  const place = supplied ?? handler.place;
  const moved: Handler = {
    place: { module: place.module, node: declarationOf(place.node) },
    registration: handler.registration,
    library: handler.library,
    name: handler.name,
    delivery: handler.delivery,
    ack: handler.ack,
    ackPlace: handler.ackPlace,
    manualAck: handler.manualAck,
    source: handler.source,
    isDeclared: handler.isDeclared,
  };
  const events = supplied ? walker.events.map((e) => ({ ...e, trace: traceFrom(supplied, e) })) : walker.events;
  return {
    handler: moved,
    events,
    branches: walker.branches,
    serializable: walker.transactions.serializable,
    limits: [...walker.limits],
  };
}

/** A method's definition stands for its function, and a variable's for the function it is made with. */
function declarationOf(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  if (parent?.type === 'MethodDefinition' && node.type === 'FunctionExpression') return parent;
  return parent?.type === 'VariableDeclarator' && parent.init === node ? parent : node;
}
