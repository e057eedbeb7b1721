/** Kysely: typed builders that run by `execute…()`; the conflict clause is built in a callback (writes.md §2.12, 0.29.9). */
import type { CallModel, LibraryModel, MemberModel, RepairModel } from '../model.js';

const chain: CallModel = { returns: 'this', callbacks: [] };
const part = { returns: 'this', lazy: true } as const;
const run: CallModel = { run: true, provenance: 'state' };
const execute: Record<string, MemberModel> = {
  execute: { call: run },
  executeTakeFirst: { call: run },
  executeTakeFirstOrThrow: { call: run },
};
const stream: MemberModel = { call: run };
const where: CallModel[] = [
  { ...part, when: { atLeast: 3 }, effect: { compares: { column: [0], operator: [1], value: [2] } } },
  chain,
];
const links: Record<string, MemberModel> = {
  $if: { call: chain },
  $call: { call: chain },
  $castTo: { call: chain },
};
const returning: Record<string, MemberModel> = {
  returning: { call: chain },
  returningAll: { call: chain },
};
/** Of what names rows that are there: updates, deletes and selects. */
const filters: Record<string, MemberModel> = {
  where: { call: where },
  whereRef: { call: chain },
  clearWhere: { call: chain },
  innerJoin: { call: chain },
  leftJoin: { call: chain },
  rightJoin: { call: chain },
  orderBy: { call: chain },
  limit: { call: chain },
};
const set: CallModel = { ...part, effect: { data: [0] }, callbacks: [] };
/** Nothing checks the clause against the dialect before the statement is sent. */
const conflict = '(oc) => oc.column(<key>)';
const conflicts = '(oc) => oc.columns(<keys>)';
const dialects: RepairModel['dialects'] = ['postgresql', 'sqlite'];
const repairs: RepairModel[] = [
  { does: 'ignore', dialects, columns: 'one', append: [`.onConflict(${conflict}.doNothing())`] },
  { does: 'ignore', dialects, columns: 'several', append: [`.onConflict(${conflicts}.doNothing())`] },
  {
    does: 'update',
    dialects,
    columns: 'one',
    append: [`.onConflict(${conflict}.doUpdateSet(<update>))`],
    result: true,
  },
  {
    does: 'update',
    dialects,
    columns: 'several',
    append: [`.onConflict(${conflicts}.doUpdateSet(<update>))`],
    result: true,
  },
  { does: 'update', dialects: ['mysql'], append: ['.onDuplicateKeyUpdate(<update>)'], anyKey: true },
];
const exclusive = true;

export default {
  library: 'kysely',
  packages: ['kysely'],
  dialectSigns: [
    { dialect: 'postgresql', names: ['PostgresDialect', 'PostgresJSDialect'] },
    { dialect: 'mysql', names: ['MysqlDialect'] },
    { dialect: 'sqlite', names: ['SqliteDialect', 'LibsqlDialect'] },
  ],
  duplicateErrors: ['23505', 'ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE'],
  duplicateError: [
    { property: 'code', is: ['23505'], dialects: ['postgresql'] },
    { property: 'code', is: ['ER_DUP_ENTRY'], dialects: ['mysql'] },
  ],
  outcomes: ['numInsertedOrUpdatedRows', 'numUpdatedRows'],
  exports: {
    Kysely: { class: 'Kysely' },
    Transaction: { class: 'Transaction' },
    ControlledTransaction: { class: 'ControlledTransaction' },
    sql: { value: 'SqlTag' },
    CompiledQuery: { static: 'CompiledQueryClass' },
  },
  types: {
    Kysely: {
      together: { inside: 'trx', lines: ['await <client>.transaction().execute(async (trx) => {', '  <write>', '});'] },
      dedup: {
        table: 'processed_messages',
        column: 'id',
        inside: 'trx',
        dialects: ['postgresql', 'sqlite'],
        // The types of the tables know nothing of the records.
        imports: [{ name: 'sql', from: 'kysely' }],
        lines: [
          'await <client>.transaction().execute(async (trx) => {',
          '  const record = sql`INSERT INTO <table> (<column>) VALUES (${<id>}) ON CONFLICT DO NOTHING RETURNING <column>`;',
          '  const { rows } = await record.execute(trx);',
          '  if (rows.length === 0) return;',
          '  <write>',
          '});',
        ],
      },
      members: {
        insertInto: {
          call: { returns: 'Insert', lazy: true, resource: [0], effect: { kind: 'insert', resource: [0] } },
        },
        replaceInto: {
          call: {
            returns: 'Insert',
            lazy: true,
            resource: [0],
            effect: { kind: 'insert', resource: [0], conflict: 'update' },
          },
        },
        updateTable: {
          call: { returns: 'Update', lazy: true, resource: [0], effect: { kind: 'absolute', resource: [0] } },
        },
        deleteFrom: {
          call: { returns: 'Delete', lazy: true, resource: [0], effect: { kind: 'delete', resource: [0] } },
        },
        selectFrom: {
          call: { returns: 'Select', lazy: true, resource: [0], effect: { kind: 'read', resource: [0] } },
        },
        mergeInto: {
          call: { returns: 'Merge', lazy: true, resource: [0], effect: { kind: 'upsert', resource: [0] } },
        },
        with: { call: chain },
        withSchema: { call: chain },
        withPlugin: { call: chain },
        withTables: { call: chain },
        transaction: { call: { returns: 'TransactionBuilder' } },
        startTransaction: { call: { returns: 'ControlledBuilder' } },
        connection: { call: { returns: 'ConnectionBuilder' } },
        executeQuery: { call: { run: [0], provenance: 'state' } },
        destroy: { call: {} },
      },
    },
    TransactionBuilder: {
      members: {
        setIsolationLevel: { call: { returns: 'this' } },
        setAccessMode: { call: { returns: 'this' } },
        execute: { call: { transaction: { form: 'callback', at: [0], client: 'Transaction', exclusive } } },
      },
    },
    ControlledBuilder: {
      members: {
        setIsolationLevel: { call: { returns: 'this' } },
        setAccessMode: { call: { returns: 'this' } },
        execute: { call: { returns: 'ControlledTransaction', transaction: { form: 'begin', exclusive } } },
      },
    },
    ConnectionBuilder: {
      members: { execute: { call: { callbacks: [{ at: [0], parameters: [{ type: 'Kysely', is: 'none' }] }] } } },
    },
    Transaction: { extends: 'Kysely' },
    ControlledTransaction: {
      extends: 'Kysely',
      members: {
        commit: { call: { returns: 'Command', transaction: { form: 'commit', exclusive } } },
        rollback: { call: { returns: 'Command', transaction: { form: 'rollback', exclusive } } },
        savepoint: { call: { returns: 'Savepoint' } },
      },
    },
    Command: { members: { execute: { call: {} } } },
    Savepoint: { members: { execute: { call: { returns: 'ControlledTransaction' } } } },
    Insert: {
      members: {
        ...links,
        ...returning,
        ...execute,
        stream,
        values: { call: { ...part, effect: { data: [0], repairs }, callbacks: [] } },
        columns: { call: chain },
        expression: { call: { ...part, effect: {}, callbacks: [] } },
        defaultValues: { call: chain },
        onConflict: { call: { ...part, describes: { at: [0], parameter: 'OnConflict' }, callbacks: [] } },
        onDuplicateKeyUpdate: { call: { ...part, effect: { conflict: 'update', updateData: [0] }, callbacks: [] } },
        ignore: { call: { ...part, effect: { conflict: 'ignore' } } },
        orIgnore: { call: { ...part, effect: { conflict: 'ignore' } } },
        orReplace: { call: { ...part, effect: { conflict: 'update' } } },
      },
    },
    OnConflict: {
      members: {
        column: { call: { ...part, effect: { conflictTarget: [0] } } },
        columns: { call: { ...part, effect: { conflictTarget: [0] } } },
        constraint: { call: chain },
        expression: { call: chain },
        where: { call: chain },
        doNothing: { call: { ...part, effect: { conflict: 'ignore' } } },
        doUpdateSet: {
          call: {
            returns: 'ConflictUpdate',
            lazy: true,
            effect: { conflict: 'update', updateData: [0] },
            callbacks: [],
          },
        },
      },
    },
    ConflictUpdate: { members: { where: { call: { ...part, effect: { condition: [0] } } } } },
    Update: {
      members: {
        ...links,
        ...filters,
        ...returning,
        ...execute,
        stream,
        from: { call: chain },
        set: {
          call: [{ ...part, when: { atLeast: 2 }, effect: { assigns: { column: [0], value: [1] } } }, set],
        },
      },
    },
    Delete: { members: { ...links, ...filters, ...returning, ...execute, stream, using: { call: chain } } },
    Merge: {
      members: {
        ...execute,
        using: { call: chain },
        whenMatched: { call: chain },
        whenNotMatched: { call: chain },
        thenUpdateSet: { call: { ...part, effect: { updateData: [0] }, callbacks: [] } },
        thenInsertValues: { call: set },
        thenDoNothing: { call: chain },
        thenDelete: { call: chain },
      },
    },
    Select: {
      members: {
        ...links,
        ...filters,
        ...execute,
        stream,
        select: { call: chain },
        selectAll: { call: chain },
        distinct: { call: chain },
        groupBy: { call: chain },
        having: { call: chain },
        offset: { call: chain },
        forUpdate: { call: { ...part, effect: { locks: true } } },
        forShare: { call: { ...part, effect: { locks: true } } },
        skipLocked: { call: chain },
        noWait: { call: chain },
        as: { call: chain },
      },
    },
    SqlTag: {
      call: { returns: 'Raw', lazy: true, sql: { template: true, fragment: true } },
      members: {
        raw: { call: { returns: 'Raw', lazy: true, sql: { text: [0], fragment: true } } },
        ref: { call: { returns: 'Raw', lazy: true, sql: { text: [0], fragment: true } } },
        table: { call: { returns: 'Raw', lazy: true, sql: { text: [0], fragment: true } } },
        id: {
          call: [
            { when: { atMost: 1 }, returns: 'Raw', lazy: true, sql: { text: [0], fragment: true } },
            { returns: 'Raw' },
          ],
        },
        val: { call: { returnsArgument: [0] } },
        lit: { call: { returnsArgument: [0] } },
      },
    },
    Raw: {
      members: {
        execute: { call: { run: true, through: [0], provenance: 'state' } },
        as: { call: { returns: 'this' } },
        $castTo: { call: { returns: 'this' } },
      },
    },
    CompiledQueryClass: {
      members: { raw: { call: { returns: 'Compiled', lazy: true, sql: { text: [0], parameters: [1] } } } },
    },
    Compiled: {},
  },
} satisfies LibraryModel;
