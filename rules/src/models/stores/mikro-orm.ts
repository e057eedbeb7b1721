/** MikroORM: a unit of work; what is persisted or changed is written by the next flush (writes.md §3.4, core 6.6 and 7.2). */
import type { CallModel, LibraryModel, MemberModel, RepairModel } from '../model.js';

const row = { returns: 'Managed', provenance: 'state' } satisfies CallModel;
const rows = { returns: 'ManagedMany', provenance: 'state' } satisfies CallModel;
const manager: CallModel = { returns: 'EntityManager' };
const repository: CallModel = { returns: 'EntityRepository', resource: [0] };
const chain: MemberModel = { call: { returns: 'this' } };
const flush: CallModel = { flushes: true };
const persist: CallModel = { returns: 'this', effect: { kind: 'save', resource: [0], data: [0] } };
const remove: CallModel = { returns: 'this', effect: { kind: 'delete', resource: [0] } };
/** Only noted until the flush. */
const later = { sync: true } as const;
const conflict = { conflictTarget: [2, 'onConflictFields'] } as const;

/** Of the manager, which takes the entity's class first. */
const findIn: MemberModel = {
  call: { ...row, resource: [0], effect: { kind: 'read', resource: [0], where: [1], locks: [2, 'lockMode'] } },
};
const findManyIn = {
  call: { ...rows, resource: [0], effect: { kind: 'read', resource: [0], where: [1], locks: [2, 'lockMode'] } },
} satisfies MemberModel;
const findAllIn: MemberModel = {
  call: {
    ...rows,
    resource: [0],
    effect: { kind: 'read', resource: [0], where: [1, 'where'], locks: [1, 'lockMode'] },
  },
};
/** Upserts write no related rows, and MySQL minds every unique key. */
const inManager: RepairModel[] = [
  {
    does: 'ignore',
    method: 'upsert',
    arguments: ['<0>', '<1>', { '...': '<2>', onConflictFields: '<keys>', onConflictAction: "'ignore'" }],
    anyKey: true,
    flat: true,
  },
  {
    does: 'update',
    method: 'upsert',
    arguments: ['<0>', '<1>', { '...': '<2>', onConflictFields: '<keys>' }],
    anyKey: true,
    flat: true,
  },
];
const inRepository: RepairModel[] = [
  {
    does: 'ignore',
    method: 'upsert',
    arguments: ['<0>', { '...': '<1>', onConflictFields: '<keys>', onConflictAction: "'ignore'" }],
    anyKey: true,
    flat: true,
  },
  {
    does: 'update',
    method: 'upsert',
    arguments: ['<0>', { '...': '<1>', onConflictFields: '<keys>' }],
    anyKey: true,
    flat: true,
  },
];
const insertIn: MemberModel = {
  call: [
    {
      when: { isName: [0], atLeast: 2 },
      effect: { kind: 'insert', resource: [0], data: [1], repairs: inManager },
      provenance: 'state',
    },
    { effect: { kind: 'insert', resource: [0], data: [0] }, provenance: 'state' },
  ],
};
const insertManyIn: MemberModel = {
  call: [
    { when: { isName: [0], atLeast: 2 }, effect: { kind: 'insert', resource: [0], data: [1] }, provenance: 'state' },
    { effect: { kind: 'insert', resource: [0], data: [0] }, provenance: 'state' },
  ],
};
const upsertIn: MemberModel = {
  call: [
    {
      ...row,
      when: { isName: [0], atLeast: 2 },
      resource: [0],
      effect: { kind: 'upsert', resource: [0], data: [1], ...conflict },
    },
    { ...row, resource: [0], effect: { kind: 'upsert', resource: [0], data: [0] } },
  ],
};

/** Of a repository. */
const find: MemberModel = { call: { ...row, effect: { kind: 'read', where: [0], locks: [1, 'lockMode'] } } };
const findMany = {
  call: { ...rows, effect: { kind: 'read', where: [0], locks: [1, 'lockMode'] } },
} satisfies MemberModel;
const findAll: MemberModel = {
  call: { ...rows, effect: { kind: 'read', where: [0, 'where'], locks: [0, 'lockMode'] } },
};
const insert: MemberModel = {
  call: { effect: { kind: 'insert', data: [0], repairs: inRepository }, provenance: 'state' },
};
const insertMany: MemberModel = { call: { effect: { kind: 'insert', data: [0] }, provenance: 'state' } };
const upsert: MemberModel = {
  call: { ...row, effect: { kind: 'upsert', data: [0], conflictTarget: [1, 'onConflictFields'] } },
};

export default {
  library: '@mikro-orm/core',
  packages: ['@mikro-orm/*', 'mikro-orm'],
  duplicateErrors: ['UniqueConstraintViolationException'],
  /** Statements that are sent as they stand fail with the driver's error. */
  duplicateError: { property: 'name', is: ['UniqueConstraintViolationException'], notOfSql: true },
  exports: {
    MikroORM: { class: 'MikroORM', static: 'MikroORMClass' },
    EntityManager: { class: 'EntityManager' },
    SqlEntityManager: { class: 'EntityManager' },
    EntityRepository: { class: 'EntityRepository' },
    SqlEntityRepository: { class: 'EntityRepository' },
    RequestContext: { value: 'RequestContext' },
    QueryBuilder: { class: 'QueryBuilder' },
    Transactional: { decorator: { transaction: true, flushes: true } },
    raw: { call: { sql: { text: [0], fragment: true } } },
    sql: { call: { sql: { template: true, fragment: true } } },
    wrap: { call: { returns: 'Wrapped', returnsArgument: [0], resource: [0] } },
  },
  types: {
    MikroORMClass: {
      members: { init: { call: { returns: 'MikroORM' } }, initSync: { call: { returns: 'MikroORM' } } },
    },
    MikroORM: { members: { em: { type: 'EntityManager' } } },
    RequestContext: {
      members: {
        getEntityManager: { call: manager },
        create: { call: { callbacks: [{ at: [1] }], provenance: 'state' } },
      },
    },
    Wrapped: { members: { assign: { call: { returns: 'this', sets: { data: [0] } } } } },
    /** An entity the unit of work knows. */
    Managed: { managed: true },
    ManagedMany: { provenance: 'state', element: 'Managed' },
    /** `[entities, total]` */
    Counted: { provenance: 'state', members: { '0': { type: 'ManagedMany' } } },
    EntityManager: {
      members: {
        fork: { call: manager },
        getContext: { call: manager },
        getRepository: { call: repository },
        repo: { call: repository },
        create: { call: { returns: 'Managed', returnsArgument: [1], resource: [0] } },
        assign: { call: { returnsArgument: [0], sets: { on: [0], data: [1] } } },
        persist: { call: { ...persist, ...later } },
        persistAndFlush: { call: { ...persist, flushes: true } },
        persistLater: { call: { ...persist, ...later } },
        remove: { call: { ...remove, ...later } },
        removeAndFlush: { call: { ...remove, flushes: true } },
        flush: { call: flush },
        tryFlush: { call: flush },
        insert: insertIn,
        insertMany: insertManyIn,
        nativeInsert: insertManyIn,
        upsert: upsertIn,
        upsertMany: upsertIn,
        nativeUpdate: {
          call: { effect: { kind: 'absolute', resource: [0], where: [1], data: [2] }, provenance: 'state' },
        },
        nativeDelete: { call: { effect: { kind: 'delete', resource: [0], where: [1] }, provenance: 'state' } },
        find: findManyIn,
        findAll: findAllIn,
        findAndCount: { call: { ...findManyIn.call, returns: 'Counted' } },
        findOne: findIn,
        findOneOrFail: findIn,
        refresh: { call: { effect: { kind: 'read', resource: [0] } } },
        count: { call: { effect: { kind: 'read', resource: [0], where: [1] }, provenance: 'state' } },
        transactional: {
          call: {
            transaction: { form: 'callback', at: [0], client: 'EntityManager' },
            flushes: true,
            provenance: 'state',
          },
        },
        begin: { call: { transaction: { form: 'begin' } } },
        commit: { call: { transaction: { form: 'commit' }, flushes: true } },
        rollback: { call: { transaction: { form: 'rollback' } } },
        execute: { call: { sql: { text: [0], parameters: [1] }, provenance: 'state' } },
        getConnection: { call: { returns: 'Connection' } },
        getKysely: { call: { returns: 'kysely#Kysely' } },
        getKnex: { call: { returns: 'knex#Knex' } },
        createQueryBuilder: { call: { returns: 'QueryBuilder', resource: [0] } },
        qb: { call: { returns: 'QueryBuilder', resource: [0] } },
      },
    },
    Connection: {
      members: { execute: { call: { sql: { text: [0], parameters: [1] }, provenance: 'state' } } },
    },
    EntityRepository: {
      members: {
        em: { type: 'EntityManager' },
        getEntityManager: { call: manager },
        create: { call: { returns: 'Managed', returnsArgument: [0] } },
        assign: { call: { returnsArgument: [0], sets: { on: [0], data: [1] } } },
        persist: { call: { returns: 'EntityManager', effect: { kind: 'save', data: [0] }, ...later } },
        persistAndFlush: { call: { effect: { kind: 'save', data: [0] }, flushes: true } },
        remove: { call: { returns: 'EntityManager', effect: { kind: 'delete' }, ...later } },
        removeAndFlush: { call: { effect: { kind: 'delete' }, flushes: true } },
        flush: { call: flush },
        insert,
        insertMany,
        nativeInsert: insertMany,
        upsert,
        upsertMany: upsert,
        nativeUpdate: { call: { effect: { kind: 'absolute', where: [0], data: [1] }, provenance: 'state' } },
        nativeDelete: { call: { effect: { kind: 'delete', where: [0] }, provenance: 'state' } },
        find: findMany,
        findAll,
        findAndCount: { call: { ...findMany.call, returns: 'Counted' } },
        findOne: find,
        findOneOrFail: find,
        count: { call: { effect: { kind: 'read', where: [0] }, provenance: 'state' } },
        createQueryBuilder: { call: { returns: 'QueryBuilder' } },
        qb: { call: { returns: 'QueryBuilder' } },
      },
    },
    /** Described by the chain; done when awaited or by a terminal call. */
    QueryBuilder: {
      thenable: true,
      members: {
        insert: { call: { lazy: true, returns: 'this', effect: { kind: 'insert', data: [0] } } },
        update: { call: { lazy: true, returns: 'this', effect: { kind: 'absolute', data: [0] } } },
        delete: { call: { lazy: true, returns: 'this', effect: { kind: 'delete', where: [0] } } },
        truncate: { call: { lazy: true, returns: 'this', effect: { kind: 'delete' } } },
        select: { call: { lazy: true, returns: 'this', effect: { kind: 'read' } } },
        where: { call: { lazy: true, returns: 'this', effect: { where: [0], whereText: [0] } } },
        andWhere: { call: { lazy: true, returns: 'this', effect: { where: [0], whereText: [0] } } },
        onConflict: { call: { lazy: true, returns: 'this', effect: { conflictTarget: [0] } } },
        ignore: { call: { lazy: true, returns: 'this', effect: { conflict: 'ignore' } } },
        merge: { call: { lazy: true, returns: 'this', effect: { conflict: 'update', updateData: [0] } } },
        execute: { call: { run: true, provenance: 'state' } },
        run: { call: { run: true, provenance: 'state' } },
        getResult: { call: { ...rows, effect: { kind: 'read' } } },
        getResultList: { call: { ...rows, effect: { kind: 'read' } } },
        getSingleResult: { call: { ...row, effect: { kind: 'read' } } },
        getCount: { call: { effect: { kind: 'read' }, provenance: 'state' } },
      },
      anyMember: chain,
    },
  },
} satisfies LibraryModel;
