import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Config } from "@diapason/core"
import type { Chosen } from "diapason"
import { lineProcess } from "../contestants/line-process.ts"
import type { Entrant, Handed, Learner } from "./learner.ts"
import type { World } from "./world.ts"

/** Diapason as `diapason stdio`, without a budget, on epochs that can be gone on from. A study is a process. */
export const diapasonEntrant = (chosen: { readonly scheduler: Chosen; readonly sampler?: Chosen }): Entrant => ({
  versions: () => Promise.resolve({ diapason: version, node: process.versions.node }),
  enter: (world, { seed }) => enter(world, seed, chosen),
  close: () => Promise.resolve(),
})

async function enter(world: World, seed: number, chosen: object): Promise<Learner> {
  const { metric } = world
  const program = lineProcess([process.execPath, fileURLToPath(new URL("diapason/bin/diapason.js", packages)), "stdio"])
  const say = async (message: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await program.request(message)
    if (answer["error"] !== undefined) throw new Error(`${JSON.stringify(message)}: ${JSON.stringify(answer["error"])}`)
    return answer
  }
  const fidelity = { name: "epoch", min: 1, max: world.epochs, resumable: true }
  try {
    await say({ op: "init", space: world.space, objectives: [{ metric, direction: world.direction }], seed, fidelity, ...chosen })
  } catch (error) {
    await program.close()
    throw error
  }
  const targets = new Map<number, number>()
  return {
    async ask() {
      const handed = handedOf(await say({ op: "ask" }), world)
      if (handed.kind === "train") targets.set(handed.trial, handed.to)
      return handed
    },
    async report(trial, step, value) {
      const { action } = await say({ op: "report", trial, step, metrics: { [metric]: value } })
      return action === "continue" ? "on" : "over"
    },
    async finish(trial, value) {
      if (targets.get(trial) !== world.epochs) throw new Error(`trial ${trial} was told to go on at epoch ${targets.get(trial)}, its last`)
      await say({ op: "tell", trial, metrics: { [metric]: value } })
    },
    leave: () => program.close(),
  }
}

function handedOf(answer: Readonly<Record<string, unknown>>, { epochs }: World): Handed {
  if (answer["wait"] === true) return { kind: "wait" }
  if (answer["done"] === true) return { kind: "done" }
  const { trial, config, fidelity = epochs, resume = 0 } = answer
  return { kind: "train", trial: Number(trial), config: config as Config, from: Number(resume), to: Number(fidelity) }
}

const packages = new URL("../../../packages/", import.meta.url)
const { version } = JSON.parse(readFileSync(new URL("diapason/package.json", packages), "utf8")) as { version: string }
