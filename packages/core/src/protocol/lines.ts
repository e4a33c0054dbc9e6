import { utf8 } from "./utf8.ts"

/**
 * Cuts a stream of bytes into lines. A line ends with LF, CR (as progress bars write) or both; empty lines are left out. A line
 * over 1 MiB is no line: its length is told and its text dropped as it comes, so memory stays bounded whatever is written.
 */
export interface Lines {
  push(chunk: Uint8Array): readonly Line[]
  /** The last line, when the stream ended without a line end. */
  end(): readonly Line[]
  /** How many characters were not UTF-8 and were replaced. */
  readonly replaced: number
}

export type Line = { readonly kind: "line"; readonly text: string } | { readonly kind: "huge"; readonly bytes: number }

/** Bytes of the longest line that is taken. */
export const longestLine = 1 << 20

export function lines(limit: number = longestLine): Lines {
  const decoder = utf8()
  let text = ""
  let bytes = 0
  const add = (part: Uint8Array): void => {
    bytes += part.length
    if (bytes <= limit) text += decoder.decode(part)
    else text = ""
  }
  const cut = (out: Line[]): void => {
    const rest = decoder.end()
    if (bytes > limit) out.push({ kind: "huge", bytes })
    else if (bytes > 0) out.push({ kind: "line", text: text + rest })
    text = ""
    bytes = 0
  }
  return {
    push(chunk) {
      const out: Line[] = []
      let start = 0
      for (let i = 0; i < chunk.length; i++) {
        if (chunk[i] !== 0x0a && chunk[i] !== 0x0d) continue
        add(chunk.subarray(start, i))
        cut(out)
        start = i + 1
      }
      add(chunk.subarray(start))
      return out
    },
    end() {
      const out: Line[] = []
      cut(out)
      return out
    },
    get replaced() {
      return decoder.replaced
    },
  }
}
