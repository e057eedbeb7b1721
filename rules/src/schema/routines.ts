/** Which functions and procedures of the database does the repository define, and what do they write whatever happens? */
import { isDownFile } from './ddl.js';
import { Cursor, splitByComma, statementsOf, type Token } from './sql-tokens.js';
import type { SchemaSource } from './table.js';

/** A function or procedure of the database. */
export interface Routine {
  readonly name: string;
  /** Names of the parameters that callers give, in order; empty where one has none. */
  readonly parameters: readonly string[];
  /** The writing statements that every call runs. */
  readonly writes: readonly string[];
}

const CREATED = /\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\b/i;

/** Cheap test of the text: may it define one? */
export function definesRoutines(text: string): boolean {
  return CREATED.test(text);
}

/** By name in lower case; of several definitions the last counts, in the order of the files' paths. */
export function readRoutines(sources: readonly SchemaSource[]): ReadonlyMap<string, Routine> {
  const found = new Map<string, Routine>();
  const files = sources.filter(({ path, text }) => path.endsWith('.sql') && !isDownFile(path) && definesRoutines(text));
  for (const { text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    for (const statement of statementsOf(text)) {
      const routine = readRoutine(new Cursor(statement));
      if (routine) found.set(routine.name.toLowerCase(), routine);
    }
  }
  return found;
}

function readRoutine(cursor: Cursor): Routine | undefined {
  if (!cursor.eat('create')) return undefined;
  cursor.eat('or replace');
  if (!cursor.eat('function') && !cursor.eat('procedure')) return undefined;
  const name = cursor.name();
  const list = cursor.group();
  if (name === undefined || !list) return undefined;
  const rest = cursor.rest();
  const at = rest.findIndex((t) => t.kind === 'word' && t.text.toLowerCase() === 'as');
  const body = at < 0 ? undefined : rest[at + 1];
  if (body?.kind !== 'string' || isOtherLanguage(rest)) return undefined;
  return { name, parameters: parametersOf(list), writes: certainWrites(body.text) };
}

function isOtherLanguage(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex((t) => t.kind === 'word' && t.text.toLowerCase() === 'language');
  const language = tokens[at + 1]?.text.toLowerCase();
  return at >= 0 && language !== 'sql' && language !== 'plpgsql';
}

/** What is only given back is given by nobody. */
function parametersOf(list: readonly Token[]): readonly string[] {
  return splitByComma(list).flatMap((tokens) => {
    const part = new Cursor(tokens);
    if (part.is(/^out$/i)) return [];
    if (part.is(/^(?:in|inout|variadic)$/i)) part.next();
    const [name, type] = part.rest();
    return [name && type?.text !== undefined && type.text !== '(' ? name.text : ''];
  });
}

/** Control that may leave statements out, or run them again: what stands behind it is not certain. */
const CONTROL =
  /^(?:if|elsif|else|case|loop|for|foreach|while|exit|continue|return|raise|exception|execute|open|fetch)\b/i;

/** `IF … THEN RAISE EXCEPTION …; END IF;`: what stands behind it runs, or the whole call fails. */
const REFUSAL = /\bif\b[^;]*?\bthen\s+raise\s+exception\b[^;]*;\s*end\s+if\s*;/gi;

/**
 * The writes up to the first fork. A function that takes errors does not tell by its text what is left of it.
 */
function certainWrites(body: string): readonly string[] {
  const text = body.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(REFUSAL, ' ');
  if (/\bexception\s+when\b/i.test(text)) return [];
  const block = /\bbegin\b([\s\S]*)\bend\b\s*;?\s*\w*\s*;?\s*$/i.exec(text);
  const writes: string[] = [];
  for (const statement of statementTexts(block?.[1] ?? text)) {
    if (CONTROL.test(statement) || /^<<|^begin\b|^end\b/i.test(statement)) break;
    if (/^(?:insert|update|delete|with)\b/i.test(statement)) writes.push(withoutTarget(statement));
  }
  return writes;
}

/** Split at semicolons outside of strings. */
function statementTexts(text: string): readonly string[] {
  return (text.match(/(?:'(?:''|[^'])*'|[^;'])+/g) ?? []).map((s) => s.trim()).filter((s) => s !== '');
}

/** `RETURNING balance INTO v_balance`: the variable is not part of the statement. */
function withoutTarget(statement: string): string {
  return statement.replace(/(\breturning\b[\s\S]*?)\s+into\s+(?:strict\s+)?[\w.]+(?:\s*,\s*[\w.]+)*\s*$/i, '$1');
}
