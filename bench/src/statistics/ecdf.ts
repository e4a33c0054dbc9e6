/** The regrets to be reached: from 1 to 0.001, ten to each power of ten. */
export const targets: readonly number[] = Array.from({ length: 31 }, (_, k) => Math.pow(10, -k / 10))

/** The share of targets that the runs have reached after 1, 2, … trials (Hansen et al. 2016, section 5). One curve of regret a run. */
export const ecdf = (curves: readonly (readonly number[])[]): readonly number[] =>
  Array.from({ length: Math.max(0, ...curves.map((curve) => curve.length)) }, (_, i) => {
    const reached = curves.reduce((sum, curve) => sum + targets.filter((target) => curve[i]! <= target).length, 0)
    return reached / (curves.length * targets.length)
  })
