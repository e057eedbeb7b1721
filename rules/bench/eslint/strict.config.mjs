/** The parser and every rule of ours at error. */
import idempotentConsumer from '../../dist/plugin.js';
import parser from './parser.config.mjs';

export default [...parser, idempotentConsumer.configs.strict];
