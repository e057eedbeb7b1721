/** AWS SDK v2's SNS imported by itself; its rows are those of `aws-sdk`. */
import type { LibraryModel } from '../model.js';

export default {
  library: 'aws-sdk/clients/sns',
  packages: ['aws-sdk/clients/sns'],
  exports: { '*': { class: 'aws-sdk#SNS' } },
} satisfies LibraryModel;
