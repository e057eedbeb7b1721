/** One project under analysis: what the plugin, the command and the editor hold on to. */
import { Analysis, type AnalysisProblem } from './analysis/analysis.js';
import { Catalog } from './analysis/catalog.js';
import type { Timeline } from './analysis/effect.js';
import { type Finding, findingsOf } from './findings.js';
import { libraries } from './models/index.js';
import type { LibraryModel } from './models/model.js';
import { Project, type ProjectOptions } from './project/project.js';

export interface EngineOptions extends Omit<ProjectOptions, 'generated'> {
  /** The user's own rows, laid over ours. */
  readonly libraries?: readonly LibraryModel[];
}

export class Engine {
  readonly project: Project;
  readonly analysis: Analysis;
  #revision = -1;
  #byFile = new Map<string, Finding[]>();

  /** @param root absolute path of the project's directory */
  constructor(root: string, options: EngineOptions = {}) {
    const catalog = new Catalog([...libraries, ...(options.libraries ?? [])]);
    const generated = catalog.libraries.flatMap((l) =>
      (l.generatedMarkers ?? []).map((marker) => ({ marker, package: l.packages[0] ?? l.library })),
    );
    this.project = new Project(root, { ...options, generated });
    this.analysis = new Analysis(this.project, catalog);
  }

  /** Findings reported in the file (absolute path, forward slashes). */
  findings(file: string): readonly Finding[] {
    this.#refresh();
    return this.#byFile.get(file) ?? [];
  }

  /** Findings of the whole project. */
  allFindings(): readonly Finding[] {
    this.#refresh();
    return [...this.#byFile.values()].flat();
  }

  /** Every handler of the project, with what it does. */
  timelines(): readonly Timeline[] {
    return this.analysis.timelines();
  }

  /** Files that could not be read or parsed, and bounds that were reached. */
  problems(): readonly AnalysisProblem[] {
    this.#refresh();
    return [...this.project.problems, ...this.analysis.problems];
  }

  #refresh(): void {
    if (this.#revision === this.project.revision) return;
    this.#byFile = new Map();
    for (const finding of findingsOf(this.analysis, this.analysis.timelines())) {
      const file = finding.place.module.path;
      const list = this.#byFile.get(file);
      if (list) list.push(finding);
      else this.#byFile.set(file, [finding]);
    }
    this.#revision = this.project.revision;
  }
}
