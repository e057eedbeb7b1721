/** What values are by the names that code gives them: ids, plain measures and texts, times. */

/** Their last word: `orderId`, `invoice_no`, `apiToken`. Names that are not words of a language may be ids as well. */
const IDS = new Set(
  'id ids uid uuid uuids guid ulid key keys token hash digest checksum signature fingerprint no number num nr code ref reference sku slug handle url uri link path file filename nonce seq sequence offset cursor version revision session trace span correlation idempotency dedup tag vin iban isbn'.split(
    ' ',
  ),
);
const PLAIN = new Set(
  'amount total subtotal price cost fee tax vat discount balance currency count quantity qty size length width height weight limit rate percent percentage score level rank priority status kind type name firstname lastname fullname username displayname title subject text html description summary email mail to from cc bcc phone mobile lang language locale street zip color reason at time date timestamp day week month year hour minute created updated enabled active success ok attempts attempt retries delay duration currencycode'.split(
    ' ',
  ),
);
const CLOCK = new Set('at time date timestamp day week month year hour minute created updated now ts'.split(' '));

/** May a value of this name tell one thing from all others of its kind? */
export function isIdName(name: string): boolean {
  const parts = words(name);
  return parts.some((w) => /^(?:id|uuid|key)$/.test(w)) || IDS.has(parts.at(-1) ?? '');
}

/** Is it a single value by its name, and no id? `order` may be an object that holds one. */
export function isPlainName(name: string): boolean {
  const parts = words(name);
  return PLAIN.has(parts.at(-1) ?? '') || /^(?:is|has|was|should|can)$/.test(parts[0] ?? '');
}

export function isClockName(name: string): boolean {
  return CLOCK.has(words(name).at(-1) ?? '');
}

function words(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((w) => w !== '');
}
