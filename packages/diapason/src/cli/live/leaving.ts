/** How a person leaves a view: the `q` key, or Ctrl-C. */
export interface Leaving {
  /** Aborted when the person leaves, or when `done` is called. */
  readonly signal: AbortSignal
  done(): void
  /** Whether Ctrl-C or a termination ended it. */
  interrupted(): boolean
  /** Gives keys and signals back. */
  dispose(): void
}

/** Listens for `q` where a person types, and for the signals everywhere. */
export function leaving(input: NodeJS.ReadStream = process.stdin): Leaving {
  const gone = new AbortController()
  let interrupted = false
  const leave = (): void => {
    interrupted = true
    gone.abort()
  }
  const key = (bytes: Buffer): void => {
    const text = bytes.toString("latin1")
    // In raw mode Ctrl-C is a key like any other.
    if (text.includes("\u0003")) leave()
    else if (/[qQ]/.test(text)) gone.abort()
  }
  const raw = input.isTTY === true
  if (raw) input.setRawMode(true).on("data", key).resume()
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, leave)
  return {
    signal: gone.signal,
    done: () => gone.abort(),
    interrupted: () => interrupted,
    dispose() {
      if (raw) input.off("data", key).setRawMode(false).pause()
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, leave)
    },
  }
}
