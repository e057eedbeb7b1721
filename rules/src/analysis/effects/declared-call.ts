/** What the call of a declared function does, by its declaration alone. */
import { calleeText } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Declared } from '../binding/declared.js';
import type { Argument, CallNode, Env, LibraryValue } from '../binding/value.js';
import type { Column } from './column-set.js';
import type { Described } from './described.js';
import type { Readers } from './readers.js';

/** `charge()`, for people. */
export function calledName(node: CallNode, env: Env): string {
  return `${calleeText(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee, env.module.text)}()`;
}

/** The call as a side effect with the key that it is given; undefined where repeating it is declared to do no harm. */
export function declaredEffect(
  readers: Readers,
  declared: Declared,
  name: string,
  { args, node, env }: { readonly args: readonly Argument[]; readonly node: CallNode; readonly env: Env },
): Described | undefined {
  const { is, key } = declared;
  if (is !== 'nonIdempotent' && !key) return undefined;
  const given = givenKey(readers, declared, args);
  return {
    kind: 'external',
    store: name,
    resource: undefined,
    what: `the call of ${name}`,
    harmless: false,
    columns: [],
    rest: undefined,
    where: [],
    conflict: undefined,
    conflictTarget: undefined,
    ignoredKeys: [],
    anonymous: undefined,
    key: undefined,
    idempotencyKey: given?.provenance,
    given: given ? readers.identities.written([given]) : [],
    accumulating: undefined,
    sql: undefined,
    call: {
      node,
      method: '',
      library: name,
      repairs: [],
      identity: key ? readers.identities.inScope(node, env) : undefined,
    },
    declared: { name, key: key?.name },
    receiver: clientAmong(readers.binder, args),
    module: env.module,
    node,
  };
}

/** The client that the function is to work with: what it does takes part in the client's transaction. */
function clientAmong(binder: Binder, args: readonly Argument[]): LibraryValue | undefined {
  return args
    .flatMap((a) => binder.argument(a))
    .find((v): v is LibraryValue => v.kind === 'library' && v.provenance === undefined);
}

/** What the call gives as the key, or what the parameter is where it gives nothing. */
function givenKey(readers: Readers, declared: Declared, args: readonly Argument[]): Column | undefined {
  const at = keyArgument(readers.binder, declared, args);
  return (
    at && {
      name: 'idempotencyKey',
      provenance: readers.provenance.ofArgument(at),
      node: at.kind === 'expression' ? at.node : undefined,
      env: at.kind === 'expression' ? at.env : undefined,
    }
  );
}

function keyArgument(binder: Binder, { key, env }: Declared, args: readonly Argument[]): Argument | undefined {
  if (!key) return undefined;
  const [position, ...properties] = key.path;
  const [whole] = binder.at(args, [position]);
  if (whole) return binder.at(args, key.path)[0] ?? partOf(whole, properties);
  return key.fallback && { kind: 'expression', node: key.fallback, env: binder.openEnv(key.fallback, env.module) };
}

function partOf(whole: Argument, properties: readonly string[]): Argument {
  return properties.reduce<Argument>((of, name) => ({ kind: 'property', of, name }), whole);
}
