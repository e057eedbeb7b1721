/** ffc-database: a Sequelize connection with every model of a folder on it, by name (1.0.23). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'ffc-database',
  packages: ['ffc-database'],
  exports: { Database: { class: 'Database' } },
  types: {
    Database: { members: { connect: { call: { returns: 'Db' } } } },
    Db: {
      members: {
        sequelize: { type: 'sequelize#Sequelize' },
        Sequelize: { type: 'sequelize#SequelizeClass' },
      },
      anyMember: { type: 'sequelize#ModelClass', named: true },
    },
  },
} satisfies LibraryModel;
