/** What is to be shown of a file: the findings that settings, the user's ESLint config and comments leave. */
import { afterComments, type Engine, type Reported, rules, severityOf } from 'eslint-plugin-idempotent-consumer/editor';
import type { EslintLevels } from './config-messages.js';
import type { Configs } from './configs.js';
import type { Settings } from './protocol.js';
import type { Workspace } from './workspace.js';

export type Level = 'error' | 'warning' | 'information';

export interface Report {
  readonly finding: Reported['finding'];
  readonly level: Level;
}

export class Reports {
  constructor(
    readonly workspace: Workspace,
    private readonly configs: Configs,
    private readonly settings: () => Promise<Settings>,
  ) {}

  /** Of one file (absolute path), as its text is now. */
  async of(file: string): Promise<readonly Report[]> {
    const { workspace } = this;
    // Configurations are executed on another thread meanwhile.
    const prepared = workspace.prepareFor(file);
    const levels = this.#levels(file);
    const hasty = workspace.engineOf(file);
    const findings = hasty?.hastyFindings(file);
    await prepared;
    const engine = workspace.engineOf(file);
    return this.#shown(findings && engine === hasty ? findings : (engine?.hastyFindings(file) ?? []), await levels);
  }

  async #levels(file: string): Promise<EslintLevels | undefined> {
    return this.workspace.isTrusted ? this.configs.levels(file) : undefined;
  }

  /** Of every file of the workspace with findings, as far as they are known. */
  async all(): Promise<ReadonlyMap<string, readonly Report[]>> {
    const found = new Map<string, readonly Report[]>();
    for (const [file, findings] of this.#byFile()) {
      const reports = await this.#shown(findings, await this.#levels(file));
      if (reports.length > 0) found.set(file, reports);
    }
    return found;
  }

  #byFile(): ReadonlyMap<string, readonly Reported['finding'][]> {
    const found = new Map<string, Reported['finding'][]>();
    for (const engine of this.workspace.engines()) {
      for (const finding of engine.knownFindings()) {
        const file = finding.place.module.path;
        if (!this.workspace.holds(file) && !this.workspace.documents.get(file)) continue;
        const list = found.get(file);
        if (list) list.push(finding);
        else found.set(file, [finding]);
      }
    }
    return found;
  }

  async #shown(findings: ReturnType<Engine['findings']>, levels: EslintLevels | undefined): Promise<readonly Report[]> {
    const settings = await this.settings();
    if (settings.run === 'off' || findings.length === 0) return [];
    if (settings.run === 'auto' && settings.eslintExtension && levels) return [];
    return this.#weighed(findings, settings, levels);
  }

  async #weighed(
    findings: ReturnType<Engine['findings']>,
    settings: Settings,
    levels: EslintLevels | undefined,
  ): Promise<readonly Report[]> {
    const weights = new Map(rules.map((rule) => [rule.id, levelOf(rule, settings, levels)]));
    const reported = findings.flatMap((finding): Reported[] => {
      const level = weights.get(finding.ruleId);
      return level === undefined ? [] : [{ finding, severity: level === 'error' ? 'error' : 'warning' }];
    });
    const left = await afterComments(reported);
    return left.map(({ finding, severity }) => ({
      finding,
      level: severity === 'warning' && weights.get(finding.ruleId) === 'information' ? 'information' : severity,
    }));
  }
}

/** The user's ESLint config says, else the setting of the rule, else the config that was chosen. Undefined: off. */
function levelOf(
  rule: (typeof rules)[number],
  settings: Settings,
  levels: EslintLevels | undefined,
): Level | undefined {
  if (levels) {
    const level = levels.levels.get(rule.id) ?? 0;
    return level === 2 ? 'error' : level === 1 ? 'warning' : undefined;
  }
  const own = settings.rules[rule.id];
  if (own !== undefined) return own === 'off' ? undefined : own;
  return severityOf(rule, settings.config);
}
