import { describe, expect, it } from 'vitest';
import { keysOf, protects, schemaOf } from './reading.js';

const IMPORT = `const { Sequelize, DataTypes, Model } = require('sequelize');\n`;

function define(columns: string, options = '{}'): readonly string[] {
  return keysOf(
    schemaOf({
      '/app/order.js': `${IMPORT}module.exports = (sequelize, DataTypes) => sequelize.define('Order', ${columns}, ${options});`,
    }).find('Order'),
  );
}

describe('sequelize define', () => {
  it.each([
    ['implicit id', `{ k: DataTypes.STRING }`, ['primary id*']],
    ['auto-increment', `{ id: { type: DataTypes.INTEGER, autoIncrement: true, primaryKey: true } }`, ['primary id*']],
    [
      'uuid default',
      `{ id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true } }`,
      ['primary id*'],
    ],
    ['caller-set key', `{ id: { type: DataTypes.UUID, primaryKey: true } }`, ['primary id']],
    ['unique', `{ k: { type: DataTypes.STRING, unique: true, allowNull: false } }`, ['primary id*', 'unique k']],
    ['nullable unique', `{ k: { type: DataTypes.STRING, unique: true } }`, ['primary id*', 'unique k?']],
    [
      'composite by name',
      `{ a: { type: DataTypes.STRING, unique: 'ab', allowNull: false }, b: { type: DataTypes.STRING, unique: { name: 'ab', msg: 'x' }, allowNull: false } }`,
      ['primary id*', 'unique a, b'],
    ],
  ])('%s', (_name, columns, keys) => {
    expect(define(columns)).toEqual(keys);
  });

  it('reads indexes, in names of the code', () => {
    const columns = `{ orderId: { type: DataTypes.STRING, field: 'order_id', allowNull: false }, s: { type: DataTypes.STRING, allowNull: false } }`;
    const options = `{ tableName: 'orders', indexes: [{ unique: true, fields: ['order_id', { name: 's' }] }, { unique: true, fields: ['s'], where: { orderId: 1 } }, { fields: ['s'] }, { unique: true, fields: [sequelize.fn('lower', sequelize.col('s'))] }] }`;
    expect(define(columns, options)).toEqual(['primary id*', 'unique orderId, s', 'unique s partial']);
  });

  it('reads Model.init', () => {
    const schema = schemaOf({
      '/app/order.ts': `import { Model, DataTypes } from 'sequelize';\nexport class Order extends Model {}\nconst attributes = { id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true }, messageId: { type: DataTypes.STRING(64), allowNull: false, unique: true } };\nOrder.init(attributes, { sequelize, tableName: 'shop_orders', underscored: true });`,
      '/app/user.ts': `import { Model, DataTypes } from 'sequelize';\nexport class User extends Model { static setup(sequelize) { this.init({ mail: { type: DataTypes.STRING, primaryKey: true } }, { sequelize, modelName: 'user' }); } }`,
    });
    expect(schema.find('Order')?.name).toBe('shop_orders');
    expect(keysOf(schema.find('Order'))).toEqual(['primary id*', 'unique messageId']);
    expect(keysOf(schema.find('users'))).toEqual(['primary mail']);
    expect(schema.find('User')).toBe(schema.find('user'));
  });
});

describe('sequelize-typescript', () => {
  const IMPORTS = `import { Table, Column, Model, PrimaryKey, AutoIncrement, Unique, Default, DataType, AllowNull, Index, createIndexDecorator } from 'sequelize-typescript';\nconst Pair = createIndexDecorator({ name: 'pair', unique: true });\n`;

  it.each([
    ['implicit id', '@Column k!: string;', ['primary id*']],
    ['auto-increment', '@PrimaryKey @AutoIncrement @Column id!: number;', ['primary id*']],
    ['uuid default', '@PrimaryKey @Default(DataType.UUIDV4) @Column(DataType.UUID) id!: string;', ['primary id*']],
    ['caller-set key', '@PrimaryKey @Column id!: string;', ['primary id']],
    [
      'unique',
      '@PrimaryKey @Column id!: string; @AllowNull(false) @Unique @Column k!: string;',
      ['primary id', 'unique k'],
    ],
    [
      'unique option',
      '@PrimaryKey @Column id!: string; @Column({ unique: true }) k!: string;',
      ['primary id', 'unique k?'],
    ],
    [
      'composite',
      `@PrimaryKey @Column id!: string; @AllowNull(false) @Unique('ab') @Column a!: string; @Unique('ab') @Column b!: string;`,
      ['primary id', 'unique a, b?'],
    ],
    [
      'index',
      '@PrimaryKey @Column id!: string; @AllowNull(false) @Index({ unique: true }) @Column k!: string; @Index @Column s!: string;',
      ['primary id', 'unique k'],
    ],
    [
      'made decorator',
      '@PrimaryKey @Column id!: string; @AllowNull(false) @Pair @Column a!: string; @AllowNull(false) @Pair @Column b!: string;',
      ['primary id', 'unique a, b'],
    ],
  ])('%s', (_name, body, keys) => {
    const schema = schemaOf({
      '/app/order.ts': `${IMPORTS}@Table({ tableName: 'orders' })\nexport class Order extends Model {\n${body}\n}`,
    });
    expect(keysOf(schema.find('orders'))).toEqual(keys);
  });

  it('takes a composite with one required column as a protection', () => {
    const schema = schemaOf({
      '/app/order.ts': `${IMPORTS}@Table\nexport class Order extends Model {\n@AllowNull(false) @Unique('ab') @Column a!: string; @Unique('ab') @Column b!: string;\n}`,
    });
    expect(protects(schema.find('Order'), 'a', 'b')).toBe('a, b');
    expect(protects(schema.find('Order'), 'a')).toBeUndefined();
  });
});
