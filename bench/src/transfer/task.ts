import type { Flat, SpaceJson } from "@diapason/core"
import { rng } from "@diapason/math"
import { problems } from "../problems.ts"

/** One task of a family of tasks that resemble each other: what is learnt on the others is of use here. */
export interface TransferTask {
  readonly name: string
  readonly space: SpaceJson
  loss(flat: Flat): number
  /** 0 at the best that is known, 1 at the median of random configurations. */
  regret(loss: number): number
}

/** A family by its name. */
export const families: Readonly<Record<string, () => readonly TransferTask[]>> = { lcbench, valleys }

/** The twelve networks of LCBench: the validation accuracy after all epochs. */
function lcbench(): readonly TransferTask[] {
  return problems
    .filter(({ name, family }) => family === "network" && name.startsWith("lcbench-"))
    .map(({ name, space, truth, best, random }) => ({
      name,
      space,
      loss: (flat) => -truth(flat)["val_accuracy"]!,
      regret: (loss) => Math.max(0, (-loss - best) / (random - best)),
    }))
}

/** Eight made-up trainings: a narrow, tilted valley in two of four parameters, a floor, and a cliff, all of which differ from task to task. */
function valleys(): readonly TransferTask[] {
  return Array.from({ length: 8 }, (_, i) => {
    const draw = rng(2024, i, "random")
    const [rate, decay, width, floor, cliff] = [0.2, 0.2, 0.3, 0.5, 0.15].map((spread) => spread * (draw.uniform() - 0.5))
    const unit = 10 ** (4 * draw.uniform() - 2)
    return {
      name: `valley-${i + 1}`,
      space: {
        rate: { type: "float", low: 1e-5, high: 1, scale: "log" },
        decay: { type: "float", low: 1e-6, high: 1e-1, scale: "log" },
        width: { type: "int", low: 8, high: 512, scale: "log" },
        dropout: { type: "float", low: 0, high: 0.9 },
      },
      loss: (flat) => unit * (valley(flat, { rate: rate!, decay: decay!, width: width!, cliff: cliff! }) + 1 + floor!),
      regret: (loss) => Math.max(0, (loss / unit - 1 - floor!) / ordinary),
    }
  })
}

interface Moved {
  readonly rate: number
  readonly decay: number
  readonly width: number
  readonly cliff: number
}

/** 0 at its best, whatever moved. */
function valley({ rate, decay, width, dropout }: Flat, moved: Moved): number {
  const r = Math.log10(rate as number) / 5 + 1 - 0.55 - moved.rate
  const d = Math.log10(decay as number) / 5 + 1.2 - 0.6 - moved.decay
  const w = Math.log(Number(width) / 8) / Math.log(64) - 0.6 - moved.width
  const over = Math.max(0, r - 0.25 - moved.cliff)
  return 6 * (r + 0.5 * d) ** 2 + d * d + 0.5 * w * w * (1 + d) + 0.4 * (Number(dropout) - 0.2 - moved.width / 2) ** 2 + 30 * over
}

/** The median of `valley` over random configurations, about the same for all. */
const ordinary = 0.9
