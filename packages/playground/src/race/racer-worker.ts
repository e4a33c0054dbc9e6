import { racer, type Step } from "./racer.ts"
import type { Setup } from "./setup.ts"

/** What the page says to a racer's thread: a race begins, or one more trial is wanted. */
export type Said = { readonly begin: { readonly setup: Setup; readonly sampler: string; readonly race: number } } | "next"

/** What the thread answers to each: nothing more than that it is ready, a trial, the end, or what went wrong. */
export type Answered = { readonly ready: true } | { readonly step: Step | undefined } | { readonly failed: string }

// The thread of one racer: models are fitted here, so that the page never waits.

let next: (() => Promise<Step | undefined>) | undefined

self.onmessage = (message: MessageEvent<Said>): void => {
  answer(message.data).then(
    (answered) => self.postMessage(answered),
    (error: unknown) => self.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies Answered),
  )
}

async function answer(said: Said): Promise<Answered> {
  if (said === "next") return { step: await next?.() }
  const { setup, sampler, race } = said.begin
  next = await racer(setup, sampler, race, () => performance.now())
  return { ready: true }
}
