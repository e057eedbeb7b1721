/** How are the migrations of a folder named, and what is the next one's name? */
import { posix } from 'node:path';

export interface Numbered {
  readonly path: string;
  readonly prefix: string;
  /** Digits as written. */
  readonly number: string;
  readonly separator: string;
  readonly words: string;
  /** `.sql`, `.up.sql`, `.ts`; empty for a folder. */
  readonly ending: string;
}

const NAME = /^(V?)(\d+)(__|[-_.])([A-Za-z].*?)((?:\.(?:up|down|do|undo))?\.\w+)?$/;

/** Undefined where the name has no number, or one of several parts (`V1_2__x.sql`). */
export function readNumber(path: string): Numbered | undefined {
  const [, prefix = '', number, separator, words, ending = ''] = NAME.exec(posix.basename(path)) ?? [];
  if (number === undefined || separator === undefined || words === undefined) return undefined;
  return { path, prefix, number, separator, words, ending };
}

/** The one with the highest number; of a pair the one that goes forward. */
export function last(paths: readonly string[]): Numbered | undefined {
  const found = paths
    .flatMap((path) => readNumber(path) ?? [])
    .filter(({ ending }) => !/^\.(?:down|undo)\./.test(ending));
  return found.reduce<Numbered | undefined>(
    (best, at) => (best && BigInt(best.number) >= BigInt(at.number) ? best : at),
    undefined,
  );
}

/**
 * Path of the migration behind `numbered`, `words` (`add_orders`) written as its words are. A moment is followed by its next
 * second: it has to come behind all others, and be the same whenever it is asked for.
 */
export function nextPath(numbered: Numbered, words: string, ending = numbered.ending): string {
  const name = `${numbered.prefix}${nextNumber(numbered.number)}${numbered.separator}${inStyle(words, numbered)}${ending}`;
  return posix.join(posix.dirname(numbered.path), name);
}

function nextNumber(number: string): string {
  const moment = /^((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number)?.slice(1).map(Number);
  if (moment) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = moment;
    const next = new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1));
    return next.toISOString().replace(/\D/g, '').slice(0, number.length);
  }
  return String(BigInt(number) + 1n).padStart(number.length, '0');
}

function inStyle(words: string, { words: like }: Numbered): string {
  if (/^[A-Z][A-Za-z\d]*$/.test(like)) return pascal(words);
  if (/^[a-z]+[A-Z][A-Za-z\d]*$/.test(like)) return pascal(words).replace(/^./, (c) => c.toLowerCase());
  return like.includes('-') ? words.replaceAll('_', '-') : words;
}

/** `add_orders` → `AddOrders`. */
export function pascal(words: string): string {
  return words.replace(/(?:^|_)([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
