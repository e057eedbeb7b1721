/** What the process that executes a user's configuration needs of this package, without the engine: its only entry for one. */
export { ConfigError, userRows } from './config/read.js';
export type { LibraryModel } from './models/model.js';
export { configFileOf } from './project/config-file.js';
export { slashes } from './project/disk.js';
export { specifiersIn } from './project/specifiers.js';
