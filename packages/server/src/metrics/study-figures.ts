import type { EventStore, StudyHeader } from "@diapason/core"
import { liveSessions } from "../studies/live-sessions.ts"
import { shareOf, type Summary } from "../studies/summary.ts"
import type { Summaries } from "../studies/summaries.ts"
import type { Figures } from "./figures.ts"

/** How many studies are shown each by itself: those that something happened to last. */
const shownStudies = 50

interface Seen {
  readonly store: EventStore
  readonly summaries: Summaries
  /** Whether who asks may see a study. */
  readonly may: (study: string) => boolean
}

/** Sets what is known of the studies as they are now. One that is still being read comes at a later look. */
export async function showStudies(figures: Figures, { store, summaries, may }: Seen): Promise<void> {
  const headers: StudyHeader[] = []
  for await (const header of store.studies()) if (may(header.study)) headers.push(header)
  const newest = headers.sort((a, b) => b.at - a.at).slice(0, shownStudies)
  const known = (await summaries.of(newest)).filter((one) => one !== undefined)
  const lives = await Promise.all(known.map((one) => liveSessions(store, one.study, one.open)))
  const { trials, failures, best, sessions, slots, budget } = figures
  for (const gauge of [trials, failures, best, sessions, slots, budget]) gauge.reset()
  figures.studies.set(headers.length)
  known.forEach((one, i) => showStudy(figures, one, lives[i]!))
}

function showStudy(figures: Figures, summary: Summary, live: ReadonlySet<string>): void {
  const { study } = summary
  for (const [state, count] of Object.entries(summary.counts)) figures.trials.set({ study, state }, count)
  for (const [kind, count] of Object.entries(summary.failures)) figures.failures.set({ study, kind }, count)
  for (const { metric } of summary.objectives) {
    const value = summary.best[0]?.values[metric]
    if (typeof value === "number") figures.best.set({ study, objective: metric }, value)
  }
  figures.sessions.set({ study }, live.size)
  for (const { session, slots, busy } of summary.workers.filter(({ session }) => live.has(session)).slice(0, shownSessions)) {
    figures.slots.set({ study, session, state: "busy" }, busy)
    if (slots !== undefined) figures.slots.set({ study, session, state: "free" }, Math.max(0, slots - busy))
  }
  const share = shareOf(summary)
  if (share !== undefined) figures.budget.set({ study }, share)
}

/** Of one study. */
const shownSessions = 50
