/** Through which client does a call write, and how are the write and the record of the message made one step there? */
import type { TSESTree } from '@typescript-eslint/types';
import type { LibraryModel, TypeModel } from '../../models/model.js';
import { unwrap } from '../ast.js';
import { applied } from '../binding/reflection.js';
import type { CallNode, Env, LibraryValue } from '../binding/value.js';
import type { Binder } from '../binding/bind.js';
import type { Claim, Dedup, Together } from '../effect.js';
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
  const found = clientOf(binder, call, env, library, (type) => type.dedup, receiver);
  if (!found) return undefined;
  const dialect = dialectOf(binder, library);
  const model = [found.model].flat().find(({ dialects }) => !dialects || dialects.some((d) => d === dialect));
  return model && { model, client: found.client };
}

/** The same for several calls that become one step. */
export function togetherOf(
  { binder }: Pick<Readers, 'binder'>,
  call: CallNode,
  env: Env,
  library: LibraryModel,
  receiver?: LibraryValue,
): Together | undefined {
  const found = clientOf(binder, call, env, library, (type) => type.together, receiver);
  return found && found.model !== 'none' ? { model: found.model, client: found.client } : undefined;
}

/** How one of several deliveries is let pass by the client that the call is made on. */
export function claimOf(
  { binder }: Pick<Readers, 'binder'>,
  call: CallNode,
  env: Env,
  library: LibraryModel,
  receiver?: LibraryValue,
): Claim | undefined {
  return clientOf(binder, call, env, library, (type) => type.claim, receiver);
}

function clientOf<T>(
  binder: Binder,
  call: CallNode,
  env: Env,
  library: LibraryModel,
  pick: (type: TypeModel) => T | undefined,
  receiver: LibraryValue | undefined,
): { readonly model: T; readonly client: TSESTree.Node } | undefined {
  const isOwn = Object.values(library.types ?? {}).some((type) => pick(type) !== undefined);
  if (!isOwn || applied(binder, call, env)) return undefined;
  const modelOf = (v: LibraryValue): T | undefined => binder.catalog.inherited(v.library, v.type, pick)?.value;
  for (let at = ownerOf(call); at; at = ownerOf(at)) {
    const models = binder
      .evaluate(at, env)
      .map((v) => (v.kind === 'library' ? modelOf(v) : v.kind === 'class' && receiver ? modelOf(receiver) : undefined));
    const [model] = models;
    if (model !== undefined && models.every((m) => m === model)) return { model, client: at };
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
