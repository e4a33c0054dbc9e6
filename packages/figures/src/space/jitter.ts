/** Moves a trial that stands on a word a little aside, always the same way, so that trials of one word do not hide each other. */
export const jittered = (place: number, words: number | undefined, trial: number): number =>
  words === undefined ? place : place + ((((trial * 7919) % 101) / 101 - 0.5) * 0.36) / words
