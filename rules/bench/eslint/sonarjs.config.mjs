/** The parser and what eslint-plugin-sonarjs recommends. */
import sonarjs from 'eslint-plugin-sonarjs';
import parser from './parser.config.mjs';

export default [...parser, sonarjs.configs.recommended];
