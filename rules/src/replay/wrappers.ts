/** Marks the effects of common clients, so that a replay can kill a run between them. Outside a replay they do nothing. */
import { runs, type Step, type StepKind } from './run.js';
import { describeSql } from './statement.js';

/**
 * Marks whatever `execute` does as one effect.
 *
 * @param label for people: `charge card`
 */
export async function effect<T>(label: string, execute: () => Promise<T> | T): Promise<T> {
  return mark({ kind: 'write', label, resources: [] }, execute);
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Marks the statements of `pg`: give it a `Pool` or a `Client`; clients that a pool hands out are marked, too.
 * Statements with a callback in place of a promise are not marked.
 *
 * @returns the same object, changed
 */
export function markPg<Client extends { query: unknown }>(client: Client): Client {
  markStatements(client, ['query']);
  markHandedOut(client, 'connect', (inner) => {
    const pooled = markPg(inner as { query: unknown; release?: (destroy: boolean) => void });
    return () => pooled.release?.(true);
  });
  return client;
}

/**
 * Marks the statements of `mysql2/promise`: give it a pool or a connection.
 *
 * @returns the same object, changed
 */
export function markMysql<Client extends { query: unknown; execute?: unknown }>(client: Client): Client {
  markStatements(client, ['query', 'execute', 'beginTransaction', 'commit', 'rollback']);
  markHandedOut(client, 'getConnection', (inner) => {
    const pooled = markMysql(inner as { query: unknown; destroy?: () => void });
    return () => pooled.destroy?.();
  });
  return client;
}

/**
 * Marks the commands of `ioredis`, those of pipelines as one step.
 *
 * @returns the same object, changed
 */
export function markRedis<Client extends { sendCommand: unknown }>(client: Client): Client {
  const send = client.sendCommand as Method;
  const marked: Method = function (...args) {
    const { name = 'command', args: parameters = [] } = (args[0] ?? {}) as { name?: string; args?: unknown[] };
    const key = typeof parameters[0] === 'string' ? parameters[0] : '';
    return mark({ kind: 'write', label: `${name} ${key}`.trim(), resources: key ? [key] : [] }, () =>
      send.apply(this, args),
    );
  };
  return Object.assign(client, { sendCommand: marked });
}

/**
 * Marks requests.
 *
 * @param fetch what to call; the global one by default
 * @returns a function to use in its place: `globalThis.fetch = markFetch()`
 */
export function markFetch(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const address = typeof input === 'string' ? input : 'href' in input ? input.href : input.url;
    const method = (
      init?.method ?? (typeof input === 'object' && 'method' in input ? input.method : 'GET')
    ).toUpperCase();
    const kind: StepKind = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
    return mark({ kind, label: `${method} ${address}`, resources: [address] }, () => fetch(input, init));
  };
}

async function mark<T>(step: Step, execute: () => Promise<T> | T): Promise<T> {
  const run = runs.getStore();
  return run ? run.step(step, execute) : execute();
}

/** Clients that were marked before: a pool hands out the same ones again. */
const marked = new WeakSet();

/** What a killed run holds is closed, so that the server rolls its transaction back. */
function markHandedOut(pool: object, name: string, markInner: (client: object) => () => void): void {
  const methods = pool as Record<string, unknown>;
  const original = methods[name];
  if (typeof original !== 'function') return;
  const handOut: Method = function (...args) {
    const run = runs.getStore();
    const answer = (original as Method).apply(this, args);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((client: unknown) => {
      if (typeof client !== 'object' || client === null) return client;
      const close = markInner(client);
      run?.onKill(close);
      return client;
    });
  };
  methods[name] = handOut;
}

function markStatements(client: object, names: readonly string[]): void {
  if (marked.has(client)) return;
  marked.add(client);
  const methods = client as Record<string, unknown>;
  for (const name of names) {
    const original = methods[name];
    if (typeof original !== 'function') continue;
    const statement: Method = function (...args) {
      const execute = (): unknown => (original as Method).apply(this, args);
      return typeof args.at(-1) === 'function' ? execute() : mark(describeSql(textOf(args[0]) ?? name), execute);
    };
    methods[name] = statement;
  }
}

/** A statement is a text, or an object that holds it. */
function textOf(statement: unknown): string | undefined {
  if (typeof statement === 'string') return statement;
  const { text, sql } = (statement ?? {}) as { text?: string; sql?: string };
  return text ?? sql;
}
