/** Through which client does a call write, and how are the write and the record of the message made one step there? */
import type { TSESTree } from '@typescript-eslint/types';
import type { LibraryModel } from '../../models/model.js';
import { unwrap } from '../ast.js';
import { applied } from '../binding/reflection.js';
import type { CallNode, Env, LibraryValue } from '../binding/value.js';
import type { Dedup } from '../effect.js';
import { dialectOf } from './dialect.js';
import type { Readers } from './readers.js';

/**
 * The outermost client in the chain of the call whose type says how; undefined where none does, or it may be of another type.
 *
 * @param receiver what a class of the project is to the library, where the call is made on one
 */
export function dedupOf(
  { binder }: Pick<Readers, 'binder'>,
  call: CallNode,
  env: Env,
  library: LibraryModel,
  receiver?: LibraryValue,
): Dedup | undefined {
  if (!library.types || !Object.values(library.types).some((type) => type.dedup)) return undefined;
  if (applied(binder, call, env)) return undefined;
  const dedupsOf = (v: LibraryValue) => binder.catalog.inherited(v.library, v.type, (t) => t.dedup)?.value;
  for (let at = ownerOf(call); at; at = ownerOf(at)) {
    const models = binder
      .evaluate(at, env)
      .map((v) =>
        v.kind === 'library' ? dedupsOf(v) : v.kind === 'class' && receiver ? dedupsOf(receiver) : undefined,
      );
    const [found] = models;
    if (!found || models.some((m) => m !== found)) continue;
    const dialect = dialectOf(binder, library);
    const model = [found].flat().find(({ dialects }) => !dialects || dialects.some((d) => d === dialect));
    return model && { model, client: at };
  }
  return undefined;
}

/** What a call, a tag or a property hangs on. */
function ownerOf(node: TSESTree.Node): TSESTree.Node | undefined {
  const at = unwrap(node);
  switch (at.type) {
    case 'CallExpression':
      return at.callee.type === 'MemberExpression' ? at.callee.object : at.callee;
    case 'TaggedTemplateExpression':
      return at.tag.type === 'MemberExpression' ? at.tag.object : at.tag;
    case 'MemberExpression':
      return at.object;
    default:
      return undefined;
  }
}
