import { describe, expect, it } from 'vitest';
import { isSchemaFile, readSchema } from '../../src/schema/schema.js';
import { keysOf, parse, protects, schemaOf } from './reading.js';

describe('find', () => {
  const schema = schemaOf({
    '/app/schema.sql':
      'CREATE TABLE order_items (id int primary key); CREATE TABLE addresses (id int primary key); CREATE TABLE "Categories" (id int primary key); CREATE TABLE status (id int primary key);',
  });

  it.each([
    ['order_items', 'order_items'],
    ['OrderItem', 'order_items'],
    ['public.order_items', 'order_items'],
    ['orderItems', 'order_items'],
    ['Address', 'addresses'],
    ['category', 'Categories'],
    ['Status', 'status'],
    ['orders', undefined],
  ])('%s', (name, found) => {
    expect(schema.find(name)?.name).toBe(found);
  });

  it('gives nothing when two tables of the name differ in their keys', () => {
    const same = {
      '/a/prisma/schema.prisma': 'model Job {\n id Int @id\n}',
      '/b/prisma/schema.prisma': 'model Job {\n id Int @id\n name String\n}',
    };
    expect(keysOf(schemaOf(same).find('Job'))).toEqual(['primary id']);
    expect(
      schemaOf({ ...same, '/c/schema.prisma': 'model Job {\n id Int @id @default(autoincrement())\n}' }).find('Job'),
    ).toBeUndefined();
  });
});

describe('protectingKey', () => {
  const table = schemaOf({
    '/app/schema.sql':
      'CREATE TABLE t (id bigserial primary key, message_id text not null unique, n text unique, a text not null, b text, unique (a, b)); CREATE UNIQUE INDEX i ON t (a) WHERE b IS NULL;',
  }).find('t');

  it.each([
    [['message_id', 'x'], 'message_id'],
    [['messageId'], 'message_id'],
    [['id'], 'id'],
    [['a', 'b'], 'a, b'],
    [['a'], undefined],
    [['n'], undefined],
    [[], undefined],
  ])('%j', (stable, columns) => {
    expect(protects(table, ...stable)).toBe(columns);
  });
});

describe('isSchemaFile', () => {
  it.each([
    ['/a/schema.prisma', '', true],
    ['/a/x.sql', 'create unique index i on t (k)', true],
    ['/a/x.sql', 'INSERT INTO t VALUES (1)', false],
    ['/a/x.ts', 'await pool.query(`CREATE TABLE IF NOT EXISTS seen (id text primary key)`)', true],
    ['/a/x.ts', 'export const handler = async (event) => save(event);', false],
    ['/a/x.d.ts', '@Entity() class A {}', false],
    ['/a/x.test.ts', `pool.query('CREATE TABLE t (id int)')`, false],
    ['/a/x.md', 'CREATE TABLE t (id int)', false],
  ])('%s %s', (path, text, is) => {
    expect(isSchemaFile(path, text)).toBe(is);
  });
});

describe('odd code', () => {
  const good = '@Entity() class Order { @PrimaryColumn() id: string }';

  it.each([
    '@Entity(...x) class A extends (() => B)() { @Column(...y) [Symbol.iterator]; @Column() static s; @PrimaryColumn({ ...z }) #p }',
    'new Schema(); new Schema(x, ...y); x.index(); model(); SchemaFactory.createForClass(); mongoose.model("A", new Schema({ [k]: 1, ...s }))',
    'sequelize.define(); DataTypes; X.init({}); sequelize.define("A", (() => ({}))())',
    'pgTable(); pgTable("x"); pgTable("y", { a, b: c(), ...d }, (t) => [unique().on(), primaryKey(), f(t), ...g]); drizzle.schema.table("z", (t) => ({}))',
    'x.createTable(); x.createTable("a", () => 1); x.schema.createTable("b", ({ c }) => c.string("d").unique()); x.addIndex("t", [...u], { unique: true }); x.createIndex(new TableIndex()); x.dropTable()',
    'const a = b; const b = a; x.createTable(a, { ...b }); class C extends C { @Column() d }; class E extends F {} class F extends E {}',
    'q(`CREATE TABLE ${name} (id int unique, ${col} text unique, UNIQUE (${col}))`); q("CREATE TABLE"); q("ALTER TABLE x ADD"); q("CREATE UNIQUE INDEX"); q("CREATE TABLE u ((((")',
  ])('%s', (odd) => {
    const files: Record<string, string> = {
      '/a/odd.ts': odd,
      '/a/good.ts': `import { Entity, PrimaryColumn } from 'typeorm';\n${good}`,
    };
    const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
    const schema = readSchema([...sources, { path: '/a/gone.ts', text: good }], (path) =>
      path === '/a/gone.ts' ? undefined : parse(path, files[path] ?? ''),
    );
    expect(keysOf(schema.find('Order'))).toEqual(['primary id']);
  });

  it('leaves a broken Prisma file and broken SQL behind', () => {
    const schema = schemaOf({
      '/a/x.prisma': 'model A {\n id Int @id @@unique([\n b }',
      '/a/y.sql': "CREATE TABLE t (id int primary key); ALTER TABLE t ADD CONSTRAINT 'x",
      '/a/z.prisma': 'model B {\n id Int @id\n}',
    });
    expect(keysOf(schema.find('B'))).toEqual(['primary id']);
    expect(keysOf(schema.find('t'))).toEqual(['primary id']);
  });
});
