/** The lines of a journal as Optuna 5 writes them while trials run one after another: three parameters, three reports, an attribute. */
export function* journal(trials) {
  const line = (op_code, rest) => `${JSON.stringify({ op_code, worker_id: "w-1", ...rest })}\n`
  yield line(0, { study_name: "big", directions: [1] })
  yield line(2, { study_id: 0, user_attr: { owner: "bench" } })
  let state = 1
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647
  for (let trial_id = 0; trial_id < trials; trial_id++) {
    const [lr, depth, opt] = [10 ** (-5 + 4 * random()), 1 + Math.floor(8 * random()), Math.floor(3 * random())]
    yield line(4, { study_id: 0, datetime_start: time(trial_id, 0) })
    const param = (param_name, param_value_internal, name, attributes) =>
      line(5, { trial_id, param_name, param_value_internal, distribution: JSON.stringify({ name, attributes }) })
    yield param("lr", lr, "FloatDistribution", { step: null, low: 1e-5, high: 0.1, log: true })
    yield param("depth", depth, "IntDistribution", { log: false, step: 1, low: 1, high: trial_id % 2 === 0 ? 8 : 16 })
    yield param("opt", opt, "CategoricalDistribution", { choices: ["sgd", "adam", null] })
    const loss = (Math.log10(lr) + 3) ** 2 + depth / 8 + opt / 10
    for (const step of [0, 1, 2]) yield line(7, { trial_id, step, intermediate_value: loss + (2 - step) / 4 })
    yield line(8, { trial_id, user_attr: { note: `trial ${trial_id}` } })
    const ends = trial_id % 10 === 9 ? 2 : trial_id % 50 === 7 ? 3 : 1
    yield line(6, { trial_id, state: ends, values: ends === 3 ? null : [loss], datetime_complete: time(trial_id, 500) })
  }
}

const time = (trial, more) => `${new Date(1.7e12 + 1000 * trial + more).toISOString().slice(0, 23)}250+00:00`
