import { describe, expect, it } from 'vitest';
import { keysOf, protects, schemaOf } from './reading.js';

const SCHEMA = `
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL") // not "mongodb"
}

/// One order.
model OrderItem {
  id         String    @id @default(uuid()) @db.Uuid // @unique here is a comment
  messageId  String    @unique @map("message_id")
  reference  String?   @unique
  orderId    Int
  order      Order     @relation(fields: [orderId], references: [id])
  sku        String    @db.VarChar(20)
  status     String    @default("new")
  touchedAt  DateTime  @updatedAt
  deletedAt  DateTime?

  @@unique([orderId, sku(sort: Desc)], name: "line", map: "order_line_key")
  @@unique([sku, status], where: { deletedAt: null })
  @@unique(fields: [
    orderId,
    status,
  ])
  @@index([status])
  @@map("order_items")
}

model Order {
  id    Int @id @default(autoincrement())
  items OrderItem[]
}

model Ledger { account String
  seq Int
  @@id([account, seq])
}

enum Status { A B }
`;

describe('prisma', () => {
  const schema = schemaOf({ '/app/prisma/schema.prisma': SCHEMA });
  const item = schema.find('orderItem');

  it('reads the keys of a model', () => {
    expect(keysOf(item)).toEqual([
      'primary id*',
      'unique messageId',
      'unique orderId, sku',
      'unique orderId, status',
      'unique reference?',
      'unique sku, status partial',
    ]);
    expect(keysOf(schema.find('Ledger'))).toEqual(['primary account, seq']);
  });

  it('knows the model by its names', () => {
    expect(item).toMatchObject({ name: 'order_items', aliases: ['OrderItem', 'orderItem'], source: 'prisma', line: 8 });
    expect(schema.find('OrderItem')).toBe(item);
    expect(schema.find('order_items')).toBe(item);
  });

  it('names compound keys as the client does', () => {
    expect(item?.keys.map((k) => k.name)).toEqual([
      undefined,
      undefined,
      undefined,
      'line',
      'sku_status',
      'orderId_status',
    ]);
  });

  it('maps columns, generated or not', () => {
    expect(item?.columns.get('messageId')).toEqual({
      name: 'message_id',
      property: 'messageId',
      generated: false,
      nullable: false,
      type: 'string',
      line: 10,
    });
    expect(item?.columns.get('touchedAt')?.generated).toBe(true);
    expect(item?.columns.get('status')?.generated).toBe(false);
    expect(item?.columns.has('order')).toBe(false);
  });

  it('protects by keys that hold for every row', () => {
    expect(protects(item, 'messageId', 'sku')).toBe('messageId');
    expect(protects(item, 'message_id')).toBe('messageId');
    expect(protects(item, 'id')).toBe('id');
    expect(protects(item, 'sku')).toBeUndefined();
    expect(protects(item, 'reference')).toBeUndefined();
    expect(protects(item, 'sku', 'status')).toBeUndefined();
  });

  it('resolves relations across files, and takes nulls as equal in MongoDB', () => {
    const split = schemaOf({
      '/app/prisma/base.prisma':
        'datasource db {\n provider = "mongodb"\n}\nmodel User {\n id String @id @default(auto()) @map("_id") @db.ObjectId\n orders Purchase[]\n}',
      '/app/prisma/purchase.prisma':
        'model Purchase {\n id String @id @map("_id")\n key String? @unique\n user User @relation(fields: [userId], references: [id])\n userId String\n}',
    });
    expect(keysOf(split.find('purchase'))).toEqual(['primary id nulls equal', 'unique key? nulls equal']);
    expect(split.find('purchase')?.columns.has('user')).toBe(false);
    expect(protects(split.find('purchase'), 'key')).toBe('key');
  });
});
