import { describe, expect, it } from 'vitest';
import { keysOf, protects, schemaOf } from './reading.js';

const ID = 'primary _id* nulls equal';

function paths(body: string, after = ''): readonly string[] {
  return keysOf(
    schemaOf({
      '/app/order.ts': `import { Schema, model } from 'mongoose';\nconst orderSchema = new Schema({ ${body} });\n${after}\nexport const OrderModel = model('Order', orderSchema);`,
    }).find('Order'),
  );
}

describe('mongoose schemas', () => {
  it.each([
    ['default id', 'k: String', [ID]],
    ['caller-set id', '_id: String', ['primary _id nulls equal']],
    ['id with a default', '_id: { type: String, default: () => v4() }', [ID]],
    ['unique', 'k: { type: String, required: true, unique: true }', [ID, 'unique k nulls equal']],
    ['unique, not required', 'k: { type: String, unique: true }', [ID, 'unique k? nulls equal']],
    ['unique in index', 'k: { type: String, required: true, index: { unique: true } }', [ID, 'unique k nulls equal']],
    ['sparse', 'k: { type: String, unique: true, sparse: true }', [ID, 'unique k? partial nulls equal']],
    ['index', 'k: { type: String, index: true }', [ID]],
  ])('%s', (_name, body, keys) => {
    expect(paths(body)).toEqual(keys);
  });

  it.each([
    ['unique', '{ a: 1, b: -1 }, { unique: true }', [ID, 'unique a, b nulls equal']],
    [
      'partial',
      `{ a: 1 }, { unique: true, partialFilterExpression: { b: { $exists: true } } }`,
      [ID, 'unique a partial nulls equal'],
    ],
    ['plain', '{ a: 1 }', [ID]],
  ])('%s index', (_name, args, keys) => {
    expect(
      paths('a: { type: String, required: true }, b: { type: String, required: true }', `orderSchema.index(${args});`),
    ).toEqual(keys);
  });

  it('protects, also where the path is not required: a second missing value collides', () => {
    const schema = schemaOf({
      '/app/order.ts': `import mongoose from 'mongoose';\nconst s = new mongoose.Schema({ eventId: { type: String, unique: true } });\nmodule.exports = mongoose.model('Order', s);`,
    });
    expect(protects(schema.find('Order'), 'eventId')).toBe('eventId');
  });

  it('names collections as Mongoose does, across files', () => {
    const schema = schemaOf({
      '/app/schemas.ts': `import { Schema } from 'mongoose';\nexport const EntrySchema = new Schema({ k: { type: String, unique: true } }, { timestamps: true });\nexport const lineSchema = new Schema({ n: Number }, { _id: false });`,
      '/app/models.ts': `import mongoose from 'mongoose';\nimport { EntrySchema } from './schemas';\nexport const Entry = mongoose.models.LedgerEntry || mongoose.model('LedgerEntry', EntrySchema);`,
    });
    expect(schema.tables.map((t) => t.name)).toEqual(['ledgerentries']);
    expect(schema.find('Entry')?.columns.get('createdAt')?.generated).toBe(true);
  });

  it('takes a schema of two models for two collections, and one without paths for none', () => {
    const schema = schemaOf({
      '/app/a.ts': `import { Schema, model } from 'mongoose';\nconst eventSchema = new Schema(Object.assign({}, base, { key: { type: String, unique: true } }));\nconst base = { at: Date };\nexport const A = model('Inbound', eventSchema);\nexport const B = model('Outbound', eventSchema);\nexport const C = model('Any', new Schema({}, { strict: false }));`,
    });
    expect(schema.tables.map((t) => [t.name, t.columns.size])).toEqual([
      ['inbounds', 3],
      ['outbounds', 3],
    ]);
    expect(keysOf(schema.find('B'))).toEqual([ID, 'unique key? nulls equal']);
  });

  it('reads the classes of Nest and typegoose', () => {
    const schema = schemaOf({
      '/app/nest.ts': `import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';\n@Schema({ collection: 'shop_orders', timestamps: true })\nexport class Order { @Prop({ required: true, unique: true }) key!: string; @Prop() a!: string; }\nexport const OrderSchema = SchemaFactory.createForClass(Order);\nOrderSchema.index({ a: 1, key: 1 }, { unique: true });`,
      '/app/module.ts': `import { MongooseModule, SchemaFactory } from '@nestjs/mongoose';\nconst feature = MongooseModule.forFeature([{ name: 'OrderModel', schema: OrderSchema }]); void SchemaFactory;`,
      '/app/goose.ts': `import { prop, index, getModelForClass } from '@typegoose/typegoose';\n@index({ a: 1 }, { unique: true })\nclass Job { @prop({ type: String, required: true }) _id!: string; @prop() a?: string; }\nexport const JobModel = getModelForClass(Job);`,
    });
    expect(keysOf(schema.find('Order'))).toEqual([ID, 'unique a?, key nulls equal', 'unique key nulls equal']);
    expect(schema.find('OrderModel')).toBe(schema.find('shop_orders'));
    expect(keysOf(schema.find('JobModel'))).toEqual(['primary _id nulls equal', 'unique a? nulls equal']);
  });
});

describe('mongodb', () => {
  it('reads indexes of collections', () => {
    const schema = schemaOf({
      '/app/setup.ts': `import { MongoClient } from 'mongodb';\nexport async function setup(db) {\n await db.collection('events').createIndex({ eventId: 1 }, { unique: true });\n const jobs = db.collection<Job>('jobs');\n await jobs.createIndexes([{ key: { a: 1, b: 1 }, unique: true }, { key: { c: 1 } }, { key: { d: 1 }, unique: true, sparse: true }]);\n await db.collection('logs').createIndex({ at: 1 });\n}\nclass Store { constructor(db) { this.users = db.collection('users'); } init() { return this.users.createIndex('mail', { unique: true }); } }`,
    });
    expect(keysOf(schema.find('events'))).toEqual([ID, 'unique eventId nulls equal']);
    expect(keysOf(schema.find('jobs'))).toEqual([ID, 'unique a, b nulls equal', 'unique d partial nulls equal']);
    expect(keysOf(schema.find('users'))).toEqual([ID, 'unique mail nulls equal']);
    expect(schema.find('logs')).toBeUndefined();
  });
});
