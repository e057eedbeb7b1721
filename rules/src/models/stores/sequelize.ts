/** Sequelize 6 and 7, and sequelize-typescript: model classes and instances; writes are eager (writes.md §3.3, 6.37.8). */
import type { CallModel, DedupModel, ExportModel, LibraryModel, MemberModel, RepairModel } from '../model.js';

const instance = { returns: 'Instance', provenance: 'state' } satisfies CallModel;
const instances = { returns: 'Instances', provenance: 'state' } satisfies CallModel;
const model: CallModel = { returns: 'ModelClass', resource: [0] };
const chain: MemberModel = { call: { returns: 'this' } };
const find: MemberModel = { call: { ...instance, effect: { kind: 'read', where: [0, 'where'], locks: [0, 'lock'] } } };
const findMany: MemberModel = {
  call: { ...instances, effect: { kind: 'read', where: [0, 'where'], locks: [0, 'lock'] } },
};
const measure: MemberModel = {
  call: { effect: { kind: 'read', where: [0, 'where'] }, provenance: 'state' },
};
const findOrCreate: MemberModel = {
  call: { ...instance, effect: { kind: 'upsert', where: [0, 'where'], data: [0, 'defaults'] } },
};
/** Both give the instance with a flag; the conflict is found by columns of the database. */
const repairs: RepairModel[] = [
  { does: 'ignore', method: 'findOrCreate', arguments: [{ where: '<where>', defaults: '<0>', '...': '<1>' }] },
  {
    does: 'update',
    method: 'upsert',
    arguments: ['<0>', { '...': '<1>', conflictFields: '<fields>' }],
    anyKey: true,
    flat: true,
  },
];
const build: MemberModel = { call: { returns: 'Instance', returnsArgument: [0] } };
const count: MemberModel = { call: { effect: { kind: 'relative', where: [1, 'where'] }, provenance: 'state' } };
const set: CallModel[] = [
  { when: { isName: [0] }, returns: 'this', sets: { column: [0], value: [1] }, sync: true },
  { returns: 'this', sets: { data: [0] }, sync: true },
];
const countOwn: MemberModel = { call: { effect: { kind: 'relative' }, returns: 'this' } };
const query: CallModel[] = [
  {
    when: { has: [1, 'bind'] },
    sql: { text: [0], parameters: [1, 'bind'] },
    provenance: 'state',
  },
  { sql: { text: [0], parameters: [1, 'replacements'] }, provenance: 'state' },
];
const literal: ExportModel = { call: { sql: { text: [0], fragment: true } } };
const factory: ExportModel = { class: 'Sequelize', static: 'SequelizeClass' };

const option = {
  property: 'transaction',
  arguments: { create: 1, bulkCreate: 1, upsert: 1, update: 1, increment: 1, decrement: 1 },
} satisfies DedupModel['option'];

export default {
  library: 'sequelize',
  dialectSigns: [
    { dialect: 'postgresql', property: 'dialect', values: ['postgres'] },
    { dialect: 'mysql', property: 'dialect', values: ['mysql', 'mariadb'] },
    { dialect: 'sqlite', property: 'dialect', values: ['sqlite'] },
  ],
  packages: ['sequelize', 'sequelize/*', 'sequelize-typescript', '@sequelize/core', '@sequelize/core/*'],
  duplicateErrors: ['UniqueConstraintError', 'SequelizeUniqueConstraintError'],
  duplicateError: { property: 'name', is: ['SequelizeUniqueConstraintError'] },
  exports: {
    default: factory,
    Sequelize: factory,
    Model: { class: 'Instance' },
    ModelStatic: { class: 'ModelClass' },
    ModelCtor: { class: 'ModelClass' },
    Repository: { class: 'ModelClass' },
    Transaction: { class: 'Transaction' },
    literal,
  },
  types: {
    SequelizeClass: {
      construct: { returns: 'Sequelize' },
      members: { literal: { call: { sql: { text: [0], fragment: true } } }, Sequelize: { type: 'SequelizeClass' } },
    },
    Sequelize: {
      members: {
        define: { call: model },
        model: { call: model },
        models: { type: 'Models' },
        getRepository: { call: model },
        query: { call: query },
        literal: { call: { sql: { text: [0], fragment: true } } },
        transaction: {
          call: [
            {
              when: { isFunction: [-1] },
              transaction: { form: 'callback', at: [-1], client: 'Transaction' },
              provenance: 'state',
            },
            { returns: 'Transaction', transaction: { form: 'begin' } },
          ],
        },
        authenticate: { call: {} },
        sync: { call: {} },
        close: { call: {} },
      },
    },
    Transaction: {
      members: {
        commit: { call: { transaction: { form: 'commit' } } },
        rollback: { call: { transaction: { form: 'rollback' } } },
        /** Whoever commits waits for what it is given. */
        afterCommit: { call: { callbacks: [{ at: [0], committed: true }], sync: true } },
      },
    },
    Models: { anyMember: { type: 'ModelClass', named: true } },
    /** `Order.create(…)`: of a class that extends `Model`, or made by `define`. */
    ModelClass: {
      together: {
        inside: '<client>',
        option: {
          ...option,
          arguments: {
            ...option.arguments,
            findOrCreate: 0,
            findOne: 0,
            findAll: 0,
            count: 0,
            destroy: 0,
            findByPk: 1,
          },
        },
        lines: ['await <client>.sequelize!.transaction(async (transaction) => {', '  <write>', '});'],
      },
      dedup: {
        table: 'processed_messages',
        column: 'id',
        inside: '<client>',
        dialects: ['postgresql'],
        option,
        lines: [
          'await <client>.sequelize!.transaction(async (transaction) => {',
          "  const record = 'INSERT INTO <table> (<column>) VALUES ($1) ON CONFLICT DO NOTHING RETURNING <column>';",
          '  const [recorded] = await <client>.sequelize!.query(record, { bind: [<id>], transaction });',
          '  if (recorded.length === 0) return;',
          '  <write>',
          '});',
        ],
      },
      construct: { returns: 'Instance', returnsArgument: [0] },
      members: {
        init: chain,
        scope: chain,
        unscoped: chain,
        schema: chain,
        sequelize: { type: 'Sequelize' },
        build,
        bulkBuild: { call: { returns: 'Built', returnsArgument: [0] } },
        create: {
          call: {
            ...instance,
            effect: { kind: 'insert', data: [0], conflict: 'ignore', conflictWhen: [1, 'ignoreDuplicates'], repairs },
          },
        },
        bulkCreate: {
          call: [
            {
              ...instances,
              when: { has: [1, 'updateOnDuplicate'] },
              effect: { kind: 'insert', data: [0], conflict: 'update', conflictTarget: [1, 'conflictAttributes'] },
            },
            {
              ...instances,
              effect: { kind: 'insert', data: [0], conflict: 'ignore', conflictWhen: [1, 'ignoreDuplicates'] },
            },
          ],
        },
        upsert: {
          call: { ...instance, effect: { kind: 'upsert', data: [0], conflictTarget: [1, 'conflictFields'] } },
        },
        findOrCreate,
        findCreateFind: findOrCreate,
        findOrBuild: find,
        update: {
          call: { effect: { kind: 'absolute', data: [0], where: [1, 'where'] }, provenance: 'state' },
        },
        increment: count,
        decrement: count,
        destroy: { call: { effect: { kind: 'delete', where: [0, 'where'] }, provenance: 'state' } },
        truncate: { call: { effect: { kind: 'delete' } } },
        restore: { call: { effect: { kind: 'absolute', where: [0, 'where'] } } },
        findOne: find,
        findByPk: { call: { ...instance, effect: { kind: 'read', key: [0], locks: [1, 'lock'] } } },
        findAll: findMany,
        findAndCountAll: findMany,
        count: measure,
        max: { call: { effect: { kind: 'read', where: [1, 'where'] }, provenance: 'state' } },
        min: { call: { effect: { kind: 'read', where: [1, 'where'] }, provenance: 'state' } },
        sum: { call: { effect: { kind: 'read', where: [1, 'where'] }, provenance: 'state' } },
        aggregate: { call: { effect: { kind: 'read', where: [2, 'where'] }, provenance: 'state' } },
      },
    },
    Built: { element: 'Instance' },
    Instances: { provenance: 'state', element: 'Instance', members: { rows: { type: 'Instances' } } },
    Instance: {
      staticMembers: 'ModelClass',
      members: {
        save: { call: { returns: 'this', effect: { kind: 'save', ofReceiver: true } } },
        update: { call: { returns: 'this', effect: { kind: 'absolute', data: [0] } } },
        increment: countOwn,
        decrement: countOwn,
        destroy: { call: { effect: { kind: 'delete' } } },
        restore: { call: { effect: { kind: 'absolute' } } },
        reload: { call: { returns: 'this', effect: { kind: 'read' } } },
        set: { call: set },
        setAttributes: { call: set },
        setDataValue: { call: { sets: { column: [0], value: [1] }, sync: true } },
      },
    },
  },
} satisfies LibraryModel;
