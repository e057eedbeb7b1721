/** Which engine answers for a linted file, and does it know what the disk holds by now? */
import { userRows } from './config/read.js';
import { Engine } from './engine.js';
import type { Finding } from './findings.js';
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

  /** @throws {ConfigError} */
  constructor(root: string, settings: unknown) {
    this.#engine = new Engine(root, { libraries: userRows(root, settings) });
  }

  findings(file: string, text: string): readonly Finding[] {
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

  #findings(file: string, text: string): readonly Finding[] {
    const { project } = this.#engine;
    if (project.text(file) !== text) {
      project.setBuffer(file, text);
      this.#laid = file;
    }
    return this.#engine.findings(file);
  }

  /** Is it on the disk, but a test, ignored, too large, or outside of the project? */
  #isLeftOut(file: string): boolean {
    const { project } = this.#engine;
    return project.text(file) === undefined ? isFileNow(file) : !project.lists(file);
  }
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
export function findingsFor(file: string, text: string, cwd: string, settings: unknown): readonly Finding[] {
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
