import type { EstimateView } from "../../views/estimate-view.ts"
import { numberText } from "./number.ts"

/** `raw 0.2871 (#31)   estimate 0.294, 0.288 to 0.3 (#31)`: the lucky value and the likely one side by side. */
export function estimateText({ raw, trial, value, interval: [low, high], fresh }: EstimateView): string {
  const likely = `estimate ${numberText(value)}, ${numberText(low)} to ${numberText(high)} (#${trial})`
  const again =
    fresh === undefined
      ? ""
      : `   ${fresh.runs} fresh runs ${numberText(fresh.value)}, ${numberText(fresh.interval[0])} to ${numberText(fresh.interval[1])}`
  return `raw ${numberText(raw.value)} (#${raw.trial})   ${likely}${again}`
}
