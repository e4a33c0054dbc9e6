/**
 * Whether a trial explores or goes for the best. The first of a batch goes for the best that is known; those asked for before anything
 * new has been told mostly look around, since a second guess from the same knowledge is worth less (Song et al. 2024, Vizier).
 */
import type { Ask } from "@diapason/core"
import type { Hyper } from "../../surrogate/gp/hyper.ts"
import type { Seen } from "../gp/history.ts"

/**
 * The probability to explore, of finished trials by number, running ones and the model's hyperparameters. Something new is known for
 * sure when nothing runs, or when a trial has finished that was asked for after all of the running ones.
 */
export function explorationShare(history: readonly Seen[], pending: Ask["pending"], { signal, noise }: Hyper): number {
  const newest = history.at(-1)?.number ?? -1
  const news = pending.every(({ number }) => number < newest)
  if (!news) return withoutNews
  return signal < loud * noise ? underNoise : withNews
}

const withNews = 0.1

const underNoise = 0.7

const withoutNews = 0.75

/** A signal below this share of the noise is hard to hear. */
const loud = 0.7
