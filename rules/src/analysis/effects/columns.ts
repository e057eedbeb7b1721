/** Which columns a write sets, and where each value comes from: through variables, entities, spreads and wrappers. */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument, Env, InstanceValue } from '../binding/value.js';
import { callColumns, constructedColumns, returnNodes } from './call-columns.js';
import { type Columns, NONE, either, merge } from './column-set.js';
import { instanceColumns } from './instance-columns.js';
import type { ProvenanceReader } from './provenance.js';
import { variableColumns } from './variable-columns.js';

const MAX_DEPTH = 12;
/** Expressions looked at for one object. */
const MAX_STEPS = 2_000;

export class ColumnReader {
  /** Expressions being read, and those read for the outermost one. */
  #open = 0;
  #steps = 0;
  /** The lists whose spread is being read. */
  readonly #spreads = new Set<TSESTree.Node>();

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
  ) {}

  /** Columns of the object (or of the objects in the array) an argument denotes. */
  of(argument: Argument, depth = 0): Columns {
    if (depth > MAX_DEPTH) return { ...NONE, rest: 'unknown' };
    if (argument.kind === 'expression') return this.ofNode(unwrap(argument.node), argument.env, depth);
    if (argument.kind === 'element') return this.#ofElements(argument.of, depth);
    if (argument.kind === 'property' || argument.kind === 'value') return this.ofValues(argument, depth);
    return { ...NONE, rest: this.provenance.ofArgument(argument) };
  }

  /** Columns of what the node denotes, assertions taken off. */
  ofNode(node: TSESTree.Node, env: Env, depth: number): Columns {
    if (this.#open === 0) this.#steps = 0;
    if (++this.#steps > MAX_STEPS) {
      this.binder.limit('an object that is put together in too many ways');
      return { ...NONE, rest: 'unknown' };
    }
    this.#open++;
    try {
      return this.#read(node, env, depth);
    } finally {
      this.#open--;
    }
  }

  #read(node: TSESTree.Node, env: Env, depth: number): Columns {
    switch (node.type) {
      case 'ObjectExpression':
        return this.#ofObject(node, env, depth);
      case 'ArrayExpression':
        return merge(
          node.elements.flatMap((e) =>
            e ? [this.ofNode(unwrap(e.type === 'SpreadElement' ? e.argument : e), env, depth + 1)] : [],
          ),
        );
      case 'ConditionalExpression':
        return either([
          this.ofNode(unwrap(node.consequent), env, depth + 1),
          this.ofNode(unwrap(node.alternate), env, depth + 1),
        ]);
      case 'Identifier':
        return this.#ofIdentifier(node, env, depth);
      case 'CallExpression':
        return callColumns(this, node, env, depth);
      case 'NewExpression':
        return constructedColumns(this, node, env, depth);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression': {
        const fn = { kind: 'function' as const, node, env: this.binder.lexicalEnv(node, env), self: undefined };
        const home = this.binder.activate(fn, [], node, env);
        return either(returnNodes(node).map((r) => this.ofNode(unwrap(r), home, depth + 1)));
      }
      default:
        return this.ofValues({ kind: 'expression', node, env }, depth);
    }
  }

  /** Columns of what a variable holds when it is used at `node`. */
  ofVariable(variable: Variable, env: Env, node: TSESTree.Node, depth = 0): Columns {
    return variableColumns(this, variable, env, node, depth);
  }

  #ofObject(node: TSESTree.ObjectExpression, env: Env, depth: number): Columns {
    const parts: Columns[] = [];
    for (const p of node.properties) {
      if (p.type === 'SpreadElement') parts.push(this.ofNode(unwrap(p.argument), env, depth + 1));
      else {
        const name = propertyName(p) ?? constantName(this.binder, p, env);
        if (name === undefined) parts.push({ ...NONE, rest: this.provenance.of(p.value, env) });
        else if (!this.#isLeftOut(unwrap(p.value), env, depth))
          parts.push({
            ...NONE,
            columns: [{ name, provenance: this.provenance.of(p.value, env), node: p.value, env }],
          });
      }
    }
    return merge(parts);
  }

  /** `{ id: order.id }` of an order that was made without an id, as far as all that it was given is seen. */
  #isLeftOut(value: TSESTree.Node, env: Env, depth: number): boolean {
    const name = value.type === 'MemberExpression' ? propertyName(value) : undefined;
    if (name === undefined || value.type !== 'MemberExpression' || value.object.type === 'Super') return false;
    const [owner, ...others] = this.binder.evaluate(value.object, env);
    if (owner?.kind !== 'instance' || others.length > 0 || !owner.args) return false;
    const { columns, rest } = instanceColumns(this, owner, depth + 1);
    return rest === undefined && columns.length > 0 && !columns.some((c) => c.name === name) && !hasMember(owner, name);
  }

  #ofIdentifier(node: TSESTree.Identifier, env: Env, depth: number): Columns {
    const variable = env.module.variables.get(node);
    if (!variable || variable.defs.length === 0) return { ...NONE, rest: 'unknown' };
    return this.ofVariable(variable, env, node, depth);
  }

  #ofElements(argument: Argument, depth: number): Columns {
    for (const value of this.binder.argument(argument)) {
      if (value.kind === 'array' && value.elements.length > 0)
        return merge(
          value.elements.flatMap((e) => (e.kind === 'spread' ? this.#ofSpread(e, depth) : [this.of(e, depth + 1)])),
        );
    }
    const whole = this.provenance.ofArgument(argument);
    return { ...NONE, rest: whole, loaded: whole === 'state' };
  }

  /** Columns of the elements that `...list` adds; nothing where the list grows from itself (`rows = [...rows, row]`). */
  #ofSpread({ node, env }: { node: TSESTree.Node; env: Env }, depth: number): Columns[] {
    if (this.#spreads.has(node)) return [];
    this.#spreads.add(node);
    const columns = this.#ofElements({ kind: 'expression', node, env }, depth + 1);
    this.#spreads.delete(node);
    return [columns];
  }

  /** Columns of the values an argument denotes. */
  ofValues(argument: Argument, depth: number): Columns {
    const parts: Columns[] = [];
    for (const value of this.binder.argument(argument)) {
      if (value.kind === 'object') parts.push(this.#ofObject(value.node, value.env, depth + 1));
      else if (value.kind === 'array') parts.push(merge(value.elements.map((e) => this.of(e, depth + 1))));
      else if (value.kind === 'instance' && value.args) parts.push(instanceColumns(this, value, depth));
      else if (value.kind === 'library' && value.content) parts.push(this.of(value.content, depth + 1));
    }
    if (parts.length > 0) return either(parts);
    const whole = this.provenance.ofArgument(argument);
    return { ...NONE, rest: whole, loaded: whole === 'state' };
  }
}

/** Does its class have a getter or method of that name, or code that sets it? */
function hasMember({ cls }: InstanceValue, name: string): boolean {
  return (
    cls.env.module.thisWrites.has(name) ||
    cls.node.body.body.some((m) => m.type === 'MethodDefinition' && propertyName(m) === name)
  );
}

function constantName(binder: Binder, p: TSESTree.Property, env: Env): string | undefined {
  const value = p.computed ? binder.constant(p.key, env) : undefined;
  return typeof value === 'string' ? value : undefined;
}
