/** Which engine answers for a linted file, and does it know what the disk holds by now? */
import { userRows } from './config/read.js';
import { Engine } from './engine.js';
import type { Finding } from './findings.js';
import { type LintFinding, lintFindingOf } from './lint-finding.js';
import { isFileNow } from './project/disk.js';
import { projectRootOf } from './project/root.js';

/**
 * A linter run asks for file after file without a pause, and the disk is looked at once. After a pause somebody may have
 * edited or checked out something (a linter in an editor lives for hours): then it is looked at again.
 */
const PAUSE_MS = 500;

class Session {
  readonly #engine: Engine;
  /** The file whose unsaved text lies over the disk's. */
  #laid: string | undefined;
  #answered = performance.now();
  /** Of the whole project, by file, as of a revision. */
  #known: { readonly revision: number; readonly byFile: ReadonlyMap<string, readonly LintFinding[]> } | undefined;

  /** @throws {ConfigError} */
  constructor(root: string, settings: unknown) {
    this.#engine = new Engine(root, { libraries: userRows(root, settings) });
  }

  findings(file: string, text: string): readonly LintFinding[] {
    const { project } = this.#engine;
    if (performance.now() - this.#answered > PAUSE_MS) project.refresh();
    if (this.#laid !== undefined && this.#laid !== file) {
      project.setBuffer(this.#laid, undefined);
      this.#laid = undefined;
    }
    const findings = this.#isLeftOut(file) ? [] : this.#findings(file, text);
    this.#answered = performance.now();
    return findings;
  }

  /**
   * A run over files that nobody edits is answered from plain data, and the syntax trees are let go: beside a linter's own
   * they would more than double its memory. Once something changed, somebody is editing, and they stay.
   */
  #findings(file: string, text: string): readonly LintFinding[] {
    const { project } = this.#engine;
    if (project.text(file) !== text) {
      project.setBuffer(file, text);
      this.#laid = file;
    }
    if (!this.#known) {
      this.#known = { revision: project.revision, byFile: byFile(this.#engine.allFindings()) };
      this.#engine.forget();
    }
    if (project.changesSince(this.#known.revision)?.length === 0) return this.#known.byFile.get(file) ?? [];
    return this.#engine.findings(file).map(lintFindingOf);
  }

  /** Is it on the disk, but a test, ignored, too large, or outside of the project? */
  #isLeftOut(file: string): boolean {
    const { project } = this.#engine;
    return project.text(file) === undefined ? isFileNow(file) : !project.lists(file);
  }
}

function byFile(findings: readonly Finding[]): ReadonlyMap<string, readonly LintFinding[]> {
  const found = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const { path } = finding.place.module;
    const list = found.get(path);
    if (list) list.push(lintFindingOf(finding));
    else found.set(path, [lintFindingOf(finding)]);
  }
  return found;
}

const sessions = new Map<string, Session>();
const roots = new Map<string, string>();
/** Settings are the same object for many files. */
const spelt = new WeakMap<object, string>();

/**
 * @param file absolute path, forward slashes
 * @param text what the linter has in hand, without byte order mark
 * @param cwd where the linter was started
 * @param settings the user's own rows, as they stand in the linter's settings
 * @throws {ConfigError} when they, or the project's configuration file, are wrong
 */
export function findingsFor(file: string, text: string, cwd: string, settings: unknown): readonly LintFinding[] {
  const folder = `${file.slice(0, file.lastIndexOf('/'))}\0${cwd}`;
  const root = roots.get(folder) ?? projectRootOf(file, cwd);
  roots.set(folder, root);
  const key = `${root}\0${spellingOf(settings)}`;
  const session = sessions.get(key) ?? new Session(root, settings);
  sessions.set(key, session);
  return session.findings(file, text);
}

function spellingOf(settings: unknown): string {
  if (typeof settings !== 'object' || settings === null) return String(settings);
  const known = spelt.get(settings) ?? JSON.stringify(settings);
  spelt.set(settings, known);
  return known;
}
