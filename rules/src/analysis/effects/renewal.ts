/** Which values are certainly others on each delivery: made by chance or read off the clock, and not cut down to a day. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName, returnExpressions, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callTarget, calleeValues, constructTarget } from '../binding/call-target.js';
import type { Argument, CallNode, Env, FunctionValue } from '../binding/value.js';

/** What made the value. The clock gives another value only as long as nothing is cut off. */
type Source = 'chance' | 'clock';

const MAX_DEPTH = 12;
/** Methods whose result differs whenever what they are called on does. */
const KEEPING =
  /^(?:to(?:String|ISOString|JSON|HexString|Uint\w+|(?:Upper|Lower)Case)|getTime|valueOf|trim|pad(?:Start|End)|concat|replace(?:All)?|unix|digest)$/;
/** Methods that leave a part: of a value made by chance that is enough. */
const CUTTING = /^(?:slice|substring|substr|toFixed|split|pop|shift|at|join)$/;
/** Names of handles that a broker gives each delivery. */
const HANDLE = /tag$|handle$|token$|receipt$|^ack(?:Id)?$|^invocationId$/i;
const CLOCK = /date|time|now|moment|clock|dayjs|luxon/i;

export class RenewalReader {
  constructor(readonly binder: Binder) {}

  /** Does `node`, read in `env`, have another value on each delivery, however soon it follows? False where that is not sure. */
  of(node: TSESTree.Node, env: Env): boolean {
    return this.#read(node, env, 0) !== undefined;
  }

  #read(node: TSESTree.Node, env: Env, depth: number): Source | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const at = unwrap(node);
    const again = (next: TSESTree.Node): Source | undefined => this.#read(next, env, depth + 1);
    switch (at.type) {
      case 'Identifier':
        return this.#identifier(at, env, depth);
      case 'TemplateLiteral':
        return some(at.expressions.map(again));
      case 'BinaryExpression':
        return this.#operation(at.operator, again(at.left), again(at.right));
      case 'LogicalExpression':
        return every([again(at.left), again(at.right)]);
      case 'ConditionalExpression':
        return every([again(at.consequent), again(at.alternate)]);
      case 'ObjectExpression':
        return some(at.properties.flatMap((p) => (p.type === 'Property' ? [again(p.value)] : [])));
      case 'ArrayExpression':
        return some(at.elements.flatMap((e) => (e && e.type !== 'SpreadElement' ? [again(e)] : [])));
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(at, env, depth + 1);
      case 'MemberExpression': {
        const name = propertyName(at);
        const of: Argument = { kind: 'expression', node: at.object, env };
        return name === undefined ? undefined : this.#argument({ kind: 'property', of, name }, depth + 1);
      }
      default:
        return undefined;
    }
  }

  /** Sums tell apart what their parts do; other arithmetic may round the clock. */
  #operation(operator: string, left: Source | undefined, right: Source | undefined): Source | undefined {
    const found = some([left, right]);
    return found === 'chance' || operator === '+' || operator === '-' ? found : undefined;
  }

  #argument(argument: Argument, depth: number): Source | undefined {
    if (argument.kind === 'expression') return this.#read(argument.node, argument.env, depth);
    if (argument.kind !== 'property') return undefined;
    const { name } = argument;
    return every(
      this.binder.argument(argument.of).map((v) => {
        if (v.kind === 'library') {
          const isFresh = this.binder.catalog.member(v.library, v.type, name)?.model.provenance === 'fresh';
          return isFresh && HANDLE.test(name) ? 'chance' : undefined;
        }
        const property = v.kind === 'object' ? this.binder.propertyArgument(v, name) : undefined;
        return property && this.#argument(property, depth + 1);
      }),
    );
  }

  /** What the process makes once at its start is the same for all its messages. */
  #identifier(node: TSESTree.Identifier, env: Env, depth: number): Source | undefined {
    const variable = env.module.variables.get(node);
    const def = variable?.defs[0];
    if (!variable || variable.references.some((r) => r.isWrite() && !r.init)) return undefined;
    const home = this.binder.homeOf(variable, env);
    const isOfTheRun =
      home.fn !== undefined && (home.args !== undefined || def?.type !== 'Variable' || inLoop(def.node));
    if (!isOfTheRun) return undefined;
    const source =
      def?.type === 'Parameter' && isFunctionNode(def.node)
        ? this.binder.parameterArgument(def.node, def.name, home)
        : this.binder.declaratorArgument(variable, home);
    return source && this.#argument(source, depth + 1);
  }

  #call(node: TSESTree.CallExpression | TSESTree.NewExpression, env: Env, depth: number): Source | undefined {
    const args = this.binder.argumentsOf(node, env);
    const callees = calleeValues(this.binder, node, env);
    const known = callees.flatMap((callee): readonly (Source | undefined)[] => {
      if (callee.kind === 'function')
        return [this.#returned(callee, this.binder.activate(callee, args, node, env), depth)];
      const target =
        node.type === 'NewExpression'
          ? constructTarget(this.binder, callee, args)
          : callTarget(this.binder, callee, args);
      const { provenance, returnsArgument } = target?.row ?? {};
      if (provenance === 'fresh') return [sourceOf(node, env)];
      if (provenance === 'derived') return [some(args.map((a) => this.#argument(a, depth)))];
      if (provenance !== undefined) return [undefined];
      return returnsArgument ? this.binder.at(args, returnsArgument).map((a) => this.#argument(a, depth)) : [];
    });
    return known.length > 0 || node.type === 'NewExpression' ? every(known) : this.#method(node, env, depth);
  }

  /** A method of the language on such a value. */
  #method(node: TSESTree.CallExpression, env: Env, depth: number): Source | undefined {
    const callee = unwrap(node.callee);
    const [first] = node.arguments;
    if (callee.type === 'Identifier' && /^(?:String|Number|BigInt)$/.test(callee.name))
      return first && this.#read(first, env, depth);
    if (callee.type !== 'MemberExpression') return undefined;
    const name = propertyName(callee) ?? '';
    const of = KEEPING.test(name) || CUTTING.test(name) ? this.#read(callee.object, env, depth) : undefined;
    return of === 'chance' || KEEPING.test(name) ? of : undefined;
  }

  #returned(fn: FunctionValue, env: Env, depth: number): Source | undefined {
    const returns = returnExpressions(fn.node);
    const list = 'length' in returns ? returns.map((r) => r.argument) : [returns];
    return every(list.map((r) => (r ? this.#read(r, env, depth + 1) : undefined)));
  }
}

function some(sources: readonly (Source | undefined)[]): Source | undefined {
  return sources.find((s) => s === 'chance') ?? sources.find((s) => s !== undefined);
}

/** One of several: sure only if all are. */
function every(sources: readonly (Source | undefined)[]): Source | undefined {
  return sources.every((s) => s !== undefined) ? (sources.find((s) => s === 'clock') ?? sources[0]) : undefined;
}

function sourceOf({ callee }: Exclude<CallNode, TSESTree.TaggedTemplateExpression>, env: Env): Source {
  return CLOCK.test(env.module.text.slice(callee.range[0], callee.range[1])) ? 'clock' : 'chance';
}

function inLoop(declarator: TSESTree.Node): boolean {
  for (let at = declarator.parent; at && !isFunctionNode(at); at = at.parent)
    if (/^(?:For|While|DoWhile)/.test(at.type)) return true;
  return false;
}
