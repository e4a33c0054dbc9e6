/**
 * An empty queue: works one after another. What is given while another is under way begins when that has settled, else at once; one that
 * rejects does not keep the next from its turn.
 */
export function createQueue(): Queue {
  let last: Promise<unknown> | undefined
  return {
    add(work) {
      const result = last === undefined ? work() : last.then(work, work)
      const over = (): void => void (last === result && (last = undefined))
      last = result
      result.then(over, over)
      return result
    },
  }
}

/** Works one after another. */
export interface Queue {
  add<T>(work: () => Promise<T>): Promise<T>
}
