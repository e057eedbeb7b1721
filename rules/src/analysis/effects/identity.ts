/** Which expressions tell one message from every other: the identity the broker gives it, and what is made of that. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { isFunctionNode, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Column } from './column-set.js';
import type { MessageIdentity, WrittenColumn } from '../effect.js';
import { type FilterValue, filterValue } from './filter-value.js';
import { makerOf } from './maker.js';
import { PathReader } from './paths.js';
import { RenewalReader } from './renewal.js';
import type { Argument, Env, LibraryValue } from '../binding/value.js';

const MAX_DEPTH = 12;

export class IdentityReader {
  readonly #renewals: RenewalReader;
  readonly #paths: PathReader;

  constructor(readonly binder: Binder) {
    this.#renewals = new RenewalReader(binder);
    this.#paths = new PathReader(binder);
  }

  /** Is the value of `node` different for each message and the same for each delivery of it? */
  of(node: TSESTree.Node, env: Env, depth = 0): boolean {
    if (depth > MAX_DEPTH) return false;
    const at = unwrap(node);
    switch (at.type) {
      case 'MemberExpression': {
        const name = propertyName(at);
        return name !== undefined && this.#property({ kind: 'expression', node: at.object, env }, name, depth + 1);
      }
      case 'Identifier': {
        const variable = env.module.variables.get(at);
        const source = variable && this.#sourceOf(variable, env);
        return source !== undefined && this.ofArgument(source, depth + 1);
      }
      case 'TemplateLiteral':
        return at.expressions.some((e) => this.of(e, env, depth + 1));
      case 'BinaryExpression':
        return at.operator === '+' && [at.left, at.right].some((e) => this.of(e, env, depth + 1));
      case 'CallExpression': {
        const [only] = at.arguments;
        return (
          at.callee.type === 'Identifier' && at.callee.name === 'String' && !!only && this.of(only, env, depth + 1)
        );
      }
      default:
        return false;
    }
  }

  /** Columns as the timeline holds them. */
  written(columns: readonly Column[]): readonly WrittenColumn[] {
    return columns.map((c) => {
      const renewed =
        c.renewed ?? (c.provenance === 'fresh' && !!c.node && !!c.env && this.#renewals.of(c.node, c.env));
      return {
        name: c.name,
        provenance: c.provenance,
        node: c.node,
        identity: c.node !== undefined && c.env !== undefined && this.of(c.node, c.env),
        constant:
          c.constant ?? (c.node && c.env && isConstant(c.provenance) ? this.binder.constant(c.node, c.env) : undefined),
        compared: c.node && c.env && comparedBy(this.binder, c.node, c.env),
        renewed,
        maker: renewed && c.node && c.env ? makerOf(this.binder, c.node, c.env) : undefined,
        path: isReceived(c.provenance) && c.node && c.env ? this.#paths.of(c.node, c.env) : undefined,
      };
    });
  }

  ofArgument(argument: Argument, depth = 0): boolean {
    if (argument.kind === 'expression') return this.of(argument.node, argument.env, depth);
    return argument.kind === 'property' && this.#property(argument.of, argument.name, depth);
  }

  #property(owner: Argument, name: string, depth: number): boolean {
    return this.binder.argument(owner).some((v) => {
      if (v.kind === 'library') {
        const { identity } = this.binder.catalog.member(v.library, v.type, name)?.model ?? {};
        return (identity === true || identity === 'if-set') && !isStored(v);
      }
      if (v.kind !== 'object') return false;
      const property = this.binder.propertyArgument(v, name);
      return property !== undefined && this.ofArgument(property, depth + 1);
    });
  }

  #sourceOf(variable: Variable, env: Env): Argument | undefined {
    const home = this.binder.homeOf(variable, env);
    const def = variable.defs[0];
    if (def?.type === 'Parameter' && isFunctionNode(def.node))
      return this.binder.parameterArgument(def.node, def.name, home);
    const reassigned = variable.references.some((r) => r.isWrite() && !r.init);
    return def?.type === 'Variable' && !reassigned ? this.binder.declaratorArgument(variable, home) : undefined;
  }

  /** An expression that identifies the message, made of a variable that is in scope at `node`; the innermost one. */
  inScope(node: TSESTree.Node, env: Env): MessageIdentity | undefined {
    const around: TSESTree.Node[] = [];
    for (let at: TSESTree.Node | undefined = node; at; at = at.parent) around.push(at);
    for (const at of around.slice(0, -1)) {
      for (const scope of env.module.scopes.nodeToScope.get(at) ?? []) {
        for (const variable of scope.variables) {
          const found = this.#named(variable, node, env);
          if (found) return found;
        }
      }
    }
    return undefined;
  }

  #named(variable: Variable, node: TSESTree.Node, env: Env): MessageIdentity | undefined {
    const def = variable.defs[0];
    if (!def || (def.type !== 'Parameter' && def.type !== 'Variable')) return undefined;
    const root: TSESTree.Node = def.name;
    if (def.type === 'Variable' && root.range[1] > node.range[0]) return undefined;
    if (this.of(root, env)) return { text: variable.name, root };
    for (const value of this.binder.variable(variable, env)) {
      const member = value.kind === 'library' && !isStored(value) ? this.#identityMember(value) : undefined;
      if (member !== undefined) return { text: `${variable.name}.${member}`, root };
    }
    return undefined;
  }

  /** The first member that the type's rows call the identity and that is always set, or that of a member's type: `id`, `run.id`. */
  #identityMember({ library, type }: Pick<LibraryValue, 'library' | 'type'>, nested = true): string | undefined {
    const { catalog } = this.binder;
    return catalog.inherited(library, type, ({ members = {} }) => {
      const entries = Object.entries(members);
      const own = entries.find(([name, m]) => m.identity === true && /^[A-Za-z_$][\w$]*$/.test(name))?.[0];
      if (own !== undefined || !nested) return own;
      for (const [name, member] of entries) {
        const at = member.type === undefined ? undefined : catalog.resolveType(library, member.type);
        const inner = at && this.#identityMember(at, false);
        if (inner !== undefined) return `${name}.${inner}`;
      }
      return undefined;
    })?.value;
  }
}

/** Read back from a store, or described by ourselves: not the message that was delivered. */
function isStored(value: LibraryValue): boolean {
  return value.provenance === 'state' || value.draft.length > 0;
}

/** A constant, or a value nobody knows: a constant of a package that is not there is none either. */
function isConstant(provenance: WrittenColumn['provenance']): boolean {
  return provenance === 'constant' || provenance === 'unknown';
}

/** What an operator compares with: `Not('paid')`, `{ not: 'paid' }`. */
function comparedBy(binder: Binder, node: TSESTree.Node, env: Env): FilterValue | undefined {
  const at = unwrap(node);
  return at.type === 'CallExpression' || at.type === 'ObjectExpression' ? filterValue(binder, at, env) : undefined;
}

/** Taken out of the message, or out of what a store gave. */
function isReceived(provenance: WrittenColumn['provenance']): boolean {
  return provenance === 'message' || provenance === 'state';
}
