import { assemble, spaceFromJson, type Config } from "@diapason/core"
import { lineProcess, type LineProcess } from "../contestants/line-process.ts"
import { wireSpace } from "../contestants/wire-space.ts"
import type { Entrant, Handed, Learner } from "./learner.ts"
import { lossOf, type World } from "./world.ts"

/**
 * Another tuner behind a program that speaks the lines of `bench/peers/curves_frame.py`; `kind` names one of its ways. It minimises:
 * what is to be maximised reaches it with the other sign. A configuration that it asks for again goes on from where it was, whether or
 * not the tuner could have done that: it pays for new epochs only.
 */
export function peerEntrant(command: readonly [string, ...string[]], kind: string): Entrant {
  let program: LineProcess | undefined
  const started = (): LineProcess => (program ??= lineProcess(command))
  return {
    async versions() {
      const { versions } = await started().request({ op: "versions" })
      return versions as Readonly<Record<string, string>>
    },
    enter: (world, terms) => enter(started(), world, { kind, ...terms }),
    close: async () => program?.close(),
  }
}

async function enter(program: LineProcess, world: World, terms: object): Promise<Learner | { readonly unsupported: string }> {
  const space = spaceFromJson(world.space)
  const wire = wireSpace(space)
  const { unsupported } = await program.request({ op: "start", parameters: wire.parameters, epochs: world.epochs, ...terms })
  if (typeof unsupported === "string") return { unsupported }
  const paid = new Map<string, number>()
  const keys = new Map<number, string>()
  return {
    async ask(): Promise<Handed> {
      const { trial, values, to } = await program.request({ op: "ask" })
      if (values === undefined) return { kind: "done" }
      const config: Config = assemble(space, wire.read(values as Record<string, number | string>))
      const key = JSON.stringify(config)
      keys.set(Number(trial), key)
      return { kind: "train", trial: Number(trial), config, from: paid.get(key) ?? 0, to: Number(to) }
    },
    async report(trial, epoch, value) {
      paid.set(keys.get(trial)!, epoch)
      const { over } = await program.request({ op: "report", trial, epoch, loss: lossOf(world, value) })
      return over === true ? "over" : "on"
    },
    async finish(trial, value) {
      await program.request({ op: "finish", trial, loss: lossOf(world, value) })
    },
    leave: () => Promise.resolve(),
  }
}
