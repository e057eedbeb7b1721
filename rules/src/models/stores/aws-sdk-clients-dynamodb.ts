/** AWS SDK v2's DynamoDB imported by itself; its rows are those of `aws-sdk`. */
import type { ExportModel, LibraryModel } from '../model.js';

const dynamodb: ExportModel = { class: 'aws-sdk#DynamoDB', static: 'aws-sdk#DynamoDBClass' };

export default {
  library: 'aws-sdk/clients/dynamodb',
  packages: ['aws-sdk/clients/dynamodb'],
  exports: { default: dynamodb, '*': dynamodb, DocumentClient: { class: 'aws-sdk#DocumentClient' } },
} satisfies LibraryModel;
