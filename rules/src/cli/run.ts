/** Runs the command: reads arguments, analyses, prints, and says how it went. */
import { readFileSync } from 'node:fs';
import picocolors from 'picocolors';
import { ConfigError, userRows } from '../config/read.js';
import { Engine } from '../engine.js';
import { type Config, rules, severityOf } from '../findings.js';
import { slashes } from '../project/project.js';
import { readArguments, usage, UsageError } from './arguments.js';
import { afterComments } from './directives.js';
import { formatted } from './formats.js';
import { progressOn } from './progress.js';
import type { Report, Reported } from './report.js';
import { resultJson } from './result.js';
import { scopeOf } from './scope.js';

export interface Io {
  readonly out: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly err: NodeJS.WritableStream & { isTTY?: boolean };
  readonly cwd: string;
}

/** @returns exit code: 0 no findings, 1 findings, 2 could not run */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await analyse(argv, io);
  } catch (error) {
    io.err.write(complaint(error));
    return 2;
  }
}

/** A mistake of the user's in a sentence; one of ours with all that helps to find it. */
function complaint(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nSee idempotent-consumer --help.\n`;
  if (error instanceof ConfigError) return `${error.message}\n`;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `idempotent-consumer could not run. This is a mistake in the tool, please report it:\n${details}\n`;
}

async function analyse(argv: readonly string[], io: Io): Promise<number> {
  const started = performance.now();
  const options = readArguments(argv);
  if (options.help || options.version) {
    io.out.write(options.help ? usage : `${version()}\n`);
    return 0;
  }
  const scope = scopeOf(options.paths, io.cwd);
  const progress = progressOn(io.err);
  const engine = new Engine(scope.project, {
    libraries: userRows(scope.project),
    onProgress: (done, all) => {
      progress.step(`Looking for message handlers … ${String(done)} of ${String(all)} files that may hold one`);
    },
  });
  const inScope = chosen(engine, options.config).filter(({ finding }) => scope.holds(finding.place.module.path));
  const findings = await afterComments(inScope);
  progress.done();
  const report: Report = {
    result: resultJson(engine, findings, scope, performance.now() - started),
    findings,
    color: options.color ?? picocolors.isColorSupported,
    version: version(),
    cwd: slashes(io.cwd),
    columns: io.out.columns ?? 100,
  };
  io.out.write(formatted(options.format, report));
  return findings.length > 0 ? 1 : 0;
}

function chosen(engine: Engine, config: Config): readonly Reported[] {
  const severities = new Map(rules.map((rule) => [rule.id, severityOf(rule, config)]));
  return engine.allFindings().flatMap((finding) => {
    const severity = severities.get(finding.ruleId);
    return severity ? [{ finding, severity }] : [];
  });
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
