/** A function of values that never change, which computes once for each of them. */
export function remember<K extends object, V>(
  compute: (key: K) => V
): (key: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return key => {
    const { value } = known.get(key) ?? { value: compute(key) };
    known.set(key, { value });
    return value;
  };
}
