import type { StudyEvent } from "@diapason/core"

/** The newest events of a study as JSON, made once for all streams. Kept only while somebody listens. */
export interface Recent {
  push(events: readonly StudyEvent[]): void
  /** What follows a position: the events' texts, at most `bytes` of them and at least one; undefined where they are no longer here. */
  after(position: number, bytes: number): readonly string[] | undefined
  /** How many characters wait after a position; Infinity where some are no longer here. */
  waiting(position: number): number
  clear(): void
}

export function recent(): Recent {
  let texts: string[] = []
  /** Position of the first. */
  let first = 1
  let size = 0
  const clear = (): void => {
    ;[texts, size] = [[], 0]
  }
  const indexOf = (position: number): number | undefined => {
    const at = position + 1 - first
    return texts.length === 0 || at < 0 || at > texts.length ? undefined : at
  }
  return {
    clear,
    push(events) {
      for (const event of events) {
        if (texts.length === 0) first = event.seq
        const text = JSON.stringify(event)
        texts.push(text)
        size += text.length
      }
      if (size <= most) return
      let gone = 0
      while (size > most / 2 && gone < texts.length - 1) size -= texts[gone++]!.length
      texts = texts.slice(gone)
      first += gone
    },
    after(position, bytes) {
      const at = indexOf(position)
      if (at === undefined) return undefined
      let end = at
      for (let sum = 0; end < texts.length && (end === at || sum + texts[end]!.length <= bytes); end++) sum += texts[end]!.length
      return texts.slice(at, end)
    },
    waiting(position) {
      const at = indexOf(position)
      if (at === undefined) return Infinity
      let sum = 0
      for (let i = at; i < texts.length; i++) sum += texts[i]!.length
      return sum
    },
  }
}

/** Characters. */
const most = 4_000_000
