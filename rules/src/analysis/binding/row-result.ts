/** What a row says that its call gives. */
import type { ArgPath, LibraryModel } from '../../models/model.js';
import type { Binder } from './bind.js';
import type { CallTarget } from './call-target.js';
import { openInstance } from './class.js';
import { exportInstance } from './library-instance.js';
import { providedValues } from './provider.js';
import { resourceName } from './resource.js';
import type { Argument, CallNode, Env, LibraryValue, Value } from './value.js';

/** What a row says the call gives. */
export function rowResult(
  binder: Binder,
  target: CallTarget,
  args: readonly Argument[],
  site: CallNode,
  env: Env,
): readonly Value[] {
  const { row, receiver } = target;
  if (row.returnsInstanceOf) return instancesOf(binder, binder.at(args, row.returnsInstanceOf)[0]);
  const received = Array.isArray(row.run) ? receivedValues(binder, binder.at(args, row.run as ArgPath), site, env) : [];
  if (received.length > 0) return received;
  const content = row.returnsArgument ? binder.at(args, row.returnsArgument)[0] : undefined;
  if (row.returns === undefined) {
    const given = content ? binder.argument(content) : [];
    return row.guard ? given.map((v) => (v.kind === 'function' ? { ...v, guarded: true } : v)) : given;
  }
  const resource = row.resource ? resourceName(binder, binder.at(args, row.resource)[0]) : receiver?.resource;
  const from: LibraryValue = receiver ?? blank(target.library);
  const made = binder.libraryValue({ ...from, library: target.library }, row.returns, {
    resource,
    site: row.returns === 'this' && receiver ? receiver.site : { node: site, env },
    draft: draftAfter(target, site, env),
    content: content ?? (row.returns === 'this' ? receiver?.content : undefined),
    ...(row.provenance && row.provenance !== 'derived' && row.provenance !== 'constant'
      ? { provenance: row.provenance }
      : {}),
  });
  if (!made) return [];
  return [row.returns === 'this' && receiver ? { ...made, library: receiver.library, type: receiver.type } : made];
}

/** `client.send(new ReceiveMessageCommand(…))`: what the command's row says that comes. */
function receivedValues(
  binder: Binder,
  commands: readonly Argument[],
  site: CallNode,
  env: Env,
): readonly LibraryValue[] {
  return commands
    .flatMap((a) => binder.argument(a))
    .flatMap((v) => {
      const type = v.kind === 'library' ? v.draft.find((d) => d.model.receives)?.model.receives?.type : undefined;
      const made =
        v.kind === 'library' && type !== undefined
          ? binder.libraryValue(v, type, { site: { node: site, env }, draft: [] })
          : undefined;
      return made ? [made] : [];
    });
}

function blank(library: LibraryModel): LibraryValue {
  return {
    kind: 'library',
    library,
    type: '',
    resource: undefined,
    site: undefined,
    provenance: undefined,
    draft: [],
    content: undefined,
  };
}

function draftAfter(target: CallTarget, node: CallNode, env: Env): LibraryValue['draft'] {
  const before = target.receiver?.draft ?? [];
  if (!target.row.lazy) return before.length > 0 && target.row.returns === 'this' ? before : [];
  return [...before, { node, env, model: target.row, receiver: target.receiver }];
}

function instancesOf(binder: Binder, argument: Argument | undefined): readonly Value[] {
  if (!argument) return [];
  const values = binder.argument(argument);
  const made = values.flatMap((v): Value[] => {
    if (v.kind === 'class') return [openInstance(v)];
    if (v.kind === 'export') {
      const instance = exportInstance(binder, v, undefined);
      return instance ? [instance] : [];
    }
    return [];
  });
  if (made.length > 0) return made;
  return argument.kind === 'expression' ? providedValues(binder, argument.node, argument.env) : [];
}
