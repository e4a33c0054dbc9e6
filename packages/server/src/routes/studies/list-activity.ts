import { z } from "zod"
import { route } from "../../route.ts"
import { amount, json, limit, position, studyParams, trialNumber } from "../../schemas/shared.ts"

const change = z.strictObject({
  position: z.int(),
  at: z.number(),
  kind: z.string(),
  by: z.string().optional(),
  why: z.string().optional(),
  trial: trialNumber.optional(),
  /** Of a note its key, of a queued configuration its label. */
  name: z.string().optional(),
  before: json.optional(),
  after: json.optional(),
})

/** Who changed what, and why. */
export const listActivity = route({
  key: "GET /v1/studies/:study/activity",
  does: "Changes by people and sessions, the newest first; `next` is the `before` of the next page.",
  needs: "viewer",
  params: studyParams,
  query: z.object({ before: position.optional(), limit: limit(1000, 100) }),
  answer: z.strictObject({ study: z.string(), total: amount, changes: z.array(change), next: z.int().optional() }),
  async handle({ studies }, { params: { study }, query: { before, limit: most } }) {
    const { activity } = await studies.chronicle(study)
    const end = before === undefined ? activity.length : firstFrom(activity, before)
    const from = Math.max(0, end - most)
    return {
      study,
      total: activity.length,
      changes: activity.slice(from, end).reverse(),
      ...(from > 0 && { next: activity[from]!.position }),
    }
  },
})

/** Index of the first change at a position or after it; by halving, since a busy study has many. */
function firstFrom(activity: readonly { readonly position: number }[], wanted: number): number {
  let [low, high] = [0, activity.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (activity[middle]!.position < wanted) low = middle + 1
    else high = middle
  }
  return low
}
