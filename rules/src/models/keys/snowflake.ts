/** Snowflake generators: clock and counter, so every id is made anew (writes.md §7). */
import type { CallModel, ExportModel, LibraryModel } from '../model.js';

const fresh: CallModel = { provenance: 'fresh' };
const generator: ExportModel = { class: 'Generator', value: 'Generator' };

export default {
  library: 'snowflake',
  packages: [
    '@sapphire/snowflake',
    'nodejs-snowflake',
    'snowflake-id',
    'flake-idgen',
    '@akashrajpurohit/snowflake-id',
    'tsid-ts',
  ],
  exports: {
    '*': { class: 'Generator' },
    Snowflake: { class: 'Generator' },
    SnowflakeId: { class: 'Generator' },
    DiscordSnowflake: generator,
    TwitterSnowflake: generator,
    getTsid: { call: fresh },
  },
  types: {
    Generator: {
      members: {
        generate: { call: fresh },
        getUniqueID: { call: fresh },
        idFromTimestamp: { call: { provenance: 'derived' } },
        next: { call: fresh },
        deconstruct: { call: { provenance: 'derived' } },
        decode: { call: { provenance: 'derived' } },
      },
    },
  },
} satisfies LibraryModel;
