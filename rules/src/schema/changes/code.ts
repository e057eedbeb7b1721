/** A change as the next migration that is written in code, in the form of the one before it. */
import { posix } from 'node:path';
import type { Schema } from '../schema.js';
import type { SchemaChange, Wanted, WantedKey, WantedTable } from './change.js';
import { type Builder, type Lines, linesOf, withWarning } from './code-lines.js';
import { ddlOf, wordsOf } from './ddl.js';
import { last, nextPath, type Numbered, pascal, readNumber } from './numbering.js';

/** How the file before is written. */
interface Form {
  readonly text: string;
  readonly eol: string;
  readonly quote: string;
  readonly unit: string;
  readonly end: string;
  readonly typed: boolean;
  readonly commonJs: boolean;
}

/** @param file a migration; undefined is given where its folder does not number them */
export function codeMigration(
  schema: Schema,
  wanted: Wanted,
  file: string,
  tool: Builder | 'typeorm',
): SchemaChange | undefined {
  const folder = posix.dirname(file);
  const ending = posix.extname(file);
  const files = schema.files.filter((path) => posix.dirname(path) === folder && path.endsWith(ending));
  const previous = last(files);
  const like =
    schema.sources.find(({ path }) => path === previous?.path) ?? schema.sources.find((s) => s.path === file);
  if (!previous || !readNumber(file) || !like) return undefined;
  const form = formOf(like.text, ending);
  const path = nextPath(previous, wordsOf(wanted), ending);
  const text = tool === 'typeorm' ? typeormText(wanted, form, readNumber(path)) : functionsText(wanted, form, tool);
  return text === undefined
    ? undefined
    : { edits: [{ file: { path, text: '', isNew: true }, start: 0, end: 0, text }] };
}

function formOf(text: string, ending: string): Form {
  return {
    text,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    quote: /\bfrom\s*(['"])/.exec(text)?.[1] ?? /(['"])/.exec(text)?.[1] ?? "'",
    unit: /^(\t| {2}| {4})\S/m.exec(text)?.[1] ?? '  ',
    end: /;\r?$/m.test(text) ? ';' : '',
    typed: /^\.[cm]?ts$/.test(ending),
    commonJs: /\b(?:exports\.up|module\.exports)\b/.test(text),
  };
}

/** Lines laid out as the file before; blanks of two are a step of indentation, semicolons and quotes are the file's. */
function laidOut(lines: readonly string[], { eol, quote, unit, end }: Form): string {
  const text = lines.map((line) => {
    const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2;
    const code = unit.repeat(depth) + line.trim().replaceAll("'", quote);
    return end === '' ? code.replace(/;$/, '') : code;
  });
  return text.join(eol) + eol;
}

/** `import …` and `'use strict'` lines of the file before that `up` and `down` need. */
function headOf({ text }: Form, needed: RegExp): readonly string[] {
  const lines = text.split(/\r?\n/).filter((line) => /^(?:import\b|['"]use strict)|\brequire\(/.test(line));
  const kept = lines
    .filter((line) => /^['"]use strict/.test(line) || needed.test(line))
    .map((l) => l.replace(/;?\s*$/, ';'));
  return kept.length > 0 ? [...kept, ''] : [];
}

/** The two functions: as exported functions, as properties of `exports`, or of `module.exports`. */
function functionsText(wanted: Wanted, form: Form, tool: Builder): string | undefined {
  const written = linesOf(tool, wanted);
  const parameter = /\bup\b\s*(?:[:=]\s*)?(?:async\s*)?(?:function\s*\w*\s*)?\(([^()]*)\)/.exec(form.text)?.[1]?.trim();
  const owner = parameter && /^\w+/.exec(parameter)?.[0];
  if (parameter === undefined || owner === undefined) return undefined;
  const head = headOf(form, /\b(?:Knex|Kysely|QueryInterface)\b/);
  // A type that is no longer imported would not compile.
  const typeNames = [...parameter.matchAll(/:\s*(?:import\(['"]\w+['"]\)\.)?([A-Z]\w*)/g)].map(([, name = '']) => name);
  const isKnown = (name: string): boolean =>
    head.some((line) => new RegExp(`\\b${name}\\b`).test(line)) || /import\(/.test(parameter);
  if (!typeNames.every(isKnown)) return undefined;
  const given = parameter.includes(':') ? parameter : owner;
  const body = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replaceAll('<db>', owner));
  const up = body(written.up);
  const down = body(written.down);
  const returned = form.typed ? ': Promise<void>' : '';
  const inObject = /\bmodule\.exports\s*=\s*\{|\bexport\s+default\s*\{/.exec(form.text)?.[0].replace(/\s*\{$/, '');
  if (inObject !== undefined) {
    const method = (name: string, lines: readonly string[]): readonly string[] => [
      `  async ${name}(${given}) {`,
      ...lines.map((line) => `    ${line}`),
      '  },',
    ];
    return laidOut([...head, `${inObject} {`, ...method('up', up), '', ...method('down', down), '};'], form);
  }
  const open = (name: string): string =>
    form.commonJs ? `exports.${name} = async (${given}) => {` : `export async function ${name}(${given})${returned} {`;
  const close = form.commonJs ? '};' : '}';
  const made = (name: string, lines: readonly string[]): readonly string[] => [
    open(name),
    ...lines.map((line) => `  ${line}`),
    close,
  ];
  return laidOut([...head, ...made('up', up), '', ...made('down', down)], form);
}

/** The class's name ends in the number, by which the migrations are put in order. */
function typeormText(wanted: Wanted, form: Form, numbered: Numbered | undefined): string | undefined {
  const head = headOf(form, /\bMigrationInterface\b/);
  if (!numbered || head.length === 0 || !head.some((line) => /\bQueryRunner\b/.test(line))) return undefined;
  const { up, down } = wanted.kind === 'key' ? withWarning(indexLines(wanted), wanted) : tableLines(wanted);
  const access = /\bpublic\s+async\s+up\b/.test(form.text) ? 'public ' : '';
  const method = (name: string, lines: readonly string[]): readonly string[] => [
    `  ${access}async ${name}(queryRunner: QueryRunner): Promise<void> {`,
    ...lines.map((line) => `    ${line}`),
    '  }',
  ];
  return laidOut(
    [
      ...(wanted.kind === 'key'
        ? head.map((line) => line.replace(/\bQueryRunner\b/, 'QueryRunner, TableIndex'))
        : head),
      `export class ${pascal(wordsOf(wanted))}${numbered.number} implements MigrationInterface {`,
      ...method('up', up),
      '',
      ...method('down', down),
      '}',
    ],
    form,
  );
}

function tableLines(wanted: WantedTable): Lines {
  const { up, down } = ddlOf(wanted, { lower: false, quote: '"', mySql: false, eol: '\n', unit: '  ' });
  const [first = '', ...rest] = up.split('\n');
  const last = rest.pop() ?? '';
  return {
    up: [`await queryRunner.query(\`${first}`, ...rest, `${last}\`);`],
    down: [`await queryRunner.query(\`${down}\`);`],
  };
}

/** In the mapper's own words, which every database is told in its own. */
function indexLines({ table, columns, name }: WantedKey): Lines {
  const listed = columns.map((c) => `'${c}'`).join(', ');
  return {
    up: [
      'await queryRunner.createIndex(',
      `  '${table}',`,
      `  new TableIndex({ name: '${name}', columnNames: [${listed}], isUnique: true }),`,
      ');',
    ],
    down: [`await queryRunner.dropIndex('${table}', '${name}');`],
  };
}
