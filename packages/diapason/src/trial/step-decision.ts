/** What the study answers to a report. */
export interface StepDecision {
  readonly action: "continue" | "stop" | "pause"
  readonly why: string
  /** Whether to leave the loop now: for stop and for pause. */
  readonly stop: boolean
}
