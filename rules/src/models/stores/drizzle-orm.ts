/** Drizzle: lazy builders over table objects, for every driver; filters are expressions (writes.md §2.13, 0.45.4). */
import type { CallModel, ExportModel, LibraryModel, MemberModel, RepairModel } from '../model.js';

const chain: CallModel = { returns: 'this', callbacks: [] };
const part = { returns: 'this', lazy: true } as const;
const run: CallModel = { run: true, provenance: 'state' };
const target = '<keys of insert.0>';
const dialects: RepairModel['dialects'] = ['postgresql', 'sqlite'];
const repairs: RepairModel[] = [
  { does: 'ignore', dialects, append: [`.onConflictDoNothing({ target: ${target} })`] },
  { does: 'update', dialects, append: [`.onConflictDoUpdate({ target: ${target}, set: <update> })`], result: true },
  { does: 'update', dialects: ['mysql'], append: ['.onDuplicateKeyUpdate({ set: <update> })'], anyKey: true },
];
const executed: Record<string, MemberModel> = { execute: { call: run }, prepare: { call: chain } };
const runSync: MemberModel = { call: { ...run, sync: true } };
/** Builders, with the ways that only SQLite has to run them. */
const built: Record<string, MemberModel> = {
  ...executed,
  run: runSync,
  all: runSync,
  get: runSync,
  $dynamic: { call: chain },
};
const returning: MemberModel = { call: chain };
const filter: Record<string, MemberModel> = { where: { call: { ...part, effect: { where: [0] } } } };
const raw: CallModel = { sql: { text: [0] }, provenance: 'state' };
const rawSync: CallModel = { sql: { text: [0] }, provenance: 'state', sync: true };
const find: CallModel = {
  returns: 'Found',
  lazy: true,
  effect: { kind: 'read', where: [0, 'where'] },
  provenance: 'state',
  callbacks: [],
};
const table: ExportModel = { call: { returns: 'Table', resource: [0], callbacks: [] } };
const creator: ExportModel = { call: { returns: 'Creator', callbacks: [] } };
const schema: ExportModel = { call: { returns: 'Schema' } };
const database: ExportModel = { class: 'Database' };
const transaction: ExportModel = { class: 'Transaction' };
const column = [0] as const;
const value = [1] as const;

export default {
  library: 'drizzle-orm',
  dialectSigns: [
    { dialect: 'postgresql', names: ['pgTable', 'pgTableCreator', 'pgSchema'] },
    { dialect: 'mysql', names: ['mysqlTable', 'mysqlTableCreator', 'mysqlSchema'] },
    { dialect: 'sqlite', names: ['sqliteTable', 'sqliteTableCreator'] },
  ],
  packages: ['drizzle-orm/*'],
  duplicateErrors: ['23505', 'ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'],
  /** From 0.44 on the driver's error is the `cause` of another (run, and read in the package). */
  duplicateError: [
    { property: 'code', within: 'cause', is: ['23505'], dialects: ['postgresql'] },
    { property: 'code', within: 'cause', is: ['ER_DUP_ENTRY'], dialects: ['mysql'] },
  ],
  exports: {
    drizzle: { call: { returns: 'Database' } },
    pgTable: table,
    mysqlTable: table,
    sqliteTable: table,
    singlestoreTable: table,
    pgTableCreator: creator,
    mysqlTableCreator: creator,
    sqliteTableCreator: creator,
    pgSchema: schema,
    mysqlSchema: schema,
    NodePgDatabase: database,
    PostgresJsDatabase: database,
    NeonHttpDatabase: database,
    NeonDatabase: database,
    VercelPgDatabase: database,
    PgliteDatabase: database,
    PgDatabase: database,
    MySql2Database: database,
    MySqlDatabase: database,
    PlanetScaleDatabase: database,
    BaseSQLiteDatabase: database,
    LibSQLDatabase: database,
    DrizzleD1Database: database,
    PgTransaction: transaction,
    NodePgTransaction: transaction,
    PostgresJsTransaction: transaction,
    MySqlTransaction: transaction,
    MySql2Transaction: transaction,
    SQLiteTransaction: transaction,
    sql: { value: 'SqlTag' },
    eq: { call: { filter: { column, value } } },
    ne: { call: { filter: { column, is: '<>', value } } },
    gt: { call: { filter: { column, is: '>', value } } },
    gte: { call: { filter: { column, is: '>=', value } } },
    lt: { call: { filter: { column, is: '<', value } } },
    lte: { call: { filter: { column, is: '<=', value } } },
    inArray: { call: { filter: { column, is: 'in', value } } },
    notInArray: { call: { filter: { column, is: 'not in', value } } },
    isNull: { call: { filter: { column, is: 'is' } } },
    isNotNull: { call: { filter: { column, is: 'is not' } } },
    and: { call: { filter: 'all' } },
  },
  types: {
    Table: { anyMember: { type: 'Column', named: true } },
    Column: {},
    Creator: { call: { returns: 'Table', resource: [0], callbacks: [] } },
    Schema: { members: { table: { call: { returns: 'Table', resource: [0], callbacks: [] } } } },
    SqlTag: {
      call: { returns: 'Sql', lazy: true, sql: { template: true, fragment: true } },
      members: {
        raw: { call: { returns: 'Sql', lazy: true, sql: { text: [0], fragment: true } } },
        identifier: { call: { returns: 'Sql', lazy: true, sql: { text: [0], fragment: true } } },
        param: { call: { returnsArgument: [0] } },
      },
    },
    Sql: { members: { as: { call: { returns: 'this' } }, mapWith: { call: { returns: 'this' } } } },
    Database: {
      together: { inside: 'tx', lines: ['await <client>.transaction(async (tx) => {', '  <write>', '});'] },
      dedup: {
        table: 'processed_messages',
        column: 'id',
        called: 'processedMessages',
        imported: true,
        inside: 'tx',
        dialects: ['postgresql'],
        lines: [
          'await <client>.transaction(async (tx) => {',
          '  const recorded = await tx.insert(<table>).values({ <column>: <id> }).onConflictDoNothing().returning();',
          '  if (recorded.length === 0) return;',
          '  <write>',
          '});',
        ],
      },
      members: {
        insert: {
          call: { returns: 'Insert', lazy: true, resource: [0], effect: { kind: 'insert', resource: [0] } },
        },
        update: {
          call: { returns: 'Update', lazy: true, resource: [0], effect: { kind: 'absolute', resource: [0] } },
        },
        delete: {
          call: { returns: 'Delete', lazy: true, resource: [0], effect: { kind: 'delete', resource: [0] } },
        },
        select: { call: { returns: 'Select' } },
        selectDistinct: { call: { returns: 'Select' } },
        selectDistinctOn: { call: { returns: 'Select' } },
        $count: { call: { returns: 'Count', lazy: true, effect: { kind: 'read', resource: [0], where: [1] } } },
        $with: { call: { returns: 'With' } },
        with: { call: { returns: 'this' } },
        query: { type: 'Relations' },
        execute: { call: raw },
        run: { call: rawSync },
        all: { call: rawSync },
        get: { call: rawSync },
        values: { call: rawSync },
        transaction: {
          call: { transaction: { form: 'callback', at: [0], client: 'Transaction', exclusive: true } },
        },
        batch: { call: { transaction: { form: 'array', at: [0] } } },
      },
    },
    Transaction: { extends: 'Database', members: { rollback: { call: { sync: true } } } },
    With: { members: { as: { call: { returns: 'With' } } } },
    Relations: { anyMember: { type: 'Relation', named: true } },
    Relation: { members: { findFirst: { call: find }, findMany: { call: find } } },
    Count: { thenable: true },
    Found: { thenable: true, members: { ...executed, sync: runSync } },
    Insert: {
      thenable: true,
      members: {
        ...built,
        returning,
        $returningId: { call: chain },
        values: { call: { ...part, effect: { data: [0], repairs } } },
        select: { call: { ...part, effect: {}, callbacks: [] } },
        ignore: { call: { ...part, effect: { conflict: 'ignore' } } },
        overridingSystemValue: { call: chain },
        onConflictDoNothing: { call: { ...part, effect: { conflict: 'ignore', conflictTarget: [0, 'target'] } } },
        onConflictDoUpdate: {
          call: {
            ...part,
            effect: {
              conflict: 'update',
              conflictTarget: [0, 'target'],
              updateData: [0, 'set'],
              condition: [0, 'setWhere'],
            },
          },
        },
        onDuplicateKeyUpdate: { call: { ...part, effect: { conflict: 'update', updateData: [0, 'set'] } } },
      },
    },
    Update: {
      thenable: true,
      members: {
        ...built,
        ...filter,
        returning,
        set: { call: { ...part, effect: { data: [0] } } },
        from: { call: chain },
        innerJoin: { call: chain },
        leftJoin: { call: chain },
        limit: { call: chain },
        orderBy: { call: chain },
      },
    },
    Delete: {
      thenable: true,
      members: { ...built, ...filter, returning, limit: { call: chain }, orderBy: { call: chain } },
    },
    Select: {
      thenable: true,
      members: {
        ...built,
        ...filter,
        from: { call: { ...part, effect: { kind: 'read', resource: [0] }, provenance: 'state' } },
        innerJoin: { call: chain },
        leftJoin: { call: chain },
        rightJoin: { call: chain },
        fullJoin: { call: chain },
        groupBy: { call: chain },
        having: { call: chain },
        orderBy: { call: chain },
        limit: { call: chain },
        offset: { call: chain },
        for: { call: { ...part, effect: { locks: true } } },
        as: { call: chain },
      },
    },
  },
} satisfies LibraryModel;
