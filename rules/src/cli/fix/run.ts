/** `idempotent-consumer fix`: goes through the findings, shows what would repair each, and does what the user wants. */
import picocolors from 'picocolors';
import type { Fix } from '../../fixes/fix.js';
import { UsageError } from '../arguments.js';
import { inspect, type Inspected, reported } from '../inspect.js';
import type { Io } from '../io.js';
import type { Reported } from '../report.js';
import { type FixOptions, fixUsage, readFixArguments } from './arguments.js';
import { ask } from './ask.js';
import { changesOf, type FileChange, StaleError, writeChanges } from './changes.js';
import { hasUncommittedChanges } from './git.js';
import { FixPage, type Tally } from './page.js';
import { identityOf, objectionTo } from './trial.js';

interface Repair {
  readonly fix: Fix;
  readonly changes: readonly FileChange[];
}

/**
 * @param argv what stands behind `fix`
 * @returns exit code: 0 when all of it was gone through
 * @throws {UsageError} also where there is nobody to ask
 * @throws {ConfigError}
 */
export async function fix(argv: readonly string[], io: Io): Promise<number> {
  const options = readFixArguments(argv);
  if (options.help) {
    io.out.write(fixUsage);
    return 0;
  }
  if (!options.isDryRun && !options.isAgreed && io.in?.isTTY !== true) {
    throw new UsageError('There is nobody to ask: use --yes or --dry-run where the input is no terminal.');
  }
  await new Session(options, io, await inspect(options, io)).run();
  return 0;
}

class Session {
  readonly #page: FixPage;
  readonly #tally: Tally = { repaired: 0, skipped: 0, refused: [] };
  /** How many findings were decided about and are still there, by identity: several may read the same. */
  readonly #passed = new Map<string, number>();
  readonly #passedRules = new Set<string>();
  /** Files that we have changed: that git finds them changed is our own doing. */
  readonly #written = new Set<string>();

  constructor(
    readonly options: FixOptions,
    readonly io: Io,
    readonly inspected: Inspected,
  ) {
    const color = options.color ?? picocolors.isColorSupported;
    this.#page = new FixPage(inspected.scope.root, color, io.out.columns ?? 100);
  }

  async run(): Promise<void> {
    const files = [...new Set(this.inspected.findings.map(({ finding }) => finding.place.module.path))];
    for (const file of files) if (!(await this.#file(file))) break;
    this.io.out.write(this.#page.end(this.#tally, await this.#unrepairable(files), this.options.isDryRun));
  }

  /** @returns false when the user has had enough */
  async #file(file: string): Promise<boolean> {
    for (;;) {
      const next = this.#next(await this.#findings(file));
      if (!next) return true;
      const { finding } = next;
      const repairs = this.#repairs(next);
      const chosen = repairs.length === 0 ? undefined : await this.#choice(next, repairs);
      if (chosen === 'stop') return false;
      if (chosen === 'skip-rule') this.#passedRules.add(finding.ruleId);
      if (typeof chosen === 'string') this.#tally.skipped++;
      const isGone = typeof chosen === 'number' && this.#make(repairs[chosen]);
      const key = identityOf(finding);
      if (!isGone) this.#passed.set(key, (this.#passed.get(key) ?? 0) + 1);
    }
  }

  /** The first that is still to be decided about. */
  #next(findings: readonly Reported[]): Reported | undefined {
    const seen = new Map<string, number>();
    return findings.find((candidate) => {
      if (!this.#isOpen(candidate)) return false;
      const key = identityOf(candidate.finding);
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      return nth >= (this.#passed.get(key) ?? 0);
    });
  }

  /** As the files are now. */
  async #findings(file: string): Promise<readonly Reported[]> {
    const { engine, scope } = this.inspected;
    return reported(engine.findings(file), this.options.config, scope);
  }

  #isOpen({ finding }: Reported): boolean {
    const { only } = this.options;
    return (
      finding.fixes.length > 0 &&
      (only.length === 0 || only.includes(finding.ruleId)) &&
      !this.#passedRules.has(finding.ruleId)
    );
  }

  /** Those that may be made; shown with the finding. Why the others may not is said. */
  #repairs(candidate: Reported): readonly Repair[] {
    const { finding } = candidate;
    this.io.out.write(this.#page.finding(candidate));
    const objections: string[] = [];
    const repairs = finding.fixes.flatMap((fix) => {
      const changes = changesOf(fix);
      const objection = this.#dirt(changes) ?? objectionTo(this.inspected.engine, finding, changes);
      if (objection !== undefined) objections.push(objection);
      return objection === undefined ? [{ fix, changes }] : [];
    });
    for (const { fix, changes } of repairs) this.io.out.write(this.#page.repair(fix.title, changes));
    const [reason] = objections;
    if (repairs.length === 0 && reason !== undefined) {
      this.#tally.refused.push(reason);
      this.io.out.write(this.#page.refused(reason));
    } else this.io.out.write('\n');
    return repairs;
  }

  #dirt(changes: readonly FileChange[]): string | undefined {
    if (this.options.takesDirty || this.options.isDryRun) return undefined;
    const dirty = changes.find(
      ({ path, before }) => before !== undefined && !this.#written.has(path) && hasUncommittedChanges(path),
    );
    return dirty && `${dirty.path} has uncommitted changes (--allow-dirty to change it all the same).`;
  }

  async #choice({ finding }: Reported, repairs: readonly Repair[]) {
    if (this.options.isDryRun || this.options.isAgreed) return 0;
    const titles = repairs.map((repair) => repair.fix.title);
    return ask(titles, finding.ruleId, this.io);
  }

  /** @returns whether it was written */
  #make(repair: Repair | undefined): boolean {
    if (!repair) return false;
    if (this.options.isDryRun) {
      this.#tally.repaired++;
      return false;
    }
    try {
      writeChanges(repair.changes);
    } catch (error) {
      if (!(error instanceof StaleError)) throw error;
      this.#tally.refused.push(error.message);
      this.io.out.write(this.#page.refused(error.message));
      return false;
    }
    for (const { path } of repair.changes) {
      this.#written.add(path);
      this.inspected.engine.project.changed(path);
    }
    this.#tally.repaired++;
    this.io.out.write(this.#page.done(repair.changes));
    return true;
  }

  async #unrepairable(files: readonly string[]): Promise<number> {
    const { only } = this.options;
    const left = await Promise.all(files.map((file) => this.#findings(file)));
    return left
      .flat()
      .filter(({ finding }) => finding.fixes.length === 0 && (only.length === 0 || only.includes(finding.ruleId)))
      .length;
  }
}
