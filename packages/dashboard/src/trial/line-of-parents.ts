import type { Ledger } from "@diapason/core"

/** From whom a trial took its saved state, the oldest first, with the step that was taken over; empty for one that began by itself. */
export function lineOfParents({ trials }: Ledger, number: number): readonly { readonly trial: number; readonly step: number }[] {
  const line: { trial: number; step: number }[] = []
  for (let parent = trials[number]?.parent; parent !== undefined && line.length < 1000; parent = trials[parent.trial]?.parent)
    line.unshift({ trial: parent.trial, step: parent.step })
  return line
}
