/** One sentence of the summary, and what it is about. */
export interface Sentence {
  readonly about:
    "goal" | "stand" | "spent" | "best" | "honest" | "baseline" | "mattered" | "interaction" | "bounds" | "failures" | "further"
  readonly says: string
}
