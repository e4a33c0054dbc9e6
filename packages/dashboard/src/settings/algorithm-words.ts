import { samplerOf, schedulerOf } from "@diapason/algorithms"
import type { Chosen, Definition } from "@diapason/core"
import type { Board } from "@diapason/views"

/** What chooses, with its settings, and what `auto` came to. */
export function algorithmWords({ ledger }: Board): readonly (readonly [string, string])[] {
  const { definition, trials, front } = ledger
  const newest = [...front.map((n) => trials[n]), ...trials].findLast(
    (trial) => trial !== undefined && !["baseline", "added"].includes(trial.by),
  )
  const why = newest?.why ?? ""
  return [
    ["sampler", `${chosenWords(definition.sampler)}${came(definition, "sampler")}`],
    ...(newest === undefined ? [] : [["its last word", `#${newest.number}: ${why}`] as const]),
    ["scheduler", `${chosenWords(definition.scheduler)}${came(definition, "scheduler")}`],
    ["terminator", definition.terminator === undefined ? "none: the budget ends the study" : chosenWords(definition.terminator)],
    ["fidelity", fidelityWords(definition)],
    ["seed", String(definition.seed)],
    ...(definition.constraints?.length ? [["constraints", definition.constraints.join(" · ")] as const] : []),
    ...(definition.adapt?.length ? [["adapt", definition.adapt.map((rule) => JSON.stringify(rule)).join(" · ")] as const] : []),
    ...(definition.command === undefined ? [] : [["command", definition.command.join(" ")] as const]),
  ]
}

function chosenWords({ type, ...settings }: Chosen): string {
  const said = Object.entries(settings).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
  return said.length === 0 ? type! : `${type!} (${said.join(", ")})`
}

/** What `auto` has chosen, and by what it went. */
function came(definition: Definition, which: "sampler" | "scheduler"): string {
  if (definition[which].type !== "auto") return ""
  if (which === "sampler") {
    const brought = samplerOf(definition).type
    return brought === "auto"
      ? ", which chooses trial by trial and says so with each"
      : ` came to ${brought}, for which the scheduler is made`
  }
  const { fidelity, objectives } = definition
  const since =
    objectives.length > 1
      ? "with several objectives one curve says too little"
      : fidelity === undefined
        ? "no fidelity is declared"
        : fidelity.resumable === true
          ? "trials can be paused and resumed"
          : "a fidelity is declared, and trials that stop would begin again"
  return ` came to ${schedulerOf(definition)}, since ${since}`
}

const fidelityWords = ({ fidelity }: Definition): string =>
  fidelity === undefined
    ? "none declared"
    : `${fidelity.name} ${fidelity.min} to ${fidelity.max}${fidelity.resumable === true ? ", resumable" : ""}`
