import { fault, type TrialLink } from "@diapason/core"

/** What of an attempt's words was not understood: each kind is remarked once, all are counted. */
export interface Remarks {
  /** A line or a field that means nothing here. */
  ignore(from: string, why: string): void
  /** A report of a step that is past already. */
  late(step: number, last: number): void
  /** A line that is too long to be a message. */
  tooLong(from: string, bytes: number): void
  /** How many lines and fields were not understood. */
  readonly ignored: number
}

export function remarks(diagnostic: TrialLink["diagnostic"]): Remarks {
  const shown = new Set<string>()
  let ignored = 0
  return {
    ignore(from, why) {
      ignored++
      if (shown.has(why) || shown.size >= mostShown) return
      shown.add(why)
      diagnostic("D504", fault("D504", { from, why }).words.what)
    },
    late(step, last) {
      ignored++
      if (shown.has("D505")) return
      shown.add("D505")
      diagnostic("D505", fault("D505", { step, last }).words.what)
    },
    tooLong: (from, bytes) => diagnostic("D502", fault("D502", { bytes, from }).words.what),
    get ignored() {
      return ignored
    },
  }
}

/** A script that says much that is not understood is not quoted without end. */
const mostShown = 20
