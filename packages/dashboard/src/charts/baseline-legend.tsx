import { baselineSign, type BaselineTrial } from "@diapason/views"

/** What the square stands for, below a picture that has it: the baselines by their labels. */
export function BaselineLegend({ baselines }: { readonly baselines: readonly BaselineTrial[] }) {
  if (baselines.length === 0) return null
  const named = baselines.slice(0, most).map(({ label, trial }) => `${label} #${trial}`)
  const rest = baselines.length > most ? ` and ${baselines.length - most} more` : ""
  return (
    <p className="baseline-legend">
      <span aria-hidden="true">{baselineSign}</span> {baselines.length > 1 ? "baselines" : "baseline"}: {named.join(" · ")}
      {rest}
    </p>
  )
}

const most = 4
