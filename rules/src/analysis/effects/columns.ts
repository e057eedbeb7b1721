/** Which columns a write sets, and where each value comes from: through variables, entities, spreads and wrappers. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { enclosingFunction, isFunctionNode, parameterPattern, propertyName, unwrap, within } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callTarget, calleeValues, constructTarget } from '../binding/call-target.js';
import { constructorOf } from '../binding/class.js';
import type { Provenance, WrittenColumn } from '../effect.js';
import { patternPath } from '../binding/pattern.js';
import type { ProvenanceReader } from './provenance.js';
import { type Argument, type Env, type InstanceValue, mix } from '../binding/value.js';

/** A written column with the environment its expression is read in. */
export interface Column extends Omit<WrittenColumn, 'identity' | 'path'> {
  readonly env: Env | undefined;
}

export interface Columns {
  readonly columns: readonly Column[];
  /** Provenance of further columns that were not seen; undefined when all were. */
  readonly rest: Provenance | undefined;
  /** The object was loaded from a store. */
  readonly loaded: boolean;
}

const NONE: Columns = { columns: [], rest: undefined, loaded: false };
const MAX_DEPTH = 12;

export class ColumnReader {
  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
  ) {}

  /** Columns of the object (or of the objects in the array) an argument denotes. */
  of(argument: Argument, depth = 0): Columns {
    if (depth > MAX_DEPTH) return { ...NONE, rest: 'unknown' };
    if (argument.kind === 'expression') return this.#ofNode(unwrap(argument.node), argument.env, depth);
    if (argument.kind === 'element') return this.#ofElements(argument.of, depth);
    if (argument.kind === 'property' || argument.kind === 'value') return this.#ofValues(argument, depth);
    return { ...NONE, rest: this.provenance.ofArgument(argument) };
  }

  #ofNode(node: TSESTree.Node, env: Env, depth: number): Columns {
    switch (node.type) {
      case 'ObjectExpression':
        return this.#ofObject(node, env, depth);
      case 'ArrayExpression':
        return merge(
          node.elements.flatMap((e) =>
            e ? [this.#ofNode(unwrap(e.type === 'SpreadElement' ? e.argument : e), env, depth + 1)] : [],
          ),
        );
      case 'ConditionalExpression':
        return either([
          this.#ofNode(unwrap(node.consequent), env, depth + 1),
          this.#ofNode(unwrap(node.alternate), env, depth + 1),
        ]);
      case 'Identifier':
        return this.#ofIdentifier(node, env, depth);
      case 'CallExpression':
        return this.#ofCall(node, env, depth);
      case 'NewExpression':
        return this.#ofNew(node, env, depth);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression': {
        const fn = { kind: 'function' as const, node, env: this.binder.lexicalEnv(node, env), self: undefined };
        const home = this.binder.activate(fn, [], node, env);
        return either(returnNodes(node).map((r) => this.#ofNode(unwrap(r), home, depth + 1)));
      }
      default:
        return this.#ofValues({ kind: 'expression', node, env }, depth);
    }
  }

  #ofObject(node: TSESTree.ObjectExpression, env: Env, depth: number): Columns {
    const parts: Columns[] = [];
    for (const p of node.properties) {
      if (p.type === 'SpreadElement') parts.push(this.#ofNode(unwrap(p.argument), env, depth + 1));
      else {
        const name = propertyName(p) ?? constantName(this.binder, p, env);
        if (name === undefined) parts.push({ ...NONE, rest: this.provenance.of(p.value, env) });
        else
          parts.push({
            ...NONE,
            columns: [{ name, provenance: this.provenance.of(p.value, env), node: p.value, env }],
          });
      }
    }
    return merge(parts);
  }

  #ofIdentifier(node: TSESTree.Identifier, env: Env, depth: number): Columns {
    const variable = env.module.variables.get(node);
    if (!variable || variable.defs.length === 0) return { ...NONE, rest: 'unknown' };
    return this.ofVariable(variable, env, node, depth);
  }

  /** Columns of what a variable holds when it is used at `node`. */
  ofVariable(variable: Variable, env: Env, node: TSESTree.Node, depth = 0): Columns {
    const home = this.binder.homeOf(variable, env);
    const source = this.#sourceOf(variable, home);
    const initial = source ? this.of(source, depth + 1) : { ...NONE, rest: 'unknown' as const };
    const assigned = this.#assigned(variable, home, node);
    return assigned.length > 0
      ? { ...merge([initial, { ...NONE, columns: assigned }]), loaded: initial.loaded }
      : initial;
  }

  #sourceOf(variable: Variable, home: Env): Argument | undefined {
    const def = variable.defs[0];
    if (def?.type === 'Variable') {
      const declared = this.binder.declaratorArgument(variable, home);
      if (declared) return declared;
      const write = variable.references.find((r) => r.isWrite() && r.writeExpr);
      return write?.writeExpr ? { kind: 'expression', node: write.writeExpr, env: home } : undefined;
    }
    if (def?.type === 'Parameter' && isFunctionNode(def.node)) return this.#parameter(def.node, def.name, home);
    return undefined;
  }

  #parameter(
    fn: Extract<TSESTree.Node, { params: TSESTree.Parameter[] }>,
    name: TSESTree.Node,
    home: Env,
  ): Argument | undefined {
    for (const [index, parameter] of fn.params.entries()) {
      const path = patternPath(parameterPattern(parameter), name);
      const given = home.args?.[index];
      if (path && given && given.kind !== 'spread') {
        return path.reduce<Argument>(
          (at, step) => (step.kind === 'property' ? { kind: 'property', of: at, name: step.name } : at),
          given,
        );
      }
    }
    return undefined;
  }

  /** `entity.column = value` on this variable, before it is used at `use`. */
  #assigned(variable: Variable, home: Env, use: TSESTree.Node): readonly Column[] {
    const found: Column[] = [];
    for (const reference of variable.references) {
      const member = reference.identifier.parent as TSESTree.Node | undefined;
      if (member?.type !== 'MemberExpression' || member.object !== reference.identifier) continue;
      const name = propertyName(member);
      const write = member.parent;
      if (name === undefined || isLater(member, use)) continue;
      if (write.type === 'AssignmentExpression' && write.left === member) {
        const node = write.operator === '=' ? write.right : write;
        found.push({ name, provenance: this.provenance.of(write.right, home), node, env: home });
      } else if (write.type === 'UpdateExpression') found.push({ name, provenance: 'state', node: write, env: home });
      else if (
        write.type === 'MemberExpression' &&
        write.object === member &&
        write.parent.type === 'CallExpression' &&
        write.parent.callee === write
      ) {
        if (/^(?:push|unshift|splice)$/.test(propertyName(write) ?? ''))
          found.push({ name, provenance: 'state', node: write.parent, env: home });
      }
    }
    return found;
  }

  #ofCall(node: TSESTree.CallExpression, env: Env, depth: number): Columns {
    const assigned = objectAssign(node, env);
    if (assigned) return merge(assigned.map((a) => this.#ofNode(unwrap(a), env, depth + 1)));
    const args = this.binder.argumentsOf(node, env);
    const parts: Columns[] = [];
    for (const callee of calleeValues(this.binder, node, env)) {
      if (callee.kind === 'function') {
        const inner = this.binder.activate(callee, args, node, env);
        parts.push(either(returnNodes(callee.node).map((r) => this.#ofNode(unwrap(r), inner, depth + 1))));
        continue;
      }
      const target = callTarget(this.binder, callee, args);
      const given = target?.row.returnsArgument ? this.binder.at(args, target.row.returnsArgument)[0] : undefined;
      if (given) parts.push(this.of(given, depth + 1));
    }
    return parts.length > 0 ? either(parts) : this.#ofValues({ kind: 'expression', node, env }, depth);
  }

  #ofNew(node: TSESTree.NewExpression, env: Env, depth: number): Columns {
    const args = this.binder.argumentsOf(node, env);
    for (const callee of this.binder.evaluate(node.callee, env)) {
      const target = constructTarget(this.binder, callee, args);
      const given = target?.row.returnsArgument ? this.binder.at(args, target.row.returnsArgument)[0] : undefined;
      if (given) return this.of(given, depth + 1);
      if (callee.kind === 'class') {
        const instance = this.binder.evaluate(node, env).find((v): v is InstanceValue => v.kind === 'instance');
        return instance ? this.#ofInstance(instance) : NONE;
      }
    }
    return { ...NONE, rest: args.length > 0 ? mix(args.map((a) => this.provenance.ofArgument(a))) : undefined };
  }

  #ofInstance(instance: InstanceValue): Columns {
    const columns: Column[] = [];
    let rest: Provenance | undefined;
    const whole: Argument = { kind: 'value', values: [instance], provenance: 'unknown' };
    for (const member of instance.cls.node.body.body) {
      if (member.type !== 'PropertyDefinition' || member.static) continue;
      const name = propertyName(member);
      if (name !== undefined && member.value) {
        columns.push({
          name,
          provenance: this.provenance.of(member.value, instance.cls.env),
          node: member.value,
          env: instance.cls.env,
        });
      }
    }
    const fn = constructorOf(instance.cls.node);
    for (const parameter of fn?.params ?? []) {
      const pattern = parameterPattern(parameter);
      if (parameter.type !== 'TSParameterProperty' || pattern.type !== 'Identifier') continue;
      columns.push({
        name: pattern.name,
        provenance: this.provenance.property(whole, pattern.name),
        node: undefined,
        env: undefined,
      });
    }
    for (const [name, writes] of instance.cls.env.module.thisWrites) {
      if (fn && writes.some((w) => w.range[0] > fn.range[0] && w.range[1] < fn.range[1])) {
        columns.push({ name, provenance: this.provenance.property(whole, name), node: undefined, env: undefined });
      }
    }
    if (fn && instance.args && instance.args.length > 0 && columns.length === 0)
      rest = mix(instance.args.map((a) => this.provenance.ofArgument(a)));
    return { columns, rest, loaded: false };
  }

  #ofElements(argument: Argument, depth: number): Columns {
    for (const value of this.binder.argument(argument)) {
      if (value.kind === 'array' && value.elements.length > 0)
        return merge(value.elements.filter((e) => e.kind !== 'spread').map((e) => this.of(e, depth + 1)));
    }
    return {
      ...NONE,
      rest: this.provenance.ofArgument(argument),
      loaded: this.provenance.ofArgument(argument) === 'state',
    };
  }

  #ofValues(argument: Argument, depth: number): Columns {
    const parts: Columns[] = [];
    for (const value of this.binder.argument(argument)) {
      if (value.kind === 'object') parts.push(this.#ofObject(value.node, value.env, depth + 1));
      else if (value.kind === 'array') parts.push(merge(value.elements.map((e) => this.of(e, depth + 1))));
      else if (value.kind === 'instance' && value.args) parts.push(this.#ofInstance(value));
      else if (value.kind === 'library' && value.content) parts.push(this.of(value.content, depth + 1));
    }
    if (parts.length > 0) return either(parts);
    const whole = this.provenance.ofArgument(argument);
    return { ...NONE, rest: whole, loaded: whole === 'state' };
  }
}

/** Does `node` stand after `use` in the same function, with no loop around both that leads back? */
function isLater(node: TSESTree.Node, use: TSESTree.Node): boolean {
  const fn = enclosingFunction(use);
  if (node.range[0] <= use.range[0] || enclosingFunction(node) !== fn) return false;
  for (let at: TSESTree.Node | undefined = use; at && at !== fn; at = at.parent)
    if (/^(?:For|While|DoWhile)/.test(at.type) && within(node, at)) return false;
  return true;
}

function returnNodes(fn: Extract<TSESTree.Node, { params: TSESTree.Parameter[] }>): readonly TSESTree.Node[] {
  if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement') return [fn.body];
  const found: TSESTree.Node[] = [];
  const visit = (node: TSESTree.Node): void => {
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
    if (node.type === 'BlockStatement') node.body.forEach(visit);
    if (node.type === 'IfStatement') for (const n of [node.consequent, node.alternate]) if (n) visit(n);
    if (node.type === 'TryStatement') visit(node.block);
  };
  if (isFunctionNode(fn) && fn.body) visit(fn.body);
  return found;
}

function constantName(binder: Binder, p: TSESTree.Property, env: Env): string | undefined {
  const value = p.computed ? binder.constant(p.key, env) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function objectAssign(node: TSESTree.CallExpression, env: Env): readonly TSESTree.Node[] | undefined {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Object')
    return undefined;
  if (propertyName(callee) !== 'assign' || (env.module.variables.get(callee.object)?.defs.length ?? 0) > 0)
    return undefined;
  return node.arguments.map((a) => (a.type === 'SpreadElement' ? a.argument : a));
}

/** Later columns win over earlier ones of the same name, as in an object literal. */
function merge(parts: readonly Columns[]): Columns {
  const byName = new Map<string, Column>();
  const rests: Provenance[] = [];
  for (const part of parts) {
    for (const column of part.columns) byName.set(column.name, column);
    if (part.rest) rests.push(part.rest);
  }
  return {
    columns: [...byName.values()],
    rest: rests.length > 0 ? mix(rests) : undefined,
    loaded: parts.some((p) => p.loaded),
  };
}

/** Alternatives: a column's provenance is the mixture over those that set it. */
function either(parts: readonly Columns[]): Columns {
  if (parts.length === 1) return parts[0] ?? NONE;
  const byName = new Map<string, Column>();
  for (const column of parts.flatMap((p) => p.columns)) {
    const known = byName.get(column.name);
    byName.set(column.name, known ? { ...known, provenance: mix([known.provenance, column.provenance]) } : column);
  }
  const rests = parts.flatMap((p) => (p.rest ? [p.rest] : []));
  return {
    columns: [...byName.values()],
    rest: rests.length > 0 ? mix(rests) : undefined,
    loaded: parts.some((p) => p.loaded),
  };
}
