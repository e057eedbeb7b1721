/** Is a text worth reading? */

/** Larger files (characters, bytes) are left out. */
export const MAX_SIZE = 1_000_000;

/** Why a text is not worth parsing; undefined when a person may have written it. */
export function machineMade(text: string): string | undefined {
  if (text.length > MAX_SIZE) return `skipped: larger than ${String(MAX_SIZE / 1000)} kB`;
  if (text.length <= 20_000) return undefined;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 500 ? 'skipped: looks machine-made (very long lines)' : undefined;
}
