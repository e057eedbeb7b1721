import { describe, expect, it } from 'vitest';
import { keysOf, schemaOf } from './reading.js';

function up(body: string, parameter: string): readonly string[] {
  return keysOf(
    schemaOf({
      '/app/migrations/1_init.ts': `export async function up(${parameter}: any) {\n${body}\n}\nexport async function down(${parameter}: any) {\n await ${parameter}.schema.dropTable('t'); await ${parameter}.dropTable('t');\n}`,
    }).find('t'),
  );
}

describe('knex', () => {
  it.each([
    ['increments', 't.increments();', ['primary id*']],
    ['increments, not the key', `t.increments('n', { primaryKey: false });`, []],
    ['uuid by the database', `t.uuid('id').primary().defaultTo(knex.fn.uuid());`, ['primary id*']],
    ['uuid by raw sql', `t.uuid('id').primary().defaultTo(knex.raw('gen_random_uuid()'));`, ['primary id*']],
    ['raw constant', `t.string('k').notNullable().unique().defaultTo(knex.raw("'x'"));`, ['unique k']],
    ['caller-set key', `t.string('id', 36).primary();`, ['primary id']],
    ['unique', `t.string('k').notNullable().unique();`, ['unique k']],
    ['nullable unique', `t.string('k').unique({ indexName: 'i' });`, ['unique k?']],
    [
      'composite',
      `t.string('a').notNullable(); t.string('b').notNullable(); t.unique(['a', 'b'], { indexName: 'i' }); t.primary(['b']);`,
      ['primary b', 'unique a, b'],
    ],
    [
      'partial',
      `t.string('k').notNullable(); t.unique(['k'], { predicate: knex.whereNotNull('n') });`,
      ['unique k partial'],
    ],
    ['index', `t.string('k').notNullable().index();`, []],
  ])('%s', (_name, body, keys) => {
    expect(up(`await knex.schema.createTable('t', (t) => { ${body} });`, 'knex')).toEqual(keys);
  });

  it.each([
    ['unique', `table.unique(['k']);`, ['primary id*', 'unique k']],
    ['column', `table.string('m').notNullable().unique();`, ['primary id*', 'unique m']],
    ['dropped key', `table.dropUnique(['s']);`, ['primary id*'], `t.string('s').unique();`],
    ['dropped column', `table.dropColumns('k', 's');`, ['primary id*'], `t.string('s').unique();`],
    [
      'made required',
      `table.string('s').notNullable().alter();`,
      ['primary id*', 'unique s'],
      `t.string('s').unique();`,
    ],
    ['renamed column', `table.renameColumn('s', 'k2');`, ['primary id*', 'unique k2?'], `t.string('s').unique();`],
  ])('altered: %s', (_name, body, keys, more = '') => {
    expect(
      up(
        `return knex.schema.createTable('t', function (t) { t.bigIncrements('id'); t.string('k').notNullable(); ${more} }).alterTable('t', (table) => { ${body} });`,
        'knex',
      ),
    ).toEqual(keys);
  });

  it('reads CommonJS, and SQL in raw strings', () => {
    const schema = schemaOf({
      '/app/migrations/1.js': `exports.up = (knex) => knex.schema.createTable('t', (table) => { table.increments('id'); table.string('k').notNullable(); });\nexports.down = (knex) => knex.schema.dropTable('t');`,
      '/app/migrations/2.js': `const TABLE = 't';\nexports.up = (knex) => knex.schema.raw(\`CREATE UNIQUE INDEX i ON \${TABLE} (k)\`);\nexports.down = (knex) => knex.raw('DROP INDEX i');`,
    });
    expect(keysOf(schema.find('t'))).toEqual(['primary id*', 'unique k']);
    expect(schema.find('t')?.source).toBe('knex');
  });
});

describe('kysely', () => {
  const create = `db.schema.createTable('t').ifNotExists()`;
  it.each([
    ['serial', `${create}.addColumn('id', 'serial', (c) => c.primaryKey()).execute()`, ['primary id*']],
    [
      'identity',
      `${create}.addColumn('id', 'integer', (c) => c.primaryKey().generatedAlwaysAsIdentity()).execute()`,
      ['primary id*'],
    ],
    [
      'sql default',
      `${create}.addColumn('id', 'uuid', (c) => c.primaryKey().defaultTo(sql\`gen_random_uuid()\`)).execute()`,
      ['primary id*'],
    ],
    ['caller-set key', `${create}.addColumn('id', 'text', (c) => c.primaryKey()).execute()`, ['primary id']],
    ['unique', `${create}.addColumn('k', 'text', (c) => c.notNull().unique()).execute()`, ['unique k']],
    ['nullable', `${create}.addColumn('k', 'text', (c) => c.unique()).execute()`, ['unique k?']],
    [
      'constraints',
      `${create}.addColumn('a', 'text', (c) => c.notNull()).addColumn('b', 'text').addPrimaryKeyConstraint('p', ['a']).addUniqueConstraint('u', ['a', 'b'], (b) => b.nullsNotDistinct()).execute()`,
      ['primary a', 'unique a, b? nulls equal'],
    ],
    [
      'index',
      `${create}.addColumn('k', 'text', (c) => c.notNull()).execute(); await db.schema.createIndex('i').unique().on('t').columns(['k']).execute()`,
      ['unique k'],
    ],
    [
      'partial index',
      `${create}.addColumn('k', 'text', (c) => c.notNull()).execute(); await db.schema.createIndex('i').on('t').column('k').unique().where('n', 'is', null).execute()`,
      ['unique k partial'],
    ],
    [
      'dropped',
      `${create}.addColumn('k', 'text', (c) => c.notNull()).addUniqueConstraint('u', ['k']).execute(); await db.schema.alterTable('t').dropConstraint('u').execute()`,
      [],
    ],
    [
      'altered',
      `${create}.addColumn('k', 'text').execute(); await db.schema.alterTable('t').alterColumn('k', (c) => c.setNotNull()).addUniqueConstraint('u', ['k']).execute()`,
      ['unique k'],
    ],
  ])('%s', (_name, body, keys) => {
    expect(up(`await ${body};`, 'db')).toEqual(keys);
  });
});

describe('typeorm query runner', () => {
  it.each([
    [
      'generated',
      `columns: [{ name: 'id', type: 'int', isPrimary: true, isGenerated: true, generationStrategy: 'increment' }]`,
      ['primary id*'],
    ],
    [
      'by the database',
      `columns: [{ name: 'id', type: 'uuid', isPrimary: true, default: 'uuid_generate_v4()' }]`,
      ['primary id*'],
    ],
    [
      'constant',
      `columns: [new TableColumn({ name: 'k', type: 'text', isUnique: true, default: "'a (b)'" })]`,
      ['unique k'],
    ],
    ['nullable', `columns: [{ name: 'k', type: 'text', isUnique: true, isNullable: true }]`, ['unique k?']],
    [
      'lists',
      `columns: [{ name: 'a', type: 'text' }, { name: 'b', type: 'text' }], uniques: [{ columnNames: ['a', 'b'] }], indices: [{ columnNames: ['a'], isUnique: true, where: 'b IS NULL' }, { columnNames: ['b'] }]`,
      ['unique a partial', 'unique a, b'],
    ],
  ])('%s', (_name, options, keys) => {
    expect(
      up(`await queryRunner.createTable(new Table({ name: 'public.t', ${options} }), true);`, 'queryRunner'),
    ).toEqual(keys);
  });

  it.each([
    [
      'constraint',
      `await queryRunner.createUniqueConstraint('t', new TableUnique({ name: 'u', columnNames: ['k'] }));`,
      ['unique k'],
    ],
    [
      'index',
      `await queryRunner.createIndex('t', new TableIndex({ name: 'i', columnNames: ['k'], isUnique: true }));`,
      ['unique k'],
    ],
    ['plain index', `await queryRunner.createIndex('t', new TableIndex({ columnNames: ['k'] }));`, []],
    [
      'column',
      `await queryRunner.addColumn('t', new TableColumn({ name: 'm', type: 'text', isUnique: true }));`,
      ['unique m'],
    ],
    [
      'dropped',
      `await queryRunner.createUniqueConstraint('t', new TableUnique({ name: 'u', columnNames: ['k'] })); await queryRunner.dropUniqueConstraint('t', 'u');`,
      [],
    ],
  ])('later: %s', (_name, body, keys) => {
    expect(
      up(
        `await queryRunner.createTable(new Table({ name: 't', columns: [{ name: 'k', type: 'text' }] }));\n${body}`,
        'queryRunner',
      ),
    ).toEqual(keys);
  });
});

describe('sequelize query interface', () => {
  const create = `await queryInterface.createTable('t', { id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true }, k: { type: Sequelize.STRING, allowNull: false }, n: Sequelize.STRING });\n`;
  it.each([
    ['nothing', '', []],
    [
      'constraint',
      `await queryInterface.addConstraint('t', { type: 'unique', fields: ['k', 'n'], name: 'u' });`,
      ['unique k, n?'],
    ],
    [
      'constraint, old form',
      `await queryInterface.addConstraint('t', ['k'], { type: 'unique', name: 'u' });`,
      ['unique k'],
    ],
    ['index', `await queryInterface.addIndex('t', ['k'], { unique: true });`, ['unique k']],
    [
      'index, object form',
      `await queryInterface.addIndex('t', { fields: ['k'], unique: true, where: { n: null } });`,
      ['unique k partial'],
    ],
    ['plain index', `await queryInterface.addIndex('t', ['k']);`, []],
    [
      'removed',
      `await queryInterface.addConstraint('t', { type: 'unique', fields: ['k'], name: 'u' }); await queryInterface.removeConstraint('t', 'u');`,
      [],
    ],
    [
      'column',
      `await queryInterface.addColumn('t', 'm', { type: Sequelize.UUID, unique: true, allowNull: false });`,
      ['unique m'],
    ],
  ])('%s', (_name, body, keys) => {
    expect(up(create + body, 'queryInterface')).toEqual(['primary id*', ...keys]);
  });

  it('reads module.exports = { up, down } and uniqueKeys', () => {
    const schema = schemaOf({
      '/app/migrations/1.js': `module.exports = { up: async (queryInterface, Sequelize) => { await queryInterface.createTable('t', { a: { type: Sequelize.STRING, allowNull: false }, id: { type: Sequelize.UUID, primaryKey: true, defaultValue: Sequelize.literal('gen_random_uuid()') } }, { uniqueKeys: { u: { fields: ['a'] } } }); }, down: (queryInterface) => queryInterface.dropTable('t') };`,
    });
    expect(keysOf(schema.find('t'))).toEqual(['primary id*', 'unique a']);
  });
});

describe('node-pg-migrate', () => {
  it.each([
    [
      'shorthand',
      `pgm.createTable('t', { id: 'id', k: { type: 'text', notNull: true, unique: true } });`,
      ['primary id*', 'unique k'],
    ],
    [
      'uuid default',
      `pgm.createTable('t', { id: { type: 'uuid', primaryKey: true, default: pgm.func('gen_random_uuid()') } });`,
      ['primary id*'],
    ],
    [
      'constraints',
      `pgm.createTable('t', { a: { type: 'text', notNull: true }, b: 'text' }, { constraints: { unique: [['a', 'b'], ['a']], primaryKey: 'a' } });`,
      ['primary a', 'unique a', 'unique a, b?'],
    ],
    [
      'added constraint',
      `pgm.createTable('t', { a: { type: 'text', notNull: true } }); pgm.addConstraint('t', 'u', { unique: ['a'] });`,
      ['unique a'],
    ],
    [
      'constraint in SQL',
      `pgm.createTable('t', { a: { type: 'text', notNull: true } }); pgm.addConstraint('t', 'u', 'UNIQUE (a)');`,
      ['unique a'],
    ],
    [
      'index',
      `pgm.createTable('t', { a: { type: 'text', notNull: true } }); pgm.createIndex('t', 'a', { unique: true, where: 'b IS NULL' });`,
      ['unique a partial'],
    ],
    [
      'dropped',
      `pgm.createTable('t', { a: { type: 'text', notNull: true } }); pgm.addConstraint('t', 'u', { unique: 'a' }); pgm.dropConstraint('t', 'u');`,
      [],
    ],
    [
      'altered',
      `pgm.createTable('t', { a: { type: 'text', unique: true } }); pgm.alterColumn('t', 'a', { notNull: true });`,
      ['unique a'],
    ],
    ['SQL', `pgm.sql(\`CREATE TABLE t (a text PRIMARY KEY)\`);`, ['primary a']],
  ])('%s', (_name, body, keys) => {
    expect(up(body, 'pgm')).toEqual(keys);
  });
});
