import type { Idle } from "@diapason/core"

/** `2 of 8 slots idle: 3 trials of the rung still run`. */
export const idleText = ({ slots, of, why }: Idle): string => `${slots} of ${of} slot${of === 1 ? "" : "s"} idle: ${why}`

/**
 * What is to be said of idle slots where lines are printed: nothing of what is over within some seconds, each reason once, and one a
 * minute at most. Call it again and again with what is idle at that time, in milliseconds.
 */
export function idleLines(): (idle: Idle | undefined, now: number) => string | undefined {
  const said = new Set<string>()
  let last = -Infinity
  let since: { readonly why: string; readonly at: number } | undefined
  return (idle, now) => {
    if (idle === undefined) return void (since = undefined)
    if (since?.why !== idle.why) since = { why: idle.why, at: now }
    if (now - since.at < settling || now - last < pause || said.has(idle.why)) return undefined
    said.add(idle.why)
    last = now
    return idleText(idle)
  }
}

const settling = 5000
const pause = 60_000
