/** Where may a text call something of a name, told without parsing it? */

/** Words before a name that is defined there, and not called. */
const DEFINING = ['abstract', 'async', 'get', 'override', 'private', 'protected', 'public', 'set', 'static'].join('|');

/**
 * A call, or `new`, of that name, whatever stands between the two: type arguments, assertions, brackets, a comment.
 * A definition (`async place(order) {`) may slip in where no word before it tells; no call is missed.
 */
export function callOf(name: string): RegExp {
  const word = name.replaceAll('$', '\\$');
  const after = String.raw`['"\`]?\]?\s*(?:[(<]|!(?!=)|\?\.|\)+\s*(?:[(<!]|\?\.|as\b|/[/*])|as\b|/[/*])`;
  const defined = String.raw`\bfunction[\s*]{1,9}|(?<![\w$.])(?:${DEFINING})[ \t]{1,4}\*?`;
  // What stands before the name is asked for behind it: engines search for a text that they know much faster.
  return new RegExp(`${word}(?<!(?:[\\w$]|${defined})${word})(?![\\w$])${after}`);
}
