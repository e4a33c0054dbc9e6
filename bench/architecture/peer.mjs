/** The same tables asked by Optuna, which sees choices; what breaks a constraint is told as failed and costs no evaluation. */
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { fulfils } from "@diapason/core"

/** Evaluations until the goal for each seed; undefined where this Optuna has no such sampler. */
export async function optunaTrials(python, sampler, table, seeds, goal, most) {
  const found = []
  for (const seed of seeds) {
    const trials = await oneStudy(python, sampler, table, seed, goal(), most)
    if (trials === undefined) return undefined
    found.push(trials)
  }
  return found
}

async function oneStudy(python, sampler, { plain, losses }, seed, reached, most) {
  const child = spawn(python, [fileURLToPath(new URL("peer.py", import.meta.url))], { stdio: ["pipe", "pipe", "ignore"] })
  const send = (value) => child.stdin.write(`${JSON.stringify(value)}\n`)
  child.stdin.on("error", () => {})
  const space = Object.fromEntries(plain.parameters.map((p) => [p.name, p.values ?? [p.low, p.high]]))
  send({ sampler, seed, space })
  let trials = 0
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const flat = JSON.parse(line)
      if (!fulfils(plain, flat)) {
        send(null)
        continue
      }
      trials++
      const found = losses(flat)
      if (reached(found)) return trials
      if (trials >= most) return most + 1
      send(found[0])
    }
    return undefined
  } finally {
    child.stdin.end("\n")
    child.kill()
  }
}
