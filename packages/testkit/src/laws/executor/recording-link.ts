import type { Answer, TrialLink } from "@diapason/core"

/** The way of a trial to its study that keeps what it is told. */
export interface RecordingLink extends TrialLink {
  readonly reports: { readonly step: number; readonly metrics: Readonly<Record<string, number>> }[]
  readonly notes: { readonly key: string; readonly value: unknown }[]
  readonly kept: string[]
  /** Resolves when the n-th report has come. */
  reported(n: number): Promise<void>
}

/** `decide` answers the n-th report. */
export function recordingLink(decide: (n: number) => Answer): RecordingLink {
  const waiting: { readonly n: number; readonly resolve: () => void }[] = []
  const link: RecordingLink = {
    reports: [],
    notes: [],
    kept: [],
    reported: (n) => (link.reports.length >= n ? Promise.resolve() : new Promise((resolve) => waiting.push({ n, resolve }))),
    async report(step, metrics) {
      link.reports.push({ step, metrics })
      const n = link.reports.length
      for (const one of waiting) if (one.n <= n) one.resolve()
      await Promise.resolve()
      return decide(n)
    },
    async applied(rev, step) {
      await Promise.resolve()
      link.kept.push(`applied ${rev} at ${step}`)
    },
    async refused(rev, why) {
      await Promise.resolve()
      link.kept.push(`refused ${rev}: ${why}`)
    },
    async checkpoint(step, _path, bytes) {
      await Promise.resolve()
      link.kept.push(`checkpoint ${step} ${bytes}`)
    },
    async artifact(name, _path, media) {
      await Promise.resolve()
      link.kept.push(`artifact ${name} ${media}`)
    },
    async note(key, value) {
      await Promise.resolve()
      link.notes.push({ key, value })
      link.kept.push(`note ${key}`)
    },
    diagnostic: () => undefined,
  }
  return link
}
