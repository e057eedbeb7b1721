/** What is on the disk: bytes as text, and which files exist. */
import { readdirSync, statSync } from 'node:fs';
import { posix } from 'node:path';

/** Windows paths to forward slashes. */
export function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Decodes by byte order mark (UTF-8, UTF-16 LE/BE; UTF-8 without one) and strips the mark. */
export function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const swapped = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return swapped.swap16().toString('utf16le');
  }
  return withoutMark(bytes.toString('utf8'));
}

/** The bytes of `text` in the encoding, and with the byte order mark, that `like` is written in. The reverse of `decode`. */
export function encodeLike(like: Buffer, text: string): Buffer {
  if (like[0] === 0xff && like[1] === 0xfe) return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (like[0] === 0xfe && like[1] === 0xff) return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  const hasMark = like[0] === 0xef && like[1] === 0xbb && like[2] === 0xbf;
  return Buffer.from(hasMark ? `\uFEFF${text}` : text, 'utf8');
}

/** Text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Which files exist, a folder read at once: resolving asks for many names of few folders. */
export class Folders {
  readonly #names = new Map<string, ReadonlySet<string>>();

  /** Is there a file at `path` (absolute, forward slashes)? Answers hold until `forget`. */
  hasFile(path: string): boolean {
    return this.#filesIn(posix.dirname(path)).has(posix.basename(path));
  }

  /** Was there a file at `path` when its folder was read? Reads nothing. */
  remembers(path: string): boolean {
    return this.#names.get(posix.dirname(path))?.has(posix.basename(path)) === true;
  }

  forget(): void {
    this.#names.clear();
  }

  #filesIn(folder: string): ReadonlySet<string> {
    const known = this.#names.get(folder);
    if (known) return known;
    const names = new Set<string>();
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const isFile = entry.isSymbolicLink() ? isFileNow(`${folder}/${entry.name}`) : entry.isFile();
        if (isFile) names.add(entry.name);
      }
    } catch {
      // No such folder: nothing in it.
    }
    this.#names.set(folder, names);
    return names;
  }
}

/** Is there a file at `path` at this moment? */
export function isFileNow(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}

/** Is there a folder at `path` at this moment? */
export function isFolderNow(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Those of `paths` that were written, renamed or removed since `time` (ms), or that are not there. */
export function touchedSince(paths: Iterable<string>, time: number): readonly string[] {
  return [...paths].filter((path) => {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      return !stats || Math.max(stats.ctimeMs, stats.mtimeMs) >= time - CLOCK_TICK;
    } catch {
      return true;
    }
  });
}

/** File systems stamp with the time of the last tick. */
const CLOCK_TICK = 20;
