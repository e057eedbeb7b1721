/** AWS SDK v2's SQS imported by itself; its rows are those of `aws-sdk`. */
import type { LibraryModel } from '../model.js';

export default {
  library: 'aws-sdk/clients/sqs',
  packages: ['aws-sdk/clients/sqs'],
  exports: { '*': { class: 'aws-sdk#SQS' } },
} satisfies LibraryModel;
