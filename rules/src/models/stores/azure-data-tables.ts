/** @azure/data-tables: an entity is told by partition and row key; creating one that is there fails (13.3.2). */
import type { CallModel, LibraryModel } from '../model.js';

const read: CallModel = { effect: { kind: 'read' }, provenance: 'state' };

export default {
  library: '@azure/data-tables',
  packages: ['@azure/data-tables'],
  duplicateErrors: ['EntityAlreadyExists'],
  exports: { TableClient: { class: 'TableClient', static: 'TableClients' } },
  types: {
    TableClients: {
      members: { fromConnectionString: { call: { returns: 'TableClient', resource: [1], sync: true } } },
    },
    TableClient: {
      construct: { resource: [1] },
      members: {
        createEntity: { call: { effect: { kind: 'insert', data: [0], key: [0, 'rowKey'] } } },
        upsertEntity: { call: { effect: { kind: 'upsert', data: [0], key: [0, 'rowKey'] } } },
        updateEntity: { call: { effect: { kind: 'absolute', data: [0], key: [0, 'rowKey'] } } },
        deleteEntity: { call: { effect: { kind: 'delete', key: [1] } } },
        getEntity: { call: { ...read, effect: { kind: 'read', key: [1] } } },
        listEntities: { call: read },
      },
    },
  },
} satisfies LibraryModel;
