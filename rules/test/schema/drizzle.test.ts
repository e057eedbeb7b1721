import { describe, expect, it } from 'vitest';
import { keysOf, protects, schemaOf } from './reading.js';

const IMPORT = `import { pgTable, serial, text, uuid, integer, unique, uniqueIndex, primaryKey, index, pgTableCreator, pgSchema } from 'drizzle-orm/pg-core';\nimport { sql } from 'drizzle-orm';\n`;

function pg(columns: string, extra = ''): readonly string[] {
  return keysOf(
    schemaOf({
      '/app/schema.ts': `${IMPORT}export const orders = pgTable('t', { ${columns} }${extra === '' ? '' : `, ${extra}`});`,
    }).find('orders'),
  );
}

describe('drizzle', () => {
  it.each([
    ['serial', `id: serial('id').primaryKey()`, ['primary id*']],
    ['uuid default', `id: uuid().defaultRandom().primaryKey()`, ['primary id*']],
    ['function default', `id: text().primaryKey().$defaultFn(() => createId())`, ['primary id*']],
    ['sql default', 'id: uuid().primaryKey().default(sql`gen_random_uuid()`)', ['primary id*']],
    ['identity', `id: integer().primaryKey().generatedAlwaysAsIdentity()`, ['primary id*']],
    ['caller-set key', `id: text('id').primaryKey()`, ['primary id']],
    ['unique', `k: text('k').notNull().unique()`, ['unique k']],
    ['nullable unique', `k: text('k').unique('n')`, ['unique k?']],
    ['nulls not distinct', `k: text('k').unique('n', { nulls: 'not distinct' })`, ['unique k? nulls equal']],
  ])('%s', (_name, columns, keys) => {
    expect(pg(columns)).toEqual(keys);
  });

  it.each([
    ['unique', '(t) => [unique().on(t.a, t.b)]', ['unique a, b']],
    [
      'unique, object form',
      `(t) => ({ ab: unique('ab').on(t.a, t.b).nullsNotDistinct() })`,
      ['unique a, b nulls equal'],
    ],
    ['unique index', `(t) => [uniqueIndex('i').on(t.a.desc()), index('j').on(t.b)]`, ['unique a']],
    ['index of an expression', `(t) => [uniqueIndex('i').on(sql\`lower(\${t.a})\`)]`, ['unique a']],
    ['partial index', `(t) => [uniqueIndex('i').on(t.a).where(sql\`b is null\`)]`, ['unique a partial']],
    ['primary key', `(t) => [primaryKey({ columns: [t.a, t.b] })]`, ['primary a, b']],
    ['primary key, positional', `(t) => ({ pk: primaryKey(t.a, t.b) })`, ['primary a, b']],
  ])('%s of the table', (_name, extra, keys) => {
    expect(pg(`a: text('a').notNull(), b: text('b').notNull()`, extra)).toEqual(keys);
  });

  it('reads creators, schemas, callbacks and shared columns', () => {
    const schema = schemaOf({
      '/app/a.ts': `${IMPORT}const base = { id: text('id').primaryKey(), createdAt: integer('created_at').$defaultFn(() => Date.now()) };\nexport const createTable = pgTableCreator((n) => \`app_\${n}\`);\nexport const users = createTable('user', { ...base });`,
      '/app/b.ts': `${IMPORT}import { createTable } from './a';\nexport const shop = pgSchema('shop');\nexport const jobs = shop.table('job', (t) => ({ key: t.text().notNull().unique() }));\nexport const logs = createTable('log', (d) => ({ id: d.serial().primaryKey() }));`,
    });
    expect(keysOf(schema.find('users'))).toEqual(['primary id']);
    expect(schema.find('users')?.columns.get('createdAt')).toMatchObject({ name: 'created_at', generated: true });
    expect(keysOf(schema.find('jobs'))).toEqual(['unique key']);
    expect(keysOf(schema.find('logs'))).toEqual(['primary id*']);
  });

  it('knows the dialects', () => {
    const schema = schemaOf({
      '/app/lite.ts': `import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';\nexport const a = sqliteTable('a', { id: integer('id').primaryKey(), k: text('k').notNull() });`,
      '/app/my.ts': `import { mysqlTable, int, varchar } from 'drizzle-orm/mysql-core';\nexport const b = mysqlTable('b', { id: int('id').autoincrement().primaryKey(), messageId: varchar('message_id', { length: 64 }).notNull().unique() });`,
    });
    expect(keysOf(schema.find('a'))).toEqual(['primary id*']);
    expect(keysOf(schema.find('b'))).toEqual(['primary id*', 'unique messageId']);
    expect(protects(schema.find('b'), 'message_id')).toBe('messageId');
  });
});
