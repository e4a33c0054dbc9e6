import { fault, parseAssignment, type Fidelity } from "@diapason/core"
import type { ConfigFile } from "../config/config-file.ts"
import { durationOf } from "../text/duration.ts"
import type { Flag } from "../verb.ts"
import { asIs, several, count } from "./read.ts"

/** What a study is: its space, what is sought, its budget, and who suggests. */
export const studyFlags = {
  param: { spec: "-p, --param <name=spec>", does: "a parameter: lr=1e-5..1e-1:log, bs=16,32,64", read: params } as Flag<Params>,
  minimize: { spec: "--minimize <metric>", does: "a metric to make smaller", read: several } as Flag<readonly string[]>,
  maximize: { spec: "--maximize <metric>", does: "a metric to make larger", read: several } as Flag<readonly string[]>,
  subjectTo: { spec: "--subject-to <expression>", does: "a constraint: 'size<=50'", read: several } as Flag<readonly string[]>,
  fidelity: {
    spec: "--fidelity <name=min..max>",
    does: "steps of a trial: epoch=1..27, or epoch=1..27:resumable where it saves checkpoints and goes on from them",
    read: fidelity,
  } as Flag<Fidelity>,
  baseline: {
    spec: "--baseline <values>",
    does: "values to try first: 'lr=0.01 bs=64', what is missing takes its default; or proven:lightgbm (diapason baselines)",
    read: several,
  } as Flag<readonly string[]>,
  prior: {
    spec: "--prior <belief>",
    does: "where the best value probably lies: lr=3e-3:3x, width=64:32, act=relu:high; or proven:lightgbm",
    read: several,
  } as Flag<readonly string[]>,
  transfer: {
    spec: "--transfer <studies>",
    does: "earlier studies that teach it: names, * for anything, same-space (default), or off",
    read: (text, before) => (text === "off" ? "off" : { from: [...(typeof before === "object" ? [before.from ?? []].flat() : []), text] }),
  } as Flag<ConfigFile["transfer"]>,
  trials: { spec: "--trials <n>", does: "budget: how many trials", read: count("--trials", 1) } as Flag<number>,
  for: { spec: "--for <duration>", does: "budget: how long, 30s 20m 8h", read: (text) => durationOf("--for", text) } as Flag<number>,
  cost: { spec: "--cost <amount>", does: "budget: what the trials may use, 40gpu-h, 12slot-h or 20EUR", read: asIs } as Flag<string>,
  until: { spec: "--until <condition>", does: "stop when reached: 'val_loss<=0.2'", read: several } as Flag<readonly string[]>,
  sampler: { spec: "--sampler <name>", does: "auto, tpe, random, grid, … (default auto)", read: asIs } as Flag<string>,
  scheduler: { spec: "--scheduler <name>", does: "auto, freeze-thaw, asha, median, pbt, … (default auto)", read: asIs } as Flag<string>,
  terminator: {
    spec: "--terminator <name>",
    does: "what may end the study before its budget: stagnation, regret-bound, emmr, cost-aware",
    read: asIs,
  } as Flag<string>,
  adapt: {
    spec: "--adapt <rule>",
    does: "change values while trials run: lr:plateau, lr:divergence, overfit, or a rule as JSON",
    read: several,
  } as Flag<readonly string[]>,
  seed: { spec: "--seed <n>", does: "seed of all that is random (default 0)", read: count("--seed", 0) } as Flag<number>,
}

/** Parameters by name in their JSON form, in the order in which they were given. */
export type Params = Readonly<Record<string, unknown>>

function params(text: string, before: Params = {}): Params {
  const { name, json } = parseAssignment(text)
  if (name in before) throw fault("D111", { name, first: "-p", second: "-p" })
  return { ...before, [name]: json }
}

function fidelity(text: string): Fidelity {
  const found = /^([A-Za-z_]\w*)=(\d+)\.\.(\d+)(:resumable)?$/.exec(text)
  const [min, max] = [Number(found?.[2]), Number(found?.[3])]
  if (found === null || min < 1 || max < min)
    throw fault("D140", { flag: "--fidelity", text, expected: "a name and its steps, as in epoch=1..27 or epoch=1..27:resumable," })
  return { name: found[1]!, min, max, ...(found[4] !== undefined && { resumable: true }) }
}
