/** SQL text among a call's arguments: literals, concatenations, templates, constants of other modules. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SqlPart } from '../sql/statement.js';
import { unwrap } from './ast.js';
import type { Binder } from './bind.js';
import type { Module } from '../project/module.js';
import type { Argument, Env } from './value.js';

export interface SqlText {
  readonly parts: readonly SqlPart[];
  /** Expressions of the holes, by index. */
  readonly holes: readonly { readonly node: TSESTree.Node; readonly env: Env }[];
  /** The module whose offsets the parts speak of. */
  readonly module: Module;
}

/** The text an argument stands for, or undefined when it is not text we can see. */
export function sqlText(binder: Binder, argument: Argument): SqlText | undefined {
  const at = textNode(binder, argument);
  if (!at) return undefined;
  const parts: SqlPart[] = [];
  const holes: { node: TSESTree.Node; env: Env }[] = [];
  collect(binder, at.node, at.env, parts, holes, 0);
  return parts.some((p) => p.kind === 'text') ? { parts, holes, module: at.env.module } : undefined;
}

/** Follows constants to the literal that holds the text. */
function textNode(binder: Binder, argument: Argument): { node: TSESTree.Node; env: Env } | undefined {
  if (argument.kind === 'expression') {
    const node = unwrap(argument.node);
    if (node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'BinaryExpression')
      return { node, env: argument.env };
    if (node.type === 'TaggedTemplateExpression') return { node: node.quasi, env: argument.env };
    if (node.type === 'Identifier') {
      const variable = argument.env.module.variables.get(node);
      const home = variable && binder.homeOf(variable, argument.env);
      const def = variable?.defs[0];
      if (
        def?.type === 'Variable' &&
        def.node.init &&
        def.node.id.type === 'Identifier' &&
        home &&
        !variable.references.some((r) => r.isWrite() && !r.init)
      ) {
        return textNode(binder, { kind: 'expression', node: def.node.init, env: home });
      }
      if (def?.type === 'Parameter' && home?.args) {
        const index = 'params' in def.node ? (def.node.params as TSESTree.Node[]).indexOf(def.name) : -1;
        const given = index >= 0 ? home.args[index] : undefined;
        return given ? textNode(binder, given) : undefined;
      }
    }
  }
  const constants = binder.argument(argument).filter((v) => v.kind === 'constant');
  const only = constants.length === 1 && typeof constants[0]?.value === 'string' ? constants[0].value : undefined;
  if (only === undefined || argument.kind !== 'expression') return undefined;
  return {
    node: { type: 'Literal', value: only, raw: '', range: [-1, -1] } as unknown as TSESTree.Node,
    env: argument.env,
  };
}

function collect(
  binder: Binder,
  node: TSESTree.Node,
  env: Env,
  parts: SqlPart[],
  holes: { node: TSESTree.Node; env: Env }[],
  depth: number,
): void {
  const at = unwrap(node);
  if (at.type === 'Literal' && typeof at.value === 'string') {
    parts.push({
      kind: 'text',
      text: at.value,
      raw: at.raw.slice(1, -1),
      start: at.range[0] < 0 ? -1 : at.range[0] + 1,
    });
  } else if (at.type === 'TemplateLiteral') {
    for (const [i, quasi] of at.quasis.entries()) {
      parts.push({
        kind: 'text',
        text: quasi.value.cooked ?? quasi.value.raw,
        raw: quasi.value.raw,
        start: quasiStart(quasi, env.module.text),
      });
      const expression = at.expressions[i];
      if (expression) pushHole(binder, expression, env, parts, holes);
    }
  } else if (at.type === 'BinaryExpression' && at.operator === '+' && depth < 50) {
    collect(binder, at.left, env, parts, holes, depth + 1);
    collect(binder, at.right, env, parts, holes, depth + 1);
  } else pushHole(binder, at, env, parts, holes);
}

function pushHole(
  binder: Binder,
  node: TSESTree.Node,
  env: Env,
  parts: SqlPart[],
  holes: { node: TSESTree.Node; env: Env }[],
): void {
  const constant = binder.constant(node, env);
  if (typeof constant === 'string' && /^[\w."]+$/.test(constant))
    parts.push({ kind: 'text', text: constant, raw: `${constant}\\`, start: -1 });
  else {
    parts.push({ kind: 'hole', index: holes.length });
    holes.push({ node, env });
  }
}

/** Offset of a template element's text; parsers differ in whether the range holds the delimiters. */
function quasiStart(quasi: TSESTree.TemplateElement, text: string): number {
  const { raw } = quasi.value;
  for (const start of [quasi.range[0], quasi.range[0] + 1]) {
    if (text.startsWith(raw.slice(0, 20), start) && (text[start - 1] === '`' || text[start - 1] === '}')) return start;
  }
  return quasi.range[0] + 1;
}
