/** What can be done to a study or its trials. */
export type Verb = "pause" | "resume" | "stop" | "kill" | "prune" | "exclude" | "include" | "retry"

/** How an action is said, what it needs, and where it is asked for. */
interface VerbFacts {
  readonly title: string
  /** What it does, and what is not lost. */
  readonly does: string
  readonly of: "study" | "trial"
  readonly needs: "runner" | "owner"
  readonly route: string
  readonly body?: object
  /** It ends work. */
  readonly ends?: true
}

export const verbs: Readonly<Record<Verb, VerbFacts>> = {
  pause: {
    title: "Pause",
    does: "No new trial is handed out until the study is resumed. Trials that run go on.",
    of: "study",
    needs: "runner",
    route: "POST /v1/studies/:study/pause",
  },
  resume: {
    title: "Resume",
    does: "New trials are handed out again.",
    of: "study",
    needs: "runner",
    route: "POST /v1/studies/:study/resume",
  },
  stop: {
    title: "Stop",
    does: "Nothing new begins; trials that run may finish. The same command goes on with the study later.",
    of: "study",
    needs: "owner",
    route: "POST /v1/studies/:study/stop",
    ends: true,
  },
  kill: {
    title: "Stop now",
    does: "Nothing new begins, and trials that run are ended as cancelled. Their curves so far are kept.",
    of: "study",
    needs: "owner",
    route: "POST /v1/studies/:study/stop",
    body: { now: true },
    ends: true,
  },
  prune: {
    title: "Prune",
    does: "It ends early, as a person's decision: it keeps what it has reported, and has not failed.",
    of: "trial",
    needs: "runner",
    route: "POST /v1/trials/:study/:trial:prune",
    ends: true,
  },
  exclude: {
    title: "Exclude",
    does: "Hidden from the sampler, the best and the pictures, until it is included again. Nothing is deleted.",
    of: "trial",
    needs: "owner",
    route: "POST /v1/trials/:study/:trial:exclude",
  },
  include: {
    title: "Include",
    does: "The sampler, the best and the pictures see it again.",
    of: "trial",
    needs: "owner",
    route: "POST /v1/trials/:study/:trial:include",
  },
  retry: {
    title: "Retry",
    does: "It waits for another attempt under the same number, with a seed of its own.",
    of: "trial",
    needs: "owner",
    route: "POST /v1/trials/:study/:trial:retry",
  },
}
