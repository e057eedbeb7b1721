/** @mikro-orm/nestjs: injected repositories and managers (writes.md §3.4, 7.1.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@mikro-orm/nestjs',
  packages: ['@mikro-orm/nestjs'],
  exports: {
    InjectRepository: { decorator: { inject: { type: '@mikro-orm/core#EntityRepository', resource: [0] } } },
    InjectEntityManager: { decorator: { inject: { type: '@mikro-orm/core#EntityManager' } } },
    InjectMikroORM: { decorator: { inject: { type: '@mikro-orm/core#MikroORM' } } },
  },
} satisfies LibraryModel;
