/** The ESLint plugin: the rules, and the two configs that switch them on. */
import { createRequire } from 'node:module';
import type { ESLint, Linter } from 'eslint';
import { createRule } from './create-rule.js';
import { type Config, rules, severityOf } from './findings.js';

export type { UserConfig } from './config/rows.js';

const { name, version } = createRequire(import.meta.url)('../package.json') as { name: string; version: string };
const namespace = 'idempotent-consumer';

const meta = { name, version, namespace };
const plugin = {
  meta,
  rules: Object.fromEntries(rules.map((rule) => [rule.id, createRule(rule)])),
  configs: { recommended: configOf('recommended'), strict: configOf('strict') },
} satisfies ESLint.Plugin;

export default plugin;

function configOf(config: Config): Linter.Config {
  const levels = rules.map((rule): [string, Linter.RuleSeverity] => {
    const severity = severityOf(rule, config);
    return [`${namespace}/${rule.id}`, severity === 'warning' ? 'warn' : (severity ?? 'off')];
  });
  return {
    name: `${namespace}/${config}`,
    plugins: {
      // The configs are a part of the plugin they name.
      get [namespace]() {
        return plugin;
      },
    },
    rules: Object.fromEntries(levels),
  };
}
