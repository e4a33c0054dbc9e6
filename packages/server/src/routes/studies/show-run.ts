import { z } from "zod"
import { route } from "../../route.ts"
import { amount, config, json, objective, studyParams } from "../../schemas/shared.ts"

/** What a worker has to know of a study. */
export const showRun = route({
  key: "GET /v1/studies/:study/run",
  does: "What a worker needs to run trials of a study: its space and metrics of today, and how its command is run, as the record has it.",
  needs: "runner",
  params: studyParams,
  answer: z.strictObject({
    study: z.string(),
    space: config,
    constraints: z.array(z.string()),
    objectives: z.array(objective),
    fidelity: z
      .strictObject({ name: z.string(), min: amount, max: amount, eta: z.number().optional(), resumable: z.boolean().optional() })
      .optional(),
    adapt: z.array(json).optional(),
    command: z.array(z.string()).optional(),
    /** How trials are run, as the newest session that has recorded it says. */
    run: json.optional(),
    /** Whether any trial has reported the first objective. */
    heard: z.boolean(),
  }),
  handle: ({ conducted }, { params }) =>
    conducted.with(params.study, async ({ session }) => {
      await session.look()
      const { ledger } = session
      const { name, objectives, fidelity, adapt, command } = ledger.definition
      const { metric } = ledger.rules.objectives[0]!
      const run = [...ledger.sessions.values()].map(({ facts }) => facts["run"]).findLast((one) => one !== undefined)
      return {
        study: name,
        space: ledger.space.json as never,
        constraints: [...ledger.space.constraints],
        objectives: objectives.map((one) => ({ ...one })),
        ...(fidelity !== undefined && { fidelity: { ...fidelity } }),
        ...(adapt !== undefined && { adapt: [...adapt] }),
        ...(command !== undefined && { command: [...command] }),
        ...(run !== undefined && { run: run as never }),
        heard: ledger.trials.some((trial) => trial.curve.columns.has(metric) || trial.state === "complete"),
      }
    }),
})
