import { z } from "zod"
import { answered } from "../../analysis/answered.ts"
import { route } from "../../route.ts"
import { importance } from "../../schemas/importance.ts"
import { position, studyParams } from "../../schemas/shared.ts"

/** What mattered, worked out apart from what answers. */
export const showImportance = route({
  key: "GET /v1/studies/:study/importance",
  does: "Which parameters mattered and which act together, with intervals: what `diapason importance --json` prints, now or at an earlier position.",
  needs: "viewer",
  perMinute: 120,
  params: studyParams,
  query: z.object({
    /** `fanova`, `ped-anova`, `permutation`, `shapley`, `local` or `ablation`; the one that suits where it is left out. */
    method: z.string().max(40).optional(),
    /** A metric, `duration` or `front`; the first objective where it is left out. */
    target: z.string().max(300).optional(),
    /** Only among the best: 0.1 for the best tenth. */
    top: z.coerce.number().gt(0).max(1).optional(),
    /** Also for each value of a choice that others depend on. */
    branches: z.literal("true").optional(),
    at: position.optional(),
  }),
  answer: importance,
  async handle(context, { params: { study }, query: { method, target, top, branches, at }, reply }) {
    const question = {
      kind: "importance" as const,
      ...(method !== undefined && { method }),
      ...(target !== undefined && { target }),
      ...(top !== undefined && { top }),
      ...(branches !== undefined && { byBranch: true as const }),
    }
    return (await answered(context, { study, at, question, reply })) as z.infer<typeof importance>
  },
})
