/** AWS SDK v2's DynamoDB imported by itself; its rows are those of `aws-sdk`. */
import type { LibraryModel } from '../model.js';

export default {
  library: 'aws-sdk/clients/dynamodb',
  packages: ['aws-sdk/clients/dynamodb'],
  exports: {
    '*': { class: 'aws-sdk#DynamoDB', static: 'aws-sdk#DynamoDBClass' },
    DocumentClient: { class: 'aws-sdk#DocumentClient' },
  },
} satisfies LibraryModel;
