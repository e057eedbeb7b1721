/** @azure/cosmos: items of containers are told by their id; creating one that is there fails with 409 (4.9.3). */
import type { CallModel, LibraryModel } from '../model.js';

const read: CallModel = { effect: { kind: 'read' }, provenance: 'state' };
const query: CallModel = { ...read, returns: 'QueryIterator', lazy: true };
const fetch: CallModel = { run: true, provenance: 'state' };

export default {
  library: '@azure/cosmos',
  packages: ['@azure/cosmos'],
  exports: {
    CosmosClient: { class: 'CosmosClient' },
    Database: { class: 'Database' },
    Container: { class: 'Container' },
  },
  types: {
    CosmosClient: { members: { database: { call: { returns: 'Database', sync: true } } } },
    Database: { members: { container: { call: { returns: 'Container', resource: [0], sync: true } } } },
    Container: {
      members: { items: { type: 'Items' }, item: { call: { returns: 'Item', sync: true } } },
    },
    Items: {
      members: {
        create: { call: { effect: { kind: 'insert', data: [0], key: [0, 'id'] } } },
        upsert: { call: { effect: { kind: 'upsert', data: [0], key: [0, 'id'] } } },
        query: { call: query },
        readAll: { call: query },
      },
    },
    Item: {
      members: {
        read: { call: read },
        replace: { call: { effect: { kind: 'absolute', data: [0] } } },
        delete: { call: { effect: { kind: 'delete' } } },
      },
    },
    QueryIterator: { members: { fetchAll: { call: fetch }, fetchNext: { call: fetch } } },
  },
} satisfies LibraryModel;
