/**
 * Reads a log whose lines begin with the moment at which they were written, as Kubernetes gives it with `timestamps=true`, over several
 * connections: what came is given once, whole line by whole line, however often its beginning is read again.
 */
export interface StampedLines {
  /** Takes in bytes of a connection and gives what is new, without the moments. */
  push(bytes: Uint8Array): Uint8Array
  /** Another connection begins, which reads from this moment on; undefined reads from the beginning. */
  again(): string | undefined
  /** A last line without an end, once nothing more will come. */
  rest(): Uint8Array
}

export function stampedLines(): StampedLines {
  /** How many lines of each moment were given, of the last moments. */
  const given = new Map<string, number>()
  let skip = new Map<string, number>()
  let partial: Uint8Array[] = []
  let newest: number | undefined
  /** From how many moments on the older ones are let go. */
  let full = leastKept
  const since = (): number | undefined => (newest === undefined ? undefined : (Math.floor(newest / 1000) - 1) * 1000)

  const forget = (): void => {
    if (given.size < full) return
    const from = since()!
    for (const stamp of given.keys()) if (Date.parse(stamp) < from) given.delete(stamp)
    full = Math.max(leastKept, 2 * given.size)
  }
  const take = (line: Buffer): Uint8Array => {
    const space = line.indexOf(0x20)
    const stamp = space < 0 ? "" : line.toString("latin1", 0, space)
    const at = stampForm.test(stamp) ? Date.parse(stamp) : Number.NaN
    // What has no moment is a word of the node itself.
    if (Number.isNaN(at)) return line
    const known = skip.get(stamp) ?? 0
    if (known > 0) {
      skip.set(stamp, known - 1)
      return nothing
    }
    given.set(stamp, (given.get(stamp) ?? 0) + 1)
    newest = Math.max(newest ?? at, at)
    forget()
    return line.subarray(space + 1)
  }
  return {
    push(bytes) {
      const found: Uint8Array[] = []
      let from = 0
      for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, from)) {
        found.push(take(Buffer.concat([...partial, bytes.subarray(from, end + 1)])))
        partial = []
        from = end + 1
      }
      if (from < bytes.length) partial.push(bytes.subarray(from))
      return Buffer.concat(found)
    },
    again() {
      partial = []
      skip = new Map(given)
      const from = since()
      return from === undefined ? undefined : new Date(from).toISOString()
    },
    rest() {
      const line = Buffer.concat(partial)
      partial = []
      return line.length === 0 ? nothing : take(line)
    },
  }
}

const nothing = new Uint8Array(0)
const lineEnd = 0x0a
const leastKept = 4000
const stampForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
