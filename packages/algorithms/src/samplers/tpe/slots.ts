/** Which kernel stands where: the slots of a mixture. Slot 0 is the prior; a slot that was freed is used again first. */
export interface Slots {
  /** Slots in use or free. */
  readonly size: number
  /** Row of each slot: `priorRow`, `noRow`, or a row of the table. */
  readonly row: readonly number[]
  of(row: number): number | undefined
  take(row: number): number
  free(row: number): void
}

export const priorRow = -1
export const noRow = -2

export function createSlots(): Slots {
  const row: number[] = [priorRow]
  const slotOf = new Map<number, number>()
  const unused: number[] = []
  return {
    get size() {
      return row.length
    },
    row,
    of: (one) => slotOf.get(one),
    take(one) {
      const slot = unused.pop() ?? row.length
      row[slot] = one
      slotOf.set(one, slot)
      return slot
    },
    free(one) {
      const slot = slotOf.get(one)!
      row[slot] = noRow
      slotOf.delete(one)
      unused.push(slot)
    },
  }
}
