/** One project under analysis: what the plugin, the command and the editor hold on to. */
import { Analysis, type AnalysisProblem } from './analysis/analysis.js';
import { Catalog } from './analysis/catalog.js';
import type { Timeline } from './analysis/effect.js';
import { layOver } from './config/lay.js';
import { type Finding, findingsOf, oneOfEach } from './findings.js';
import { libraries } from './models/index.js';
import type { LibraryModel } from './models/model.js';
import { Project, type ProjectOptions, slashes } from './project/project.js';
import type { Schema } from './schema/schema.js';

export interface EngineOptions extends Omit<ProjectOptions, 'generated'> {
  /** The user's own rows, laid over ours. */
  readonly libraries?: readonly LibraryModel[];
  /** Called as the analysis of the whole project goes on, with the number of files searched and to search. */
  readonly onProgress?: (done: number, all: number) => void;
}

export class Engine {
  readonly project: Project;
  readonly analysis: Analysis;
  /** Of single handlers, as of a schema. */
  #byTimeline = new WeakMap<Timeline, { readonly schema: Schema; readonly findings: readonly Finding[] }>();

  /** @param root absolute path of the project's directory */
  constructor(root: string, options: EngineOptions = {}) {
    const catalog = catalogWith(options.libraries ?? [], slashes(root).replace(/\/$/, ''));
    const generated = catalog.libraries.flatMap((l) =>
      (l.generatedMarkers ?? []).map((marker) => ({ marker, package: l.packages[0] ?? l.library })),
    );
    this.project = new Project(root, { ...options, generated, packages: catalog.packages });
    this.analysis = new Analysis(this.project, catalog, options.onProgress);
  }

  /** Findings reported in the file (absolute path, forward slashes). After an edit only what leads to the file is analysed again. */
  findings(file: string): readonly Finding[] {
    return this.#of(this.analysis.in(file)).filter((f) => f.place.module.path === file);
  }

  /** As `findings`, but before the project was analysed it is answered at once from what the file and its importers say. */
  hastyFindings(file: string): readonly Finding[] {
    return this.#of(this.analysis.in(file, true)).filter((f) => f.place.module.path === file);
  }

  /** Findings of the whole project. */
  allFindings(): readonly Finding[] {
    return this.#of(this.analysis.timelines());
  }

  /** As `allFindings`, as far as they are known: what the analysis of a pending file found before still counts. */
  knownFindings(): readonly Finding[] {
    return this.#of(this.analysis.known());
  }

  /** Every handler of the project, with what it does. */
  timelines(): readonly Timeline[] {
    return handlersOf(this.analysis.timelines());
  }

  /** As `timelines`, as far as they are known. */
  knownTimelines(): readonly Timeline[] {
    return handlersOf(this.analysis.known());
  }

  /**
   * Analyses one more of the files that may hold a registration: some milliseconds, where `allFindings` may take seconds.
   *
   * @returns how many are left
   */
  step(): number {
    return this.analysis.step();
  }

  /** Files that could not be read or parsed, tags that say nothing, and bounds that were reached. */
  problems(): readonly AnalysisProblem[] {
    // The tables, too, are read for findings only.
    this.allFindings();
    return this.knownProblems();
  }

  /** As `problems`, as far as they are known. */
  knownProblems(): readonly AnalysisProblem[] {
    return [...this.project.problems, ...this.analysis.problems];
  }

  /** Lets go of what was found and of every parsed module: the next question is answered from the texts anew. */
  forget(): void {
    this.#byTimeline = new WeakMap();
    this.analysis.forget();
    this.project.forgetModules();
  }

  #of(timelines: readonly Timeline[]): readonly Finding[] {
    const { schema } = this.analysis;
    return oneOfEach(
      timelines.flatMap((timeline) => {
        const known = this.#byTimeline.get(timeline);
        if (known?.schema === schema) return known.findings;
        const findings = findingsOf(this.analysis, [timeline]);
        this.#byTimeline.set(timeline, { schema, findings });
        return findings;
      }),
    );
  }
}

let ours: Catalog | undefined;

/** Our rows with the user's laid over; without any, the same catalog every time. */
function catalogWith(rows: readonly LibraryModel[], root: string): Catalog {
  if (rows.length > 0) return new Catalog(layOver(libraries, rows, root));
  return (ours ??= new Catalog(libraries));
}

/** No broker calls what is only declared idempotent. */
function handlersOf(timelines: readonly Timeline[]): readonly Timeline[] {
  return timelines.filter((t) => t.handler.isDeclared !== true);
}
