import { fault } from "@diapason/core"
import { trackerKinds } from "@diapason/trackers"
import type { Track } from "./track-form.ts"

/** Reads `mlflow=http://tracking:5000`, added to what was read before. Throws D140. */
export function readTrack(flag: string, text: string, before: Track = {}): Track {
  const [, name = "", to = ""] = /^(\w+)=(.*)$/s.exec(text) ?? []
  const kind = trackerKinds.find((one) => one.name === name)
  const expected = kind === undefined ? trackerKinds.map((one) => `${one.name}=${one.expects}`).join(" or ") : kind.misfit(to)
  if (expected !== undefined) throw fault("D140", { flag, text, expected: `${expected},` })
  return { ...before, [name]: to }
}
