/** Which studies of two groups are held against each other. */
export interface Pairs {
  /** By what: the part of their names that the pattern left open, their seeds, or the order in which they are. */
  readonly by: "name" | "seed" | "order"
  /** Places in the first and in the second group. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Studies that are in no pair. */
  readonly left: number
}

interface Side {
  readonly part?: string
  readonly seed: number
}

/**
 * Pairs by what most surely means the same conditions: names, where patterns left a part open that both groups have; seeds, where each
 * group has each of its seeds once; else the order in which the studies are.
 */
export function pairsOf(first: readonly Side[], second: readonly Side[]): Pairs {
  const byName = matched(first, second, ({ part }) => part)
  if (byName.length > 0) return close("name", byName, first, second)
  const bySeed = matched(first, second, ({ seed }) => seed)
  if (bySeed.length > 0) return close("seed", bySeed, first, second)
  const count = Math.min(first.length, second.length)
  return close(
    "order",
    Array.from({ length: count }, (_, i) => [i, i] as const),
    first,
    second,
  )
}

const close = (by: Pairs["by"], pairs: Pairs["pairs"], first: readonly Side[], second: readonly Side[]): Pairs => ({
  by,
  pairs,
  left: first.length + second.length - 2 * pairs.length,
})

/** Nothing where a key is missing or stands for two studies of a group. */
function matched<K>(
  first: readonly Side[],
  second: readonly Side[],
  keyOf: (side: Side) => K | undefined,
): readonly (readonly [number, number])[] {
  const [a, b] = [first.map(keyOf), second.map(keyOf)]
  const sound = (keys: readonly (K | undefined)[]): boolean => !keys.includes(undefined) && new Set(keys).size === keys.length
  if (!sound(a) || !sound(b)) return []
  return a.flatMap((key, i) => (b.includes(key) ? [[i, b.indexOf(key)] as const] : []))
}
