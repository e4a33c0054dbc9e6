import { playTranscript, type ProtocolClient } from "./play-transcript.ts"
import type { Transcript } from "./transcript.ts"

/** What came of one transcript. */
export interface Played {
  readonly title: string
  readonly level: number
  /** What the client did otherwise; absent when it kept to the transcript. */
  readonly failure?: string
}

/** What each level means for a script. */
export const levels: readonly string[] = [
  "takes its values from the study and runs by itself",
  "reports in order, and says its failures and results",
  "hears decisions and ends early",
  "saves and restores, so that it can be paused",
  "takes new values while it runs",
]

/** Plays the transcripts against a client, a few at a time, and gives them in order with what came of each. */
export async function playAll(
  client: ProtocolClient,
  all: readonly Transcript[],
  { deadline, together, told }: { readonly deadline: number; readonly together: number; readonly told?: (played: Played) => void },
): Promise<readonly Played[]> {
  const played = new Map<Transcript, Played>()
  const left = [...all]
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { title, level } = next
      const failure = await playTranscript(client, next, deadline)
      played.set(next, { title, level, ...(failure !== undefined && { failure }) })
      told?.(played.get(next)!)
    }
  }
  await Promise.all(Array.from({ length: together }, work))
  return all.map((one) => played.get(one)!)
}

/** The highest level of which, and of all below it, every transcript was kept; undefined when not even level 0 was. */
export function awardOf(played: readonly Played[], highest = levels.length - 1): number | undefined {
  let award: number | undefined
  for (let level = 0; level <= highest; level++) {
    if (played.some((one) => one.level === level && one.failure !== undefined)) break
    award = level
  }
  return award
}
