/** The comment that disables a rule for one line, with a reason. */
import { commentsOf } from 'eslint-plugin-idempotent-consumer/editor';
import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Texts } from './texts.js';

const DIRECTIVE = /^(\s*\/\/\s*eslint-disable-next-line\s+[\w@/.-]+(?:\s*,\s*[\w@/.-]+)*)/;

/**
 * @param path says which grammar the text has
 * @param line 0-based
 * @returns undefined where a line above would be no comment: inside a template, in JSX
 */
export function disabling(
  path: string,
  document: TextDocument,
  line: number,
  rule: string,
  texts: Texts,
): TextEdit | undefined {
  const name = `idempotent-consumer/${rule}`;
  const above = line === 0 ? '' : lineOf(document, line - 1);
  const known = DIRECTIVE.exec(above)?.[1];
  if (known !== undefined) return insertion(line - 1, known.length, `, ${name}`);
  const eol = document.getText().includes('\r\n') ? '\r\n' : '\n';
  const indent = /^[ \t]*/.exec(lineOf(document, line))?.[0] ?? '';
  const comment = `${indent}// eslint-disable-next-line ${name} -- ${texts('disable.reason')}`;
  const at = document.offsetAt({ line, character: 0 });
  const text = document.getText();
  const after = text.slice(0, at) + comment + eol + text.slice(at);
  const isComment = commentsOf(path, after).some(({ range: [start] }) => start === at + indent.length);
  return isComment ? insertion(line, 0, comment + eol) : undefined;
}

function lineOf(document: TextDocument, line: number): string {
  return document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
}

function insertion(line: number, character: number, newText: string): TextEdit {
  return { range: { start: { line, character }, end: { line, character } }, newText };
}
