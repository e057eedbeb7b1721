/** Text to module: one parser, one pass. */
import type { TSESTree } from '@typescript-eslint/types';
import { type ParseResult, parseSync } from 'oxc-parser';
import { restoreAsync } from './compiled.js';
import { type Declarations, mayDeclare, readDeclarations } from './declarations.js';
import { LineIndex } from './lines.js';
import type { Module } from './module.js';
import { Scopes } from './scopes.js';
import { Tables } from './tables.js';

interface Grammar {
  readonly lang: 'ts' | 'tsx' | 'dts' | 'jsx';
  readonly sourceType: 'module' | 'commonjs';
}

interface Parsed {
  readonly program: TSESTree.Program;
  readonly problem: string | undefined;
  /** Read when asked for. */
  readonly comments: () => ParseResult['comments'];
}

/**
 * Parses `text` (no byte order mark). Never throws: a syntax error gives an empty module with its `problem`.
 *
 * @param onProblem told what is found out later: scopes are made when first asked for
 */
export function parseModule(path: string, text: string, onProblem?: (problem: string) => void): Module {
  const parsed = parse(path, text);
  const { program, problem } = parsed;
  restoreAsync(program, text);
  const tables = new Tables();
  tables.visit(program);
  const scopes = new Scopes(
    program,
    () => emptyProgram(path).program,
    (error) => onProblem?.(problemOf('scoped', error)),
  );
  return {
    path,
    text,
    program,
    get scopes() {
      return scopes.manager;
    },
    get variables() {
      return scopes.variables;
    },
    imports: tables.imports,
    exports: tables.exports,
    exportAll: tables.exportAll,
    classes: tables.classes,
    functions: tables.functions,
    calls: tables.calls,
    thisWrites: tables.thisWrites,
    decorators: tables.decorators,
    loops: tables.loops,
    declarations: declarationsOf(text, parsed),
    lines: new LineIndex(text),
    problem,
  };
}

export interface Comment {
  readonly type: 'Line' | 'Block';
  /** Without the marks around it. */
  readonly value: string;
  readonly range: readonly [start: number, end: number];
}

/** Comments of a text that `parseModule` can read; none where it cannot. */
export function commentsOf(path: string, text: string): readonly Comment[] {
  for (const grammar of grammarsOf(path, text)) {
    const { comments, program } = parseSync(path, text, { ...grammar, astType: 'ts', range: false });
    if (program.body.length === 0 && comments.length === 0) continue;
    return comments.map(({ type, value, start, end }) => ({ type, value, range: [start, end] }));
  }
  return [];
}

function declarationsOf(text: string, { program, comments }: Parsed): Declarations {
  return mayDeclare(text) ? readDeclarations(text, program, comments()) : { of: new Map(), faults: [] };
}

function parse(path: string, text: string): Parsed {
  const grammars = grammarsOf(path, text);
  let first: Parsed | undefined;
  for (const grammar of grammars) {
    const parsed = parseAs(path, text, grammar);
    if (parsed.problem === undefined) return parsed;
    first ??= parsed;
  }
  return first ?? emptyProgram(path);
}

/** What the file may be written in, likeliest first. JavaScript may be CommonJS, or carry type annotations. */
function grammarsOf(path: string, text: string): readonly Grammar[] {
  if (/\.d\.[cm]?ts$/.test(path)) return [{ lang: 'dts', sourceType: 'module' }];
  if (path.endsWith('.tsx')) return [{ lang: 'tsx', sourceType: 'module' }];
  if (/\.[cm]?ts$/.test(path)) return [{ lang: 'ts', sourceType: 'module' }];
  const javascript: readonly Grammar[] = [
    { lang: 'jsx', sourceType: 'module' },
    { lang: 'jsx', sourceType: 'commonjs' },
  ];
  const commonjs = !/^\s*(?:import|export)\b/m.test(text) && /\b(?:require\s*\(|module\.exports|exports\.)/.test(text);
  return [...(commonjs ? javascript.toReversed() : javascript), { lang: 'tsx', sourceType: 'module' }];
}

function parseAs(path: string, text: string, grammar: Grammar, problem?: string): Parsed {
  try {
    const result = parseSync(path, text, { ...grammar, astType: 'ts', range: false, preserveParens: false });
    const program = result.program as unknown as TSESTree.Program;
    const comments = (): ParseResult['comments'] => result.comments;
    // What is only semantically wrong keeps its tree, and a syntax error empties it.
    if (result.errors.length === 0 || program.body.length > 0) return { program, problem, comments };
    return { program, problem: result.errors[0]?.message ?? 'syntax error', comments };
  } catch (error) {
    // An empty text always parses, so this recursion ends.
    return emptyProgram(path, problemOf('parsed', error));
  }
}

function emptyProgram(path: string, problem?: string): Parsed {
  return parseAs(path, '', { lang: 'ts', sourceType: 'module' }, problem);
}

function problemOf(step: string, error: unknown): string {
  return `cannot be ${step}: ${error instanceof Error ? error.message : String(error)}`;
}
