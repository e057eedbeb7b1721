/** One project under analysis: what the plugin, the command and the editor hold on to. */
import { Analysis, type AnalysisProblem } from './analysis/analysis.js';
import { Catalog } from './analysis/catalog.js';
import type { Timeline } from './analysis/effect.js';
import { layOver } from './config/lay.js';
import { type Finding, findingsOf } from './findings.js';
import { libraries } from './models/index.js';
import type { LibraryModel } from './models/model.js';
import { Project, type ProjectOptions, slashes } from './project/project.js';

export interface EngineOptions extends Omit<ProjectOptions, 'generated'> {
  /** The user's own rows, laid over ours. */
  readonly libraries?: readonly LibraryModel[];
  /** Called as the analysis of the whole project goes on, with the number of files searched and to search. */
  readonly onProgress?: (done: number, all: number) => void;
}

export class Engine {
  readonly project: Project;
  readonly analysis: Analysis;
  /** Of the whole project, as of `timelines`. */
  #byFile = new Map<string, Finding[]>();
  #timelines: readonly Timeline[] | undefined;
  /** Of the file that was asked for last while others had changed. */
  #latest: { readonly file: string; readonly revision: number; readonly findings: readonly Finding[] } | undefined;

  /** @param root absolute path of the project's directory */
  constructor(root: string, options: EngineOptions = {}) {
    const catalog = new Catalog(layOver(libraries, options.libraries ?? [], slashes(root).replace(/\/$/, '')));
    const generated = catalog.libraries.flatMap((l) =>
      (l.generatedMarkers ?? []).map((marker) => ({ marker, package: l.packages[0] ?? l.library })),
    );
    this.project = new Project(root, { ...options, generated, packages: catalog.packages });
    this.analysis = new Analysis(this.project, catalog, options.onProgress);
  }

  /** Findings reported in the file (absolute path, forward slashes). After an edit only what leads to the file is analysed again. */
  findings(file: string): readonly Finding[] {
    if (!this.#timelines || this.analysis.isCurrent()) {
      this.#refresh();
      return this.#byFile.get(file) ?? [];
    }
    const { revision } = this.project;
    if (this.#latest?.file !== file || this.#latest.revision !== revision) {
      const findings = findingsOf(this.analysis, this.analysis.in(file));
      this.#latest = { file, revision, findings: findings.filter((f) => f.place.module.path === file) };
    }
    return this.#latest.findings;
  }

  /** Findings of the whole project. */
  allFindings(): readonly Finding[] {
    this.#refresh();
    return [...this.#byFile.values()].flat();
  }

  /** Every handler of the project, with what it does. */
  timelines(): readonly Timeline[] {
    return this.analysis.timelines().filter((t) => t.handler.isDeclared !== true);
  }

  /** Files that could not be read or parsed, tags that say nothing, and bounds that were reached. */
  problems(): readonly AnalysisProblem[] {
    this.#refresh();
    return [...this.project.problems, ...this.analysis.problems];
  }

  /** Lets go of what was found and of every parsed module: the next question is answered from the texts anew. */
  forget(): void {
    this.#timelines = undefined;
    this.#byFile = new Map();
    this.#latest = undefined;
    this.analysis.forget();
    this.project.forgetModules();
  }

  #refresh(): void {
    const timelines = this.analysis.timelines();
    if (this.#timelines === timelines) return;
    this.#timelines = timelines;
    this.#byFile = new Map();
    for (const finding of findingsOf(this.analysis, timelines)) {
      const file = finding.place.module.path;
      const list = this.#byFile.get(file);
      if (list) list.push(finding);
      else this.#byFile.set(file, [finding]);
    }
  }
}
