/** TypeORM: repositories, active records, query builders and runners; `save` goes by the primary key (writes.md §3.2, 1.1.1 and 0.3). */
import type { CallModel, DedupModel, LibraryModel, MemberModel, RepairModel } from '../model.js';

const row = { returns: 'Entity', provenance: 'state' } satisfies CallModel;
const rows = { returns: 'Entities', provenance: 'state' } satisfies CallModel;
const repository: CallModel = { returns: 'Repository', resource: [0] };
const builder: CallModel[] = [
  { when: { isName: [0] }, returns: 'QueryBuilder', resource: [0] },
  { returns: 'QueryBuilder' },
];
const manager: CallModel = { returns: 'EntityManager' };
const runner: CallModel = { returns: 'QueryRunner' };
const chain: MemberModel = { call: { returns: 'this' } };
const shared = {
  query: { call: { sql: { text: [0], parameters: [1] }, provenance: 'state' } },
  sql: { call: { sql: { template: true }, provenance: 'state' } },
} satisfies Record<string, MemberModel>;
const makers = {
  ...shared,
  getRepository: { call: repository },
  getTreeRepository: { call: repository },
  getMongoRepository: { call: { returns: 'MongoRepository', resource: [0] } },
  getCustomRepository: { call: { returnsInstanceOf: [0] } },
  createQueryBuilder: { call: builder },
  transaction: { call: { transaction: { form: 'callback', at: [-1], client: 'EntityManager' }, provenance: 'state' } },
} satisfies Record<string, MemberModel>;

/** On MySQL a conflict on any unique key counts; children are not written. */
const upsert: RepairModel = { does: 'update', method: 'upsert', arguments: ['<0>', '<keys>'], anyKey: true };
const upsertIn: RepairModel = { does: 'update', method: 'upsert', arguments: ['<0>', '<1>', '<keys>'], anyKey: true };

/** Of a repository, where the entity is known. */
const find: CallModel[] = [
  { ...row, when: { has: [0, 'where'] }, effect: { kind: 'read', where: [0, 'where'], locks: [0, 'lock'] } },
  { ...row, effect: { kind: 'read', where: [0] } },
];
const findMany: CallModel[] = [
  { ...rows, when: { has: [0, 'where'] }, effect: { kind: 'read', where: [0, 'where'], locks: [0, 'lock'] } },
  { ...rows, effect: { kind: 'read', where: [0] } },
];
const measure: MemberModel = { call: { effect: { kind: 'read' }, provenance: 'state' } };
const remove: MemberModel = { call: { effect: { kind: 'delete', where: [0] } } };
const touch: MemberModel = { call: { effect: { kind: 'absolute', where: [0] } } };
const count: MemberModel = { call: { effect: { kind: 'relative', where: [0] } } };

/** Of a manager, which takes the entity's class first. */
const findIn: CallModel[] = [
  {
    ...row,
    when: { has: [1, 'where'] },
    effect: { kind: 'read', resource: [0], where: [1, 'where'], locks: [1, 'lock'] },
    resource: [0],
  },
  { ...row, effect: { kind: 'read', resource: [0], where: [1] }, resource: [0] },
];
const findManyIn: CallModel[] = [
  {
    ...rows,
    when: { has: [1, 'where'] },
    effect: { kind: 'read', resource: [0], where: [1, 'where'], locks: [1, 'lock'] },
    resource: [0],
  },
  { ...rows, effect: { kind: 'read', resource: [0], where: [1] }, resource: [0] },
];
const measureIn: MemberModel = { call: { effect: { kind: 'read', resource: [0] }, provenance: 'state' } };
const removeIn: MemberModel = { call: { effect: { kind: 'delete', resource: [0], where: [1] } } };
const touchIn: MemberModel = { call: { effect: { kind: 'absolute', resource: [0], where: [1] } } };
const countIn: MemberModel = { call: { effect: { kind: 'relative', resource: [0], where: [1] } } };

/** Of a builder: described by the chain, done by `execute()`. */
const filter: MemberModel = { call: { lazy: true, returns: 'this', effect: { where: [0], whereText: [0] } } };
const target: MemberModel = { call: { lazy: true, returns: 'this', effect: { resource: [0] } } };
const drop: MemberModel = { call: { lazy: true, returns: 'QueryBuilder', effect: { kind: 'delete' } } };

/** What `query` gives back is the rows on PostgreSQL, and what the driver says of a write on MySQL. */
const onPostgres = {
  table: 'processed_messages',
  column: 'id',
  dialects: ['postgresql'],
} satisfies Partial<DedupModel>;
const onMysql = { ...onPostgres, dialects: ['mysql'] } satisfies Partial<DedupModel>;
const recordOnPostgres = [
  "  const record = 'INSERT INTO <table> (<column>) VALUES ($1) ON CONFLICT DO NOTHING RETURNING <column>';",
  '  const recorded = await manager.query(record, [<id>]);',
  '  if (recorded.length === 0) return;',
  '  <write>',
  '});',
];
const recordOnMysql = [
  "  const { affectedRows } = await manager.query('INSERT IGNORE INTO <table> (<column>) VALUES (?)', [<id>]);",
  '  if (affectedRows === 0) return;',
  '  <write>',
  '});',
];
const opening = 'await <client>.transaction(async (manager) => {';
const dedup: DedupModel[] = [
  { ...onPostgres, inside: 'manager', lines: [opening, ...recordOnPostgres] },
  { ...onMysql, inside: 'manager', lines: [opening, ...recordOnMysql] },
];
const ofRepository = 'await <client>.manager.transaction(async (manager) => {';
const withRepository = 'manager.withRepository(<client>)';
const dedupOfRepository: DedupModel[] = [
  { ...onPostgres, inside: withRepository, lines: [ofRepository, ...recordOnPostgres] },
  { ...onMysql, inside: withRepository, lines: [ofRepository, ...recordOnMysql] },
];

export default {
  library: 'typeorm',
  dialectSigns: [
    { dialect: 'postgresql', property: 'type', values: ['postgres', 'cockroachdb', 'aurora-postgres'] },
    { dialect: 'mysql', property: 'type', values: ['mysql', 'mariadb', 'aurora-mysql'] },
    { dialect: 'sqlite', property: 'type', values: ['sqlite', 'better-sqlite3', 'sqljs'] },
  ],
  packages: ['typeorm', 'typeorm/*'],
  duplicateErrors: ['23505', 'ER_DUP_ENTRY', '1062', 'SQLITE_CONSTRAINT_UNIQUE'],
  duplicateError: [
    { property: 'code', is: ['23505'], dialects: ['postgresql'] },
    { property: 'code', is: ['ER_DUP_ENTRY'], dialects: ['mysql'] },
  ],
  outcomes: ['affected', 'raw', 'identifiers'],
  exports: {
    DataSource: { class: 'DataSource' },
    Connection: { class: 'DataSource' },
    EntityManager: { class: 'EntityManager' },
    Repository: { class: 'Repository' },
    TreeRepository: { class: 'Repository' },
    AbstractRepository: { class: 'AbstractRepository' },
    MongoRepository: { class: 'MongoRepository' },
    QueryRunner: { class: 'QueryRunner' },
    SelectQueryBuilder: { class: 'QueryBuilder' },
    BaseEntity: { class: 'BaseEntity' },
    Transaction: { decorator: { transaction: true } },
    getConnection: { call: { returns: 'DataSource' } },
    createConnection: { call: { returns: 'DataSource' } },
    getManager: { call: manager },
    getRepository: { call: repository },
    getTreeRepository: { call: repository },
    getMongoRepository: { call: { returns: 'MongoRepository', resource: [0] } },
    getCustomRepository: { call: { returnsInstanceOf: [0] } },
    createQueryBuilder: { call: builder },
  },
  types: {
    DataSource: {
      dedup,
      together: { inside: 'manager', lines: [opening, '  <write>', '});'] },
      members: {
        ...makers,
        manager: { type: 'EntityManager' },
        initialize: chain,
        connect: chain,
        createEntityManager: { call: manager },
        createQueryRunner: { call: runner },
      },
    },
    QueryRunner: {
      members: {
        ...shared,
        manager: { type: 'EntityManager' },
        startTransaction: { call: { transaction: { form: 'begin' } } },
        commitTransaction: { call: { transaction: { form: 'commit' } } },
        rollbackTransaction: { call: { transaction: { form: 'rollback' } } },
      },
    },
    AbstractRepository: {
      members: {
        manager: { type: 'EntityManager' },
        repository: { type: 'Repository' },
        createQueryBuilder: { call: { returns: 'QueryBuilder' } },
      },
    },
    /** `order.save()`. */
    BaseEntity: {
      extends: 'Entity',
      staticMembers: 'ActiveRecord',
    },
    ActiveRecord: { extends: 'Repository', dedup: [], together: 'none', members: { getRepository: chain } },
    Entity: {
      members: {
        save: { call: { returns: 'this', effect: { kind: 'save', ofReceiver: true } } },
        remove: { call: { effect: { kind: 'delete' } } },
        softRemove: { call: { effect: { kind: 'absolute' } } },
        recover: { call: { effect: { kind: 'absolute' } } },
        reload: { call: { effect: { kind: 'read' } } },
      },
    },
    Entities: { provenance: 'state', element: 'Entity' },
    Repository: {
      dedup: dedupOfRepository,
      together: { inside: withRepository, lines: [ofRepository, '  <write>', '});'] },
      members: {
        ...shared,
        manager: { type: 'EntityManager' },
        createQueryBuilder: { call: { returns: 'QueryBuilder' } },
        extend: chain,
        create: { call: { returns: 'Entity', returnsArgument: [0] } },
        merge: { call: { returns: 'Entity', returnsArgument: [0], sets: { on: [0], data: [1] } } },
        preload: { call: { ...row, effect: { kind: 'read', where: [0] } } },
        save: { call: { ...row, effect: { kind: 'save', data: [0], repairs: [{ ...upsert, flat: true }] } } },
        insert: {
          call: { effect: { kind: 'insert', data: [0], repairs: [{ ...upsert, result: true }] }, provenance: 'state' },
        },
        upsert: {
          call: [
            {
              when: { has: [1, 'conflictPaths'] },
              effect: { kind: 'insert', data: [0], conflict: 'update', conflictTarget: [1, 'conflictPaths'] },
              provenance: 'state',
            },
            { effect: { kind: 'insert', data: [0], conflict: 'update', conflictTarget: [1] }, provenance: 'state' },
          ],
        },
        update: { call: { effect: { kind: 'absolute', where: [0], data: [1] }, provenance: 'state' } },
        updateAll: { call: { effect: { kind: 'absolute', data: [0] }, provenance: 'state' } },
        increment: count,
        decrement: count,
        delete: remove,
        deleteAll: remove,
        remove,
        clear: remove,
        softDelete: touch,
        softRemove: touch,
        restore: touch,
        recover: touch,
        find: { call: findMany },
        findBy: { call: findMany },
        findByIds: { call: findMany },
        findAndCount: { call: findMany },
        findAndCountBy: { call: findMany },
        findOne: { call: find },
        findOneBy: { call: find },
        findOneById: { call: find },
        findOneOrFail: { call: find },
        findOneByOrFail: { call: find },
        count: measure,
        countBy: measure,
        exist: measure,
        exists: measure,
        existsBy: measure,
        sum: measure,
        average: measure,
        minimum: measure,
        maximum: measure,
      },
    },
    MongoRepository: {
      extends: 'Repository',
      members: {
        insertOne: { call: { effect: { kind: 'insert', data: [0], key: [0, '_id'] }, provenance: 'state' } },
        insertMany: { call: { effect: { kind: 'insert', data: [0], key: [0, '*', '_id'] }, provenance: 'state' } },
        deleteOne: remove,
        deleteMany: remove,
      },
    },
    EntityManager: {
      dedup,
      together: { inside: 'manager', lines: [opening, '  <write>', '});'] },
      members: {
        ...makers,
        withRepository: { call: { returnsArgument: [0] } },
        queryRunner: { type: 'QueryRunner' },
        connection: { type: 'DataSource' },
        dataSource: { type: 'DataSource' },
        create: { call: { returns: 'Entity', returnsArgument: [1], resource: [0] } },
        merge: { call: { returns: 'Entity', returnsArgument: [1], sets: { on: [1], data: [2] }, resource: [0] } },
        preload: { call: { ...row, effect: { kind: 'read', resource: [0], where: [1] }, resource: [0] } },
        save: {
          call: [
            {
              ...row,
              when: { isName: [0], atLeast: 2 },
              effect: { kind: 'save', resource: [0], data: [1], repairs: [{ ...upsertIn, flat: true }] },
              resource: [0],
            },
            { ...row, effect: { kind: 'save', resource: [0], data: [0] }, resource: [0] },
          ],
        },
        insert: {
          call: {
            effect: { kind: 'insert', resource: [0], data: [1], repairs: [{ ...upsertIn, result: true }] },
            provenance: 'state',
          },
        },
        upsert: {
          call: [
            {
              when: { has: [2, 'conflictPaths'] },
              effect: {
                kind: 'insert',
                resource: [0],
                data: [1],
                conflict: 'update',
                conflictTarget: [2, 'conflictPaths'],
              },
              provenance: 'state',
            },
            {
              effect: { kind: 'insert', resource: [0], data: [1], conflict: 'update', conflictTarget: [2] },
              provenance: 'state',
            },
          ],
        },
        update: { call: { effect: { kind: 'absolute', resource: [0], where: [1], data: [2] }, provenance: 'state' } },
        updateAll: { call: { effect: { kind: 'absolute', resource: [0], data: [1] }, provenance: 'state' } },
        increment: countIn,
        decrement: countIn,
        delete: removeIn,
        deleteAll: removeIn,
        remove: removeIn,
        clear: removeIn,
        softDelete: touchIn,
        softRemove: touchIn,
        restore: touchIn,
        recover: touchIn,
        find: { call: findManyIn },
        findBy: { call: findManyIn },
        findByIds: { call: findManyIn },
        findAndCount: { call: findManyIn },
        findAndCountBy: { call: findManyIn },
        findOne: { call: findIn },
        findOneBy: { call: findIn },
        findOneById: { call: findIn },
        findOneOrFail: { call: findIn },
        findOneByOrFail: { call: findIn },
        count: measureIn,
        countBy: measureIn,
        exists: measureIn,
        existsBy: measureIn,
        sum: measureIn,
        average: measureIn,
        minimum: measureIn,
        maximum: measureIn,
      },
    },
    QueryBuilder: {
      members: {
        insert: { call: { lazy: true, returns: 'this', effect: { kind: 'insert' } } },
        update: {
          call: [
            { when: { isName: [0] }, lazy: true, returns: 'this', effect: { kind: 'absolute', resource: [0] } },
            { lazy: true, returns: 'this', effect: { kind: 'absolute', data: [0] } },
          ],
        },
        delete: drop,
        softDelete: { call: { lazy: true, returns: 'this', effect: { kind: 'absolute' } } },
        restore: { call: { lazy: true, returns: 'this', effect: { kind: 'absolute' } } },
        into: target,
        from: target,
        values: { call: { lazy: true, returns: 'this', effect: { data: [0] } } },
        set: { call: { lazy: true, returns: 'this', effect: { data: [0] } } },
        orIgnore: { call: { lazy: true, returns: 'this', effect: { conflict: 'ignore' } } },
        orUpdate: {
          call: [
            {
              when: { has: [0, 'conflict_target'] },
              lazy: true,
              returns: 'this',
              effect: { conflict: 'update', conflictTarget: [0, 'conflict_target'] },
            },
            { lazy: true, returns: 'this', effect: { conflict: 'update', conflictTarget: [1] } },
          ],
        },
        onConflict: { call: { lazy: true, returns: 'this', effect: { conflict: 'update' } } },
        where: filter,
        andWhere: filter,
        setLock: { call: { lazy: true, returns: 'this', effect: { locks: true } } },
        execute: { call: { run: true, provenance: 'state' } },
        getOne: { call: { ...row, effect: { kind: 'read' } } },
        getOneOrFail: { call: { ...row, effect: { kind: 'read' } } },
        getMany: { call: { ...rows, effect: { kind: 'read' } } },
        getManyAndCount: { call: { ...rows, effect: { kind: 'read' } } },
        getRawOne: measure,
        getRawMany: measure,
        getRawAndEntities: measure,
        getCount: measure,
        getExists: measure,
        stream: measure,
      },
      anyMember: chain,
    },
  },
} satisfies LibraryModel;
