import { coverage } from "./coverage.mjs"
import { oracle } from "./oracle.mjs"
import { scaling } from "./scaling.mjs"
import { time } from "./time.mjs"

/** Whether pairs that act together are found, how sure of it one may be, and what it costs. */
export const interactions = {
  problem: { functions: "Ishigami, Sobol g, a product with noise, with steps, additive; a learning rate that moves with a batch size" },
  parts: {
    oracle: { about: "Friedman's H² of a product, which is 1/7, and the pairs of functions in closed form, 500 trials", run: oracle },
    ...coverage,
    scaling: { about: "how often the interval of a scaling exponent has the truth, of 100 designs each", run: scaling },
    time: { about: "seconds for 1 000 trials of 20 parameters, by the process and by the forest", run: time },
  },
}
