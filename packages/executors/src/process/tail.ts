import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs"

/** A file that is followed. */
export interface Tail {
  /** Hands on the bytes that came since the last time. */
  poll(): void
  close(): void
}

/**
 * Follows a file that grows. Absent files are empty.
 * @param again called when the file was replaced, or emptied and written anew, which is then read from its beginning; without it the
 * file is taken to be only appended to
 */
export function tail(path: string, hear: (bytes: Uint8Array) => void, again?: () => void): Tail {
  const buffer = new Uint8Array(1 << 16)
  let fd: number | undefined
  let [at, inode, state] = [0, 0, ""]
  /** What stood at the beginning, and before the place that was read to: a file written anew differs there. */
  let [first, last] = [new Uint8Array(0), new Uint8Array(0)]
  const close = (): void => {
    if (fd !== undefined) closeSync(fd)
    fd = undefined
  }
  const restart = (): void => {
    if (at > 0) again?.()
    at = 0
    first = last = new Uint8Array(0)
  }
  const reopenIfReplaced = (): void => {
    const now = statSync(path, { throwIfNoEntry: false })
    if (fd === undefined || now === undefined || now.ino === inode) return
    close()
    restart()
  }
  const restartIfRewritten = (opened: number): void => {
    const { size, mtimeMs, ino } = fstatSync(opened)
    inode = ino
    if (state === `${size} ${mtimeMs}`) return
    state = `${size} ${mtimeMs}`
    if (size < at || !stands(opened, first, 0) || !stands(opened, last, at - last.length)) restart()
  }
  return {
    poll() {
      try {
        if (again !== undefined) reopenIfReplaced()
        const opened = (fd ??= openSync(path, "r"))
        if (again !== undefined) restartIfRewritten(opened)
        for (let n = readSync(opened, buffer, 0, buffer.length, at); n > 0; n = readSync(opened, buffer, 0, buffer.length, at)) {
          const bytes = buffer.slice(0, n)
          at += n
          if (first.length < remembered) first = joined(first, bytes).slice(0, remembered)
          last = joined(last, bytes.subarray(-remembered)).slice(-remembered)
          hear(bytes)
        }
      } catch {
        // Not there yet, or not a file: nothing was said this way.
      }
    },
    close,
  }
}

/** Bytes of a file's beginning and end that are compared. */
const remembered = 256

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat([a, b]))

function stands(fd: number, bytes: Uint8Array, at: number): boolean {
  const now = new Uint8Array(bytes.length)
  return readSync(fd, now, 0, now.length, at) === bytes.length && Buffer.compare(now, bytes) === 0
}
