/** A project's handlers and their timelines: the one entry rules, command and editor share. */
import { declarationTags } from '../project/declarations.js';
import { Deployments, isDescriptor } from '../deployment/deployments.js';
import { Gate } from '../project/gate.js';
import { isLinkedAnew } from '../project/import-graph.js';
import type { Project } from '../project/project.js';
import { type Callers, type Change, changedWords } from '../project/reads.js';
import { wordsOf } from '../project/words.js';
import { isSchemaFile, readSchema, Schema } from '../schema/schema.js';
import type { Catalog } from './catalog.js';
import type { Place, Timeline } from './effect.js';
import { handlerWords } from './handlers/words.js';
import { type AnalysisProblem, type Seed, seedOf } from './seed.js';

export type { AnalysisProblem } from './seed.js';

export class Analysis {
  readonly #gate: Gate;
  readonly #deployments: Deployments;
  /** Of the project that the rest speaks of. */
  #revision = -1;
  /** By file. Those that are pending say what held before. */
  #seeds = new Map<string, Seed>();
  /** Files whose registrations are still to be followed. */
  #pending = new Set<string>();
  /** Files that changed since the seeds were listed; undefined when they never were. */
  #unlisted: Set<string> | undefined;
  #timelines: readonly Timeline[] | undefined;
  #schema: Schema | undefined;
  #schemaFiles: ReadonlySet<string> = new Set();

  constructor(
    readonly project: Project,
    readonly catalog: Catalog,
    private readonly onProgress: (done: number, all: number) => void = () => undefined,
  ) {
    const { packages, names, calls } = handlerWords(catalog);
    this.#gate = new Gate(project, packages, [...names, ...declarationTags], calls);
    this.#deployments = new Deployments(project);
  }

  /** Timelines of every handler of the project, and of what is declared idempotent, in order of file and place. Cached until the project changes. */
  timelines(): readonly Timeline[] {
    for (let left = this.step(); left > 0; left = this.step())
      this.onProgress(this.#seeds.size, this.#seeds.size + left);
    return this.known();
  }

  /** As `timelines`, as far as they are known: a handler whose analysis is pending is told as it was. */
  known(): readonly Timeline[] {
    this.#timelines ??= longest(
      [...this.#seeds].sort(([a], [b]) => compare(a, b)).flatMap(([, s]) => s.timelines),
    ).filter(
      // What an installed package handles by itself is its own affair.
      ({ handler }) => !this.project.isInstalled(handler.place.module.path),
    );
    return this.#timelines;
  }

  /**
   * Follows the registrations of one more file, which takes milliseconds where the whole project takes seconds.
   *
   * @returns how many files are left; 0 when `timelines` has nothing to do
   */
  step(): number {
    this.#catchUp();
    this.#list();
    const [file] = this.#pending;
    if (file !== undefined) this.#follow(file);
    return this.#pending.size;
  }

  /** Does what `timelines` gave last still hold? */
  isCurrent(): boolean {
    this.#catchUp();
    this.#list();
    return this.#pending.size === 0;
  }

  /** Lets go of every timeline and of the schema. */
  forget(): void {
    this.#revision = -1;
    this.#timelines = undefined;
    this.#seeds.clear();
    this.#pending.clear();
    this.#unlisted = undefined;
    this.#schema = undefined;
  }

  /**
   * Handlers that stand in the file (absolute path). Of what is pending, only the registrations that can lead there are
   * followed: those of the file and of what changed, those that led there before, those that use a wrapper that the file
   * names, and those of modules that import the file, a barrel between them or none.
   *
   * @param isHasty do so even when the project was never analysed: then wrappers and base classes are not known yet
   */
  in(file: string, isHasty = false): readonly Timeline[] {
    this.#catchUp();
    if (!this.#unlisted && !isHasty) this.timelines();
    for (const path of this.#leadingTo(file)) {
      if (this.#gate.names(path) || this.#deployments.of(path).length > 0) this.#follow(path);
      else this.#drop(path);
    }
    return this.known().filter((t) => t.handler.place.module.path === file);
  }

  /** Files that name something modelled, and those that descriptors deploy. */
  #allSeeds(): readonly string[] {
    const deployed = this.#deployments.modules();
    return deployed.length === 0 ? this.#gate.seeds() : [...new Set([...this.#gate.seeds(), ...deployed])].sort();
  }

  #leadingTo(file: string): readonly string[] {
    const words = wordsOf(this.project.text(file) ?? '');
    const stood = ({ timelines, reached }: Seed): boolean =>
      timelines.some((t) => t.handler.place.module.path === file) || [...reached].some((name) => words.has(name));
    const led = [...this.#pending].filter((path) => {
      const seed = this.#seeds.get(path);
      return seed !== undefined && stood(seed);
    });
    const candidates = new Set([file, ...(this.#unlisted ?? []), ...this.#importersOf(file), ...led]);
    return [...candidates].filter(
      (path) =>
        (this.#pending.has(path) || !this.#seeds.has(path)) &&
        (this.project.lists(path) || this.project.isInstalled(path)),
    );
  }

  /** Modules that name an export of the file and import it. */
  #importersOf(file: string): readonly string[] {
    const names = [...(this.project.module(file)?.exports.keys() ?? [])].filter((name) =>
      /^(?!default$)[\w$]+$/.test(name),
    );
    const naming = new Set(names.flatMap((name) => this.project.filesWithWord(name)));
    return [...naming].filter((path) => path !== file && this.#gate.imports(path, file));
  }

  #follow(file: string): void {
    this.#pending.delete(file);
    this.#seeds.set(
      file,
      seedOf(file, this.project, this.catalog, this.#deployments, () => this.#schemaOfSeed()),
    );
    this.#timelines = undefined;
  }

  #drop(path: string): void {
    this.#pending.delete(path);
    if (this.#seeds.delete(path)) this.#timelines = undefined;
  }

  /** Finds out what has to be followed again. */
  #catchUp(): void {
    if (this.#revision === this.project.revision) return;
    const since = this.#revision < 0 ? undefined : this.project.changesSince(this.#revision);
    // What is deployed says of any module which of its functions are handlers.
    const isDeployed = since?.some(({ path, before }) => isDescriptor(this.project, path, before)) === true;
    const changes = isDeployed ? undefined : since;
    this.#revision = this.project.revision;
    if (!changes) {
      this.#schema = undefined;
      this.#unlisted = undefined;
    }
    for (const path of changes ? this.#staleAfter(changes) : this.#seeds.keys()) this.#pending.add(path);
    for (const { path } of changes ?? []) this.#unlisted?.add(path);
  }

  /** Finds the files that may hold a registration. */
  #list(): void {
    if (this.#unlisted?.size === 0) return;
    this.#unlisted = new Set();
    const files = new Set(this.#allSeeds());
    for (const path of [...this.#seeds.keys(), ...this.#pending]) if (!files.has(path)) this.#drop(path);
    for (const path of files) if (!this.#seeds.has(path)) this.#pending.add(path);
  }

  #staleAfter(changes: readonly Change[]): readonly string[] {
    const schemaChanged = this.#refreshSchema(changes);
    const changed = changes.map((change) => ({
      change,
      words: changedWords(change.before ?? '', this.project.text(change.path) ?? ''),
    }));
    const isLinked = changes.some(({ path, before }) => isLinkedAnew(before ?? '', this.project.text(path) ?? ''));
    const holds = ({ reads }: Seed): boolean =>
      !(schemaChanged && reads.schema) &&
      changed.every(({ change, words }) => reads.outlive(change, words)) &&
      !(isLinked && [...reads.callers].some((callers) => this.#isOutdated(callers)));
    return [...this.#seeds].flatMap(([path, seed]) => (holds(seed) ? [] : [path]));
  }

  /** May others call it now? */
  #isOutdated({ name, home, files }: Callers): boolean {
    const now = this.project.filesWithCall(name, home);
    return now.length !== files.length || now.some((file, i) => file !== files[i]);
  }

  /** Reads the tables again where one of their files changed. Says whether they are others, wherever they stand. */
  #refreshSchema(changes: readonly Change[]): boolean {
    const before = this.#schema;
    const isTouched = changes.some(
      ({ path }) => this.#schemaFiles.has(path) || isSchemaFile(path, this.project.text(path) ?? ''),
    );
    if (!before || !isTouched) return false;
    this.#schema = undefined;
    return !this.schema.says(before);
  }

  /** What went wrong and bounds that were reached, by file. */
  get problems(): readonly AnalysisProblem[] {
    return [...this.#seeds.values()].flatMap((seed) => seed.problems);
  }

  /** Unique keys as the repository declares them; read when first asked for. */
  get schema(): Schema {
    this.#schema ??= this.project.noting(undefined, () => this.#readSchema());
    return this.#schema;
  }

  #schemaOfSeed(): Schema {
    const { reads } = this.project;
    if (reads) reads.schema = true;
    return this.schema;
  }

  #readSchema(): Schema {
    const files = [...this.project.files(), ...this.project.otherFiles(/\.(?:prisma|sql|xml)$/)];
    const sources = files.flatMap((path) => {
      const text = this.project.text(path);
      return text !== undefined && isSchemaFile(path, text) ? [{ path, text }] : [];
    });
    this.#schemaFiles = new Set(sources.map(({ path }) => path));
    return readSchema(sources, (path) => this.project.module(path), files);
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
