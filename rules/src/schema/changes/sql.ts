/** A change as the next SQL file among the migrations, or at the end of the file that declares the tables. */
import { posix } from 'node:path';
import type { Schema } from '../schema.js';
import type { SchemaChange, SchemaEdit, Wanted } from './change.js';
import { ddlOf, sqlStyleOf, warning, wordsOf } from './ddl.js';
import { last, nextPath, type Numbered, readNumber } from './numbering.js';

/** Comments that part what a file does from what undoes it, as the common tools write them. */
const UP = /^[ \t]*--[ \t]*(?:migrate:up|\+\w+ up|up migration|up)[ \t]*$/im;
const DOWN = /^[ \t]*--[ \t]*(?:migrate:down|\+\w+ down|down migration|down)[ \t]*$/im;

/** @param file an SQL file that declares a table */
export function sqlMigration(schema: Schema, wanted: Wanted, file: string): SchemaChange | undefined {
  const folder = posix.dirname(file);
  const files = schema.files.filter((path) => posix.dirname(path) === folder && path.endsWith('.sql'));
  const previous = last(files);
  if (!previous || !readNumber(file)) return previous ? undefined : appended(schema, wanted, file);
  const like = textOf(schema, previous.path) ?? textOf(schema, file) ?? '';
  const style = sqlStyleOf(textOf(schema, file) ?? like);
  const { up: statement, down, search } = ddlOf(wanted, style);
  const up = above(search, style.eol) + statement;
  const made = (ending: string, text: string): SchemaEdit => {
    const path = nextPath(previous, wordsOf(wanted), ending);
    return { file: { path, text: '', isNew: true }, start: 0, end: 0, text };
  };
  const back = undoing(previous, files);
  const forward = partedText(like, `${up};`, `${down};`, style.eol) ?? `${up};${style.eol}`;
  return {
    edits: [made(previous.ending, forward), ...(back === undefined ? [] : [made(back, `${down};${style.eol}`)])],
  };
}

/** The ending of the file that undoes the migration, where there is one. */
function undoing({ path, ending }: Numbered, files: readonly string[]): string | undefined {
  const back = ending.replace(/^\.up\./, '.down.').replace(/^\.do\./, '.undo.');
  if (back === ending) return undefined;
  return files.includes(path.slice(0, -ending.length) + back) ? back : undefined;
}

function partedText(like: string, up: string, down: string, eol: string): string | undefined {
  const [before, behind] = [UP.exec(like)?.[0].trim(), DOWN.exec(like)?.[0].trim()];
  if (before === undefined) return undefined;
  const undone = behind === undefined ? [] : ['', behind, down];
  return [before, up, ...undone, ''].join(eol);
}

function appended(schema: Schema, wanted: Wanted, file: string): SchemaChange | undefined {
  const text = textOf(schema, file);
  if (text === undefined || UP.test(text) || DOWN.test(text)) return undefined;
  const style = sqlStyleOf(text);
  const { up, search } = ddlOf(wanted, style);
  const gap = text.endsWith('\n') ? style.eol : style.eol.repeat(2);
  const edit = { file: { path: file, text }, start: text.length, end: text.length, text: '' };
  return {
    edits: [{ ...edit, text: `${gap}${above(search, style.eol)}${up};${style.eol}` }],
    then: 'bring the database up to it',
  };
}

/** The remark above the statement, where there is one. */
function above(search: string | undefined, eol: string): string {
  return search === undefined ? '' : `-- ${warning(search)}${eol}`;
}

function textOf(schema: Schema, path: string): string | undefined {
  return schema.sources.find((source) => source.path === path)?.text;
}
