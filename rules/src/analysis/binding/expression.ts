/** What an expression of each syntax denotes. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName } from '../ast.js';
import { callRows } from '../catalog.js';
import { isModuleExports } from '../../project/syntax.js';
import type { Binder } from './bind.js';
import { callValues } from './call.js';
import { classValue } from './class.js';
import { superMember } from './instance-member.js';
import { thisOf } from './this.js';
import { narrowed } from './injection.js';
import { exportedValues } from './module.js';
import { typeValues } from './type.js';
import { identifierValues } from './variable.js';
import { type Argument, type Env, type Value, union } from './value.js';

/** Everything the expression may denote; empty when unknown. */
export function expressionValues(binder: Binder, expression: TSESTree.Node, env: Env): readonly Value[] {
  const node = unwrapOnce(expression);
  switch (node.type) {
    case 'Identifier':
      return identifierValues(binder, node, env);
    case 'ThisExpression':
      return thisOf(binder, node, env);
    case 'MemberExpression':
      return memberExpression(binder, node, env);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return callValues(binder, node, env);
    case 'ConditionalExpression':
      return union(binder.evaluate(node.consequent, env), binder.evaluate(node.alternate, env));
    case 'LogicalExpression':
      return union(binder.evaluate(node.left, env), binder.evaluate(node.right, env));
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return binder.evaluate(node.right, env);
    case 'SequenceExpression':
      return binder.evaluate(node.expressions.at(-1) ?? node, env);
    case 'BinaryExpression':
      return node.operator === '+' ? concatenation(binder, node, env) : [];
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
      return asserted(binder, node, env);
    default:
      return written(binder, node, env);
  }
}

/** What is written out where it stands: constants, functions, classes, enums, objects, arrays. */
function written(binder: Binder, node: TSESTree.Node, env: Env): readonly Value[] {
  switch (node.type) {
    case 'Literal':
      return literal(node);
    case 'TemplateLiteral':
      return template(binder, node, env);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return [{ kind: 'function', node, env: binder.lexicalEnv(node, env), self: undefined }];
    case 'ClassDeclaration':
    case 'ClassExpression':
      return [classValue(node, binder.lexicalEnv(node, env))];
    case 'TSEnumDeclaration':
      return [{ kind: 'enum', node, env }];
    case 'ObjectExpression':
      return [{ kind: 'object', node, env }];
    case 'ArrayExpression':
      return [{ kind: 'array', elements: arrayElements(node, env) }];
    default:
      return [];
  }
}

function asserted(
  binder: Binder,
  node: TSESTree.TSAsExpression | TSESTree.TSTypeAssertion | TSESTree.TSSatisfiesExpression,
  env: Env,
): readonly Value[] {
  const inner = binder.evaluate(node.expression, env);
  return inner.length > 0 && !inner.every((v) => v.kind === 'library')
    ? inner
    : narrowed(inner, typeValues(binder, node.typeAnnotation, env));
}

/** `unwrap` but for assertions, whose type may tell what the expression does not. */
function unwrapOnce(node: TSESTree.Node): TSESTree.Node {
  let at = node;
  for (;;) {
    if (at.type === 'TSNonNullExpression' || at.type === 'ChainExpression' || at.type === 'TSInstantiationExpression')
      at = at.expression;
    else if (at.type === 'AwaitExpression') at = at.argument;
    else return at;
  }
}

function literal(node: TSESTree.Literal): readonly Value[] {
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return [{ kind: 'constant', value }];
  }
  return [];
}

function template(binder: Binder, node: TSESTree.TemplateLiteral, env: Env): readonly Value[] {
  let text = node.quasis[0]?.value.cooked ?? '';
  for (const [i, expression] of node.expressions.entries()) {
    const constant = binder.constant(expression, env);
    if (constant === undefined) return [];
    text += String(constant) + (node.quasis[i + 1]?.value.cooked ?? '');
  }
  return [{ kind: 'constant', value: text }];
}

/** Only array literal elements whose order is known; a spread is one argument of kind `spread`. */
function arrayElements(node: TSESTree.ArrayExpression, env: Env): readonly Argument[] {
  return node.elements.flatMap((e): Argument[] => {
    if (!e) return [];
    return e.type === 'SpreadElement'
      ? [{ kind: 'spread', node: e.argument, env }]
      : [{ kind: 'expression', node: e, env }];
  });
}

function concatenation(binder: Binder, node: TSESTree.BinaryExpression, env: Env): readonly Value[] {
  const left = binder.constant(node.left, env);
  const right = binder.constant(node.right, env);
  if (typeof left !== 'string' || right === undefined) return [];
  return [{ kind: 'constant', value: left + String(right) }];
}

function memberExpression(binder: Binder, node: TSESTree.MemberExpression, env: Env): readonly Value[] {
  if (node.object.type === 'Super') return superMember(binder, node, env);
  if (isModuleExports(node) && env.module.exports.size > 0) return ownExports(binder, env);
  const name = propertyName(node) ?? computedName(binder, node, env);
  const objects = binder.evaluate(node.object, env);
  if (name === undefined) return union(...objects.map((o) => binder.everyMember(o)));
  return objects.length === 0
    ? distinguished(binder, node, name, env)
    : union(...objects.map((o) => binder.member(o, name)));
}

/** `module.exports` of the module itself. */
function ownExports(binder: Binder, { module }: Env): readonly Value[] {
  const whole = module.exports.has('=') ? exportedValues(binder, module, '=') : [];
  return whole.length > 0 ? whole : [{ kind: 'namespace', module }];
}

/**
 * A method that is told by its name, of an object of which nothing is known. By the name alone in modules that import the
 * package, by name and arguments in projects that do.
 */
function distinguished(
  binder: Binder,
  node: TSESTree.MemberExpression,
  name: string,
  { module }: Env,
): readonly Value[] {
  if (node.parent.type !== 'CallExpression' || node.parent.callee !== node) return [];
  const sources = new Set([...module.imports.values()].map(({ source }) => binder.catalog.library(source)));
  return binder.catalog.distinguished(name).flatMap((library): readonly Value[] => {
    const imported = sources.has(library);
    const inProject = library.packages.some((p) => binder.project.mayName(p.replace(/\/\*$/, '')));
    const call = callRows(library.distinctive?.[name]).filter(
      (row) => imported || (row.when !== undefined && inProject),
    );
    return call.length === 0 ? [] : [{ kind: 'export', library, name, model: { call } }];
  });
}

function computedName(binder: Binder, node: TSESTree.MemberExpression, env: Env): string | undefined {
  const constant = binder.constant(node.property, env);
  return typeof constant === 'string' || typeof constant === 'number' ? String(constant) : undefined;
}
