/** Is everything seen that a call sends, and is nothing in it that its receivers could tell a second copy by? */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName, unwrap } from '../ast.js';
import { calleeValues } from '../binding/call-target.js';
import type { Argument, Env } from '../binding/value.js';
import { returnNodes } from './call-columns.js';
import type { Part } from './parts.js';
import type { Readers } from './readers.js';
import { isClockName, isIdName, isPlainName } from './value-names.js';

/**
 * What a value tells of the message it is sent in. `same`: the same in each message. `plain`: a measure, a text, a state.
 * `telling`: an id, or something that may be one. `unseen`: anything.
 */
type Content = 'same' | 'plain' | 'telling' | 'unseen';

const MAX_DEPTH = 12;

/** True only where all arguments are seen down to values that are no ids by their names. */
export function isAnonymous(readers: Readers, parts: readonly Part[]): boolean {
  const reader = new ContentReader(readers);
  return together(parts.flatMap((p) => p.args.map((a) => reader.ofArgument(a, '', 0)))) === 'plain';
}

function together(parts: readonly Content[]): Content {
  return (['telling', 'unseen', 'plain'] as const).find((c) => parts.includes(c)) ?? 'same';
}

class ContentReader {
  constructor(readonly readers: Readers) {}

  /** @param name of the property that holds the value */
  ofArgument(argument: Argument, name: string, depth: number): Content {
    if (depth > MAX_DEPTH) return 'unseen';
    if (argument.kind === 'expression') return this.#of(unwrap(argument.node), argument.env, name, depth);
    if (argument.kind !== 'property') return 'unseen';
    return this.#leaf([name, argument.name], this.readers.provenance.ofArgument(argument) === 'fresh');
  }

  #of(node: TSESTree.Node, env: Env, name: string, depth: number): Content {
    const next = (at: TSESTree.Node, as = name): Content =>
      this.ofArgument({ kind: 'expression', node: at, env }, as, depth + 1);
    switch (node.type) {
      case 'Literal':
        return 'same';
      case 'TemplateLiteral':
        return together(node.expressions.map((e) => next(e)));
      case 'ObjectExpression':
        return together(node.properties.map((p) => this.#property(p, env, depth)));
      case 'ArrayExpression':
        return together(node.elements.map((e) => (e ? next(e.type === 'SpreadElement' ? e.argument : e) : 'same')));
      case 'ConditionalExpression':
        return together([next(node.consequent), next(node.alternate)]);
      case 'LogicalExpression':
        return together([next(node.left), next(node.right)]);
      case 'BinaryExpression':
        return together([next(node.left), next(node.right)].map((c) => (node.operator === '+' ? c : asNumber(c))));
      case 'UnaryExpression':
        return asNumber(next(node.argument));
      case 'CallExpression':
        return this.#call(node, env, name, depth);
      case 'NewExpression':
        return this.#made(node, env, name, depth);
      case 'Identifier':
      case 'MemberExpression':
        return this.#reference(node, env, name, depth);
      default:
        return 'unseen';
    }
  }

  #property(property: TSESTree.ObjectLiteralElement, env: Env, depth: number): Content {
    if (property.type === 'SpreadElement')
      return this.ofArgument({ kind: 'expression', node: property.argument, env }, '', depth + 1);
    const name = propertyName(property);
    if (name === undefined) return 'unseen';
    const content = this.ofArgument({ kind: 'expression', node: property.value, env }, name, depth + 1);
    return isIdName(name) && content !== 'same' ? 'telling' : content;
  }

  /** Functions of the project are followed; of others only those that give their arguments back in another form. */
  #call(node: TSESTree.CallExpression, env: Env, name: string, depth: number): Content {
    const found = calleeValues(this.readers.binder, node, env);
    const given = this.readers.binder.argumentsOf(node, env);
    const results = found.flatMap((callee): readonly Content[] => {
      if (callee.kind !== 'function') return [];
      const inner = this.readers.binder.activate(callee, given, node, env);
      return returnNodes(callee.node).map((r) =>
        this.ofArgument({ kind: 'expression', node: r, env: inner }, name, depth + 1),
      );
    });
    if (results.length > 0) return together(results);
    const callee = unwrap(node.callee);
    const args = given.map((a) => this.ofArgument(a, '', depth + 1));
    const global = globalName(callee, env);
    if (global !== undefined && PACKING.has(global)) return together(args);
    if (global !== undefined && COUNTING.test(global)) return together(args.map(asNumber));
    if (callee.type !== 'MemberExpression' || !FORMATTING.test(propertyName(callee) ?? '')) return 'unseen';
    return together([this.ofArgument({ kind: 'expression', node: callee.object, env }, '', depth + 1), ...args]);
  }

  #made(node: TSESTree.NewExpression, env: Env, name: string, depth: number): Content {
    if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && isGlobal(node.callee, env)) return 'plain';
    return this.#columns({ kind: 'expression', node, env }, name, depth) ?? 'unseen';
  }

  #reference(node: TSESTree.Identifier | TSESTree.MemberExpression, env: Env, name: string, depth: number): Content {
    const { binder, provenance, identities } = this.readers;
    if (node.type === 'Identifier' && node.name === 'undefined') return 'same';
    const from = provenance.of(node, env);
    // `given ?? ''` may well be no constant.
    if (from === 'constant' && binder.constant(node, env) !== undefined) return 'same';
    if (identities.of(node, env)) return 'telling';
    const object = this.#columns({ kind: 'expression', node, env }, name, depth);
    if (object) return object;
    const own = node.type === 'Identifier' ? node.name : (propertyName(node) ?? '');
    const source = node.type === 'Identifier' ? this.#source(node, env) : undefined;
    const content = source && this.ofArgument(source, own, depth + 1);
    if (source && content !== undefined && (content !== 'unseen' || !isPath(source)))
      return isIdName(own) && content !== 'same' ? 'telling' : content;
    return this.#leaf([name, own], from === 'fresh');
  }

  /** What the object that is denoted holds; undefined where no object is seen. */
  #columns(argument: Argument, name: string, depth: number): Content | undefined {
    const values = this.readers.binder.argument(argument);
    if (!values.some((v) => v.kind === 'object' || v.kind === 'array' || v.kind === 'instance')) return undefined;
    if (!values.every((v) => v.kind === 'object' || v.kind === 'array' || v.kind === 'instance')) return 'unseen';
    const { columns, rest } = this.readers.columns.of(argument);
    if (rest !== undefined || columns.length === 0) return 'unseen';
    return together(
      columns.map((c) => {
        if (isIdName(c.name) || isIdName(name)) return 'telling';
        if (!c.node || !c.env) return this.#leaf([c.name], c.provenance === 'fresh');
        return this.ofArgument({ kind: 'expression', node: c.node, env: c.env }, c.name, depth + 1);
      }),
    );
  }

  /** Where a variable that is set once, or a parameter, gets its value. */
  #source(node: TSESTree.Identifier, env: Env): Argument | undefined {
    const { binder } = this.readers;
    const variable = env.module.variables.get(node);
    const def = variable?.defs[0];
    if (!variable || !def || variable.references.some((r) => r.isWrite() && !r.init)) return undefined;
    const home = binder.homeOf(variable, env);
    if (def.type === 'Parameter' && isFunctionNode(def.node)) return binder.parameterArgument(def.node, def.name, home);
    return def.type === 'Variable' ? binder.declaratorArgument(variable, home) : undefined;
  }

  /** By its names, as nobody says what it is. What is made anew may be a unique id, unless it is a time. */
  #leaf(names: readonly string[], isFresh: boolean): Content {
    const given = names.filter((n) => n !== '');
    if (given.some(isIdName) || (isFresh && !given.some(isClockName))) return 'telling';
    return given.some(isPlainName) ? 'plain' : 'unseen';
  }
}

/** What is counted or compared is neither an object nor a text that may hold an id. */
function asNumber(content: Content): Content {
  return content === 'unseen' ? 'plain' : content;
}

/** A part of something that is not seen: its name may still tell what it is. */
function isPath(argument: Argument): boolean {
  return argument.kind !== 'expression' || /^(?:Identifier|MemberExpression)$/.test(unwrap(argument.node).type);
}

/** `Number`, `JSON.stringify`; undefined for what the module declares. */
function globalName(callee: TSESTree.Node, env: Env): string | undefined {
  if (callee.type === 'Identifier') return isGlobal(callee, env) ? callee.name : undefined;
  const owner = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (callee.type !== 'MemberExpression' || owner?.type !== 'Identifier' || !isGlobal(owner, env)) return undefined;
  return `${owner.name}.${propertyName(callee) ?? ''}`;
}

function isGlobal(node: TSESTree.Identifier, env: Env): boolean {
  return (env.module.variables.get(node)?.defs.length ?? 0) === 0;
}

/** Calls that hold in another form what they are given. */
const PACKING = new Set(['String', 'JSON.stringify', 'Buffer.from', 'Object.freeze']);
const FORMATTING = /^(?:to(?:String|ISOString|Fixed|LowerCase|UpperCase|LocaleString)|trim|getTime|encode)$/;
/** Calls that give a number or a truth value, not by chance. */
const COUNTING = /^(?:Number|Boolean|parseInt|parseFloat|Math\.(?!random$)\w+)$/;
