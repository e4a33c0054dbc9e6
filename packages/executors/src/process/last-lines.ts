import type { Line } from "@diapason/core/protocol"

/** The last forty lines that say something, each cut to 500 characters: the cause of an end may stand above a long trace. */
export function lastLines(): { readonly add: (line: Line) => void; readonly all: readonly string[] } {
  const all: string[] = []
  return {
    all,
    add(line) {
      const text = line.kind === "line" ? line.text.trim() : ""
      if (text === "") return
      all.push(text.slice(0, 500))
      if (all.length > 40) all.shift()
    },
  }
}
