/** What a call registers by its row, in one environment. */
import type { ArgPath, LibraryModel, ReceiveModel, RegistrationModel } from '../../models/model.js';
import type { Binder } from '../binding/bind.js';
import { callTarget, calleeValues, constructTarget, type CallTarget } from '../binding/call-target.js';
import { conditionHolds } from '../binding/condition.js';
import type { Argument, CallNode, Env, LibraryValue } from '../binding/value.js';
import { callRows } from '../catalog.js';

/** A registration or, with `receives`, a request for messages. */
export interface Registration {
  readonly model: RegistrationModel;
  readonly library: LibraryModel;
  readonly receiver: LibraryValue | undefined;
  readonly receives: ReceiveModel | undefined;
}

/** What the call registers, read in one environment. */
export function registrationOf(binder: Binder, call: CallNode, env: Env): Registration | undefined {
  const args = binder.argumentsOf(call, env);
  for (const callee of registrars(binder, call, env)) {
    const target =
      call.type === 'NewExpression' ? constructTarget(binder, callee, args) : callTarget(binder, callee, args);
    const found = target && ofRow(binder, target, args);
    if (found) return found;
  }
  return undefined;
}

/** What is called or constructed. */
function registrars(binder: Binder, call: CallNode, env: Env): ReturnType<typeof calleeValues> {
  return call.type === 'NewExpression' ? binder.evaluate(call.callee, env) : calleeValues(binder, call, env);
}

function ofRow(
  binder: Binder,
  { row, library, receiver }: CallTarget,
  args: readonly Argument[],
): Registration | undefined {
  const { register, run } = row;
  if (register && conditionHolds(binder, register.when, args, receiver))
    return { library, receiver, model: register, receives: undefined };
  const receives =
    row.receives ?? (Array.isArray(run) ? receivedBy(binder, binder.at(args, run as ArgPath)) : undefined);
  return receives && { library, receiver, model: receiving(receives), receives };
}

function receiving({ ack, name }: ReceiveModel): RegistrationModel {
  return { parameters: [], ack, ...(name === undefined ? {} : { name }) };
}

/** `client.send(new ReceiveMessageCommand(…))`: the command's row says that messages come. */
function receivedBy(binder: Binder, args: readonly Argument[]): ReceiveModel | undefined {
  for (const a of args) {
    for (const v of binder.argument(a)) {
      const row = v.kind === 'library' ? v.draft.find((d) => d.model.receives)?.model.receives : undefined;
      if (row) return row;
    }
  }
  return undefined;
}

/** Is the callee unknown as it stands, or a call that registers under conditions its user may meet? */
export function mayRegister(binder: Binder, call: CallNode, open: Env): boolean {
  const callees = registrars(binder, call, open);
  return (
    callees.length === 0 ||
    callees.some((c) => {
      if (c.kind === 'method') return c.calls.some((row) => row.register);
      return c.kind === 'export' && [...callRows(c.model.call), ...callRows(c.model.construct)].some((r) => r.register);
    })
  );
}
