import { trial } from "diapason/trial"

// What the training says to a study, and hears from it, where it can be paused and continued. Imported with `--save` only.

const current = trial({})

/** The epoch to train to; undefined outside of a study. */
export const wantedEpochs = current.fidelity

/** Where the state of an earlier attempt, or of a parent, lies, and after which epoch it was saved; undefined for a new training. */
export const earlier = current.resume

/**
 * Saves the state after an epoch, where there is a place for it.
 *
 * @param {number} epoch
 * @param {(folder: string) => unknown} save
 */
export const checkpoint = (epoch, save) => current.checkpoint(epoch, save)

/**
 * Says how the training goes, and waits for the answer.
 *
 * @param {number} step epochs finished, from 1
 * @param {Record<string, number>} metrics
 * @returns {Promise<{ stop: boolean }>} whether the training should end now
 */
export async function report(step, metrics) {
  const { stop } = await current.report(metrics, { step, wait: true })
  return { stop: stop || Object.values(metrics).some((value) => !Number.isFinite(value)) }
}
