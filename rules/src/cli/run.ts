/** Runs the command: reads arguments, analyses, prints, and says how it went. */
import { readFileSync } from 'node:fs';
import picocolors from 'picocolors';
import { ConfigError } from '../config/read.js';
import { pictureOf } from '../picture/build.js';
import { slashes } from '../project/project.js';
import { readArguments, usage, UsageError } from './arguments.js';
import { fix } from './fix/run.js';
import { formatted } from './formats.js';
import { init } from './init/run.js';
import { inspect } from './inspect.js';
import type { Io } from './io.js';
import type { Report } from './report.js';
import { resultJson } from './result.js';

/**
 * `fix …` repairs, `init …` writes a configuration, anything else is looked at.
 *
 * @returns exit code: 0 no findings, 1 findings, 2 could not run
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv;
  try {
    if (first === 'fix') return await fix(rest, io);
    return first === 'init' ? init(rest, io) : await analyse(argv, io);
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
  const { scope, engine, findings } = await inspect(options, io);
  const report: Report = {
    result: resultJson(engine, findings, scope, performance.now() - started),
    findings,
    pictures: () =>
      engine
        .timelines()
        .filter((t) => scope.holds(t.handler.place.module.path))
        .map((t) => pictureOf(engine.analysis, t, scope.root)),
    color: options.color ?? picocolors.isColorSupported,
    version: version(),
    cwd: slashes(io.cwd),
    columns: io.out.columns ?? 100,
  };
  io.out.write(formatted(options.format, report));
  return findings.length > 0 ? 1 : 0;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
