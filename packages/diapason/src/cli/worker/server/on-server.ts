import { spaceFromJson } from "@diapason/core"
import { studySay } from "../../log/study-say.ts"
import { recordedRun } from "../../tune/recorded-run.ts"
import { studyRun } from "../study-run.ts"
import type { Work, Worked } from "../work.ts"
import { knownRun } from "./known-run.ts"
import { playRemotely, type PlayedRemotely } from "./play-remotely.ts"

/**
 * Slots for a study of a server: its command is run here as the study's record has it, where the worker was given nothing else. Throws D303,
 * D450 to D454, D140, D165, D166.
 */
export async function workOnServer(told: Work, o: Pick<PlayedRemotely, "remote" | "study" | "worker" | "lease">): Promise<Worked> {
  const { remote, study, worker } = o
  const work = { ...told, say: studySay(study, told.io, told.say) }
  const { space: json, constraints, definition, run: recorded, heard } = await knownRun(work, remote, study)
  const space = spaceFromJson(json as never, constraints)
  const known = { name: study, space, definition, recorded: recordedRun([{ facts: { run: recorded } }]) }
  const { run, executor, notes } = await studyRun(known, work.given, work.io.env, work.dir)
  const { slots } = run
  for (const note of notes) work.say(`  note  ${note}`)
  work.say(`  Worker  ${worker}   ${study}   ${slots} slot${slots > 1 ? "s" : ""}   ${remote.url}`)
  try {
    return await playRemotely(work, {
      ...{ ...o, space, executor, slots },
      fidelityMax: definition.fidelity?.max,
      metric: definition.objectives[0]!.metric,
      canary: run.canary && !heard,
    })
  } finally {
    await executor.close?.()
  }
}
