/** Where a path into a call's arguments leads, by the types of its signatures. */
import ts from 'typescript';
import type { ArgPath } from '../../src/models/model.js';

/** `holds`: it is declared. `open`: the type takes anything, or is unknown. `missing`: it is not there. */
export type Verdict = 'missing' | 'open' | 'holds';

const RANK: Readonly<Record<Verdict, number>> = { missing: 0, open: 1, holds: 2 };

export function best(a: Verdict, b: Verdict): Verdict {
  return RANK[a] >= RANK[b] ? a : b;
}

/** Is there such a place in one of the signatures? */
export function placeIn(checker: ts.TypeChecker, signatures: readonly ts.Signature[], path: ArgPath): Verdict {
  const [argument, ...steps] = path;
  const starts = signatures.flatMap((signature) => argumentTypes(checker, signature, argument));
  const last = steps.pop();
  if (last === undefined) return starts.length > 0 ? 'holds' : 'missing';
  const parts = follow(checker, starts, steps).flatMap((type) => constituents(checker, type));
  return parts.map((part) => propertyIn(checker, part, last)).reduce(best, 'missing');
}

/** Has the type such a property? */
export function propertyIn(checker: ts.TypeChecker, type: ts.Type, name: string): Verdict {
  if (isOpen(type)) return 'open';
  return stepInto(checker, type, name).length > 0 ? 'holds' : 'missing';
}

/** The types of what stands at the path; none where it is not there. */
export function typesAt(
  checker: ts.TypeChecker,
  signatures: readonly ts.Signature[],
  path: ArgPath,
): readonly ts.Type[] {
  const [argument, ...steps] = path;
  return follow(
    checker,
    signatures.flatMap((signature) => argumentTypes(checker, signature, argument)),
    steps,
  );
}

/** Of a negative position nobody knows which parameter it is: all of them. */
export function argumentTypes(checker: ts.TypeChecker, signature: ts.Signature, position: number): readonly ts.Type[] {
  const parameters = signature.parameters;
  if (position < 0) return parameters.flatMap((_, i) => argumentTypes(checker, signature, i));
  const last = parameters.at(-1);
  if (last && position >= parameters.length - 1 && isRest(last)) {
    const all = checker.getTypeOfSymbol(last);
    return isOpen(all) ? [all] : elements(checker, all, position - parameters.length + 1);
  }
  const parameter = parameters[position];
  return parameter ? [checker.getTypeOfSymbol(parameter)] : [];
}

function isRest(parameter: ts.Symbol): boolean {
  const declaration = parameter.valueDeclaration;
  if (declaration && ts.isParameter(declaration)) return declaration.dotDotDotToken !== undefined;
  return ((parameter as { readonly links?: { readonly checkFlags?: number } }).links?.checkFlags ?? 0) >= 1 << 15;
}

function elements(checker: ts.TypeChecker, type: ts.Type, at: number): readonly ts.Type[] {
  return constituents(checker, type).flatMap((part) => {
    if (checker.isTupleType(part)) {
      const inner = checker.getTypeArguments(part as ts.TypeReference);
      return inner[at] ? [inner[at]] : inner.slice(-1);
    }
    const element = part.getNumberIndexType();
    return element ? [element] : isOpen(part) ? [part] : [];
  });
}

/** More properties than this are not tried for `*`. */
const MOST_PROPERTIES = 40;

/** The types that the steps lead to, from any of `types`. */
export function follow(
  checker: ts.TypeChecker,
  types: readonly ts.Type[],
  steps: readonly string[],
): readonly ts.Type[] {
  let at = types;
  for (const step of steps) {
    at = [
      ...new Set(at.flatMap((type) => constituents(checker, type).flatMap((part) => stepInto(checker, part, step)))),
    ];
  }
  return at;
}

function stepInto(checker: ts.TypeChecker, type: ts.Type, step: string): readonly ts.Type[] {
  if (isOpen(type)) return [type];
  if (step === '*') {
    const index = type.getNumberIndexType() ?? type.getStringIndexType();
    if (index) return [index];
    const element = iterated(checker, type);
    if (element.length > 0) return element;
    return type
      .getProperties()
      .slice(0, MOST_PROPERTIES)
      .map((p) => checker.getTypeOfSymbol(p));
  }
  if (step === '()') return type.getCallSignatures().map((signature) => awaited(checker, signature.getReturnType()));
  const property = type.getProperty(step);
  if (property) return [checker.getTypeOfSymbol(property)];
  const index = /^\d+$/.test(step)
    ? (type.getNumberIndexType() ?? type.getStringIndexType())
    : type.getStringIndexType();
  return index ? [index] : [];
}

/** What comes out of `for (const x of type)` and `for await`. */
export function iterated(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  return constituents(checker, type).flatMap((part) => {
    const index = part.getNumberIndexType();
    if (index && !part.isStringLiteral()) return [index];
    const iterator = part.getProperties().find((p) => /^__@(?:asyncIterator|iterator)@/.test(p.name));
    if (!iterator) return [];
    return checker
      .getTypeOfSymbol(iterator)
      .getCallSignatures()
      .flatMap((signature) => follow(checker, [signature.getReturnType()], ['next']))
      .flatMap((next) => next.getCallSignatures())
      .flatMap((signature) => follow(checker, [awaited(checker, signature.getReturnType())], ['value']));
  });
}

/** Promises unwrapped. */
export function awaited(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return checker.getAwaitedType(type) ?? type;
}

/** Parts of a union, without `null`, `undefined` and plain values; type parameters by what they extend. */
export function constituents(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  const bound = type.flags & ts.TypeFlags.Instantiable ? (checker.getBaseConstraintOfType(type) ?? type) : type;
  const parts = bound.isUnion() ? bound.types : [bound];
  return parts
    .filter((part) => !(part.flags & PLAIN))
    .flatMap((part) =>
      part.isUnion() || (part !== type && part.flags & ts.TypeFlags.Instantiable)
        ? constituents(checker, part)
        : [part],
    );
}

const PLAIN =
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.Void |
  ts.TypeFlags.Never |
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.ESSymbolLike;

/** May it hold anything, or does nobody know what it is? */
export function isOpen(type: ts.Type): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Instantiable))
    return true;
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    type.getProperties().length === 0 &&
    type.getCallSignatures().length === 0 &&
    type.getConstructSignatures().length === 0 &&
    type.getStringIndexType() === undefined &&
    type.getNumberIndexType() === undefined
  );
}

/** The signatures of every function among the types. */
export function signaturesOf(checker: ts.TypeChecker, types: readonly ts.Type[]): readonly ts.Signature[] {
  return types.flatMap((type) => constituents(checker, type).flatMap((part) => part.getCallSignatures()));
}
