import { fileURLToPath } from "node:url"
import { openStore } from "@diapason/stores"
import { verifyChain } from "@diapason/core"
import { together } from "./together.mjs"

const script = fileURLToPath(new URL("conductor.mjs", import.meta.url))
let studies = 0

/**
 * Suggestions per second of so many conductors on a new study, by the times in its log: from the trial on with which the first quarter is
 * over, in which programs start, connect and are compiled, to the last. Throws where a number is missing or twice, or the chain is broken.
 */
export async function rate({ url }, { count, sampler, trials }) {
  const study = `study-${studies++}`
  await together(count, process.execPath, [script, url, study, sampler, String(trials)])
  const store = await openStore(url)
  const log = []
  for await (const batch of store.read(study, 0)) log.push(...batch)
  await store.close()
  const suggested = log.filter(({ kind }) => kind === "trial.suggested")
  const finished = log.filter(({ kind }) => kind === "trial.finished")
  const sound = verifyChain(log).whole && suggested.every(({ trial }, i) => trial === i)
  if (!sound || suggested.length !== trials || finished.length !== trials) throw new Error(`${study} is not what was asked for`)
  const from = Math.floor(trials / 4)
  return ((trials - 1 - from) / (suggested.at(-1).at - suggested[from].at)) * 1000
}
