import { budgetWords, wallWords } from "@diapason/views"
import type { Budget } from "@diapason/core"
import { useState, type FormEvent } from "react"
import { Fallen } from "../app/fallen.tsx"
import { readTrials, readWall } from "./read-wall.ts"
import { useSettingsForm } from "./use-settings.ts"

interface BudgetFormProps {
  readonly study: string
  readonly budget: Budget
  readonly spent: { readonly trials: number; readonly wall: number }
  /** Position of the last change of the settings. */
  readonly position: number
  readonly renew: () => void
}

/** What the study may spend in all. What is typed stays, whatever others do meanwhile. */
export function BudgetForm({ study, budget, spent, position, renew }: BudgetFormProps) {
  const [typed, setTyped] = useState<{ readonly trials: string; readonly wall: string; readonly upon: number }>()
  const [why, setWhy] = useState("")
  const shown = typed ?? {
    trials: budget.trials?.toString() ?? "",
    wall: budget.wall === undefined ? "" : wallWords(budget.wall),
    upon: position,
  }
  const form = useSettingsForm(study, shown.upon, renew)
  const [trials, wall] = [readTrials(shown.trials), readWall(shown.wall)]
  const wrong = Number.isNaN(trials)
    ? "Trials are a whole number."
    : Number.isNaN(wall)
      ? "Time is a number with its unit: 90 s, 45 min, 8 h, 2 d."
      : undefined
  const less =
    trials !== undefined && trials < spent.trials ? `${spent.trials} trials are handed out already: the study ends at once.` : undefined
  const type = (change: { readonly trials?: string; readonly wall?: string }): void => setTyped({ ...shown, ...change })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const wanted = {
      ...(trials !== undefined && { trials }),
      ...(wall !== undefined && { wall }),
      ...(budget.cost !== undefined && { cost: budget.cost }),
    }
    const done = await form.send("POST /v1/studies/:study/budget", { budget: wanted, ...(why.trim() !== "" && { why: why.trim() }) })
    if (!done) return
    setTyped(undefined)
    setWhy("")
    renew()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p className="note">
        Spent so far: {spent.trials} trials, {wallWords(Math.round(spent.wall / 1000) * 1000)} with the study open. The budget is a total;
        the first limit that is reached ends the study.
      </p>
      <div className="fields">
        <label className="field">
          Trials
          <input
            inputMode="numeric"
            value={shown.trials}
            placeholder="no limit"
            onChange={({ target }) => type({ trials: target.value })}
          />
        </label>
        <label className="field">
          Time
          <input value={shown.wall} placeholder="no limit" onChange={({ target }) => type({ wall: target.value })} />
        </label>
        <label className="field">
          Reason (kept in Activity)
          <input value={why} maxLength={2000} onChange={({ target }) => setWhy(target.value)} />
        </label>
        <button type="submit" className="main-button" disabled={form.busy || typed === undefined || wrong !== undefined}>
          Set the budget
        </button>
        {typed !== undefined && (
          <button type="button" onClick={() => setTyped(undefined)}>
            Undo
          </button>
        )}
      </div>
      <div role="alert">
        {wrong !== undefined && <p className="note">{wrong}</p>}
        {less !== undefined && <p className="note">{less}</p>}
        {form.overtaken && (
          <p className="verdict bad">
            Somebody else has changed the settings meanwhile: the budget is now {budgetWords(budget)}. What you typed is still here.{" "}
            <button type="button" onClick={() => setTyped({ ...shown, upon: position })}>
              Keep mine, upon position {position}
            </button>
          </p>
        )}
        {form.proposed && <p className="note">Proposed: another owner has to approve it on the page Activity.</p>}
        {form.error !== undefined && <Fallen error={form.error} />}
      </div>
    </form>
  )
}
