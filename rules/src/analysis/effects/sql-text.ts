/** SQL text among a call's arguments: literals, concatenations, templates, fragments, constants of other modules. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SqlPart } from '../../sql/statement.js';
import { propertyName, returnExpressions, unwrap } from '../ast.js';
import { argumentAt } from '../binding/argument.js';
import type { Binder } from '../binding/bind.js';
import { calleeValues } from '../binding/call-target.js';
import type { Module } from '../../project/module.js';
import type { Argument, DraftPart, Env } from '../binding/value.js';

export interface SqlText {
  readonly parts: readonly SqlPart[];
  /** Expressions of the holes, by index. */
  readonly holes: readonly (Source | undefined)[];
  /** The module whose offsets the parts speak of. */
  readonly module: Module;
}

export interface Source {
  readonly node: TSESTree.Node;
  readonly env: Env;
}

const MAX_DEPTH = 12;

const MAX_TEXTS = 8;

/** The texts an argument may stand for: several where the code chooses among them, or goes through a list of them. */
export function sqlTexts(binder: Binder, argument: Argument): readonly SqlText[] {
  const whole = sqlText(binder, argument);
  if (whole) return [whole];
  return alternatives(binder, argument, 0).slice(0, MAX_TEXTS);
}

/** `cond ? a : b`, functions that return one or the other, elements of a list, properties set to such a value. */
function alternatives(binder: Binder, argument: Argument, depth: number): readonly SqlText[] {
  if (depth > MAX_DEPTH) return [];
  const again = (next: Argument | undefined): readonly SqlText[] =>
    next ? unless(sqlText(binder, next), () => alternatives(binder, next, depth + 1)) : [];
  if (argument.kind === 'expression') {
    const node = unwrap(argument.node);
    const { env } = argument;
    if (node.type === 'ConditionalExpression')
      return [node.consequent, node.alternate].flatMap((n) => again({ kind: 'expression', node: n, env }));
    if (node.type === 'Identifier') {
      const source = again(variableSource(binder, node, env));
      if (source.length > 0) return source;
    }
    if (node.type === 'CallExpression') {
      const returned = returnedTexts(binder, node, env).flatMap(again);
      if (returned.length > 0) return returned;
    }
  }
  if (argument.kind === 'element') {
    const lists = binder.argument(argument.of).flatMap((v) => (v.kind === 'array' ? v.elements : []));
    const listed = lists.filter((e) => e.kind !== 'spread').flatMap(again);
    if (listed.length > 0) return listed;
  }
  const parts = binder
    .argument(argument)
    .flatMap((v) => (v.kind === 'library' ? (v.draft.find((d) => d.model.sql) ?? []) : []));
  return parts.flatMap((part) => {
    const at = partSource(binder, part, depth + 1);
    return at ? unless(sqlText(binder, { kind: 'expression', ...at }), () => []) : [];
  });
}

function unless(text: SqlText | undefined, others: () => readonly SqlText[]): readonly SqlText[] {
  return text ? [text] : others();
}

/** What a project function gives back, by return statement. */
function returnedTexts(binder: Binder, node: TSESTree.CallExpression, env: Env): readonly Argument[] {
  return calleeValues(binder, node, env).flatMap((fn) => {
    if (fn.kind !== 'function') return [];
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    const inner = binder.activate(fn, binder.argumentsOf(node, env), node, env);
    return list.map((r): Argument => ({ kind: 'expression', node: r, env: inner }));
  });
}

/** The one text an argument stands for, or undefined when it is not text we can see. */
export function sqlText(binder: Binder, argument: Argument): SqlText | undefined {
  const at = textSource(binder, argument, 0);
  if (!at) return undefined;
  const collector = new Collector(binder, at.env.module);
  collector.add(at.node, at.env, 0);
  const { parts, holes } = collector;
  return parts.some((p) => p.kind === 'text') ? { parts, holes, module: at.env.module } : undefined;
}

/** Follows constants, parameters, properties and functions to the expression that holds the text. */
function textSource(binder: Binder, argument: Argument, depth: number): Source | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const found = argument.kind === 'expression' ? expressionSource(binder, argument, depth) : undefined;
  if (found) return found;
  if (argument.kind === 'property') {
    for (const value of binder.argument(argument.of)) {
      const property = value.kind === 'object' ? binder.propertyArgument(value, argument.name) : undefined;
      if (property) return textSource(binder, property, depth + 1);
    }
  }
  const values = binder.argument(argument);
  const parts = values.flatMap((v) => (v.kind === 'library' ? (v.draft.find((d) => d.model.sql) ?? []) : []));
  if (parts.length > 0) return parts[0] && parts.length === 1 ? partSource(binder, parts[0], depth + 1) : undefined;
  const constants = values.filter((v) => v.kind === 'constant');
  const only = constants.length === 1 && typeof constants[0]?.value === 'string' ? constants[0].value : undefined;
  if (only === undefined || argument.kind !== 'expression') return undefined;
  return {
    node: { type: 'Literal', value: only, raw: '', range: [-1, -1] } as unknown as TSESTree.Node,
    env: argument.env,
  };
}

function expressionSource(
  binder: Binder,
  argument: Extract<Argument, { kind: 'expression' }>,
  depth: number,
): Source | undefined {
  const node = unwrap(argument.node);
  const { env } = argument;
  const follow = (next: Argument | undefined): Source | undefined =>
    next ? textSource(binder, next, depth + 1) : undefined;
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return { node, env };
    case 'TaggedTemplateExpression':
      return { node: node.quasi, env };
    case 'Identifier':
      return follow(variableSource(binder, node, env));
    case 'MemberExpression': {
      const name = propertyName(node);
      if (name === undefined || node.object.type === 'Super') return undefined;
      return follow({ kind: 'property', of: { kind: 'expression', node: node.object, env }, name });
    }
    case 'CallExpression':
      return calledSource(binder, node, env, depth);
    default:
      return undefined;
  }
}

/** The one value of a variable or parameter. */
function variableSource(binder: Binder, node: TSESTree.Identifier, env: Env): Argument | undefined {
  const variable = env.module.variables.get(node);
  const def = variable?.defs[0];
  if (!variable || !def) return undefined;
  const home = binder.homeOf(variable, env);
  if (variable.references.some((r) => r.isWrite() && !r.init)) return undefined;
  if (def.type === 'Variable') return binder.declaratorArgument(variable, home);
  if (def.type !== 'Parameter' || !home.args || !('params' in def.node)) return undefined;
  const index = (def.node.params as TSESTree.Node[]).indexOf(def.name);
  return index >= 0 ? argumentAt(binder, home.args, index) : undefined;
}

/** `text.trim()`, `[…].join(' ')`, and project functions that give a text. */
function calledSource(binder: Binder, node: TSESTree.CallExpression, env: Env, depth: number): Source | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression' && callee.object.type !== 'Super') {
    const name = propertyName(callee);
    if (name === 'trim' || name === 'toString')
      return textSource(binder, { kind: 'expression', node: callee.object, env }, depth + 1);
    if (name === 'join') return { node, env };
  }
  const functions = calleeValues(binder, node, env).filter((v) => v.kind === 'function');
  const [fn] = functions;
  if (!fn || functions.length > 1) return undefined;
  const returns = returnExpressions(fn.node);
  const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
  const [only] = list;
  if (!only || list.length > 1) return undefined;
  const inner = binder.activate(fn, binder.argumentsOf(node, env), node, env);
  return textSource(binder, { kind: 'expression', node: only, env: inner }, depth + 1);
}

/** The text of a described statement or fragment. */
function partSource(binder: Binder, part: DraftPart, depth: number): Source | undefined {
  const { sql } = part.model;
  if (part.node.type === 'TaggedTemplateExpression' && sql?.template) return { node: part.node.quasi, env: part.env };
  const at = sql?.text ? binder.at(binder.argumentsOf(part.node, part.env), sql.text)[0] : undefined;
  return at && textSource(binder, at, depth);
}

/** Puts the parts of a text together; expressions that are no text become holes. */
class Collector {
  readonly parts: SqlPart[] = [];
  readonly holes: Source[] = [];

  constructor(
    readonly binder: Binder,
    readonly module: Module,
  ) {}

  add(node: TSESTree.Node, env: Env, depth: number): void {
    const at = unwrap(node);
    if (at.type === 'Literal' && typeof at.value === 'string') {
      this.#text(at.value, at.raw.slice(1, -1), at.range[0] < 0 || env.module !== this.module ? -1 : at.range[0] + 1);
    } else if (at.type === 'TemplateLiteral') {
      for (const [i, quasi] of at.quasis.entries()) {
        const start = env.module === this.module ? quasiStart(quasi, env.module.text) : -1;
        const raw = start < 0 ? quasi.value.raw : (sourceOf(quasi, env.module.text, start) ?? quasi.value.raw);
        this.#text(quasi.value.cooked ?? quasi.value.raw, raw, start);
        const expression = at.expressions[i];
        if (expression) this.#hole(expression, env, depth, isTagged(at));
      }
    } else if (at.type === 'BinaryExpression' && at.operator === '+' && depth < 50) {
      this.add(at.left, env, depth + 1);
      this.add(at.right, env, depth + 1);
    } else if (!this.#joined(at, env, depth)) this.#hole(at, env, depth, false);
  }

  #text(text: string, raw: string, start: number): void {
    this.parts.push({ kind: 'text', text, raw, start });
  }

  /** `['INSERT …', 'VALUES …'].join(' ')`. */
  #joined(node: TSESTree.Node, env: Env, depth: number): boolean {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const list = unwrap(node.callee.object);
    const [glue] = node.arguments;
    if (propertyName(node.callee) !== 'join' || list.type !== 'ArrayExpression') return false;
    const between = glue?.type === 'Literal' && typeof glue.value === 'string' ? glue.value : ',';
    for (const [i, element] of list.elements.entries()) {
      if (!element || element.type === 'SpreadElement') return false;
      if (i > 0) this.#text(between, `${between}\\`, -1);
      this.add(element, env, depth + 1);
    }
    return true;
  }

  /**
   * Constants, tables, columns and fragments that the text is built with are text; anything else is a hole. What a tag is
   * given is bound, not pasted in, even if it is a constant.
   */
  #hole(node: TSESTree.Node, env: Env, depth: number, bound: boolean): void {
    const constant = bound ? undefined : this.binder.constant(node, env);
    if (typeof constant === 'string' || typeof constant === 'number') {
      this.#text(String(constant), `${String(constant)}\\`, -1);
      return;
    }
    const values = this.binder.evaluate(node, env);
    const made = values.length === 1 && values[0]?.kind === 'library' ? values[0] : undefined;
    const fragment = made?.draft.find((d) => d.model.sql?.template || d.model.sql?.text);
    const inner = fragment && depth < MAX_DEPTH ? partSource(this.binder, fragment, depth + 1) : undefined;
    if (inner) this.add(inner.node, inner.env, depth + 1);
    else if (made?.resource !== undefined && made.draft.length === 0 && NAME.test(made.resource))
      this.#text(made.resource, `${made.resource}\\`, -1);
    else {
      this.parts.push({ kind: 'hole', index: this.holes.length });
      this.holes.push({ node, env });
    }
  }
}

/** Is the template given to a tag that binds its values? `String.raw` and the like paste them in. */
function isTagged(node: TSESTree.TemplateLiteral): boolean {
  const { parent } = node;
  if (parent.type !== 'TaggedTemplateExpression') return false;
  return !(parent.tag.type === 'MemberExpression' && propertyName(parent.tag) === 'raw');
}

const NAME = /^[\w."]+$/;

/** Offset of a template element's text; parsers differ in whether the range holds the delimiters. */
function quasiStart(quasi: TSESTree.TemplateElement, text: string): number {
  for (const start of [quasi.range[0], quasi.range[0] + 1]) {
    const begins = sourceOf(quasi, text, start) !== undefined;
    if (begins && (text[start - 1] === '`' || text[start - 1] === '}')) return start;
  }
  return quasi.range[0] + 1;
}

/** The element's text as the file has it: `raw` holds no carriage returns. Undefined when it does not stand at `start`. */
function sourceOf(quasi: TSESTree.TemplateElement, text: string, start: number): string | undefined {
  let end = start;
  for (const character of quasi.value.raw) {
    if (character === '\n' && text[end] === '\r') end++;
    if (!text.startsWith(character, end)) return undefined;
    end += character.length;
  }
  return text.slice(start, end);
}

/** The SQL an argument stands for, with `?` for what is interpolated. */
export function plainText(binder: Binder, argument: Argument): string {
  return (
    sqlText(binder, argument)
      ?.parts.map((p) => (p.kind === 'text' ? p.text : '?'))
      .join('') ?? ''
  );
}
