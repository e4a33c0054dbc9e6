/**
 * Says how the training goes: one JSON line per step on standard output, which is all that a study needs.
 *
 * @param {number} step epochs finished, from 1
 * @param {Record<string, number>} metrics
 * @returns {Promise<{ stop: boolean }>} whether the training should end now
 */
export async function report(step, metrics) {
  console.log(JSON.stringify({ step, ...metrics }, finite))
  return { stop: Object.values(metrics).some((value) => !Number.isFinite(value)) }
}

/** JSON has no word for a number that is not finite; the trial protocol has. */
function finite(_name, value) {
  if (typeof value !== "number" || Number.isFinite(value)) return value
  if (Number.isNaN(value)) return "nan"
  return value > 0 ? "inf" : "-inf"
}
