/** What is to be shown of a file: the findings that settings, the user's ESLint config and comments leave. */
import {
  afterComments,
  type Engine,
  type Place,
  type Reported,
  rules,
  severityOf,
} from 'eslint-plugin-idempotent-consumer/editor';
import type { PictureFinding, PicturePlace } from 'eslint-plugin-idempotent-consumer/picture';
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
    await workspace.readSettings();
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

  /** Which findings count: those that neither a comment nor the configuration silences, underlined or not. */
  async counted(engine: Engine, findings: ReturnType<Engine['findings']>): Promise<Counted> {
    const settings = await this.settings();
    const counted = new Set<string>();
    const files = new Set(findings.map(({ place }) => place.module.path));
    for (const file of files) {
      const own = findings.filter(({ place }) => place.module.path === file);
      const reports = await this.#weighed(own, settings, await this.#levels(file));
      for (const { finding } of reports) counted.add(keyOf(engine, finding));
    }
    return ({ ruleId, place, effect }) => counted.has([ruleId, spelt(place), spelt(effect)].join(' '));
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

  /** How many findings of the workspace count, as far as they are known, underlined or not. */
  async count(): Promise<number> {
    const settings = await this.settings();
    let sum = 0;
    for (const [file, findings] of this.#byFile())
      sum += (await this.#weighed(findings, settings, await this.#levels(file))).length;
    return sum;
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

/** Does a finding of a picture count? */
export type Counted = (finding: PictureFinding) => boolean;

function keyOf({ project: { root } }: Engine, { ruleId, place, effect }: Reported['finding']): string {
  const at = ({ module, node }: Place): string => {
    const { line, column } = module.lines.at(node.range[0]);
    return spelt({ file: module.path.slice(root.length + 1), line, column: column + 1 });
  };
  return [ruleId, at(place), at(effect)].join(' ');
}

function spelt({ file, line, column }: Pick<PicturePlace, 'file' | 'line' | 'column'>): string {
  return `${file}:${String(line)}:${String(column)}`;
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
