/** @nestjs/sequelize: injected models and connections (writes.md §3.3, 12.0.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@nestjs/sequelize',
  packages: ['@nestjs/sequelize'],
  exports: {
    InjectModel: { decorator: { inject: { type: 'sequelize#ModelClass', resource: [0] } } },
    InjectConnection: { decorator: { inject: { type: 'sequelize#Sequelize' } } },
  },
} satisfies LibraryModel;
