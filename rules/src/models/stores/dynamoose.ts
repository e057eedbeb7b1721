/** dynamoose: `create` refuses an item whose key is there, `save` and `batchPut` overwrite it, `$ADD` counts (writes.md §4.3, 4.2.0). */
import type { CallModel, LibraryModel } from '../model.js';

const read: CallModel = { effect: { kind: 'read', where: [0] }, provenance: 'state' };
const built: CallModel = { returns: 'Query', lazy: true, effect: { kind: 'read' }, provenance: 'state' };
/** The key and what is changed, or both in one object. */
const update: CallModel[] = [
  {
    when: { atLeast: 2 },
    effect: { kind: 'absolute', where: [0], data: [1], fieldsUnder: ['$SET'], accumulates: ['$ADD'] },
    provenance: 'state',
  },
  { effect: { kind: 'absolute', data: [0], accumulates: ['$ADD'] }, provenance: 'state' },
];

export default {
  library: 'dynamoose',
  packages: ['dynamoose'],
  duplicateErrors: ['ConditionalCheckFailedException'],
  exports: {
    '*': { value: 'Dynamoose' },
    model: { call: { returns: 'Model', resource: [0] } },
  },
  types: {
    Dynamoose: { members: { model: { call: { returns: 'Model', resource: [0] } } } },
    Model: {
      construct: { returns: 'Item', returnsArgument: [0] },
      members: {
        create: { call: { effect: { kind: 'conditional', data: [0] }, provenance: 'state' } },
        update: { call: update },
        batchPut: { call: { effect: { kind: 'absolute', data: [0] } } },
        delete: { call: { effect: { kind: 'delete', where: [0] } } },
        batchDelete: { call: { effect: { kind: 'delete' } } },
        get: { call: { ...read, returns: 'Item' } },
        batchGet: { call: read },
        query: { call: built },
        scan: { call: built },
      },
    },
    Item: {
      members: {
        save: { call: { effect: { kind: 'absolute', ofReceiver: true } } },
        delete: { call: { effect: { kind: 'delete' } } },
      },
    },
    Query: {
      members: { exec: { call: { run: true, provenance: 'state' } } },
      anyMember: { call: { returns: 'this' } },
    },
  },
} satisfies LibraryModel;
