/** Where the result of a call comes from. */
import type { TSESTree } from '@typescript-eslint/types';
import { mentionsFreshCall } from '../../sql/statement.js';
import { isFunctionNode, unwrap } from '../ast.js';
import { callTarget, calleeValues, constructTarget } from '../binding/call-target.js';
import { globalName } from '../binding/global.js';
import { type Argument, type CallNode, type Env, mix } from '../binding/value.js';
import type { Provenance } from '../effect.js';
import type { ProvenanceReader } from './provenance.js';

/** Provenance of what a call, a construction or a tagged template gives. */
export function callProvenance(reader: ProvenanceReader, node: CallNode, env: Env): Provenance {
  const args = reader.binder.argumentsOf(node, env);
  if (node.type === 'NewExpression') return ofConstruction(reader, node, args, env);
  const parts: Provenance[] = [];
  for (const callee of calleeValues(reader.binder, node, env)) {
    if (callee.kind === 'function')
      parts.push(reader.returned(callee, reader.binder.activate(callee, args, node, env)));
    else {
      const target = callTarget(reader.binder, callee, args);
      if (target?.row.sql?.fragment && mentionsFreshCall(textOf(node, env))) parts.push('fresh');
      else if (target && !target.row.declared) parts.push(ofRow(reader, target.row, args, target.receiver?.provenance));
    }
  }
  return parts.length > 0 ? mix(parts) : ofUnresolved(reader, node, args, env);
}

function textOf(node: TSESTree.Node, env: Env): string {
  return env.module.text.slice(node.range[0], node.range[1]);
}

function ofRow(
  reader: ProvenanceReader,
  row: NonNullable<ReturnType<typeof callTarget>>['row'],
  args: readonly Argument[],
  receiver: Provenance | undefined,
): Provenance {
  if (row.provenance === 'derived') return mix(args.slice(0).map((a) => reader.ofArgument(a)));
  if (row.provenance) return row.provenance;
  if (row.returnsArgument) return mix(reader.binder.at(args, row.returnsArgument).map((a) => reader.ofArgument(a)));
  if (row.effect || (row.sql && !row.sql.fragment) || row.run) return 'state';
  if (row.sql?.fragment) return mix(args.map((a) => reader.ofArgument(a)));
  return receiver ?? 'unknown';
}

function ofConstruction(
  reader: ProvenanceReader,
  node: TSESTree.NewExpression,
  args: readonly Argument[],
  env: Env,
): Provenance {
  for (const callee of reader.binder.evaluate(node.callee, env)) {
    const target = constructTarget(reader.binder, callee, args);
    if (target?.row.provenance) return ofRow(reader, target.row, args, undefined);
  }
  return args.length === 0 ? 'constant' : mix(args.map((a) => reader.ofArgument(a)));
}

/** A function nobody knows: a function of the message if it is given something of it, and otherwise unknown. */
function ofUnresolved(reader: ProvenanceReader, node: CallNode, args: readonly Argument[], env: Env): Provenance {
  const callee =
    node.type === 'TaggedTemplateExpression'
      ? unwrap(node.tag)
      : node.type === 'CallExpression'
        ? unwrap(node.callee)
        : undefined;
  const parts = args.filter((a) => !isCallback(a)).map((a) => reader.ofArgument(a));
  if (
    callee?.type === 'MemberExpression' &&
    callee.object.type !== 'Super' &&
    globalName(callee.object, env) === undefined
  ) {
    parts.push(reader.of(callee.object, env));
    const given = parts.filter((p) => p !== 'unknown');
    return given.includes('message') || given.includes('fresh') || given.includes('state') ? mix(given) : 'unknown';
  }
  if (parts.includes('fresh')) return 'fresh';
  if (parts.includes('message')) return 'message';
  const global = callee && globalName(callee.type === 'MemberExpression' ? callee.object : callee, env);
  if (global !== undefined) return mix(parts);
  return parts.includes('state') ? 'state' : 'unknown';
}

function isCallback(argument: Argument): boolean {
  return argument.kind === 'expression' && isFunctionNode(argument.node);
}
