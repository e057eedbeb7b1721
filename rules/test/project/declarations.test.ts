/** Which tags are read, of what, and what is said of those that say nothing? */
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine.js';
import { parseModule } from '../../src/project/parse.js';
import { result } from '../cli/running.js';
import { workspace } from './workspace.js';

/** `charge: nonIdempotent by 0.id`: what is declared, by the first word of it that stands on its line. */
function declared(text: string): readonly string[] {
  const { of } = parseModule('/a.ts', text).declarations;
  return [...of].map(([node, { is, key }]) => {
    const by = key ? ` by ${key.path.join('.')}` : '';
    return `${node.type}: ${is ?? 'nothing'}${by}`;
  });
}

const faults = (text: string): readonly string[] =>
  parseModule('/a.ts', text).declarations.faults.map((f) => f.message);

describe('tags', () => {
  it.each<[string, readonly string[]]>([
    ['/** @idempotent */ function f() {}', ['FunctionDeclaration: idempotent']],
    ['/** Sets it. @idempotent */ function f() {}', ['FunctionDeclaration: idempotent']],
    [
      '/**\n * Sets it.\n * @nonIdempotent\n * @param a it\n */\nexport default async (a) => {};',
      ['ArrowFunctionExpression: nonIdempotent'],
    ],
    [
      '/** @idempotent */\n// why\n/* what */\nexport const f = (() => {}) as F;',
      ['ArrowFunctionExpression: idempotent'],
    ],
    ['class A { @Dec() /** @idempotent */ async f() {} }', ['FunctionExpression: idempotent']],
    ['class A { /** @idempotent */ @Dec() f = load(); }', ['PropertyDefinition: idempotent']],
    ['interface I { /** @idempotent */ f(): void }', ['TSMethodSignature: idempotent']],
    ['/** @idempotencyKey id */ function f(a, id) {}', ['FunctionDeclaration: nothing by 1']],
    ['/** @idempotencyKey id */ function f({ order: { id } }) {}', ['FunctionDeclaration: nothing by 0.order.id']],
    [
      '/** @idempotencyKey order.id. */ declare function f(order: Order): void;',
      ['TSDeclareFunction: nothing by 0.id'],
    ],
    ['/** @nonIdempotent @idempotencyKey id */ function f(id = 1) {}', ['FunctionDeclaration: nonIdempotent']],
    ['/**\n * @idempotencyKey id\n */\nconst f: (id: string) => void = make();', ['VariableDeclarator: nothing by 0']],
    ['/* @idempotent */ function f() {}', []],
    ['// @idempotent\nfunction f() {}', []],
    ['/** Of `@idempotent` ones, see @idempotent and {@link idempotent}. */ function f() {}', []],
    ['/** @idempotentish */ function f() {}', []],
  ])('%j', (text, expected) => {
    expect(declared(text)).toEqual(expected);
    expect(faults(text)).toEqual([]);
  });
});

it('are read anew when their file changes, also for the files that implement them', () => {
  const write = "import { Pool } from 'pg'; const pool = new Pool();";
  const { at } = workspace({
    'package.json': '{}',
    'stock.ts': 'export interface Stock {\n/** @idempotent */\ntake(n: number): Promise<void>;\n}',
    'sql.ts': `${write} export class Sql implements Stock { async take(n: number) {\nawait pool.query('UPDATE s SET n = n - $1', [n]); } }\nimport type { Stock } from './stock';`,
    'handler.ts':
      "import { Worker } from 'bullmq'; import type { Stock } from './stock'; export const run = (stock: Stock) => new Worker('q', async (job) => {\nawait stock.take(job.data.n);\n});",
  });
  const engine = new Engine(at(''));
  const found = (file: string): readonly string[] => engine.findings(at(file)).map((f) => f.ruleId);
  expect([found('sql.ts'), found('handler.ts')]).toEqual([['no-relative-update'], []]);
  engine.project.setBuffer(at('stock.ts'), 'export interface Stock { take(n: number): Promise<void>; }');
  expect([found('sql.ts'), found('handler.ts')]).toEqual([[], ['no-relative-update']]);
  engine.project.setBuffer(
    at('stock.ts'),
    'export interface Stock {\n/** @nonIdempotent */\ntake(n: number): Promise<void>;\n}',
  );
  expect([found('sql.ts'), found('handler.ts')]).toEqual([[], ['no-unguarded-side-effect']]);
  engine.project.setBuffer(at('stock.ts'), undefined);
  expect([found('sql.ts'), found('handler.ts')]).toEqual([['no-relative-update'], []]);
});

describe('faults', () => {
  it.each<[string, string]>([
    [
      '/** @idempotencyKey ordrId */ function f(orderId, at) {}',
      '@idempotencyKey ordrId: the function has no parameter “ordrId”, it has orderId, at',
    ],
    [
      '/** @idempotencyKey id */ function f() {}',
      '@idempotencyKey id: the function has no parameter “id”, it has none',
    ],
    ['/** @idempotencyKey */ function f(id) {}', '@idempotencyKey names no parameter: @idempotencyKey orderId'],
    ['/** @idempotencyKey id */ const f = load();', '@idempotencyKey id: the parameters are not written here'],
    [
      '/**\n * @idempotent\n * @nonIdempotent\n */ function f() {}',
      'a function cannot be both @idempotent and @nonIdempotent',
    ],
    [
      '/** @idempotent */ class A {}',
      'the tag stands before no function, method, or variable or property that may hold one',
    ],
    [
      'f();\n/** @idempotent */',
      'the tag stands before no function, method, or variable or property that may hold one',
    ],
  ])('%j', (text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  it('are problems of the run, in files that no handler reaches', async () => {
    const { at } = workspace({
      'package.json': '{}',
      'a.ts': '\n/** @idempotencyKey ordrId */\nexport function f(orderId: string) {}',
    });
    const { problems, findings } = await result(at(''));
    expect(findings).toEqual([]);
    expect(problems).toEqual([
      {
        file: 'a.ts',
        message: 'line 2: @idempotencyKey ordrId: the function has no parameter “ordrId”, it has orderId',
      },
    ]);
  });
});
