import { schedulerOf } from "@diapason/algorithms"
import type { Definition } from "@diapason/core"

/** What a scheduler does, in one sentence. */
const does: Readonly<Record<string, string>> = {
  none: "Nothing is ended early.",
  median: "A trial ends where its running average is worse than the median of the others at the same step.",
  percentile: "A trial ends where it falls below a share of the others at the same step.",
  curve: "A trial ends where its curve, drawn on, has little chance to reach the best.",
  patience: "A trial ends when it has not become better for a number of reports.",
  threshold: "A trial ends where a metric leaves the bounds that were set.",
  wilcoxon: "A trial ends where it is surely worse than the best, part by part.",
  asha: "Trials are compared at rungs; the best of each go on, and nobody waits.",
  mobster: "Trials are compared at rungs; the best of each go on, and nobody waits.",
  pasha: "Trials climb no higher than is needed to know who is best.",
  hyperband: "Brackets of trials are halved round by round, from many short ones to a few long ones.",
  bohb: "Brackets of trials are halved round by round, from many short ones to a few long ones.",
  halving: "A bracket of trials is halved round by round until one is left.",
  dehb: "A population for each step; children of the best are tried at the next one.",
  "freeze-thaw": "Every trial runs a little way and is paused; the sampler chooses who goes on.",
  pbt: "Members train side by side; the worst give way to children of the best.",
  pb2: "Members train side by side; the worst give way to children of the best.",
  "replay-schedule": "Each trial trains under a schedule that was found before.",
}

/** The scheduler by name, what it does, and what of the study makes it do so. */
export function schedulerWords(definition: Definition): string {
  const name = schedulerOf(definition)
  const chosen = definition.scheduler.type === "auto" ? `${name}, chosen by auto` : name
  return `${chosen}. ${does[name] ?? ""}${fidelityWords(definition, name)}`.trim()
}

function fidelityWords({ fidelity }: Definition, name: string): string {
  if (fidelity !== undefined) {
    const goesOn = fidelity.resumable === true ? "; a paused trial goes on from where it was" : ""
    const again = fidelity.resumable === false ? "; a trial that has stopped would begin again" : ""
    return ` ${fidelity.name} from ${fidelity.min} to ${fidelity.max}${goesOn}${again}.`
  }
  return name === "none"
    ? " No fidelity declared, every trial runs in full."
    : " No fidelity declared: every trial runs in full unless it is ended early."
}
