/** AWS SDK v2's S3 imported by itself; its rows are those of `aws-sdk`. */
import type { LibraryModel } from '../model.js';

export default {
  library: 'aws-sdk/clients/s3',
  packages: ['aws-sdk/clients/s3'],
  exports: { '*': { class: 'aws-sdk#S3' } },
} satisfies LibraryModel;
