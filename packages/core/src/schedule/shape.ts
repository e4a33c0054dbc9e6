import { pow, sin } from "@diapason/math"

/**
 * Shapes of a schedule after its warm-up, as shares of the base. `passed` and `left` are the shares of that time which are over and
 * still to come; both are given, since one minus the other would lose what is near 0.
 */

/** Half a wave of the cosine, (1 + cos π(1 - left)) / 2: 1 at left = 1, 0 at 0. Written as a square it keeps its digits near 0. */
export function halfWave(left: number): number {
  const root = sin((Math.PI / 2) * left)
  return root * root
}

/** From 1 down to `floor`, where `fall` goes from 1 to 0. */
export const above = (floor: number, fall: number): number => floor + (1 - floor) * fall

/** γ^⌊passed / every⌋. A time that rounding has put just before a drop counts as at it. */
export const stairs = (passed: number, every: number, factor: number): number => pow(factor, Math.floor(passed / every + closeBy))

/** γ to the number of milestones that are over. */
export const drops = (passed: number, milestones: readonly number[], factor: number): number =>
  pow(factor, milestones.filter((at) => passed + closeBy >= at).length)

/**
 * Up from `start` to 1 within the share `rise` of the time and down to `end` in the rest, both along half a wave (Smith & Topin 2018).
 */
export function oneCycle(passed: number, left: number, rise: number, start: number, end: number): number {
  if (passed < rise) return start + (1 - start) * halfWave(passed / rise)
  return end + (1 - end) * halfWave(Math.min(1, left / (1 - rise)))
}

/**
 * Holds, then falls over the last share `decay` of the time: linearly, or along 1 - √x with x from 0 to 1, which is written so that it
 * keeps its digits near the end (Hu et al. 2024; Hägele et al. 2024).
 */
export function holdThenFall(left: number, decay: number, curve: "linear" | "sqrt"): number {
  const fall = Math.min(1, left / decay)
  return curve === "linear" ? fall : fall / (1 + Math.sqrt(1 - fall))
}

/**
 * Half waves one after the other, each `growth` times as long as the one before, the last ending with the run (Loshchilov & Hutter 2017:
 * T_i = T₀ mⁱ).
 */
export function restarts(passed: number, cycles: number, growth: number): number {
  let [sum, size] = [0, 1]
  for (let i = 0; i < cycles; i++, size *= growth) sum += size
  let [at, length] = [passed, 1 / sum]
  for (let i = 1; i < cycles && at + closeBy * length >= length; i++) {
    at = Math.max(0, at - length)
    length *= growth
  }
  return halfWave(Math.max(0, 1 - at / length))
}

/** What rounding of a time may come to; no step of a training is as short. */
const closeBy = 1e-9
