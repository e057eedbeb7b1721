/**
 * `expected.md` of every fixture (findings and what their suggestions change), and what README files and the pages of
 * `rules/docs` take from the sources and the fixtures: tables, headers, examples, the command's output.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { librarySummary, libraryTables, readLibraries } from '../documents/libraries.mjs';
import { firstFinding, reportOn } from '../documents/report.mjs';
import { filled, table } from '../documents/sections.mjs';
import { withSources } from '../sources.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pages = join(root, 'rules/docs/rules');

export async function generate() {
  return withSources(async (load) => {
    const { rules, severityOf } = await load('/src/findings.ts');
    const { files: expected, fixed } = (await load('/test/fixtures/repair-report.ts')).reports();
    const libraries = await readLibraries(load, fixed);
    const reports = new Map();
    const facts = { load, rules, severityOf, libraries, reports };
    const files = [...expected];
    for (const path of documents(rules)) {
      const content = await filled(readFileSync(path, 'utf8'), (words) => rendered(words, path, facts));
      files.push({ path, content });
    }
    return files;
  });
}

/** Every rule has its page: reading one that is not there fails. */
function documents(rules) {
  const others = readdirSync(join(root, 'rules/docs')).filter((name) => name.endsWith('.md'));
  return [
    join(root, 'README.md'),
    join(root, 'rules/README.md'),
    ...others.map((name) => join(root, 'rules/docs', name)),
    ...rules.map((rule) => join(pages, `${rule.id}.md`)),
  ];
}

async function rendered(words, path, facts) {
  const [kind, ...rest] = words.split(' ');
  switch (kind) {
    case 'rules':
      return ruleTable(facts, path);
    case 'header':
      return header(facts, rest[0]);
    case 'fixture':
      return fixture(rest[0]);
    case 'report':
      return report(facts, rest[0], rest[1]);
    case 'library-summary':
      return librarySummary(facts.libraries);
    case 'libraries':
      return libraryTables(facts.libraries, rest[0] === 'folded');
    default:
      throw new Error(`${relative(root, path)}: nothing is generated for “${words}”`);
  }
}

function ruleTable({ rules, severityOf }, path) {
  const rows = rules.map((rule) => [
    `[${rule.id}](${relative(dirname(path), join(pages, `${rule.id}.md`))})`,
    rule.description,
    severityOf(rule, 'recommended') ?? 'off',
    severityOf(rule, 'strict') ?? 'off',
  ]);
  return table(['Rule', 'Description', '`recommended`', '`strict`'], rows);
}

function header({ rules, severityOf }, id) {
  const rule = rules.find((r) => r.id === id);
  if (!rule) throw new Error(`no rule is named ${id}`);
  const recommended = severityOf(rule, 'recommended') ?? 'off';
  const strict = severityOf(rule, 'strict') ?? 'off';
  return `# idempotent-consumer/${id}\n\n${rule.description}.\n\nIn \`recommended\`: ${recommended}. In \`strict\`: ${strict}.`;
}

function fixture(path) {
  const text = readFileSync(join(root, 'fixtures', path), 'utf8').trimEnd();
  return `\`\`\`${extname(path).slice(1)}\n${text}\n\`\`\``;
}

async function report({ load, reports }, folder, place) {
  if (!reports.has(folder)) reports.set(folder, await reportOn(load, folder));
  return `\`\`\`text\n${firstFinding(reports.get(folder), place)}\n\`\`\``;
}
