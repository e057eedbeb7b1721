/** @nestjs/typeorm: injected repositories, managers and data sources (writes.md §3.2, 12.0.2). */
import type { LibraryModel } from '../model.js';

const source = { decorator: { inject: { type: 'typeorm#DataSource' } } } as const;

export default {
  library: '@nestjs/typeorm',
  packages: ['@nestjs/typeorm'],
  exports: {
    InjectRepository: { decorator: { inject: { type: 'typeorm#Repository', resource: [0] } } },
    InjectEntityManager: { decorator: { inject: { type: 'typeorm#EntityManager' } } },
    InjectDataSource: source,
    InjectConnection: source,
  },
} satisfies LibraryModel;
