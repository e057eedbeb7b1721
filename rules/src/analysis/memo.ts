/** Memo tables that hang on an object and live as long as it does. */

/** The entry of `key`, made on first use. */
export function entry<K extends WeakKey, V>(table: WeakMap<K, V>, key: K, make: () => V): V {
  let value = table.get(key);
  if (value === undefined) {
    value = make();
    table.set(key, value);
  }
  return value;
}
