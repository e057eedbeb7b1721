/** The repair “dedup check”: the message is recorded and the write is made in one transaction, once. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName } from '../analysis/ast.js';
import type { Dedup, Effect, RepairModel, RepairTemplate, Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { providerOf } from '../schema/changes/change.js';
import type { Schema } from '../schema/schema.js';
import { statementOf } from './ack.js';
import { callEdits } from './call.js';
import { type Edit, type Fix, overlap } from './fix.js';
import { importEdits } from './imports.js';
import { isPlain } from './key.js';
import { recordId } from './record-id.js';
import { type Records, recordsOf } from './records.js';
import { deeperEdits, indentAt, lineStart, startsLine, styleOf, textOf } from './style.js';
import { endOfChain, isNameUsed } from './usage.js';

/**
 * Only where the write is an awaited statement of its own, outside of any transaction, and an expression that identifies the
 * message is in scope there.
 */
export function dedupFixes(effect: Effect, timeline: Timeline, schema: Schema): readonly Fix[] {
  const { dedup, identity } = effect.call;
  const id = recordId(effect, timeline);
  if (!dedup || !identity || id === undefined || !isPlain(dedup.client)) return [];
  if (dedup.model.notWith?.some((provider) => provider === providerOf(schema))) return [];
  const statement = awaitedStatement(effect);
  const records = recordsOf(dedup, effect, schema);
  if (!statement || !records) return [];
  const edits = [
    written(dedup, statement, { id, table: records.table, column: records.column }, effect),
    importsOf(dedup, records, effect),
  ];
  if (!edits.every((e) => e !== undefined)) return [];
  return [{ kind: 'dedup-check', title: TITLE + records.condition, edits: [...edits.flat(), ...records.edits] }];
}

const TITLE = 'Record the message in the same transaction, and do nothing when it is recorded already';

/** Imports of what the lines use; the table's comes from where the written table's does, or it stands in the same file. */
function importsOf({ model }: Dedup, records: Records, { module }: Effect): readonly Edit[] | undefined {
  const wanted = (model.imports ?? []).map(({ name, from }) => importEdits(module, name, from));
  if (model.imported === true && records.beside?.file !== module.path) {
    const aliases = records.beside ? [...records.beside.aliases, records.beside.name] : [];
    const [, binding] = [...module.imports].find(([, b]) => b.kind === 'named' && aliases.includes(b.name)) ?? [];
    wanted.push(binding && importEdits(module, records.table, binding.source));
  }
  return wanted.every((edits) => edits !== undefined) ? wanted.flat() : undefined;
}

/** The statement that waits for the write and does nothing with its result. */
function awaitedStatement(effect: Effect): TSESTree.ExpressionStatement | undefined {
  const { node, module } = effect;
  if (node !== effect.call.node || effect.transaction !== undefined || effect.recovery || effect.detached.length > 0)
    return undefined;
  const statement = statementOf(endOfChain(node));
  const isOwn = statement?.expression.type === 'AwaitExpression' && statement.parent.type === 'BlockStatement';
  return isOwn && startsLine(module, statement.range[0]) ? statement : undefined;
}

/**
 * The model's lines around the statement, laid out as the user writes, and the statement made through the transaction;
 * undefined where a name that they declare means something else here.
 */
function written(
  { model, client }: Dedup,
  statement: TSESTree.ExpressionStatement,
  holes: { readonly id: string; readonly table: string; readonly column: string },
  { module, call }: Effect,
): readonly Edit[] | undefined {
  const declared = /\b(?:const|let) [{[] ?,? ?(\w+)|\b(?:const|let) (\w+)|\((?:async )?\(?(\w+)\)? =>/g;
  const names = [...model.lines.join('\n').matchAll(declared)].map((groups) => groups.slice(1).join(''));
  if (names.some((name) => isNameUsed(name, statement, module))) return undefined;
  const passed = model.option ? optionEdits(model.option, call.node, module) : [];
  if (!passed) return undefined;
  const { unit, eol, quote } = styleOf(module);
  const indent = indentAt(module, statement.range[0]);
  const own = textOf(module, client);
  const endsInSemicolon = textOf(module, statement).endsWith(';');
  const typed = /\.[cm]?tsx?$/.test(module.path);
  const depthOf = (line: string): number => (/^ */.exec(line)?.[0].length ?? 0) / 2;
  const lines = model.lines.map((line) => {
    const code = (typed ? line : line.replaceAll('!.', '.'))
      .trim()
      .replaceAll("'", quote)
      .replaceAll('<client>', own)
      .replaceAll('<table>', holes.table)
      .replaceAll('<column>', holes.column)
      .replaceAll('<id>', holes.id);
    return indent + unit.repeat(depthOf(line)) + (endsInSemicolon ? code : code.replace(/;$/, ''));
  });
  const at = model.lines.findIndex((line) => line.trim() === '<write>');
  const deeper = unit.repeat(depthOf(model.lines[at] ?? ''));
  const [start, end] = statement.range;
  const head = [...lines.slice(0, at), indent + deeper].join(eol).slice(indent.length);
  const tail = ['', ...lines.slice(at + 1)].join(eol);
  const made = { file: module, start: client.range[0], end: client.range[1], text: inside(model.inside, own) };
  const edits = [
    { file: module, start, end: start, text: head },
    ...(made.text === own ? [] : [made]),
    ...passed.map((edit) => indented(edit, deeper, module)),
    ...deeperEdits(module, statement, deeper),
    { file: module, start: end, end, text: tail },
  ];
  return overlap(edits) ? undefined : edits;
}

/** The lines that the edit adds, further in. */
function indented(edit: Edit, deeper: string, module: Module): Edit {
  const isOwnLine = edit.start === lineStart(module, edit.start);
  const text = edit.text.replace(/(^|\n)(?=[^\r\n])/g, (_, before: string) =>
    before === '' && !isOwnLine ? '' : before + deeper,
  );
  return { ...edit, text };
}

function inside(template: string, own: string): string {
  return template.replaceAll('<client>', own);
}

/** The transaction as an option of the call: into the object that is there, or as its last argument. */
function optionEdits(
  option: NonNullable<Dedup['model']['option']>,
  call: TSESTree.Node,
  module: Module,
): readonly Edit[] | undefined {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const index = option.arguments[propertyName(call.callee) ?? ''];
  if (index === undefined || call.arguments.length < index || call.arguments.length > index + 1) return undefined;
  const templates = Array.from({ length: index + 1 }, (_, i): RepairTemplate =>
    i === index ? { '...': `<${String(i)}>`, [option.property]: option.property } : `<${String(i)}>`,
  );
  const model: RepairModel = { does: 'key', arguments: templates };
  return callEdits({ model, node: call, data: undefined, dialect: 'unknown' }, {}, module);
}
