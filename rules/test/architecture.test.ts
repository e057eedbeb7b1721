/** Do the laws of the house hold that can be read off the text? Each law is also shown a text that breaks it. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { libraries } from '../src/models/index.js';

interface Source {
  /** Relative to the repository, forward slashes. */
  readonly path: string;
  readonly text: string;
}

interface Law {
  readonly name: string;
  /** Paths the law speaks of. */
  readonly of: RegExp;
  /** What is wrong with the file; nothing when it obeys. */
  readonly check: (source: Source) => readonly string[];
  /** Files that break the law, each in one way. */
  readonly broken: readonly Source[];
  /** Neighbours just inside the law. */
  readonly kept: readonly Source[];
}

/** What each part of rules/src may import besides itself: a part, or one module of it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  sql: [],
  project: [],
  replay: [],
  models: [],
  deployment: ['project'],
  schema: ['sql', 'project'],
  analysis: ['sql', 'schema', 'project', 'deployment', 'models/model'],
  fixes: ['sql', 'schema', 'analysis/effect', 'analysis/ast', 'project/module'],
  rules: ['sql', 'schema', 'analysis', 'fixes', 'project/module'],
  findings: ['rules', 'analysis', 'fixes', 'project/module'],
  picture: ['findings', 'analysis', 'schema', 'sql', 'project/module'],
  config: ['models/model', 'project/config-file'],
  engine: ['config', 'findings', 'rules', 'analysis', 'schema', 'fixes', 'models', 'project'],
  'lint-finding': ['findings', 'fixes', 'project'],
  editor: ['analysis/effect', 'cli/directives', 'cli/report', 'config/read', 'engine', 'findings', 'fixes', 'project'],
  configuration: ['config/read', 'models/model', 'project'],
  session: ['config', 'engine', 'findings', 'lint-finding', 'project'],
  'create-rule': ['session', 'findings', 'lint-finding', 'rules', 'project'],
  plugin: ['config/rows', 'create-rule', 'findings'],
  cli: ['config', 'engine', 'findings', 'rules', 'analysis', 'fixes', 'models', 'project', 'picture'],
};

/** Library names that are words of their own in code as well. */
const commonWords = new Set(
  'index http https fetch crypto date math sql redis bull pg nats mqtt got model util process os javascript mariadb'.split(
    ' ',
  ),
);
const libraryNames = new Set(
  [...libraries.flatMap((l) => [l.library, ...l.packages]), ...modelFileNames()]
    .map((name) => name.replace(/\/\*$/, '').toLowerCase())
    .filter((name) => !commonWords.has(name)),
);

const laws: readonly Law[] = [
  {
    name: 'imports run one way',
    of: /^rules\/src\//,
    check: (source) => importsOf(source.text).flatMap((specifier) => importFault(source.path, specifier)),
    broken: [
      { path: 'rules/src/sql/read.ts', text: "import { Schema } from '../schema/schema.js';" },
      { path: 'rules/src/schema/ddl.ts', text: "import type { Effect } from '../analysis/effect.js';" },
      { path: 'rules/src/analysis/walk.ts', text: "export { no } from '../rules/no-x.js';" },
      { path: 'rules/src/analysis/walk.ts', text: "import { libraries } from '../models/index.js';" },
      { path: 'rules/src/analysis/walk.ts', text: "let x: import('../rules/rule.js').Rule;" },
      { path: 'rules/src/project/gate.ts', text: "import type { LibraryModel } from '../models/model.js';" },
      { path: 'rules/src/project/gate.ts', text: "import type { SqlPart } from '../sql/statement.js';" },
      { path: 'rules/src/models/stores/a.ts', text: "import type { Effect } from '../../analysis/effect.js';" },
      { path: 'rules/src/fixes/insert.ts', text: "import { Walker } from '../analysis/walk.js';" },
      { path: 'rules/src/rules/no-x.ts', text: "import { noY } from './no-y.js';" },
      { path: 'rules/src/rules/rule.ts', text: "import {\n  noY,\n} from './no-y.js';" },
      { path: 'rules/src/rules/no-x.ts', text: "import { createRule } from '../create-rule.js';" },
      { path: 'rules/src/rules/no-x.ts', text: "import type { Project } from '../project/project.js';" },
      { path: 'rules/src/create-rule.ts', text: "import plugin from './plugin.js';" },
      { path: 'rules/src/plugin.ts', text: "import { run } from './cli/run.js';" },
      { path: 'rules/src/sql/read.ts', text: "import '../../test/architecture.test.js';" },
      { path: 'rules/src/nouns/eighth.ts', text: "import { x } from '../sql/read.js';" },
    ],
    kept: [
      { path: 'rules/src/analysis/effect.ts', text: "import type { SqlStatement } from '../sql/statement.js';" },
      { path: 'rules/src/analysis/effect.ts', text: "import type { EffectKind } from '../models/model.js';" },
      { path: 'rules/src/fixes/insert.ts', text: "import type { Effect } from '../analysis/effect.js';" },
      { path: 'rules/src/rules/no-x.ts', text: "import type { Rule } from './rule.js';" },
      { path: 'rules/src/plugin.ts', text: "import { createRule } from './create-rule.js';" },
      { path: 'rules/src/sql/read.ts', text: "import { parse } from 'sql-parser-cst';" },
    ],
  },
  {
    name: 'the server uses public entries of the package, the client the shared protocol',
    of: /^extension\/(?:server|client)\/[^/]*\.ts$/,
    check: ({ path, text }) => importsOf(text).flatMap((specifier) => extensionFault(path, specifier)),
    broken: [
      { path: 'extension/server/hover.ts', text: "import { Engine } from '../../rules/src/engine.js';" },
      { path: 'extension/server/hover.ts', text: "import { window } from 'vscode';" },
      { path: 'extension/server/hover.ts', text: "import { start } from '../client/extension.js';" },
      { path: 'extension/client/extension.ts', text: "import { hoverAt } from '../server/hover.js';" },
      {
        path: 'extension/client/extension.ts',
        text: "import { Engine } from 'eslint-plugin-idempotent-consumer/editor';",
      },
    ],
    kept: [
      { path: 'extension/server/hover.ts', text: "import { Engine } from 'eslint-plugin-idempotent-consumer/editor';" },
      {
        path: 'extension/client/extension.ts',
        text: "import { commands } from 'idempotent-consumer-language-server/protocol';",
      },
      { path: 'extension/client/extension.ts', text: "import { commands } from '../server/protocol.js';" },
    ],
  },
  {
    name: 'only project and the command touch the outside world, only create-rule and the command meet ESLint',
    of: /^rules\/src\//,
    check: ({ path, text }) => importsOf(text).flatMap((specifier) => outsideFault(path, specifier)),
    broken: [
      { path: 'rules/src/analysis/walk.ts', text: "import { readFileSync } from 'node:fs';" },
      { path: 'rules/src/schema/prisma.ts', text: "import { readFile } from 'fs/promises';" },
      { path: 'rules/src/rules/no-x.ts', text: "import type { Rule } from 'eslint';" },
      { path: 'rules/src/fixes/ack.ts', text: "const { spawn } = await import('node:child_process');" },
    ],
    kept: [
      { path: 'rules/src/project/files.ts', text: "import { readFileSync } from 'node:fs';" },
      { path: 'rules/src/create-rule.ts', text: "import type { Rule } from 'eslint';" },
      { path: 'rules/src/cli/run.ts', text: "import { Linter } from 'eslint';" },
    ],
  },
  {
    name: 'models are data',
    of: /^rules\/src\/models\/(?!model\/)[^/]+\//,
    check: modelFaults,
    broken: [
      {
        path: 'rules/src/models/stores/a.ts',
        text: 'export default { exports: {} } satisfies LibraryModel;\nlet f = () => 1;',
      },
      { path: 'rules/src/models/stores/a.ts', text: 'export default { library() {} } satisfies LibraryModel;' },
      { path: 'rules/src/models/stores/a.ts', text: 'function f() {}\nexport default {} satisfies LibraryModel;' },
      { path: 'rules/src/models/stores/a.ts', text: 'export default {};' },
      {
        path: 'rules/src/models/stores/a.ts',
        text: "import b from './b.js';\nexport default {} satisfies LibraryModel;",
      },
      {
        path: 'rules/src/models/stores/a.ts',
        text: "import { b } from '../model.js';\nexport default {} satisfies LibraryModel;",
      },
      { path: 'rules/src/models/others/a.ts', text: 'export default {} satisfies LibraryModel;' },
    ],
    kept: [
      {
        path: 'rules/src/models/stores/a.ts',
        text: "/** x => a function */\nimport type { LibraryModel } from '../model.js';\nexport default { library: 'f() => 1' } satisfies LibraryModel;",
      },
    ],
  },
  {
    name: 'the engine names no library',
    of: /^rules\/src\/(analysis|rules|project|fixes)\//,
    check: ({ text }) =>
      [...text.matchAll(/(['"`])([@\w./-]+)\1/g)].flatMap(([quoted, , name = '']) =>
        namesLibrary(name) ? [quoted] : [],
      ),
    broken: [
      { path: 'rules/src/analysis/walk.ts', text: "if (library === 'mongoose') return;" },
      { path: 'rules/src/rules/no-x.ts', text: 'const name = `MongoDB`;' },
      { path: 'rules/src/project/gate.ts', text: 'text.includes("@aws-sdk/client-sqs")' },
      { path: 'rules/src/analysis/walk.ts', text: "from('@types/bullmq')" },
    ],
    kept: [
      { path: 'rules/src/analysis/walk.ts', text: "if (kind === 'sql') return; // as mongoose does" },
      { path: 'rules/src/sql/facts.ts', text: "call === 'uuid'" },
    ],
  },
  {
    name: 'names say which noun a module is about',
    of: /^(rules|extension)\/(src|client|server|test)\//,
    check: ({ path }) => nameFaults(path),
    broken: [
      { path: 'rules/src/analysis/utils.ts', text: '' },
      { path: 'rules/src/project/path-helpers.ts', text: '' },
      { path: 'rules/test/common/x.ts', text: '' },
      { path: 'rules/src/rules/bare-insert.ts', text: '' },
      { path: 'extension/client/cacheManager.ts', text: '' },
    ],
    kept: [
      { path: 'rules/src/models/services/util.ts', text: '' },
      { path: 'rules/src/rules/no-bare-insert.ts', text: '' },
      { path: 'rules/src/rules/rule.ts', text: '' },
    ],
  },
  {
    name: 'no file knows the machine or the registry it was written with',
    of: /./,
    check: ({ text }) => machineFaults(text),
    broken: [
      { path: 'package-lock.json', text: spliced('"resolved": "ht', 'tps://example.com/a.tgz"') },
      { path: '.npmrc', text: spliced('registry', '=https://npm.example.com/') },
      { path: 'README.md', text: spliced('see registry', '.npmjs.org') },
      { path: 'rules/test/x.test.ts', text: spliced("readFile('/work", "/main/x')") },
      { path: 'README.md', text: spliced('cd /root', '/x') },
      { path: 'README.md', text: spliced('(/home', '/me/x)') },
    ],
    kept: [
      { path: 'package-lock.json', text: '"resolved": "rules"' },
      { path: 'fixtures/a/handler.ts', text: "import { work } from '../work/work.js'; // https://example.com/work/" },
    ],
  },
];

const sources = committedSources();

describe('architecture', () => {
  for (const law of laws) {
    it(law.name, () => {
      const spoken = sources.filter((source) => law.of.test(source.path));
      expect(spoken.length, 'files this law speaks of').toBeGreaterThan(0);
      expect(faultsOf(law, spoken)).toEqual([]);
    });
    it.each(law.broken)(`${law.name}: sees $path, $text`, (source) => {
      expect(faultsOf(law, [source])).not.toEqual([]);
    });
    it.each(law.kept)(`${law.name}: allows $path, $text`, (source) => {
      expect(faultsOf(law, [source])).toEqual([]);
    });
  }
});

function faultsOf(law: Law, spoken: readonly Source[]): string[] {
  return spoken
    .filter((source) => law.of.test(source.path))
    .flatMap((source) => law.check(source).map((fault) => `${source.path}: ${fault}`));
}

function extensionFault(path: string, specifier: string): string[] {
  if (/(?:^|\/)rules\//.test(specifier)) return [`reaches into the package: ${specifier}`];
  if (path.startsWith('extension/server/'))
    return specifier === 'vscode' || specifier.startsWith('../') ? [specifier] : [];
  if (/^eslint-plugin-idempotent-consumer(?!\/picture$)/.test(specifier)) return [specifier];
  return /^\.\.\/server\/(?!protocol\.js$)/.test(specifier) ? [specifier] : [];
}

/** So that this file does not break the law it tests. */
function spliced(...parts: readonly string[]): string {
  return parts.join('');
}

/** Specifiers imported, re-exported, or used as `import('…')`. */
function importsOf(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export)\b(?:[^'"`;]*?\bfrom\b)?\s*['"]([^'"\n]+)['"]/gm);
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"\n]+)['"]/g);
  return [...statements, ...calls].map(([, specifier = '']) => specifier);
}

function importFault(path: string, specifier: string): string[] {
  const [part, own] = partOf(path);
  const allowed = mayImport[part];
  if (allowed === undefined) return [`'${part}' is no part of the house: give it a place in mayImport`];
  if (!specifier.startsWith('.')) return [];
  const target = posix.join(posix.dirname(path), specifier);
  if (!target.startsWith('rules/src/')) return [`imports ${specifier}, outside rules/src`];
  const [targetPart, targetModule] = partOf(target);
  if (targetPart !== part) {
    const ok = allowed.includes(targetPart) || allowed.includes(targetModule);
    return ok ? [] : [`${part} may not import ${targetModule}`];
  }
  const toRule = part === 'rules' && isRuleName(basename(targetModule)) && own !== 'rules/index';
  return toRule ? [`imports the rule ${specifier}`] : [];
}

/** The part of rules/src a module belongs to, and its name there: `analysis`, `analysis/effect`. */
function partOf(path: string): [part: string, module: string] {
  const module = path.replace(/^rules\/src\//, '').replace(/\.[jt]s$/, '');
  return [module.split('/')[0] ?? module, module];
}

function outsideFault(path: string, specifier: string): string[] {
  const [part] = partOf(path);
  const outside = /^(node:)?(fs|child_process|net|http|https|worker_threads|process|os)(\/.*)?$/.test(specifier);
  if (outside && part !== 'project' && part !== 'cli')
    return [`imports ${specifier}: input and output belong to project`];
  const meetsEslint = specifier === 'eslint' || specifier.startsWith('eslint/');
  if (meetsEslint && !['create-rule', 'plugin', 'cli'].includes(part)) return [`imports ${specifier}`];
  return specifier === 'vscode' ? ['imports vscode'] : [];
}

function modelFaults({ path, text }: Source): string[] {
  const code = withoutCommentsAndStrings(text);
  const faults: string[] = [];
  if (!/^rules\/src\/models\/(brokers|stores|services|keys)\/[^/]+\.ts$/.test(path))
    faults.push('stands in no known folder');
  if (/=>|\bfunction\b(?!\s*:)|\)\s*\{/.test(code)) faults.push('holds a function');
  if (!/^export default [^]*satisfies LibraryModel;\s*$/m.test(code))
    faults.push('has no default export that satisfies LibraryModel');
  for (const [statement] of text.matchAll(/^import\b[^;]*;/gm)) {
    if (!/^import type [^;]* from '\.\.\/model\.js';$/.test(statement))
      faults.push(`more than types from model.ts: ${statement}`);
  }
  return faults;
}

function withoutCommentsAndStrings(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, (match) =>
    match.startsWith('/') ? '' : "''",
  );
}

/** `mongoose`, `MongoDB`, `@types/bullmq`. */
function namesLibrary(quoted: string): boolean {
  const name = quoted.toLowerCase();
  return libraryNames.has(name) || libraryNames.has(name.replace(/^@?[a-z-]+\//, ''));
}

function modelFileNames(): string[] {
  const models = join(import.meta.dirname, '../src/models');
  return readdirSync(models, { recursive: true, encoding: 'utf8' })
    .filter((f) => /^(?!model[\\/]).*[\\/].*\.ts$/.test(f))
    .map((f) => basename(f, '.ts'));
}

function nameFaults(path: string): string[] {
  if (path.startsWith('rules/src/models/')) return [];
  const words = path.split(/[/.-]|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  const faults = words
    .filter((word) => /^(utils?|helpers?|common|misc|managers?)$/.test(word))
    .map((word) => `'${word}' names no noun`);
  const rule = /^rules\/src\/rules\/([^/]+)\.ts$/.exec(path)?.[1];
  if (rule !== undefined && !isRuleName(rule) && rule !== 'rule' && rule !== 'index')
    faults.push('a rule is named no-… or require-…');
  return faults;
}

function isRuleName(name: string): boolean {
  return /^(no|require)-/.test(name);
}

function machineFaults(text: string): string[] {
  const hosts =
    text.match(/"resolved":\s*"https?:|\bregistry\s*=\s*\S*|\bregistry\.[a-z0-9-]+\.[a-z]+|\b_authToken\b\s*=/g) ?? [];
  const paths = text.match(/(?<![\w.@:/*-])\/(?:work|root|home)\/[\w.]/g) ?? [];
  return [...hosts, ...paths].map((found) => `contains ${found}`);
}

/** Every text file that is or would be committed. */
function committedSources(): Source[] {
  const root = join(import.meta.dirname, '../..');
  const ignored = ignore()
    .add(readFileSync(join(root, '.gitignore'), 'utf8'))
    .add('.git');
  const found: Source[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (ignored.ignores(entry.isDirectory() ? `${path}/` : path)) continue;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) found.push({ path, text: readFileSync(join(root, path), 'utf8') });
    }
  };
  visit('');
  return found;
}
