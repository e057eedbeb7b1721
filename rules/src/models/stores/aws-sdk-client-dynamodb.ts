/** DynamoDB through AWS SDK v3: puts overwrite by key, conditions decide, expressions may accumulate (writes.md §4.3, lib-dynamodb 3.1162). */
import type { CallModel, EffectModel, ExportModel, LibraryModel, MemberModel } from '../model.js';

const condition = [0, 'ConditionExpression'] as const;
const item: EffectModel = { kind: 'absolute', resource: [0, 'TableName'], data: [0, 'Item'], condition };
const update: EffectModel = {
  kind: 'absolute',
  resource: [0, 'TableName'],
  key: [0, 'Key'],
  expression: [0, 'UpdateExpression'],
  condition,
};
const remove: EffectModel = { kind: 'delete', resource: [0, 'TableName'], key: [0, 'Key'], condition };
const batch: EffectModel = { kind: 'absolute', data: [0, 'RequestItems', '*', '*', 'PutRequest', 'Item'] };
/** One failing condition undoes all items. */
const transact: EffectModel = {
  kind: 'absolute',
  data: [0, 'TransactItems', '*', 'Put', 'Item'],
  expression: [0, 'TransactItems', '*', 'Update', 'UpdateExpression'],
  condition: [0, 'TransactItems', '*', '*', 'ConditionExpression'],
};
const get: CallModel = { effect: { kind: 'read', resource: [0, 'TableName'], key: [0, 'Key'] }, provenance: 'state' };
const query: CallModel = {
  effect: {
    kind: 'read',
    resource: [0, 'TableName'],
    where: [0, 'ExpressionAttributeValues'],
    whereExpressions: [
      [0, 'KeyConditionExpression'],
      [0, 'FilterExpression'],
    ],
    expressionNames: [0, 'ExpressionAttributeNames'],
  },
  provenance: 'state',
};
const reads: CallModel = { effect: { kind: 'read' }, provenance: 'state' };

/** The table's key is not in the call: the usual names stand for it. */
const putBy = {
  pk: { when: { has: [0, 'Item', 'pk'] }, effect: { ...item, key: [0, 'Item', 'pk'] } },
  PK: { when: { has: [0, 'Item', 'PK'] }, effect: { ...item, key: [0, 'Item', 'PK'] } },
  id: { when: { has: [0, 'Item', 'id'] }, effect: { ...item, key: [0, 'Item', 'id'] } },
} as const;
const putCommand: ExportModel = {
  class: 'Command',
  construct: [
    { ...putBy.pk, lazy: true },
    { ...putBy.PK, lazy: true },
    { ...putBy.id, lazy: true },
    { effect: item, lazy: true },
  ],
};
const put: MemberModel = { call: [putBy.pk, putBy.PK, putBy.id, { effect: item }] };
const updateCommand: ExportModel = { class: 'Command', construct: { effect: update, lazy: true } };
const deleteCommand: ExportModel = { class: 'Command', construct: { effect: remove, lazy: true } };
const batchCommand: ExportModel = { class: 'Command', construct: { effect: batch, lazy: true } };
const transactCommand: ExportModel = { class: 'Command', construct: { effect: transact, lazy: true } };
const getCommand: ExportModel = { class: 'Command', construct: { ...get, lazy: true } };
const queryCommand: ExportModel = { class: 'Command', construct: { ...query, lazy: true } };
const readsCommand: ExportModel = { class: 'Command', construct: { ...reads, lazy: true } };

/** PartiQL: an UPDATE may accumulate; an INSERT of a key that is there is refused. */
const statement: ExportModel = {
  class: 'Command',
  construct: { sql: { text: [0, 'Statement'], parameters: [0, 'Parameters'] }, lazy: true, provenance: 'state' },
};
const statements: ExportModel = {
  class: 'Command',
  construct: {
    sql: { text: [0, 'Statements', '*', 'Statement'], parameters: [0, 'Statements', '*', 'Parameters'] },
    lazy: true,
    provenance: 'state',
  },
};
const allStatements: ExportModel = {
  class: 'Command',
  construct: {
    sql: {
      text: [0, 'TransactStatements', '*', 'Statement'],
      parameters: [0, 'TransactStatements', '*', 'Parameters'],
    },
    lazy: true,
    provenance: 'state',
  },
};

export default {
  library: '@aws-sdk/client-dynamodb',
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@aws-sdk/util-dynamodb'],
  outcomes: ['Item', 'Items', 'Count', 'Attributes'],
  duplicateErrors: ['ConditionalCheckFailedException', 'TransactionCanceledException', 'DuplicateItemException'],
  exports: {
    DynamoDBClient: { class: 'Client' },
    DynamoDB: { class: 'DynamoDB' },
    DynamoDBDocumentClient: { class: 'Client', static: 'DocumentClientClass' },
    DynamoDBDocument: { class: 'Document', static: 'DocumentClass' },
    PutCommand: putCommand,
    PutItemCommand: putCommand,
    UpdateCommand: updateCommand,
    UpdateItemCommand: updateCommand,
    DeleteCommand: deleteCommand,
    DeleteItemCommand: deleteCommand,
    BatchWriteCommand: batchCommand,
    BatchWriteItemCommand: batchCommand,
    TransactWriteCommand: transactCommand,
    TransactWriteItemsCommand: transactCommand,
    GetCommand: getCommand,
    GetItemCommand: getCommand,
    QueryCommand: queryCommand,
    ScanCommand: queryCommand,
    BatchGetCommand: readsCommand,
    BatchGetItemCommand: readsCommand,
    TransactGetCommand: readsCommand,
    TransactGetItemsCommand: readsCommand,
    ExecuteStatementCommand: statement,
    BatchExecuteStatementCommand: statements,
    ExecuteTransactionCommand: allStatements,
    marshall: { call: { returnsArgument: [0] } },
    unmarshall: { call: { returnsArgument: [0] } },
  },
  types: {
    Command: {},
    Client: { members: { send: { call: { run: [0] } } } },
    DocumentClientClass: { members: { from: { call: { returns: 'Client' } } } },
    DocumentClass: { members: { from: { call: { returns: 'Document' } } } },
    Document: {
      extends: 'Client',
      members: {
        put,
        update: { call: { effect: update } },
        delete: { call: { effect: remove } },
        batchWrite: { call: { effect: batch } },
        transactWrite: { call: { effect: transact } },
        get: { call: get },
        query: { call: query },
        scan: { call: query },
        batchGet: { call: reads },
        transactGet: { call: reads },
      },
    },
    DynamoDB: {
      extends: 'Client',
      members: {
        putItem: put,
        updateItem: { call: { effect: update } },
        deleteItem: { call: { effect: remove } },
        batchWriteItem: { call: { effect: batch } },
        transactWriteItems: { call: { effect: transact } },
        getItem: { call: get },
        query: { call: query },
        scan: { call: query },
        batchGetItem: { call: reads },
        transactGetItems: { call: reads },
      },
    },
  },
} satisfies LibraryModel;
