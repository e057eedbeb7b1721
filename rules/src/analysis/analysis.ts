/** A project's handlers and their timelines: the one entry rules, command and editor share. */
import type { TSESTree } from '@typescript-eslint/types';
import { Gate } from '../project/gate.js';
import type { Project } from '../project/project.js';
import { isSchemaFile, readSchema, Schema } from '../schema/schema.js';
import { Binder } from './bind.js';
import type { Catalog } from './catalog.js';
import { CheckReader } from './check.js';
import { ColumnReader } from './columns.js';
import type { Handler, Place, Timeline } from './effect.js';
import { EffectReader } from './effects.js';
import { handlerWords } from './handler-words.js';
import { type Candidate, handlersIn } from './handlers.js';
import type { Choice } from './forks.js';
import { ProvenanceReader } from './provenance.js';
import { remoteRegistrations } from './registering.js';
import { Walker } from './walk.js';

export interface AnalysisProblem {
  readonly file: string;
  readonly message: string;
}

export class Analysis {
  readonly #gate: Gate;
  #revision = -1;
  #timelines: readonly Timeline[] = [];
  #problems: AnalysisProblem[] = [];
  #schema: Schema | undefined;

  constructor(
    readonly project: Project,
    readonly catalog: Catalog,
  ) {
    const { packages, names, calls } = handlerWords(catalog);
    this.#gate = new Gate(project, packages, names, calls);
  }

  /** Timelines of every handler of the project, in order of file and place. Cached until the project changes. */
  timelines(): readonly Timeline[] {
    if (this.#revision === this.project.revision) return this.#timelines;
    this.#schema = undefined;
    this.#problems = [];
    this.#timelines = this.#analyse();
    this.#revision = this.project.revision;
    return this.#timelines;
  }

  /** Handlers that stand in the file (absolute path). */
  in(file: string): readonly Timeline[] {
    return this.timelines().filter((t) => t.handler.place.module.path === file);
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
    const files = [...this.project.files(), ...this.project.otherFiles(/\.(?:prisma|sql)$/)];
    const sources = files.flatMap((path) => {
      const text = this.project.text(path);
      return text !== undefined && isSchemaFile(path, text) ? [{ path, text }] : [];
    });
    return readSchema(sources, (path) => this.project.module(path)?.program);
  }

  #analyse(): readonly Timeline[] {
    const binder = new Binder(this.project, this.catalog);
    const provenance = new ProvenanceReader(binder);
    const columns = new ColumnReader(binder, provenance);
    const effects = new EffectReader(binder, provenance, columns, () => this.schema);
    const checks = new CheckReader(binder, provenance, effects);
    const found = new Map<string, Timeline>();
    const remote = remoteRegistrations(this.catalog, this.project).filter((file) => this.#gate.mayMatter(file));
    for (const file of new Set([...this.#gate.seeds(), ...remote])) {
      const module = this.project.module(file);
      if (!module || module.problem !== undefined) continue;
      for (const candidate of this.#guard(file, () => handlersIn(binder, module)) ?? []) {
        const walker = (choice?: Choice) => new Walker(binder, provenance, effects, checks, choice);
        for (const timeline of this.#guard(file, () => walk(candidate, walker)) ?? []) {
          const key = `${keyOf(timeline.handler.place)} ${timeline.handler.library}`;
          const known = found.get(key);
          if (!known || known.events.length < timeline.events.length) found.set(key, timeline);
        }
      }
    }
    for (const limit of binder.takeLimits()) this.#problems.push({ file: this.project.root, message: limit });
    return [...found.values()].sort((a, b) => (keyOf(a.handler.place) < keyOf(b.handler.place) ? -1 : 1));
  }

  /** Analysis never throws on odd code: what goes wrong is said, with the file, and the rest goes on. */
  #guard<T>(file: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.#problems.push({
        file,
        message: `analysis stopped here: ${error instanceof Error ? `${error.message} ${(error.stack ?? '').split('\n')[1]?.trim() ?? ''}` : String(error)}`,
      });
      return undefined;
    }
  }
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

function run({ root }: Handler, walker: Walker): void {
  if (root.kind === 'function') walker.root(root.fn, root.env);
  else walker.rootStatement(root.node, root.env);
}

function timelineOf(handler: Handler, walker: Walker, supplied: Place | undefined): Timeline {
  const place = supplied ?? handler.place;
  const moved: Handler = { ...handler, place: { module: place.module, node: declarationOf(place.node) } };
  return { handler: moved, events: walker.events, branches: walker.branches, limits: [...walker.limits] };
}

/** Of a wrapper or base class, the function that its user supplied. */
function suppliedPlace(candidate: Candidate, walker: Walker): Place | undefined {
  const { provided } = candidate;
  const fn = provided && walker.entered.find((f) => provided(f));
  return fn && { module: fn.env.module, node: fn.node };
}

/** A method's definition stands for its function. */
function declarationOf(node: TSESTree.Node): TSESTree.Node {
  return node.parent?.type === 'MethodDefinition' && node.type === 'FunctionExpression' ? node.parent : node;
}
