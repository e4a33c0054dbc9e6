/**
 * A sorted list of (value, id) pairs for values that come in any order: buckets of at most 512 pairs, so that an insertion moves some
 * hundred numbers instead of half the list. Finding is two binary searches. Order: by value, then by id. 16 bytes a pair.
 */

/** One pair. Ids tell equal values apart; a pair is in the list once at most. */
export type Entry = { readonly value: number; readonly id: number }

/** The sorted list. It changes in place. */
export interface BucketList extends Iterable<Entry> {
  readonly size: number
  /** Puts the pair in its place; false if it was there already. Throws RangeError for NaN. */
  insert(value: number, id: number): boolean
  /** Takes the pair out; false if it was not there. */
  remove(value: number, id: number): boolean
  /** The last pair before this one, which need not be in the list. */
  predecessor(value: number, id: number): Entry | undefined
  /** The first pair after this one, which need not be in the list. */
  successor(value: number, id: number): Entry | undefined
}

/** An empty list, or the list of the given pairs. */
export function bucketList(entries: Iterable<Entry> = []): BucketList {
  const buckets: Bucket[] = [{ values: [], ids: [] }]
  let size = 0

  /** The bucket that holds the pair or would: the first whose last pair is not before it, or the last. */
  function bucketOf(value: number, id: number): number {
    let lo = 0
    let hi = buckets.length - 1
    while (lo < hi) {
      const middle = (lo + hi) >>> 1
      if (before(buckets[middle]!, buckets[middle]!.ids.length - 1, value, id)) lo = middle + 1
      else hi = middle
    }
    return lo
  }

  const list: BucketList = {
    get size() {
      return size
    },
    insert(value, id) {
      if (!(value === value && id === id)) throw new RangeError("a sorted list has no place for NaN")
      const b = bucketOf(value, id)
      const bucket = buckets[b]!
      const at = position(bucket, value, id)
      if (bucket.values[at] === value && bucket.ids[at] === id) return false
      bucket.values.splice(at, 0, value)
      bucket.ids.splice(at, 0, id)
      if (bucket.ids.length > capacity) buckets.splice(b + 1, 0, upperHalf(bucket))
      size++
      return true
    },
    remove(value, id) {
      const b = bucketOf(value, id)
      const bucket = buckets[b]!
      const at = position(bucket, value, id)
      if (bucket.values[at] !== value || bucket.ids[at] !== id) return false
      bucket.values.splice(at, 1)
      bucket.ids.splice(at, 1)
      if (bucket.ids.length === 0 && buckets.length > 1) buckets.splice(b, 1)
      size--
      return true
    },
    predecessor(value, id) {
      const b = bucketOf(value, id)
      const at = position(buckets[b]!, value, id)
      return at > 0 ? entry(buckets[b], at - 1) : entry(buckets[b - 1], (buckets[b - 1]?.ids.length ?? 0) - 1)
    },
    successor(value, id) {
      const b = bucketOf(value, id)
      const bucket = buckets[b]!
      const at = position(bucket, value, id)
      const next = bucket.values[at] === value && bucket.ids[at] === id ? at + 1 : at
      return next < bucket.ids.length ? entry(bucket, next) : entry(buckets[b + 1], 0)
    },
    *[Symbol.iterator]() {
      for (const { values, ids } of buckets) for (const [i, value] of values.entries()) yield { value, id: ids[i]! }
    },
  }
  for (const { value, id } of entries) list.insert(value, id)
  return list
}

const capacity = 512

/** Never empty, unless the whole list is. */
type Bucket = { readonly values: number[]; readonly ids: number[] }

const before = ({ values, ids }: Bucket, i: number, value: number, id: number): boolean =>
  values[i]! < value || (values[i]! === value && ids[i]! < id)

/** How many pairs of the bucket come before this one. */
function position(bucket: Bucket, value: number, id: number): number {
  let lo = 0
  let hi = bucket.ids.length
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if (before(bucket, middle, value, id)) lo = middle + 1
    else hi = middle
  }
  return lo
}

const upperHalf = ({ values, ids }: Bucket): Bucket => ({ values: values.splice(capacity / 2), ids: ids.splice(capacity / 2) })

function entry(bucket: Bucket | undefined, i: number): Entry | undefined {
  const value = bucket?.values[i]
  const id = bucket?.ids[i]
  return value === undefined || id === undefined ? undefined : { value, id }
}
