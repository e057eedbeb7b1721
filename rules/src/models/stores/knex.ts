/** Knex: lazy builders that run when awaited; what a conflict does is a link of the chain (writes.md §2.11, 3.3.0). */
import type { CallModel, LibraryModel, MemberModel, RepairModel } from '../model.js';

const chain: CallModel = { returns: 'this' };
const part = { returns: 'this', lazy: true } as const;
const read: CallModel = { returns: 'Builder', lazy: true, effect: { kind: 'read' }, provenance: 'state' };
const measure: CallModel = { ...read, effect: { kind: 'read', measures: true } };
const on: CallModel = { returns: 'Builder', lazy: true, resource: [0], effect: { kind: 'read', resource: [0] } };
const write = { returns: 'Builder', lazy: true, provenance: 'state' } as const;
/** On MySQL, ignoring a conflict ignores every other error as well. */
const repairs: RepairModel[] = [
  { does: 'ignore', dialects: ['postgresql', 'sqlite'], append: ['.onConflict(<key>)', '.ignore()'] },
  { does: 'update', dialects: ['postgresql'], append: ['.onConflict(<key>)', '.merge(<columns>)'], result: true },
  { does: 'update', dialects: ['sqlite'], append: ['.onConflict(<key>)', '.merge(<columns>)'] },
  { does: 'update', dialects: ['mysql'], append: ['.onConflict(<key>)', '.merge(<columns>)'], anyKey: true },
];
const insert: CallModel = { ...write, effect: { kind: 'insert', data: [0], repairs } };
const update: CallModel[] = [
  { ...write, when: { isName: [0] }, effect: { kind: 'absolute', assigns: { column: [0], value: [1] } } },
  { ...write, effect: { kind: 'absolute', data: [0] } },
];
const count: CallModel[] = [
  { ...write, when: { isName: [0] }, effect: { kind: 'relative', assigns: { column: [0], value: [1] } } },
  { ...write, effect: { kind: 'relative', data: [0] } },
];
const remove: CallModel = { ...write, effect: { kind: 'delete' } };
const where: CallModel[] = [
  { ...part, when: { atLeast: 3 }, effect: { compares: { column: [0], operator: [1], value: [2] } } },
  { ...part, when: { atLeast: 2 }, effect: { compares: { column: [0], value: [1] } } },
  { ...part, effect: { where: [0] }, callbacks: [] },
];
const filters: Record<string, MemberModel> = {
  where: { call: where },
  andWhere: { call: where },
  whereNot: { call: { ...part, effect: { compares: { column: [0], is: '<>', value: [-1] } } } },
  whereIn: { call: { ...part, effect: { compares: { column: [0], is: 'in', value: [1] } } } },
  whereNotIn: { call: { ...part, effect: { compares: { column: [0], is: 'not in', value: [1] } } } },
  whereNull: { call: { ...part, effect: { compares: { column: [0], is: 'is' } } } },
  whereNotNull: { call: { ...part, effect: { compares: { column: [0], is: 'is not' } } } },
  orWhere: { call: chain },
  whereRaw: { call: chain },
  whereExists: { call: chain },
  whereNotExists: { call: chain },
  whereBetween: { call: chain },
  whereLike: { call: chain },
  whereILike: { call: chain },
  whereJsonPath: { call: chain },
  having: { call: chain },
};
const links: Record<string, MemberModel> = {
  as: { call: chain },
  modify: { call: chain },
  clone: { call: chain },
  column: { call: chain },
  columns: { call: chain },
  distinct: { call: chain },
  join: { call: chain },
  innerJoin: { call: chain },
  leftJoin: { call: chain },
  rightJoin: { call: chain },
  joinRaw: { call: chain },
  groupBy: { call: chain },
  orderBy: { call: chain },
  orderByRaw: { call: chain },
  limit: { call: chain },
  offset: { call: chain },
  returning: { call: chain },
  forUpdate: { call: { ...part, effect: { locks: true } } },
  forShare: { call: { ...part, effect: { locks: true } } },
  skipLocked: { call: chain },
  noWait: { call: chain },
  timeout: { call: chain },
  withSchema: { call: chain },
  with: { call: chain },
  union: { call: chain },
  debug: { call: chain },
  options: { call: chain },
};
const select: Record<string, MemberModel> = {
  select: { call: read },
  first: { call: read },
  pluck: { call: read },
  count: { call: measure },
  countDistinct: { call: measure },
  min: { call: measure },
  max: { call: measure },
  sum: { call: measure },
  avg: { call: measure },
};
const raw: CallModel = { returns: 'Raw', lazy: true, sql: { text: [0], parameters: [1] } };
const exclusive = true;

export default {
  library: 'knex',
  packages: ['knex'],
  dialectSigns: [
    { dialect: 'postgresql', property: 'client', values: ['pg', 'postgres', 'postgresql', 'pgnative', 'cockroachdb'] },
    { dialect: 'mysql', property: 'client', values: ['mysql', 'mysql2'] },
    { dialect: 'sqlite', property: 'client', values: ['sqlite3', 'better-sqlite3'] },
  ],
  duplicateErrors: ['23505', 'ER_DUP_ENTRY', 'SQLITE_CONSTRAINT', 'SQLITE_CONSTRAINT_UNIQUE'],
  duplicateError: [
    { property: 'code', is: ['23505'], dialects: ['postgresql'] },
    { property: 'code', is: ['ER_DUP_ENTRY'], dialects: ['mysql'] },
  ],
  exports: {
    default: { class: 'Knex', static: 'Types', call: { returns: 'Knex' } },
    '*': { class: 'Knex', static: 'Types', call: { returns: 'Knex' } },
    knex: { class: 'Knex', static: 'Types', call: { returns: 'Knex' } },
    Knex: { class: 'Knex', static: 'Types', call: { returns: 'Knex' } },
  },
  types: {
    Types: {
      members: {
        Transaction: { type: 'Transaction' },
        QueryBuilder: { type: 'Builder' },
        Knex: { type: 'Knex' },
      },
    },
    Knex: {
      call: on,
      members: {
        ...select,
        table: { call: on },
        from: { call: on },
        into: { call: on },
        queryBuilder: { call: { returns: 'Builder' } },
        withSchema: { call: { returns: 'Builder' } },
        with: { call: { returns: 'Builder' } },
        insert: { call: insert },
        update: { call: update },
        del: { call: remove },
        delete: { call: remove },
        batchInsert: { call: { returns: 'Batch', lazy: true, effect: { kind: 'insert', resource: [0], data: [1] } } },
        raw: { call: raw },
        schema: { type: 'SchemaBuilder' },
        ref: { call: { sync: true } },
        fn: { type: 'Functions' },
        transaction: {
          call: [
            {
              when: { isFunction: [0] },
              transaction: { form: 'callback', at: [0], client: 'Transaction', exclusive },
            },
            { returns: 'Transaction', transaction: { form: 'begin', exclusive } },
          ],
        },
        destroy: { call: {} },
      },
      together: { inside: 'trx', lines: ['await <client>.transaction(async (trx) => {', '  <write>', '});'] },
      dedup: {
        table: 'processed_messages',
        column: 'id',
        inside: 'trx',
        dialects: ['postgresql', 'sqlite'],
        lines: [
          'await <client>.transaction(async (trx) => {',
          "  const recorded = await trx('<table>').insert({ <column>: <id> }).onConflict('<column>').ignore().returning('<column>');",
          '  if (recorded.length === 0) return;',
          '  <write>',
          '});',
        ],
      },
    },
    Transaction: {
      extends: 'Knex',
      members: {
        commit: { call: { transaction: { form: 'commit', exclusive } } },
        rollback: { call: { transaction: { form: 'rollback', exclusive } } },
        savepoint: {
          call: { transaction: { form: 'callback', at: [0], client: 'Transaction' } },
        },
      },
    },
    SchemaBuilder: { members: { raw: { call: raw } } },
    Functions: {
      members: {
        now: { call: { provenance: 'fresh' } },
        uuid: { call: { provenance: 'fresh' } },
      },
    },
    Raw: { thenable: true, members: { transacting: { call: { ...part, effect: {}, through: [0] } } } },
    Batch: {
      thenable: true,
      members: { transacting: { call: { ...part, effect: {}, through: [0] } }, returning: { call: chain } },
    },
    Builder: {
      thenable: true,
      members: {
        ...select,
        ...filters,
        ...links,
        from: { call: { ...part, effect: { resource: [0] } } },
        into: { call: { ...part, effect: { resource: [0] } } },
        table: { call: { ...part, effect: { resource: [0] } } },
        insert: { call: insert },
        upsert: { call: { ...write, effect: { kind: 'insert', data: [0], conflict: 'update' } } },
        update: { call: update },
        increment: { call: count },
        decrement: { call: count },
        del: { call: remove },
        delete: { call: remove },
        truncate: { call: remove },
        onConflict: { call: { ...part, effect: { conflictTarget: [0] } } },
        ignore: { call: { ...part, effect: { conflict: 'ignore' } } },
        merge: { call: { ...part, effect: { conflict: 'update', updateData: [0] } } },
        transacting: { call: { ...part, effect: {}, through: [0] } },
      },
    },
  },
} satisfies LibraryModel;
