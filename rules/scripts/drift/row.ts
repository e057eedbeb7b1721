/** What one row says of arguments: the options it reads, the constants it tells calls by. */
import ts from 'typescript';
import type { ArgPath, CallModel } from '../../src/models/model.js';

/** Parts of a row whose paths do not speak of the call that bears it, or of places where nothing is read. */
const ELSEWHERE = new Set(['repairs', 'ignoredKeys', 'hosts']);

/**
 * The paths into arguments that go on into properties, wherever they stand in the row.
 *
 * @param of whose arguments: those of the call (or decorator) itself, or of the call that made the receiver
 */
export function optionsOf(row: unknown, of: 'call' | 'receiver'): readonly ArgPath[] {
  if (typeof row !== 'object' || row === null) return [];
  if (isPath(row)) return of === 'call' && row.length > 1 ? [row] : [];
  if (Array.isArray(row)) return row.flatMap((inner) => optionsOf(inner, of));
  const whose = 'of' in row ? row.of : undefined;
  const own = whose === undefined || whose === 'call';
  return Object.entries(row).flatMap(([field, value]: [string, unknown]) => {
    if (field === 'at' && isPath(value) && !own) return of === whose && value.length > 1 ? [value] : [];
    if (field === 'receiver') return of === 'receiver' ? optionsOf(value, 'call') : [];
    return ELSEWHERE.has(field) ? [] : optionsOf(value, of);
  });
}

function isPath(value: unknown): value is ArgPath {
  if (!Array.isArray(value) || value.length === 0) return false;
  const [argument, ...steps] = value as readonly unknown[];
  return typeof argument === 'number' && steps.every((step) => typeof step === 'string');
}

/** `when: { equals: { at: [0], values: ['message'] } }`, one by one. */
export function conditionsOf({
  when,
  register,
}: CallModel): readonly { readonly at: ArgPath; readonly value: unknown }[] {
  return [when, register?.when].flatMap((condition) => {
    const equals = condition?.equals;
    return equals ? equals.values.map((value) => ({ at: equals.at, value })) : [];
  });
}

/** The constants that the type allows; `undefined` among them says that there are others. */
export function constantsOf(
  checker: ts.TypeChecker,
  type: ts.Type,
): readonly (string | number | boolean | undefined)[] {
  const parts = type.isUnion() ? type.types : [type];
  const given = parts.filter((part) => !(part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
  return given.map((part) => {
    if (part.isStringLiteral() || part.isNumberLiteral()) return part.value;
    if (part.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(part) === 'true';
    return undefined;
  });
}

/** `0.messages.*.key` */
export function pathText(path: ArgPath): string {
  return path.join('.');
}
