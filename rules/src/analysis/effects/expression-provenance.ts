/** Where the value of an expression of each syntax comes from. */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, parameterPattern, propertyName } from '../ast.js';
import { argumentAt } from '../binding/argument.js';
import { globalName } from '../binding/global.js';
import { type PatternStep, patternPath } from '../binding/pattern.js';
import { type Argument, type Env, type FunctionValue, mix } from '../binding/value.js';
import type { Provenance } from '../effect.js';
import { callProvenance } from './call-provenance.js';
import { exportProvenance } from './export-provenance.js';
import { addedTo, isEmptyList } from './growing.js';
import type { ProvenanceReader } from './provenance.js';

/** Provenance of what `node`, assertions taken off, stands for. */
export function expressionProvenance(reader: ProvenanceReader, node: TSESTree.Node, env: Env): Provenance {
  switch (node.type) {
    case 'Literal':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return 'constant';
    case 'TemplateLiteral':
      return mix(node.expressions.map((e) => reader.of(e, env)));
    case 'Identifier':
      return ofIdentifier(reader, node, env);
    case 'MemberExpression':
      return ofMember(reader, node, env);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return callProvenance(reader, node, env);
    case 'LogicalExpression':
      return fallback(reader.of(node.left, env), reader.of(node.right, env));
    case 'BinaryExpression':
      return mix([reader.of(node.left, env), reader.of(node.right, env)]);
    case 'ConditionalExpression':
      return mix([reader.of(node.consequent, env), reader.of(node.alternate, env)]);
    case 'UnaryExpression':
      return reader.of(node.argument, env);
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return reader.of(node.right, env);
    case 'SequenceExpression':
      return reader.of(node.expressions.at(-1) ?? node, env);
    case 'ArrayExpression':
      return mix(node.elements.flatMap((e) => (e ? [reader.of(unspread(e), env)] : [])));
    case 'ObjectExpression':
      return mix(node.properties.map((p) => reader.of(p.type === 'Property' ? p.value : p.argument, env)));
    default:
      return 'unknown';
  }
}

function unspread(node: TSESTree.Expression | TSESTree.SpreadElement): TSESTree.Expression {
  return node.type === 'SpreadElement' ? node.argument : node;
}

/** `message.id ?? randomUUID()`: whether messages bring an id is not seen. */
function fallback(left: Provenance, right: Provenance): Provenance {
  return left === 'message' && right === 'fresh' ? 'unknown' : mix([left, right]);
}

function ofIdentifier(reader: ProvenanceReader, node: TSESTree.Identifier, env: Env): Provenance {
  const variable = env.module.variables.get(node);
  if (!variable || variable.defs.length === 0)
    return node.name === 'undefined' || node.name === 'NaN' ? 'constant' : 'unknown';
  const home = reader.binder.homeOf(variable, env);
  const def = variable.defs[0];
  switch (def?.type) {
    case 'Parameter':
      return isFunctionNode(def.node) ? parameterProvenance(reader, def.node, def.name, home) : 'unknown';
    case 'Variable':
      return ofVariable(reader, variable, home);
    case 'ImportBinding':
      return ofImport(reader, node, env);
    case 'FunctionName':
    case 'ClassName':
    case 'TSEnumName':
      return 'constant';
    default:
      return 'unknown';
  }
}

function ofImport(reader: ProvenanceReader, node: TSESTree.Identifier, env: Env): Provenance {
  for (const value of reader.binder.evaluate(node, env)) {
    const own = value.kind === 'export' ? exportProvenance(reader.binder, value) : undefined;
    if (own) return own;
  }
  return 'constant';
}

function ofVariable(reader: ProvenanceReader, variable: Variable, home: Env): Provenance {
  const first = reader.binder.declaratorArgument(variable, home);
  const parts: Provenance[] = first ? [reader.ofArgument(first)] : [];
  for (const reference of variable.references) {
    if (reference.isWrite() && !reference.init && reference.writeExpr) parts.push(reader.of(reference.writeExpr, home));
  }
  if (first?.kind === 'expression' && isEmptyList(first.node))
    for (const added of addedTo(variable)) parts.push(ofAdded(reader, added, home));
  return parts.length === 0 ? 'unknown' : mix(parts);
}

/** What is put into a list; that something in it is made anew does not make all of it so. */
function ofAdded(reader: ProvenanceReader, added: TSESTree.Node, home: Env): Provenance {
  const env = enclosingFunction(added) === home.fn ? home : reader.binder.openEnv(added, home.module);
  const found = reader.of(added, env);
  return found === 'fresh' ? 'unknown' : found;
}

/** Provenance of a parameter in one activation. */
export function parameterProvenance(
  reader: ProvenanceReader,
  fn: FunctionValue['node'],
  name: TSESTree.Node,
  env: Env,
): Provenance {
  for (const [index, parameter] of fn.params.entries()) {
    const path = patternPath(parameterPattern(parameter), name);
    if (!path) continue;
    const given = env.args
      ? argumentAt(reader.binder, env.args, parameter.type === 'RestElement' ? 0 : index)
      : undefined;
    if (given) return reader.ofArgument(stepInto(given, path));
    if (parameter.type === 'AssignmentPattern') return reader.of(parameter.right, env);
    return isCall(env.args) ? 'constant' : 'unknown';
  }
  return 'unknown';
}

/** Are these the arguments of a call in the text, so that a missing one is `undefined`? */
function isCall(args: readonly Argument[] | undefined): boolean {
  return args !== undefined && args.length > 0 && args.every((a) => a.kind === 'expression');
}

function stepInto(argument: Argument, path: readonly PatternStep[]): Argument {
  let at = argument;
  for (const step of path) if (step.kind === 'property') at = { kind: 'property', of: at, name: step.name };
  return at;
}

function ofMember(reader: ProvenanceReader, node: TSESTree.MemberExpression, env: Env): Provenance {
  const name = propertyName(node);
  if (node.object.type === 'Super') return 'unknown';
  const computed = name === undefined ? reader.of(node.property, env) : 'constant';
  const object: Argument = { kind: 'expression', node: node.object, env };
  const found = name === undefined ? someProperty(reader.ofArgument(object)) : reader.property(object, name);
  if (found !== 'fresh' && isEnvironment(node, env)) return 'constant';
  return computed === 'constant' ? found : mix([found, computed]);
}

/** Where something comes from that is taken out of a whole: that a part of it is made anew does not make each part so. */
function someProperty(whole: Provenance): Provenance {
  return whole === 'fresh' ? 'unknown' : whole;
}

/** `process.env.X`. */
function isEnvironment(node: TSESTree.MemberExpression, env: Env): boolean {
  let at: TSESTree.Node = node;
  while (at.type === 'MemberExpression') at = at.object;
  return globalName(at, env) === 'process';
}
