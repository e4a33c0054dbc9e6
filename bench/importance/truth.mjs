/** Each index of a function beside what `importance` says of it. */
export function beside({ ones, pairs }, told) {
  const named = (i, j) =>
    told.pairs.find(({ first, second }) => (first === `x${i}` && second === `x${j}`) || (first === `x${j}` && second === `x${i}`))
  const rows = ones.map((truth, i) => ({ of: `x${i}`, truth, ...told.features.find(({ name }) => name === `x${i}`) }))
  for (let i = 0; i < ones.length; i++)
    for (let j = i + 1; j < ones.length; j++) rows.push({ of: `x${i} × x${j}`, truth: pairs[`${i},${j}`] ?? 0, ...named(i, j) })
  return rows
}

export const worstOf = (rows) => Math.max(...rows.map(({ share, truth }) => Math.abs(share - truth)))
