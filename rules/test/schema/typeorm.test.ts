import { describe, expect, it } from 'vitest';
import { keysOf, protects, schemaOf } from './reading.js';

const IMPORT = `import { Entity, Column, PrimaryColumn, PrimaryGeneratedColumn, Generated, Unique, Index, OneToOne, ManyToOne, JoinColumn, BeforeInsert, ChildEntity, EntitySchema } from 'typeorm';\nimport { v4 } from 'uuid';\n`;
const ORDERS = '/app/src/order.entity.ts';

function entity(body: string, decorators = '@Entity()'): readonly string[] {
  return keysOf(schemaOf({ [ORDERS]: `${IMPORT}${decorators}\nexport class Order {\n${body}\n}` }).find('Order'));
}

describe('typeorm entities', () => {
  it.each([
    ['caller-set key', '@PrimaryColumn() id!: string;', ['primary id']],
    ['generated key', `@PrimaryGeneratedColumn('uuid') id!: string;`, ['primary id*']],
    ['generated apart', `@PrimaryColumn() @Generated('uuid') id!: string;`, ['primary id*']],
    [
      'key by the database',
      `@PrimaryColumn('uuid', { default: () => 'uuid_generate_v4()' }) id!: string;`,
      ['primary id*'],
    ],
    ['key by an initialiser', '@PrimaryColumn() id: string = v4();', ['primary id*']],
    [
      'key by a hook',
      '@PrimaryColumn() id!: string;\n @BeforeInsert() make() { this.id = this.id ?? v4(); }',
      ['primary id*'],
    ],
    ['composite', '@PrimaryColumn() a!: string; @PrimaryColumn() b!: string;', ['primary a, b']],
    ['unique column', '@Column({ unique: true }) k!: string;', ['unique k']],
    ['nullable unique column', `@Column('varchar', { unique: true, nullable: true }) k?: string;`, ['unique k?']],
    ['unique index', '@Index({ unique: true }) @Column() k!: string;', ['unique k']],
    ['named unique index', `@Index('n', { unique: true }) @Column() k!: string;`, ['unique k']],
    ['plain index', '@Index() @Column() k!: string;', []],
    ['partial index', `@Index({ unique: true, where: '"gone" IS NULL' }) @Column() k!: string;`, ['unique k partial']],
    [
      'one to one',
      `@OneToOne(() => User, { nullable: false }) @JoinColumn({ name: 'user_id' }) user!: User;`,
      ['unique user'],
    ],
    ['one to one, other side', '@OneToOne(() => User, (u) => u.order) user!: User;', []],
    ['many to one', '@ManyToOne(() => User) @JoinColumn() user!: User;', []],
  ])('%s', (_name, body, keys) => {
    expect(entity(body)).toEqual(keys);
  });

  it.each([
    ['unique', `@Entity() @Unique(['a', 'b'])`, ['unique a, b']],
    ['named unique', `@Entity() @Unique('n', ['a', 'b'])`, ['unique a, b']],
    ['unique by function', `@Entity() @Unique((o: Order) => [o.a, o.b])`, ['unique a, b']],
    ['unique index', `@Entity() @Index('n', ['a', 'b'], { unique: true })`, ['unique a, b']],
    ['partial unique index', `@Entity() @Index(['a'], { unique: true, where: 'b IS NULL' })`, ['unique a partial']],
    ['plain index', `@Entity() @Index(['a', 'b'])`, []],
  ])('%s of the class', (_name, decorators, keys) => {
    expect(entity('@Column() a!: string; @Column() b!: string;', decorators)).toEqual(keys);
  });

  it('takes names from the options, with constants of the file', () => {
    const schema = schemaOf({
      [ORDERS]: `${IMPORT}const TABLE = { ORDERS: 'shop_orders' } as const;\n@Entity({ name: TABLE.ORDERS })\nexport class Order {\n @PrimaryColumn({ name: 'order_id' }) orderId!: string;\n}`,
    });
    expect(schema.find('shop_orders')).toMatchObject({ name: 'shop_orders', aliases: ['Order'], line: 5 });
    expect(schema.find('Order')?.columns.get('orderId')?.name).toBe('order_id');
    expect(protects(schema.find('Order'), 'order_id')).toBe('orderId');
  });

  it('inherits columns from a base class of another file', () => {
    const schema = schemaOf({
      '/app/src/base.ts': `${IMPORT}export abstract class Base { @PrimaryGeneratedColumn() id!: number; @Column({ unique: true }) ref!: string; }`,
      [ORDERS]: `${IMPORT}import { Base } from './base';\n@Entity('orders') export class Order extends Base { @Column() k!: string; @Column() override ref!: string; }\n@ChildEntity() export class Refund extends Order { @Column({ unique: true }) refund!: string; }`,
    });
    expect(keysOf(schema.find('Order'))).toEqual(['primary id*', 'unique refund']);
    expect(schema.find('Refund')).toBe(schema.find('orders'));
  });

  it('reads EntitySchema', () => {
    const schema = schemaOf({
      [ORDERS]: `${IMPORT}export const OrderSchema = new EntitySchema({ name: 'Order', tableName: 'orders', columns: { id: { primary: true, type: 'uuid', generated: 'uuid' }, k: { type: String, unique: true }, n: { type: String, unique: true, nullable: true }, s: { type: String } }, uniques: [{ columns: ['k', 's'] }], indices: [{ columns: ['s'], unique: true, where: 'n IS NULL' }, { columns: ['n', 's'] }] });`,
    });
    expect(keysOf(schema.find('OrderSchema'))).toEqual([
      'primary id*',
      'unique k',
      'unique k, s',
      'unique n?',
      'unique s partial',
    ]);
  });
});

describe('entities and migrations', () => {
  const model = `${IMPORT}@Entity('orders') export class Order { @PrimaryGeneratedColumn() id!: number; @Column({ unique: true }) messageId!: string; @Column() sku!: string; }`;

  it('unites their keys in the names of the code', () => {
    const schema = schemaOf({
      [ORDERS]: model,
      '/app/migrations/1.sql':
        'CREATE TABLE orders (id serial primary key, message_id text not null, sku text not null, UNIQUE (message_id, sku));',
    });
    expect(schema.tables).toHaveLength(1);
    expect(keysOf(schema.find('Order'))).toEqual(['primary id*', 'unique messageId', 'unique messageId, sku']);
  });

  it('believes migrations that drop a key or make it partial', () => {
    const dropped = schemaOf({
      [ORDERS]: model,
      '/app/migrations/1.ts': `export class A1 implements MigrationInterface { async up(queryRunner) { await queryRunner.query('CREATE TABLE "orders" ("id" SERIAL NOT NULL PRIMARY KEY, "messageId" text NOT NULL CONSTRAINT "UQ_1" UNIQUE, "sku" text NOT NULL)'); } async down(queryRunner) { await queryRunner.query('DROP TABLE "orders"'); } }`,
      '/app/migrations/2.ts': `export class A2 implements MigrationInterface { async up(queryRunner) { await queryRunner.query(\`ALTER TABLE "orders" DROP CONSTRAINT "UQ_1"\`); } async down(queryRunner) { await queryRunner.query('ALTER TABLE orders ADD UNIQUE ("messageId")'); } }`,
    });
    expect(keysOf(dropped.find('Order'))).toEqual(['primary id*']);
    const partial = schemaOf({
      [ORDERS]: model,
      '/app/migrations/1.sql': 'CREATE UNIQUE INDEX i ON orders ("messageId") WHERE sku IS NOT NULL;',
    });
    expect(keysOf(partial.find('Order'))).toEqual(['primary id*', 'unique messageId partial']);
  });

  it('adds a key that only the migrations have', () => {
    const schema = schemaOf({ [ORDERS]: model, '/app/migrations/1.sql': 'CREATE UNIQUE INDEX i ON orders (sku);' });
    expect(protects(schema.find('orders'), 'sku')).toBe('sku');
  });
});
