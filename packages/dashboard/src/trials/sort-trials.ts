import type { TableColumn } from "./table-columns.ts"

/** By which column the list is sorted; in the address `-val_loss` is descending. */
export interface Sort {
  readonly by: string
  readonly down: boolean
}

/** Reads `sort=` of an address; the newest trial first where it says nothing. */
export function readSort(text: string | number | undefined): Sort {
  const word = text === undefined ? "-trial" : String(text)
  return word.startsWith("-") ? { by: word.slice(1), down: true } : { by: word, down: false }
}

export const writeSort = ({ by, down }: Sort): string => (down ? `-${by}` : by)

/** What a click on a header asks for: that column ascending, and descending when it is that already; numbers of trials the other way round. */
export const nextSort = (now: Sort, by: string): Sort => ({ by, down: now.by === by ? !now.down : by === "trial" })

/**
 * The trials that are kept, in order. Missing values come last in both directions; equal ones stay in the order of their numbers. A column
 * that cannot be sorted gives the order of numbers.
 */
export function sortedTrials(mask: Uint8Array, size: number, column: TableColumn | undefined, down: boolean): Int32Array {
  const key = column?.key
  const kept: number[] = []
  const missing: number[] = []
  const keys: (number | string)[] = []
  for (let n = 0; n < size; n++) {
    if (mask[n] !== 1) continue
    const value = key?.(n) ?? n
    keys[n] = value
    if (value === "" || (typeof value === "number" && Number.isNaN(value))) missing.push(n)
    else kept.push(n)
  }
  const ranks = rankedWords(keys)
  const valueOf = (n: number): number => (ranks === undefined ? (keys[n] as number) : ranks.get(keys[n]!)!)
  const turn = down ? -1 : 1
  kept.sort((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)]
    return x < y ? -turn : x > y ? turn : a - b
  })
  return Int32Array.from([...kept, ...missing])
}

/** The place of each word among all, so that each is compared as a word only once; undefined for numbers. */
function rankedWords(keys: readonly (number | string)[]): ReadonlyMap<number | string, number> | undefined {
  const words = new Set<string>()
  keys.forEach((key) => {
    if (typeof key === "string") words.add(key)
  })
  if (words.size === 0) return undefined
  return new Map([...words].sort(collator.compare).map((word, i) => [word, i]))
}

/** `relu10` after `relu9`. */
const collator = new Intl.Collator("en", { numeric: true })
