import { describe, expect, it } from 'vitest';
import { keysOf, schemaOf } from './reading.js';

const IMPORT = `import { Entity, Property, PrimaryKey, Unique, Index, OneToOne, ManyToOne, EntitySchema, defineEntity, p } from '@mikro-orm/core';\nimport { v4 } from 'uuid';\n`;

function entity(body: string, decorators = '@Entity()'): readonly string[] {
  return keysOf(
    schemaOf({ '/app/order.ts': `${IMPORT}${decorators}\nexport class Order {\n${body}\n}` }).find('Order'),
  );
}

describe('mikroorm', () => {
  it.each([
    ['counted key', '@PrimaryKey() id!: number;', ['primary id*']],
    ['caller-set key', '@PrimaryKey() id!: string;', ['primary id']],
    ['key by an initialiser', `@PrimaryKey({ type: 'uuid' }) id = v4();`, ['primary id*']],
    [
      'key by the database',
      `@PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' }) id!: string;`,
      ['primary id*'],
    ],
    ['key on creation', `@PrimaryKey({ onCreate: () => v4() }) id!: string;`, ['primary id*']],
    ['composite key of numbers', '@PrimaryKey() a!: number; @PrimaryKey() b!: number;', ['primary a, b']],
    ['unique property', '@Property() @Unique() k!: string;', ['unique k']],
    ['unique option', '@Property({ unique: true }) k!: string;', ['unique k']],
    ['nullable', '@Property({ unique: true, nullable: true }) k?: string;', ['unique k?']],
    ['index', '@Property() @Index() k!: string;', []],
    ['one to one, owner', '@OneToOne(() => User, (u) => u.order, { owner: true }) user!: User;', ['unique user']],
    ['one to one, other side', `@OneToOne(() => User, (u) => u.order) user!: User;`, []],
  ])('%s', (_name, body, keys) => {
    expect(entity(body)).toEqual(keys);
  });

  it('reads composite keys of the class, partial ones as such', () => {
    const decorators = `@Entity({ tableName: 'orders' })\n@Unique({ properties: ['a', 'b'] })\n@Unique({ properties: ['a'], where: 'b is null' })\n@Unique({ name: 'x', expression: 'create unique index x on orders (lower(b))' })`;
    expect(entity('@Property() a!: string; @Property() b!: string;', decorators)).toEqual([
      'unique a partial',
      'unique a, b',
      'unique b',
    ]);
  });

  it('reads defineEntity and EntitySchema', () => {
    const schema = schemaOf({
      '/app/a.ts': `${IMPORT}export const Order = defineEntity({ name: 'Order', properties: { id: p.integer().primary(), k: p.string().unique(), n: p.string().unique().nullable(), s: p.string() }, uniques: [{ properties: ['k', 's'] }] });`,
      '/app/b.ts': `${IMPORT}export const User = new EntitySchema({ name: 'User', tableName: 'users', properties: { id: { type: 'string', primary: true }, mail: { type: 'string', unique: true } } });`,
    });
    expect(keysOf(schema.find('Order'))).toEqual(['primary id*', 'unique k', 'unique k, s', 'unique n?']);
    expect(keysOf(schema.find('users'))).toEqual(['primary id', 'unique mail']);
  });
});
