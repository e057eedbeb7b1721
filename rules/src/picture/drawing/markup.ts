/** HTML out of text: nothing that a project's code says can become markup. */

/** Text for between tags and for attributes in double quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${String(c.charCodeAt(0))};`);
}

/** Attributes; those that are undefined or false are left out, true ones stand alone. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  ...content: readonly string[]
): string {
  const list = Object.entries(attributes).map(([key, value]) => {
    if (value === undefined || value === false) return '';
    return value === true ? ` ${key}` : ` ${key}="${escaped(String(value))}"`;
  });
  return `<${name}${list.join('')}>${content.join('')}</${name}>`;
}
