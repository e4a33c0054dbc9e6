import { fault, type Cost } from "@diapason/core"
import type { ConfigFile } from "../config/config-file.ts"

/** A budget of `40gpu-h`, `12slot-h` or `20 EUR`, the last at the prices of the file. Throws D140, D463, D464. */
export function costOf(text: string, { resources, prices }: Pick<ConfigFile, "resources" | "prices">): Cost {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([^\s\d]\S*)\s*$/.exec(text) ?? []
  if (number === undefined || unit === undefined)
    throw fault("D140", { flag: "--cost", text, expected: "a cost such as 40gpu-h, 12slot-h or 20EUR" })
  const cost = { limit: Number(number), unit, ...pricesOf(unit, prices) }
  // What never counts anything would be a study without an end.
  if (cost.slot === 0 && (cost.gpu === 0 || resources?.gpus === undefined)) throw fault("D463", { text, gpu: cost.gpu > 0 })
  return cost
}

function pricesOf(unit: string, prices: ConfigFile["prices"]): Pick<Cost, "gpu" | "slot"> {
  if (unit === "gpu-h") return { gpu: 1, slot: 0 }
  if (unit === "slot-h") return { gpu: 0, slot: 1 }
  if (prices?.currency !== unit) throw fault("D464", { unit, ...(prices !== undefined && { known: prices.currency }) })
  return { gpu: prices.gpu_hour ?? 0, slot: prices.slot_hour ?? 0 }
}
