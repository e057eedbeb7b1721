/** @nestjs/mongoose: injected models and connections (writes.md §4.2, 12.0.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@nestjs/mongoose',
  packages: ['@nestjs/mongoose'],
  exports: {
    InjectModel: { decorator: { inject: { type: 'mongoose#Model', resource: [0] } } },
    InjectConnection: { decorator: { inject: { type: 'mongoose#Connection' } } },
  },
} satisfies LibraryModel;
