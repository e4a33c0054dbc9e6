/**
 * The named streams of random numbers. The name says what a number is for, the id is its word in the generator's counter.
 * The ids are frozen: a recorded study is replayed from them. Add new ones at the end; never renumber, never reuse.
 */
export const streams = {
  init: 0,
  qmc: 1,
  "tpe.sample": 2,
  "tpe.thin": 3,
  random: 4,
  grid: 5,
  startup: 6,
  "trial.seed": 7,
  bruteforce: 8,
  bootstrap: 9,
  fold: 10,
  confirm: 11,
  "forest.bag": 14,
  "forest.split": 15,
  "forest.search": 16,
  "gp.thin": 20,
  "gp.search": 21,
  "gp.draws": 22,
  "cma.sample": 23,
  "nsga.vary": 24,
  "nsga.niche": 25,
  "ucb.search": 26,
  "turbo.search": 27,
  "pbt.copy": 40,
  "pbt.explore": 41,
  "de.child": 50,
  "pb2.search": 42,
  "evolution.vary": 60,
  "network.search": 61,
  "meta.search": 62,
} as const

/** The name of a stream. */
export type StreamName = keyof typeof streams
