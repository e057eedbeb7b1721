/** Does the condition of a row hold for a call's arguments? */
import type { ArgumentCondition } from '../../models/model.js';
import { isFunctionNode, lastName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import type { Argument, LibraryValue } from './value.js';

export function conditionHolds(
  binder: Binder,
  when: ArgumentCondition | undefined,
  args: readonly Argument[],
  receiver: LibraryValue | undefined,
): boolean {
  if (!when) return true;
  if (when.atLeast !== undefined && args.length < when.atLeast) return false;
  if (when.atMost !== undefined && args.length > when.atMost) return false;
  if (when.tagged && !isTemplateOfTag(args[0])) return false;
  if (when.isFunction && !binder.at(args, when.isFunction).some((a) => isFunctionArgument(binder, a))) return false;
  if (when.isName && !binder.at(args, when.isName).some((a) => isName(binder, a))) return false;
  if (when.has && binder.at(args, when.has).length === 0) return false;
  if (when.lacks && binder.at(args, when.lacks).length > 0) return false;
  if (when.equals && !equalsOne(binder, binder.at(args, when.equals.at), when.equals.values)) return false;
  if (when.isOf && !isOfType(binder, binder.at(args, when.isOf.at), when.isOf.type)) return false;
  if (when.anyArgument && !args.some((a) => equalsOne(binder, [a], when.anyArgument ?? []))) return false;
  if (when.receiver) {
    const site = receiver?.site;
    if (
      !site ||
      !equalsOne(binder, binder.at(binder.argumentsOf(site.node, site.env), when.receiver.at), when.receiver.values)
    )
      return false;
  }
  return true;
}

function isTemplateOfTag(argument: Argument | undefined): boolean {
  return (
    argument?.kind === 'expression' &&
    argument.node.parent?.type === 'TaggedTemplateExpression' &&
    argument.node.parent.quasi === argument.node
  );
}

function isFunctionArgument(binder: Binder, argument: Argument): boolean {
  if (argument.kind === 'expression' && isFunctionNode(unwrap(argument.node))) return true;
  return binder.argument(argument).some((v) => v.kind === 'function');
}

function isName(binder: Binder, argument: Argument): boolean {
  const values = binder.argument(argument);
  if (values.length > 0)
    return values.some((v) => v.kind === 'class' || (v.kind === 'constant' && typeof v.value === 'string'));
  return argument.kind === 'expression' && /^[A-Z]/.test(lastName(unwrap(argument.node)) ?? '');
}

function isOfType(binder: Binder, found: readonly Argument[], type: string): boolean {
  return found.some((argument) => binder.argument(argument).some((v) => v.kind === 'library' && v.type === type));
}

function equalsOne(
  binder: Binder,
  found: readonly Argument[],
  wanted: readonly (string | number | boolean | null)[],
): boolean {
  return found.some((argument) =>
    binder
      .argument(argument)
      .some(
        (v) =>
          v.kind === 'constant' &&
          wanted.some(
            (w) =>
              w === v.value ||
              (typeof w === 'string' && typeof v.value === 'string' && w.toLowerCase() === v.value.toLowerCase()),
          ),
      ),
  );
}
