/** What is read of the types of columns, in each way of declaring them. */
import { describe, expect, it } from 'vitest';
import { getColumn } from '../../src/schema/schema.js';
import { schemaOf } from './reading.js';

const typesOf = (path: string, text: string): readonly (string | undefined)[] => {
  const table = schemaOf({ [path]: text }).find('orders');
  return ['id', 'code', 'note'].map((name) => table && getColumn(table, name)?.type);
};

describe('types of columns', () => {
  it('in SQL', () => {
    const sql = 'CREATE TABLE orders (id uuid PRIMARY KEY, code character varying(36) UNIQUE, note TEXT);';
    expect(typesOf('schema.sql', sql)).toEqual(['uuid', 'character varying(36)', 'text']);
    expect(typesOf('schema.sql', `${sql} ALTER TABLE orders ALTER COLUMN note TYPE varchar(20);`)).toEqual([
      'uuid',
      'character varying(36)',
      'varchar(20)',
    ]);
  });

  it('in Prisma', () => {
    const text = 'model Orders {\n  id String @id @db.Uuid\n  code String @unique @db.VarChar(36)\n  note String\n}';
    expect(typesOf('schema.prisma', text)).toEqual(['uuid', 'varchar(36)', 'string']);
  });

  it('in Drizzle', () => {
    const text = `import { pgTable, uuid, varchar, text } from 'drizzle-orm/pg-core';
      export const orders = pgTable('orders', {
        id: uuid('id').primaryKey(), code: varchar('code', { length: 36 }).unique(), note: text('note'),
      });`;
    expect(typesOf('schema.ts', text)).toEqual(['uuid', 'varchar(36)', 'text']);
  });

  it('in entities, where the decorator tells', () => {
    const text = `import { Column, Entity, PrimaryColumn } from 'typeorm';
      @Entity('orders')
      export class Order {
        @PrimaryColumn('uuid') id: string;
        @Column({ type: 'varchar', length: 36 }) code: string;
        @Column() note: string;
      }`;
    expect(typesOf('order.entity.ts', text)).toEqual(['uuid', 'varchar(36)', undefined]);
  });

  it('in migrations as code', () => {
    const knex = `exports.up = (knex) => knex.schema.createTable('orders', (table) => {
      table.uuid('id').primary(); table.string('code', 36).unique(); table.text('note');
    });`;
    expect(typesOf('migrations/1_orders.js', knex)).toEqual(['uuid', 'varchar(36)', 'text']);
    const kysely = `import { Kysely } from 'kysely';
      export async function up(db: Kysely<unknown>) {
        await db.schema.createTable('orders').addColumn('id', 'uuid', (c) => c.primaryKey())
          .addColumn('code', 'varchar(36)', (c) => c.unique()).addColumn('note', 'text').execute();
      }`;
    expect(typesOf('migrations/1_orders.ts', kysely)).toEqual(['uuid', 'varchar(36)', 'text']);
  });
});
