/** What the command looks at: a project, and the findings in it that the user asked for. */
import { userRows } from '../config/read.js';
import { Engine } from '../engine.js';
import { type Config, type Finding, rules, severityOf } from '../findings.js';
import { afterComments } from './directives.js';
import type { Io } from './io.js';
import { progressOn } from './progress.js';
import type { Reported } from './report.js';
import { type ProjectScope, scopeOf } from './scope.js';

export interface Inspected {
  readonly scope: ProjectScope;
  readonly engine: Engine;
  /** Within the scope, in order of file and place. */
  readonly findings: readonly Reported[];
}

/**
 * Analyses the project around the paths. Progress goes to `err` while it lasts.
 *
 * @throws {UsageError} when a path does not exist
 * @throws {ConfigError} when the project's configuration file is wrong
 */
export async function inspect(
  asked: { readonly paths: readonly string[]; readonly config: Config },
  { err, cwd }: Io,
): Promise<Inspected> {
  const scope = scopeOf(asked.paths, cwd);
  const progress = progressOn(err);
  const engine = new Engine(scope.project, {
    libraries: userRows(scope.project),
    onProgress: (done, all) => {
      progress.step(`Looking for message handlers … ${String(done)} of ${String(all)} files that may hold one`);
    },
  });
  const findings = await reported(engine.allFindings(), asked.config, scope);
  progress.done();
  return { scope, engine, findings };
}

/** Those of `findings` that stand in the scope, that the config holds, and that no comment disables. */
export async function reported(
  findings: readonly Finding[],
  config: Config,
  scope: Pick<ProjectScope, 'holds'>,
): Promise<readonly Reported[]> {
  const severities = new Map(rules.map((rule) => [rule.id, severityOf(rule, config)]));
  const chosen = findings.flatMap((finding) => {
    const severity = severities.get(finding.ruleId);
    return severity && scope.holds(finding.place.module.path) ? [{ finding, severity }] : [];
  });
  return afterComments(chosen);
}
