/** Repair of an idempotency key that nobody reads where it stands: it gets the name, or the place, that it is looked for by. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap, within } from '../analysis/ast.js';
import type {
  ArgPath,
  Effect,
  IgnoredKey,
  IgnoredKeyModel,
  Repair,
  RepairModel,
  RepairTemplate,
} from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { callEdits } from './call.js';
import type { Edit, Fix } from './fix.js';
import { sentName } from './send.js';
import { styleOf, textOf } from './style.js';

/** The key as a property of an object literal in the call; others may be read elsewhere. */
interface Written {
  readonly property: TSESTree.Property;
  readonly object: TSESTree.ObjectExpression;
  readonly value: string;
}

/** Only where the key stands in the call: what stands elsewhere may be read by others too. */
export function moveKeyFixes(key: IgnoredKey, effect: Effect): readonly Fix[] {
  const { becomes, at } = key.model;
  const written = writtenIn(key, effect);
  if (!becomes || !written) return [];
  const name = becomes.at(-1);
  if (typeof name !== 'string') return [];
  const isRename = becomes.slice(0, -1).join() === at.slice(0, -1).join();
  const edits = isRename ? renamed(written, name, effect.module) : moved(written, becomes, effect);
  const title = isRename ? `Call it “${name}”` : `Move it to ${describe(becomes)}`;
  return edits ? [{ kind: 'move-key', title, edits }] : [];
}

/** `“idempotencyKey” of the second argument`. */
function describe([index, ...path]: ArgPath): string {
  return `“${path.join('.')}” of the ${ORDINALS[index] ?? 'last'} argument`;
}
const ORDINALS = ['first', 'second', 'third'];

function writtenIn(key: IgnoredKey, { call, module }: Effect): Written | undefined {
  const property = key.place.node;
  if (property.type !== 'Property' || property.parent.type !== 'ObjectExpression') return undefined;
  if (key.place.module !== module || !within(property, call.node) || key.provenance === 'constant') return undefined;
  const value = fitting(property.value, key.model, call.node, module);
  return value === undefined ? undefined : { property, object: property.parent, value };
}

/** The value as code that is taken in the new place. */
function fitting(
  value: TSESTree.Node,
  { refuses }: IgnoredKeyModel,
  call: TSESTree.Node,
  module: Module,
): string | undefined {
  const text = textOf(module, value);
  const node = unwrap(value);
  if (!refuses) return text;
  const pieces = node.type === 'TemplateLiteral' ? node.quasis.map((q) => q.value.raw) : [];
  const { numbers, text: refused } = refuses;
  if (refused !== undefined && pieces.some((p) => p.includes(refused))) return undefined;
  if (!numbers || pieces.some((p) => /[^\d]/.test(p))) return text;
  const sent = sentName(call);
  return sent === '' || node.type === 'TemplateLiteral' ? undefined : `\`${sent}-\${${text}}\``;
}

function renamed({ property, value }: Written, name: string, module: Module): readonly Edit[] {
  const [start, end] = property.range;
  return [{ file: module, start, end, text: value === name ? name : `${quoted(name, module)}: ${value}` }];
}

function quoted(name: string, module: Module): string {
  const { quote } = styleOf(module);
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `${quote}${name}${quote}`;
}

function moved(written: Written, becomes: ArgPath, effect: Effect): readonly Edit[] | undefined {
  const { call, module } = effect;
  const [index, ...path] = becomes;
  if (call.node.type !== 'CallExpression' || index < 0 || path.includes('*')) return undefined;
  const given = call.node.arguments.length;
  const removal = removed(written, module);
  if (index > given || !removal) return undefined;
  const nested = path.reduceRight<RepairTemplate>((inner, name) => ({ [quoted(name, module)]: inner }), '<key>');
  const templates = Array.from({ length: Math.max(given, index + 1) }, (_, i): RepairTemplate => {
    const hole = `<${String(i)}>`;
    return i === index ? { '...': hole, ...(nested as Readonly<Record<string, RepairTemplate>>) } : hole;
  });
  const model: RepairModel = { does: 'key', arguments: templates };
  const repair: Repair = { model, node: call.node, data: undefined, dialect: 'unknown' };
  const added = callEdits(repair, { key: written.value }, module);
  const isApart = added?.every((e) => e.end <= removal.start || e.start >= removal.end);
  return added && isApart ? [removal, ...added] : undefined;
}

/** Takes the property out; with the object around it where that would be left empty. */
function removed({ property, object }: Pick<Written, 'property' | 'object'>, module: Module): Edit | undefined {
  const holder = object.parent;
  if (object.properties.length === 1 && holder.type === 'Property' && holder.parent.type === 'ObjectExpression')
    return removed({ property: holder, object: holder.parent }, module);
  const at = object.properties.indexOf(property);
  const [next, previous] = [object.properties[at + 1], object.properties[at - 1]];
  const start = next || !previous ? property.range[0] : previous.range[1];
  const end = next ? next.range[0] : property.range[1];
  const around = module.text.slice(start, property.range[0]) + module.text.slice(property.range[1], end);
  return /\/[/*]/.test(around) ? undefined : { file: module, start, end, text: '' };
}
